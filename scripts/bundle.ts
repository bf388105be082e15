/*
 * Makes the files that the package is loaded from, after jsii has compiled it: `lib/index.js` for programs and `lib/cli.js` for
 * the command, with the parts that they load in folders beside them, and `lib/jest.js` for tests of users.
 *
 *   node -r tsx/cjs scripts/bundle.ts
 */
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { basename, join, relative } from 'path';
import { build, BuildOptions, Metafile, Plugin } from 'esbuild';
import { bundleInParts } from './bundle-parts';
import { lazyModules } from './lazy-modules';
import { partsInUse } from './modules-in-use';

const ROOT = join(__dirname, '..');
const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { peerDependencies: object };
const PEERS = Object.keys(peerDependencies);

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: PEERS,
  legalComments: 'none', // lib/LICENSES has the licenses
} satisfies BuildOptions;

/** esbuild writes the values of enums in place of their members, so that the module of an enum would count as unused. */
function withoutEnums(text: string): string {
  return text.replace(/^export enum (\w+) \{$([^]*?)^\}$/gm, (_, name: string, members: string) => (
    `export const ${name} = {${members.replace(/^( +\w+) = /gm, '$1: ')}};`));
}

/** Modules of the package have no effect but their exports: those that nothing uses are left out. */
const PURE: Plugin = {
  name: 'pure',
  setup: ({ onLoad, onResolve, resolve: find }) => {
    onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => ({ contents: withoutEnums(readFileSync(path, 'utf8')), loader: 'ts' }));
    onResolve({ filter: /^\./ }, async ({ path, pluginData, importer, ...options }) => {
      if (pluginData || !importer.startsWith(join(ROOT, 'src'))) return undefined;
      const { path: file } = await find(path, { importer, ...options, pluginData: true });
      return { path: file, sideEffects: false };
    });
  },
};

/** Parts by name, and the modules that are in them, by path from the root: the first part that has a module gets it. */
type Parts = Readonly<Record<string, RegExp>>;

const nameOf = (parts: Parts, file: string) => Object.keys(parts).find((name) => parts[name].test(file));

/** Parts of the command with what a render of the charts' newest editions does not use. */
const RARE: Parts = {
  'kata': /^src\/(kata|values\/charts\/(kata-deploy|confidential-containers))\//,
  'peer-pods': /^src\/(peer-pods|values\/charts\/peerpods)\//,
  'redfish': /^src\/(redfish|values\/charts\/kubevirt-redfish)\//,
  'dpf': /^src\/(dpf-hcp|dpu-worker|values\/charts\/dp)/,
  'page': /^(src\/report\/html|node_modules\/@dagrejs)\//,
  'yaml': /^node_modules\/yaml\//,
  'toml': /^node_modules\/smol-toml\//,
  'other': /^src\//,
};

/** What `bin/cdk8s-coco` runs: a command loads the parts that it uses. It needs no other package. */
export async function bundleCli(outfile: string): Promise<Metafile[]> {
  const entry = { stdin: { contents: "export { main, run } from './src/cli/main.ts';\n", resolveDir: ROOT, sourcefile: 'cli.js' }, outfile };
  const { metafile } = await build({ ...COMMON, ...entry, write: false, metafile: true, plugins: [PURE] });
  const [{ inputs }] = Object.values(metafile.outputs);
  const used = new Set(Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0));
  const barrels = ['index.ts', 'internal.ts'];
  const isBundled = (file: string) => used.has(file) || barrels.includes(basename(file));
  const modules = (before: (file: string) => string = () => '') => (
    lazyModules((file) => isBundled(relative(ROOT, file)), (file) => before(relative(ROOT, file))));
  const parts = await partsInUse({ ...COMMON, ...entry, outfile: outfile.replace(/\.js$/, '.use.js') }, modules);
  const metafiles = await bundleInParts({
    ...COMMON,
    ...entry,
    minify: true, // without a cache, Node.js reads all of it at each start
    plugins: [modules()],
  }, (file) => parts.get(file) ?? nameOf(RARE, file), isBundled);
  const imports = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap((output) => output.imports));
  const peer = imports.find(({ path }) => PEERS.includes(path));
  if (peer) throw new Error(`the command must not load ${peer.path}: src/cli/main.ts leads there`);
  inAscii(metafiles);
  return metafiles;
}

/** What `require('cdk8s-coco')` loads: what jsii compiled, under the same names. A program loads the parts that it uses. */
const PARTS_OF_LIBRARY: Parts = {
  'names': /^lib\/src\/(\w[\w-]*\/)?index\.js$/,
  'kata': /^lib\/src\/(kata|containerd)\//,
  'peer-pods': /^lib\/src\/peer-pods\//,
  'redfish': /^lib\/src\/redfish\//,
  'dpf': /^lib\/src\/(dpf-hcp|dpu-worker)\//,
  'delivery': /^lib\/src\/(delivery|fleet)\//,
  'values': /^lib\/src\/(values|migrate|plan|report)\/|^node_modules\//,
  'core': /^lib\/src\//,
};

export async function bundleLibrary(outfile: string): Promise<Metafile[]> {
  const compiled = './lib/src/index.js';
  const names = Object.keys(require(join(ROOT, compiled)) as object).filter((name) => name !== '__esModule').sort();
  const metafiles = await bundleInParts({
    ...COMMON,
    stdin: { contents: `export { ${names.join(', ')} } from '${compiled}';\n`, resolveDir: ROOT, sourcefile: 'index.js' },
    outfile,
    sourcemap: 'linked',
    sourcesContent: false,
    plugins: [lazyModules()],
  }, (file) => nameOf(PARTS_OF_LIBRARY, file));
  inAscii(metafiles);
  return metafiles;
}

/** What `import 'cdk8s-coco/jest'` loads, beside the library. */
async function bundleMatchers(outfile: string): Promise<void> {
  const library: Plugin = {
    name: 'library',
    setup: ({ onResolve }) => onResolve({ filter: /\/testing$/ }, () => ({ path: './index.js', external: true })),
  };
  const { metafile } = await build({ ...COMMON, entryPoints: ['src/jest/index.ts'], outfile, metafile: true, plugins: [library] });
  inAscii([metafile]);
}

/** V8 takes twice as long for a file with any other character. esbuild leaves them in regular expressions. */
function inAscii(metafiles: readonly Metafile[]): void {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  for (const path of metafiles.flatMap(({ outputs }) => Object.keys(outputs)).filter((name) => name.endsWith('.js'))) {
    const file = join(ROOT, path);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped));
  }
}

/** The licenses of the packages whose code is in bundles. */
function licenses(...metafiles: Metafile[]): string {
  const files = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)));
  const names = new Set(files.flatMap((file) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
  return [...names].sort().map((name) => {
    const folder = join(ROOT, 'node_modules', name);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].map((one) => join(folder, one)).find((one) => existsSync(one));
    if (!file) throw new Error(`${name} has no license`);
    return `${name} ${version}\n\n${readFileSync(file, 'utf8').trim()}\n`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}

async function main(): Promise<void> {
  const library = await bundleLibrary(join(ROOT, 'lib/index.js'));
  await bundleMatchers(join(ROOT, 'lib/jest.js'));
  const cli = await bundleCli(join(ROOT, 'lib/cli.js')); // the last one: bin/cdk8s-coco looks whether it is newer than the sources
  writeFileSync(join(ROOT, 'lib/LICENSES'), licenses(...library, ...cli));
}

if (require.main === module) void main();
