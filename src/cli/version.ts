import { readFileSync } from 'fs';
import { join } from 'path';
import { packageRoot } from '../common/private/script';

/** The version of this package. */
export function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version;
}
