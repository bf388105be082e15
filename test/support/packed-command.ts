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
  for (const part of ['bin', 'lib']) mkdirSync(join(folder, part));
  const bin = join(folder, 'bin/cdk8s-coco');
  cpSync(join(REPOSITORY, 'bin/cdk8s-coco'), bin);
  return { bundle: join(folder, 'lib/cli.js'), bin };
}
