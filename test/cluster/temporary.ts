import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { atEnd } from './children';

/** A new folder that is gone when this process ends, at the latest. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

export function temporaryFolder(purpose: string, parent = os.tmpdir()): TemporaryFolder {
  const folder = fs.mkdtempSync(path.join(parent, `cdk8s-coco-${purpose}-`));
  // A killed program may still be writing its last file: retried.
  const remove = atEnd(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return { path: folder, remove };
}
