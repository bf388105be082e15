import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { bundleCli } from '../../scripts/bundle';
import { NEEDED_VALUES } from '../../scripts/modules-in-use';
import { run } from '../../src/cli/main';
import { EDITIONS } from '../../src/values/editions';
import { program, Run } from '../cli/command';
import { packedCommand } from '../support/packed-command';
import { share, some, Strides } from '../support/stride';

/*
 * The command as the package has it: a few files, with data and scripts beside them, and no other package.
 */

/** Writes down which modules a process loads, beside those of Node.js itself. */
const HOOK = `
const { _load } = require('module');
const { writeFileSync } = require('fs');
const requests = [];
require('module')._load = function (request, ...rest) {
  requests.push(request);
  return _load.call(this, request, ...rest);
};
process.on('exit', () => writeFileSync(process.env.LOADED, JSON.stringify({ files: Object.keys(require.cache), requests })));
`;

let folder: string;
let bundle: { readonly run: typeof run };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-bundle-'));
  const packed = packedCommand(folder);
  writeFileSync(join(folder, 'hook.js'), HOOK);
  await bundleCli(packed.bundle);
  bundle = require(packed.bundle) as typeof bundle;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command line in this process. */
function printed(command: typeof run, args: readonly string[]): Run {
  const texts = { stdout: '', stderr: '' };
  const status = command(args, { print: (text) => { texts.stdout += text; }, tell: (line) => { texts.stderr += `${line}\n`; } });
  return { status, ...texts };
}

/** The newest edition of each chart. */
const CHARTS = new Map(EDITIONS.map(({ chart, name }) => [chart, name]));

test.each([...CHARTS])('render of %s loads the parts of its chart, neither cdk8s nor constructs, and prints what the sources print', async (chart, name) => {
  const args = ['render', name, ...NEEDED_VALUES[chart] ?? []];
  const loaded = join(folder, 'loaded.json');
  const env = { LOADED: loaded, NODE_COMPILE_CACHE: join(folder, 'cache') };
  const result = await program([process.execPath, '--require', join(folder, 'hook.js'), join(folder, 'bin/cdk8s-coco'), ...args], { env });
  expect(result).toEqual(printed(run, args));
  expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('\nkind: ') });
  const { files, requests } = JSON.parse(readFileSync(loaded, 'utf8')) as Record<'files' | 'requests', string[]>;
  const parts = files.map((file) => relative(folder, file)).filter((file) => file.startsWith('lib/cli/'));
  const cache = 'enableCompileCache' in nodeModule ? [] : ['bin/compile-cache.js']; // Node.js 22.8 and newer have one
  expect(files.sort()).toEqual(['bin/cdk8s-coco', ...cache, 'hook.js', 'lib/cli.js', ...parts].map((file) => join(folder, file)).sort());
  expect(parts).toContain('lib/cli/core.js');
  const needed = (file: string) => basename(file, '.js').split('+').some((user) => user === 'core' || user === chart);
  expect(parts.filter((file) => !needed(file))).toEqual([]);
  expect(requests.filter((request) => /cdk8s(?!-coco)|constructs/.test(request))).toEqual([]);
});

const RENDERED: Strides = { gate: 1, loop: 4 };

test.each([
  ...some(EDITIONS, RENDERED).flatMap(({ name }) => [['render', name], ['render', name, '--phase', 'uninstall']]),
  ['charts'],
  ['--version'],
  ['--help'],
  ['render', 'kata-deploy@4.1.0', '--set', 'shims.qemu.enabled=maybe', '--set', 'nope=1'],
  ['render', 'confidential-containers@0.16.0', '--set', 'customContainerd.enabled=true,customContainerd.tarballUrl=https://example.com/c.tar.gz'],
  ['render', 'confidential-containers@0.16.0', '--set', 'kata-as-coco-runtime.imagePullSecrets[0].name=a'],
  ['render', 'kubevirt-redfish@0.2.1', '--set', 'datavolume.upload_timeout=a day'],
])(`the bundle does what the sources do: %s %s %s %s %s${share(RENDERED)}`, (...args) => {
  expect(printed(bundle.run, args)).toEqual(printed(run, args));
});

test('the page of a report is in a part of its own, which is loaded when it is asked for', async () => {
  const manifests = join(folder, 'manifests.yaml');
  writeFileSync(manifests, printed(run, ['render', 'kata-deploy@4.1.0']).stdout);
  expect(printed(bundle.run, ['report', manifests, '--html'])).toEqual(printed(run, ['report', manifests, '--html']));
  const drawing = readdirSync(join(folder, 'lib/cli')).filter((file) => readFileSync(join(folder, 'lib/cli', file), 'utf8').includes('rankdir'));
  expect(drawing).toEqual(['page.js']);
});

test('is ASCII: V8 takes twice as long for a file with any other character', () => {
  const texts = readdirSync(join(folder, 'lib/cli')).map((file) => readFileSync(join(folder, 'lib/cli', file), 'utf8'));
  expect(texts.join('')).not.toMatch(/[^\0-\x7f]/);
});
