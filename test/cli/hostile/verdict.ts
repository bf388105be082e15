import { parseAllDocuments } from 'yaml';
import { HostileCase, MARKER } from './cases';
import { Run } from '../command';

/** Words of typed code, which mean nothing to people who wrote values. */
const TYPED = /\b(props?|constructs?|TypeScript|jsii|cdk8s-plus\w*|TypeError|undefined|NaN)\b|\bin code\b|\b[A-Z][a-z]\w*\.[A-Za-z_]+\(|\bKata(Runtime|Release|Shim)\b|\[object /;

/** What terminals obey or hide. */
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/;

const LONGEST_LINE = 2100;
const MOST_LINES = 205;

/** What is wrong with the answer to a command line. */
export function complaints({ args: [name] }: HostileCase, { status, stdout, stderr }: Run): string[] {
  const lines = stderr.split('\n').filter(Boolean);
  const usage = stderr.startsWith('Usage: ');
  const found: string[] = [];
  const complain = (wrong: boolean, what: string) => {
    if (wrong) found.push(what);
  };
  complain(![0, 1].includes(status), `the exit status is ${status}`);
  complain(status === 1 && (stdout !== '' || !lines.some((line) => line.startsWith('error: '))), 'exit status 1 without an error, or with manifests');
  complain(status === 0 && lines.some((line) => line.startsWith('error: ')), 'exit status 0 with an error');
  complain(!usage && lines.some((line) => !/^(error|warning|note): \S/.test(line)), 'a line that is no error, warning or note');
  complain(/internal error|\n {4}at /.test(stderr), 'an internal error');
  complain(stderr.includes(MARKER), 'a secret');
  complain(RAW.test(withoutPairs(stderr)), 'a raw control character');
  complain(!usage && lines.some((line) => TYPED.test(withoutPath(withoutQuotes(line)))), 'words of typed code');
  complain(lines.some((line) => line.length > LONGEST_LINE) || lines.length > MOST_LINES, 'too much text');
  if (status === 0 && stdout.length < 500_000 && name === 'render' && !stdout.startsWith('Usage: ')) complain(parseAllDocuments(stdout, { uniqueKeys: false }).some(({ errors }) => errors.length > 0), 'manifests that are no YAML');
  return found;
}

const withoutPairs = (text: string) => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '');
const withoutPath = (line: string) => line.replace(/^(\w+): \S+: /, '');
const withoutQuotes = (line: string) => line.replace(/"(\\.|[^"\\])*"?/g, '""');
