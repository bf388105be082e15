import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command';

export const REPOSITORY = join(__dirname, '..', '..');

/** A program of the installed development dependencies. */
export const bin = (name: string) => join(REPOSITORY, 'node_modules', '.bin', name);

/** Compiles and bundles the library where that is older than its sources. */
export function compile(): boolean {
  const written = ['.jsii', 'lib/index.js', 'lib/cli.js'].map((path) => join(REPOSITORY, path));
  const compiled = written.every((path) => existsSync(path)) ? Math.min(...written.map((path) => statSync(path).mtimeMs)) : 0;
  const sources = ['package.json', 'README.md', 'src', 'imports'].map((path) => newest(join(REPOSITORY, path)));
  if (Math.max(...sources) < compiled) return false;
  run('npx', ['projen', 'compile'], { cwd: REPOSITORY });
  return true;
}

/** When a file, or anything in a folder, was changed last; folders too, since they change where a file is deleted. */
function newest(path: string): number {
  const stat = statSync(path);
  const inside = stat.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : [];
  return Math.max(stat.mtimeMs, ...inside);
}
