import { decodeUtf8 } from '../../src/common/private/utf8';

const NOT_UTF8 = 'the file is not UTF-8 from here on; allowed: UTF-8. Save it as UTF-8 in your editor, or convert it with iconv';
const UTF16 = 'the file is UTF-16; allowed: UTF-8. If PowerShell wrote it, write it again with Out-File -Encoding utf8';

test.each(['', 'a: 1\n', 'ü: 漢 🔑\n', '\ufeffa: 1', 'a: \ufffd b \ufffd\n', '\0\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}'])('%j', (text) => {
  expect(decodeUtf8(Buffer.from(text))).toBe(text);
});

test.each([
  ['Latin-1', [0x61, 0x3a, 0x0a, 0x62, 0xe9, 0x63], 2, 2],
  ['after characters of many bytes', [...Buffer.from('ü🔑\ufffd: \n é'), 0xff], 2, 3],
  ['a continuation without a start', [0x80], 1, 1],
  ['cut off at the end', [0x61, 0xe2, 0x82], 1, 2],
  ['cut off before a letter', [0xf0, 0x9f, 0x92, 0x61], 1, 1],
  ['longer than it has to be', [0xc0, 0xaf], 1, 1],
  ['half of a surrogate pair', [0xed, 0xa0, 0x80], 1, 1],
  ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 1, 1],
])('%s', (_, bytes, line, column) => {
  expect(decodeUtf8(Buffer.from(bytes))).toEqual({ line, column, message: NOT_UTF8 });
});

test.each(['\ufeffa: 1\n', '\ufeff\nä'])('UTF-16 of either order', (text) => {
  const little = Buffer.from(text, 'utf16le');
  expect(decodeUtf8(little)).toEqual({ line: 1, column: 1, message: UTF16 });
  expect(decodeUtf8(Buffer.from(little).swap16())).toEqual({ line: 1, column: 1, message: UTF16 });
});
