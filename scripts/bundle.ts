/*
 * Makes the files that the package is loaded from, after jsii has compiled it: `lib/index.js` for programs, `lib/cli.js` for the
 * command and `lib/report-page.js`, which one of its options loads, and `lib/jest.js` for tests of users.
 *
 *   node -r tsx/cjs scripts/bundle.ts
 */
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { basename, dirname, join, resolve } from 'path';
import { build, BuildOptions, Metafile, Plugin } from 'esbuild';
import { lazyModules } from './lazy-modules';

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

/** What few commands need is in a file beside that of the command, which is loaded when it is used. */
const PAGE = { entry: 'src/report/html/page.ts', file: 'report-page.js' };
const BESIDE: Plugin = {
  name: 'beside',
  setup: ({ onResolve }) => onResolve({ filter: /\/report\/html\/page$/ }, () => ({ path: `./${PAGE.file}`, external: true })),
};

/** What `bin/cdk8s-coco` runs, and beside it the page of `report`. They need no other package. */
export async function bundleCli(outfile: string): Promise<Metafile[]> {
  return [await bundlePage(join(dirname(outfile), PAGE.file)), await bundleCommand(outfile)];
}

async function bundlePage(outfile: string): Promise<Metafile> {
  const { metafile } = await build({
    ...COMMON, entryPoints: [PAGE.entry], outfile, metafile: true, minifyWhitespace: true, minifySyntax: true,
  });
  inAscii(outfile);
  return metafile;
}

async function bundleCommand(outfile: string): Promise<Metafile> {
  const entryPoints = ['src/cli/main.ts'];
  const pruned = await build({ ...COMMON, entryPoints, outfile, write: false, metafile: true, plugins: [BESIDE, PURE] });
  const [{ inputs }] = Object.values(pruned.metafile.outputs);
  const used = new Set(Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0).map((file) => resolve(ROOT, file)));
  const barrels = ['index.ts', 'internal.ts'];
  const { metafile } = await build({
    ...COMMON,
    entryPoints,
    outfile,
    metafile: true,
    minifyWhitespace: true, // without a cache, Node reads all of it at each start
    minifySyntax: true,
    plugins: [BESIDE, lazyModules((file) => used.has(file) || barrels.includes(basename(file)))],
  });
  const [{ imports }] = Object.values(metafile.outputs);
  const peer = imports.find(({ path }) => PEERS.includes(path));
  if (peer) throw new Error(`the command must not load ${peer.path}: src/cli/main.ts leads there`);
  inAscii(outfile);
  return metafile;
}

/** What `require('cdk8s-coco')` loads: what jsii compiled, under the same names. */
export async function bundleLibrary(outfile: string): Promise<Metafile> {
  const compiled = './lib/src/index.js';
  const names = Object.keys(require(join(ROOT, compiled)) as object).filter((name) => name !== '__esModule').sort();
  const { metafile } = await build({
    ...COMMON,
    stdin: { contents: `export { ${names.join(', ')} } from '${compiled}';\n`, resolveDir: ROOT, sourcefile: 'index.js' },
    outfile,
    metafile: true,
    sourcemap: 'linked',
    sourcesContent: false,
    plugins: [lazyModules()],
  });
  inAscii(outfile);
  return metafile;
}

/** What `import 'cdk8s-coco/jest'` loads, beside the library. */
async function bundleMatchers(outfile: string): Promise<void> {
  const library: Plugin = {
    name: 'library',
    setup: ({ onResolve }) => onResolve({ filter: /\/testing$/ }, () => ({ path: './index.js', external: true })),
  };
  await build({ ...COMMON, entryPoints: ['src/jest/index.ts'], outfile, plugins: [library] });
  inAscii(outfile);
}

/** V8 takes twice as long for a file with any other character. esbuild leaves them in regular expressions. */
function inAscii(file: string): void {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped));
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
  writeFileSync(join(ROOT, 'lib/LICENSES'), licenses(library, ...cli));
}

if (require.main === module) void main();
