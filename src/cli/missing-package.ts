/** The packages beside which this one is installed: its peer dependencies. */
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

/** What to say of an error that Node.js throws if one of them is not installed; nothing for any other error. */
export function missingPackage(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || (thrown as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') return undefined;
  const name = /^Cannot find (?:module|package) '([^']+)'/.exec(thrown.message)?.[1].split('/')[0];
  if (name === undefined || !PEERS.includes(name)) return undefined;
  return `the package ${name} is not installed, and cdk8s-coco needs it; run: npm install ${PEERS.join(' ')}`;
}
