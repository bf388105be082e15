import { cpSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './repository';

/**
 * Lays out in a folder what the package has for the command, beside its bundle: the program, data and scripts.
 *
 * @returns the path that the bundle has there, and that of the program
 */
export function packedCommand(folder: string): { readonly bundle: string; readonly bin: string } {
  const isPacked = (path: string) => statSync(path).isDirectory() || /\.(json|sh)$/.test(path);
  for (const part of ['src', 'package.json']) cpSync(join(REPOSITORY, part), join(folder, part), { recursive: true, filter: isPacked });
  cpSync(join(REPOSITORY, 'bin'), join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'lib'));
  return { bundle: join(folder, 'lib/cli.js'), bin: join(folder, 'bin/cdk8s-coco') };
}
