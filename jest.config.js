const { spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, statfsSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');
const { ROOM, startedByAll } = require('./test/support/rooms');

/** Scripts of nodes run in the tests under the shell that they meet there. CI has these programs, and fails without them. */
const SHELL_TESTS = [
  '<rootDir>/test/support/node-tools', '<rootDir>/test/kata/uninstall-script', '<rootDir>/test/kata/scripts/', '<rootDir>/test/containerd/scripts/',
  '<rootDir>/test/redfish/assemble-config',
];
/** Scripts that start jq. */
const JQ_TESTS = ['<rootDir>/test/dpu-worker/scripts/'];

/** Of how many tests of scripts the inner loop runs one: each test starts some hundred programs. */
const STEP = 12;

/** Why the scripts cannot be tried here; nothing where they can. */
function obstacle() {
  if (spawnSync('shellcheck', ['--version']).error) return 'shellcheck is not installed (Debian: apt-get install shellcheck)';
  const { outputFiles: [{ text }] } = buildSync({
    entryPoints: [`${__dirname}/test/support/node-tools.ts`], bundle: true, platform: 'node', format: 'cjs', write: false,
  });
  const tools = { exports: {} };
  new Function('module', 'require', text)(tools, require);
  const { nodeTools } = tools.exports;
  try {
    nodeTools();
    return undefined;
  } catch (error) {
    return error.message;
  }
}

const FREE_BYTES = 2 ** 30;

/**
 * A folder in memory, for the many thousand small files of the tests: on a disk, these are a tenth of all work. Nothing where there
 * is little room, or where programs do not run.
 */
function inMemory() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize < FREE_BYTES) return undefined;
    const folder = mkdtempSync('/dev/shm/cdk8s-coco-');
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync(program).status === 0 ? folder : undefined;
  } catch {
    return undefined;
  }
}

const inWorker = process.env.JEST_WORKER_ID;
const memory = inWorker || process.env.TMPDIR ? undefined : inMemory();
if (memory) process.env.TMPDIR = memory;
const reason = inWorker ? undefined : obstacle();
if (reason) console.warn(`SKIPPED: the tests of the shell scripts that run on nodes. ${reason}`);
const withoutJq = !inWorker && Boolean(spawnSync('jq', ['--version']).error);
if (withoutJq) console.warn('SKIPPED: the tests of the scripts of DPU workers. jq is not installed (Debian: apt-get install jq)');
const skipped = process.env.CI ? [] : [...(reason ? [...SHELL_TESTS, ...JQ_TESTS] : []), ...(withoutJq ? JQ_TESTS : [])];

/** Whether all tests are wanted, and not those of some paths: each room then loads its modules once. */
const all = !process.argv.slice(2).some((argument) => !argument.startsWith('-'));

/** The gate and sweeps try scripts in full, and so does a run that names their tests. */
const inShares = all && !process.env.CI && process.env.SWEEP !== 'all';
if (inShares && !inWorker) console.warn(`SKIPPED: ${STEP - 1} of ${STEP} tests of scripts that run on nodes. All of them run with npm test test/containerd (or another folder), and npm run test:sweeps`);
const sharesOf = inShares ? [...SHELL_TESTS, ...JQ_TESTS].map((path) => ({ folder: path.replace('<rootDir>', __dirname), step: STEP })) : [];

module.exports = {
  maxWorkers: '100%', // jest leaves one core idle, which is half of a small machine
  roots: ['<rootDir>/test'],
  testMatch: all ? startedByAll(`${__dirname}/test`) : ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...all ? [] : [`/${ROOM}$`], ...skipped],
  moduleNameMapper: { '^cdk8s-coco$': '<rootDir>/src/index.ts', '^cdk8s-coco/jest$': '<rootDir>/src/jest/index.ts' },
  testEnvironment: '<rootDir>/test/support/environment.js',
  testEnvironmentOptions: { sharesOf },
  transform: { '^.+\\.ts$': '<rootDir>/test/support/transform.js' },
  globalSetup: '<rootDir>/test/support/machine/before-all.ts',
  globalTeardown: '<rootDir>/test/support/machine/after-all.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/after-each-test.ts'],
  testTimeout: 300_000, // no test is about time; other work may hold the machine up
  clearMocks: true,
};
