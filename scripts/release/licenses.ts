/*
 * Prints the licenses of all packages that are installed to build, test and document the library, and fails on one that is not in
 * the list of projenrc/licenses.ts.
 */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { ALLOWED_LICENSES } from '../../projenrc/licenses';

const ROOT = join(__dirname, '..', '..');

export interface Licensed {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The packages of a lockfile, with the license that each declares. */
export function licensesIn(lockfile: string): Licensed[] {
  const { packages } = JSON.parse(lockfile) as { readonly packages: Readonly<Record<string, Partial<Licensed>>> };
  return Object.entries(packages).filter(([path]) => path.includes('node_modules/')).map(([path, { version = '', license = 'none' }]) => (
    { name: path.replace(/^.*node_modules\//, ''), version, license }));
}

/** Whether a license, or one of those that a package can be taken under, is allowed. */
export function isAllowed(license: string): boolean {
  return license.replace(/^\(|\)$/g, '').split(' OR ').some((one) => ALLOWED_LICENSES.includes(one));
}

export const LOCKFILES = ['package-lock.json', 'site/package-lock.json'].filter((file) => existsSync(join(ROOT, file)));

if (require.main === module) {
  for (const file of LOCKFILES) {
    const all = licensesIn(readFileSync(join(ROOT, file), 'utf8'));
    const names = [...new Set(all.map(({ license }) => license))];
    const counts = names.map((name) => [name, all.filter(({ license }) => license === name).length] as const);
    console.log(`${file}: ${all.length} packages`);
    for (const [license, count] of counts.sort(([, a], [, b]) => b - a)) console.log(`${String(count).padStart(6)}  ${license}`);
    for (const { name, version, license } of all.filter((one) => !isAllowed(one.license))) {
      console.error(`${name}@${version} has the license ${license}, which projenrc/licenses.ts does not allow`);
      process.exitCode = 1;
    }
  }
}
