import { error, Finding, warning } from './findings';
import { goNumberText } from './number-text';

/** What a template prints for a scalar. Numbers of files are floats in Helm, which prints some in a form nobody means. */
export function templateText(value: unknown, path: string, sources: ReadonlyMap<string, string>, problems: Finding[]): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'number') return String(value);
  const source = sources.get(path);
  const text = source === undefined ? String(value) : goNumberText(value);
  if (text.includes('e')) {
    problems.push(error(path, `the number ${source} is printed as ${text}; quote it: "${source}"`));
  } else if (source !== undefined && text !== source) {
    problems.push(warning(path, `the number ${source} is printed as ${text}; quote it if you mean the string: "${source}"`));
  }
  return text;
}
