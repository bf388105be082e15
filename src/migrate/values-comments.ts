import { Document, isMap, isScalar, isSeq, Pair, parseDocument, YAMLMap } from 'yaml';

/** The comments of a values file. */
export interface ValuesComments {
  /** What stands above everything, a blank line apart. */
  readonly head: readonly string[];
  /** Lines by the path of the value that they stand above or beside. */
  readonly byPath: ReadonlyMap<string, readonly string[]>;
}

/** Reads the comments of a values file; none of a file that is no YAML. */
export function commentsOf(text: string): ValuesComments {
  const byPath = new Map<string, readonly string[]>();
  const document: Document = parseDocument(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  if (isMap(document.contents)) walk(document.contents, [], byPath);
  // What a blank line keeps apart from the first value is for the whole file.
  const [first] = isMap(document.contents) ? document.contents.items as Pair[] : [];
  const above = isScalar(first?.key) ? (first.key.commentBefore ?? '').split(/\n{2,}/) : [];
  const place = isScalar(first?.key) ? JSON.stringify([String(first.key.value)]) : '';
  const own = linesOf(above.pop());
  const beside = (byPath.get(place) ?? []).slice(above.flatMap(linesOf).length + own.length);
  if (above.length) byPath.set(place, [...own, ...beside]);
  return { head: [document.commentBefore ?? '', ...above].flatMap(linesOf), byPath };
}

function walk(map: YAMLMap, path: readonly string[], found: Map<string, readonly string[]>, first: readonly string[] = []): void {
  (map.items as Pair[]).forEach(({ key, value }, index) => {
    if (!isScalar(key)) return;
    const place = [...path, String(key.value)];
    const beside = isScalar(value) || isSeq(value) ? linesOf(value.comment) : [];
    const lines = [...(index === 0 ? first : []), ...linesOf(key.commentBefore), ...beside];
    if (lines.length) found.set(JSON.stringify(place), lines);
    if (isMap(value)) walk(value, place, found, linesOf(value.commentBefore));
  });
}

const linesOf = (comment: string | null | undefined) => (comment ? comment.split('\n').map((line) => line.replace(/^#* ?/, '').trimEnd()).filter(Boolean) : []);
