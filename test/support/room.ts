import { relative } from 'node:path';
import { testsOfRoom } from './rooms';

/**
 * Runs all tests below a folder in one file. Jest loads every module anew for each file, which takes longer than most of
 * these tests; see jest.config.js.
 */
export function room(folder: string): void {
  for (const path of testsOfRoom(folder)) {
    describe(relative(folder, path), () => { jest.requireActual(path); });
  }
}
