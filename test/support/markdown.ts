import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A line of a page, outside of code blocks. */
interface Line {
  readonly number: number;
  readonly text: string;
}

/** The lines of a page that are not code; blocks of code are fenced, or indented by four blanks after an empty line. */
function prose(text: string): Line[] {
  let fence: string | undefined;
  let isIndented = false;
  const lines: Line[] = [];
  const all = text.split('\n');
  for (const [index, line] of all.entries()) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (mark && (!fence || mark.startsWith(fence))) {
      fence = fence ? undefined : mark;
      continue;
    }
    isIndented = /^ {4}/.test(line) && (isIndented || !all[index - 1]?.trim());
    if (!fence && !isIndented) lines.push({ number: index + 1, text: line });
  }
  return lines;
}

/** The cells of a row. A bar is part of a cell if it is escaped, also in code. */
function cells(row: string): string[] {
  return row.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '').split(/(?<!\\)\|/).map((cell) => cell.trim());
}

const isDelimiter = (row: string) => cells(row).every((cell) => /^:?-{3,}:?$/.test(cell));

/** What is wrong with the tables of a page. */
export function tableProblems(text: string): string[] {
  const lines = prose(text);
  const isRow = (line?: Line) => line !== undefined && line.text.startsWith('|');
  return lines.flatMap((head, index) => {
    if (!isRow(head) || (isRow(lines[index - 1]) && lines[index - 1].number === head.number - 1)) return [];
    const end = lines.findIndex((line, at) => at > index && (!isRow(line) || line.number !== head.number + at - index));
    const rows = lines.slice(index, end < 0 ? undefined : end);
    const columns = cells(head.text).length;
    const problems = rows.flatMap(({ number, text: row }) => [
      ...(cells(row).length === columns ? [] : [`line ${number}: ${cells(row).length} cells, the table has ${columns}`]),
      ...(/[^\\]\|\s*$/.test(row) ? [] : [`line ${number}: the row does not end with a bar`]),
    ]);
    if (!isDelimiter(rows[1]?.text ?? '')) problems.push(`line ${head.number}: the table has no line of dashes below its head`);
    if (lines[index - 1]?.text.trim() && !/^\s*<!--/.test(lines[index - 1].text)) problems.push(`line ${head.number}: no empty line before the table`);
    if (rows.length < 3) problems.push(`line ${head.number}: the table has no rows`);
    return problems;
  });
}

/** The anchors that GitHub gives the headings of a page. */
export function anchors(text: string): string[] {
  const seen = new Map<string, number>();
  return prose(text).flatMap(({ text: line }) => {
    const heading = /^#{1,6} +(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) return [];
    const words = heading.replace(/`/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = words.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/ /g, '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return [count ? `${slug}-${count}` : slug];
  });
}

/** The targets of the links and pictures of a page. */
function links(text: string): { readonly number: number; readonly target: string }[] {
  return prose(text).flatMap(({ number, text: line }) => (
    [...line.replace(/`[^`]*`/g, '``').matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(([, target]) => ({ number, target }))));
}

/**
 * What is wrong with the links of a page to other files, and to headings. Those to other sites are not looked at.
 *
 * @param isThere whether a path from the root can be linked to: any file or folder that exists, unless told otherwise
 */
export function linkProblems(root: string, page: string, isThere = (path: string) => existsSync(join(root, path))): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return links(text).flatMap(({ number, target }) => {
    if (/^[a-z]+:/i.test(target)) return [];
    const [path, anchor] = target.split('#');
    const file = path ? relative(root, join(root, dirname(page), decodeURI(path))) : page;
    if (file.startsWith('..') || !isThere(file || '.')) return [`line ${number}: ${target} is not there`];
    if (anchor === undefined) return [];
    if (statSync(join(root, file)).isDirectory() || !file.endsWith('.md')) return [`line ${number}: ${target} has no headings`];
    return anchors(readFileSync(join(root, file), 'utf8')).includes(anchor) ? [] : [`line ${number}: ${target} is no heading of that page`];
  });
}
