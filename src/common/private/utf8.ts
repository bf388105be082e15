/** Bytes that are not UTF-8: where they start, and what they look like. */
export interface NotUtf8 {
  /** From 1 up. */
  readonly line: number;
  /** From 1 up, in characters. */
  readonly column: number;
  readonly message: string;
}

const REPLACEMENT = '\ufffd';
const BYTES = Buffer.from(REPLACEMENT);

/** The text of a file. Node reads bytes that are not UTF-8 as U+FFFD without a word; here they are an error. */
export function decodeUtf8(bytes: Buffer): string | NotUtf8 {
  const text = bytes.toString('utf8');
  const bad = firstBad(text, bytes);
  if (bad === undefined) return text;
  const utf16 = isUtf16(bytes);
  const before = utf16 ? [''] : text.slice(0, bad).split('\n');
  return {
    line: before.length,
    column: before[before.length - 1].length + 1,
    message: utf16
      ? 'the file is UTF-16; allowed: UTF-8. If PowerShell wrote it, write it again with Out-File -Encoding utf8'
      : 'the file is not UTF-8 from here on; allowed: UTF-8. Save it as UTF-8 in your editor, or convert it with iconv',
  };
}

const isUtf16 = ([first, second]: Buffer) => (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** The first U+FFFD in the text that is not one in the bytes. All that stands before it has as many bytes as its text. */
function firstBad(text: string, bytes: Buffer): number | undefined {
  let offset = 0;
  let start = 0;
  for (let index = text.indexOf(REPLACEMENT); index >= 0; index = text.indexOf(REPLACEMENT, start)) {
    offset += Buffer.byteLength(text.slice(start, index));
    if (!bytes.subarray(offset, offset + BYTES.length).equals(BYTES)) return index;
    offset += BYTES.length;
    start = index + 1;
  }
  return undefined;
}
