/*
 * Runs the packed command and library with every supported Node.js, beside the oldest and the newest peers. All write
 * the same bytes.
 *
 * `node --import tsx test/consumer/nodes.ts [VERSION...]`: versions of npm's package `node`.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { run, UserError } from '../support/command';
import { compile, REPOSITORY } from '../support/repository';

const manifest = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
/** What `engines` promises, and the newest of each line. */
const VERSIONS = [manifest.engines.node.replace('>= ', ''), '20', '22', '24'];
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];
const SETS: Readonly<Record<string, readonly string[]>> = {
  'oldest peers': [...PEERS, 'cdk8s-plus-34'].map((name) => `${name}@${manifest.devDependencies[name]}`),
  'newest peers': [...PEERS, 'cdk8s-plus-34'].map((name) => `${name}@latest`),
};
const EXPECTED = '15 of 15 workloads under kata-qemu-snp';

let passed = 0;
let failed = 0;

function check(what: string, action: () => string): void {
  try {
    console.log(`ok   ${what}: ${action()}`);
    passed++;
  } catch (error) {
    console.log(`FAIL ${what}: ${(error as Error).message}`);
    failed++;
  }
}

/** The app of test:consumer, as JavaScript that loads its packages by name. */
function writeApp(folder: string): void {
  const app = join(__dirname, 'app', 'main.ts');
  buildSync({ entryPoints: [app], bundle: true, packages: 'external', platform: 'node', outfile: join(folder, 'main.js'), tsconfigRaw: {} });
}

function main(): void {
  const work = mkdtempSync(join(tmpdir(), 'cdk8s-coco-nodes-'));
  try {
    compile();
    const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', work], { cwd: REPOSITORY }));
    for (const [peers, packages] of Object.entries(SETS)) {
      const folder = join(work, peers.replace(' ', '-'));
      mkdirSync(folder);
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
      run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', join(work, filename), ...packages], { cwd: folder });
      writeApp(folder);
      const installed = PEERS.map((name) => `${name} ${JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version}`).join(', ');
      console.log(`     ${peers}: ${installed}`);
    }
    let rendered: string | undefined;
    for (const version of process.argv.length > 2 ? process.argv.slice(2) : VERSIONS) {
      const node = run('npx', ['--yes', '--prefer-offline', '--package', `node@${version}`, '--call', 'node -p process.execPath'], { cwd: work }).trim().split('\n').pop()!;
      const exact = run(node, ['--version']).trim();
      for (const peers of Object.keys(SETS)) {
        const folder = join(work, peers.replace(' ', '-'));
        check(`the library with Node.js ${exact} and the ${peers}`, () => {
          const output = run(node, ['main.js'], { cwd: folder, env: { NODE_NO_WARNINGS: '1' } }).trim();
          if (output !== EXPECTED) throw new Error(`expected "${EXPECTED}", got "${output}"`);
          return output;
        });
        check(`the command with Node.js ${exact} and the ${peers}`, () => {
          const output = run(node, ['node_modules/cdk8s-coco/bin/cdk8s-coco', 'render', 'confidential-containers@0.20.0', '--namespace', 'coco-system'], { cwd: folder });
          rendered ??= output;
          if (output !== rendered) throw new Error('it prints other bytes than the first Node.js');
          return `${output.split('\n').length} lines, the same bytes`;
        });
      }
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

try {
  main();
} catch (error) {
  console.log(error instanceof UserError ? error.message : error);
  failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
