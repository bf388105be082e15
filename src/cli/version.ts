import { packageText } from '../common/private/script';

/** The version of this package. */
export function version(): string {
  return (JSON.parse(packageText('package.json')) as { version: string }).version;
}
