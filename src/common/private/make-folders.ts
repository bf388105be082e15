import { mkdirSync, statSync } from 'fs';
import { dirname } from 'path';

const statOf = (path: string) => statSync(path, { throwIfNoEntry: false });

/**
 * Makes a folder, and those above it that are missing.
 *
 * `mkdirSync` with `recursive` never ends where a parent is there and yet nothing can be made in it, for which the system says
 * ENOENT: below `/proc`, and where folders are mounted when somebody names them.
 *
 * @param path absolute
 */
export function makeFolders(path: string): void {
  if (statOf(path)?.isDirectory()) return;
  const parent = dirname(path);
  if (!statOf(parent)) makeFolders(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    if (!statOf(path)?.isDirectory()) throw error; // else another process has made it
  }
}
