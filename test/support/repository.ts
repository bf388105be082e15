import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command';

export const REPOSITORY = join(__dirname, '..', '..');

/** A program of the installed development dependencies. */
export const bin = (name: string) => join(REPOSITORY, 'node_modules', '.bin', name);

/** Compiles the library where that is older than its sources. */
export function compile(): boolean {
  const assembly = join(REPOSITORY, '.jsii');
  const compiled = existsSync(assembly) && existsSync(join(REPOSITORY, 'lib')) ? statSync(assembly).mtimeMs : 0;
  const sources = ['package.json', 'README.md', 'src', 'imports'].map((path) => newest(join(REPOSITORY, path)));
  if (Math.max(...sources) < compiled) return false;
  run(bin('jsii'), ['--silence-warnings=reserved-word'], { cwd: REPOSITORY });
  return true;
}

/** When a file, or anything in a folder, was changed last; folders too, since they change where a file is deleted. */
function newest(path: string): number {
  const stat = statSync(path);
  const inside = stat.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : [];
  return Math.max(stat.mtimeMs, ...inside);
}
