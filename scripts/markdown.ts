import { readFileSync, writeFileSync } from 'fs';

/** A table in Markdown. Bars in cells are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `|${cells.map((cell) => (cell ? ` ${cell.replace(/(?<!\\)\|/g, '\\|')} ` : ' ')).join('|')}|`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** The text of a page with a part between two marks, such as `<!-- shims -->` and `<!-- /shims -->`, as it should be. */
export function pageWith(page: string, mark: string, part: string): string {
  const [start, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  if (page.split(start).length !== 2 || page.split(end).length !== 2) throw new Error(`expected ${start} and ${end} once in the page`);
  return `${page.slice(0, page.indexOf(start))}${start}\n${part}\n${page.slice(page.indexOf(end))}`;
}

/** Writes a page as a function of what it says now. */
export function rewrite(file: string, change: (page: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}
