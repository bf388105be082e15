import { packageText } from '../common/private/script';

interface Package {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const own = () => JSON.parse(packageText('package.json')) as Package;

/** The version of this package. */
export function version(): string {
  return own().version;
}

/** The version of this package, and those of the packages that a program needs beside it. */
export function versions(): { readonly own: string; readonly peers: Readonly<Record<string, string>> } {
  const { version: number, peerDependencies } = own();
  return { own: number, peers: peerDependencies };
}
