import { parseValues } from './parse';
import { isMap } from './tree';

/**
 * What is read of a text that a template writes below `file: |`, with each of its lines indented: spaces in front of the first
 * line count as indentation of all. Undefined where no YAML comes of it, as where a later line is indented less.
 */
export function blockText(text: string): string | undefined {
  if (/^[!-~][\t\n -~]*$/.test(text)) return text;
  if (!text.trim()) return text && '\n';
  if (/^\s*?\n? *\t/.test(text)) return undefined; // Helm's library takes no tab where it looks for the indentation
  const { values } = parseValues(`data:\n  file: |\n    ${text.replace(/\n/g, '\n    ')}\n`, '');
  const data = values?.data;
  return isMap(data) && Object.keys(data).length === 1 && typeof data.file === 'string' ? data.file : undefined;
}
