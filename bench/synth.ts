import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { compare, processOf, Result } from './compare';

const ROOT = join(__dirname, '..');
const EXAMPLE = join(ROOT, 'examples', 'mixed-architectures');

/** What the examples' cdk8s.yaml has. */
const FAST = ['--import', 'tsx'];

/** ts-node with its type-check, and the name under which apps import the library. */
const TYPE_CHECKED = `
const { join } = require('path');
const Module = require('module');
const root = ${JSON.stringify(ROOT)};
require(require.resolve('ts-node', { paths: [root] })).register({ project: join(root, 'examples', 'tsconfig.json'), typeCheck: true, transpileOnly: false });
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return resolve.call(this, request === 'cdk8s-coco' ? join(root, 'src', 'index.ts') : request, ...rest);
};
`;

/** A cold synth of an example: the fast loader against ts-node with its type-check. Required: twice as fast, or better. */
export function synth(): Result[] {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-bench-'));
  try {
    const register = join(folder, 'type-checked.js');
    writeFileSync(register, TYPE_CHECKED);
    provesThatItChecks(folder, register);
    const env = { CDK8S_OUTDIR: join(folder, 'dist') };
    const app = (loader: string[]) => [process.execPath, ...loader, 'main.ts'];
    const cdk8s = (loader: string[]) => [
      'npx', '--no-install', 'cdk8s', 'synth', '--no-check-upgrade', '--app', `node ${loader.join(' ')} main.ts`, '--output', join(folder, 'dist'),
    ];
    return [
      compare({
        what: 'npx cdk8s synth of an example',
        a: processOf('fast loader', cdk8s(FAST), { cwd: EXAMPLE }),
        b: processOf('ts-node with type-check', cdk8s(['-r', register]), { cwd: EXAMPLE }),
        rounds: 5,
        least: 2,
      }),
      compare({
        what: 'its app alone',
        a: processOf('fast loader', app(FAST), { cwd: EXAMPLE, env }),
        b: processOf('ts-node with type-check', app(['-r', register]), { cwd: EXAMPLE, env }),
        rounds: 5,
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A comparison with something that checks nothing would prove nothing. */
function provesThatItChecks(folder: string, register: string): void {
  const wrong = join(folder, 'wrong.ts');
  writeFileSync(wrong, "import { KataRelease } from 'cdk8s-coco';\nconst version: number = KataRelease.latest().version;\nconsole.log(version);\n");
  const { status, stderr } = spawnSync(process.execPath, ['-r', register, wrong], { cwd: EXAMPLE, encoding: 'utf8' });
  if (status === 0 || !stderr.includes('TS2322')) throw new Error(`ts-node does not check types here:\n${stderr}`);
}
