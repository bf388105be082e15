/*
 * What users get: packs the library, installs the tarball into empty projects, and compiles and runs apps there.
 *
 * `node --import tsx test/consumer/run.ts [--keep]`: with --keep, the projects stay for a look at them.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run, UserError } from '../support/command';
import { bin, compile, REPOSITORY } from '../support/repository';

const manifest = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
const pinned = (name: string) => `${name}@${manifest.devDependencies[name]}`;

/** What main.ts prints, however it was compiled. */
const EXPECTED = '15 of 15 workloads under kata-qemu-snp';

/** Compilers: that of this repository, and the newest one, which npm installs by default. */
const NEWEST_TYPESCRIPT = 'typescript@7.0.2';

/** A way to compile and run an app: the settings of TypeScript that decide where it looks for modules. */
interface Project {
  readonly type: 'module' | 'commonjs';
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  /** Programs of such projects are bundled before they run. */
  readonly isBundled?: boolean;
  /** Also compiled by the TypeScript of this repository, which takes five times as long. */
  readonly isCompiledTwice?: boolean;
}

const PROJECTS: Readonly<Record<string, Project>> = {
  'node16, CommonJS': { type: 'commonjs', compilerOptions: { module: 'node16' }, isCompiledTwice: true },
  'node16, ESM': { type: 'module', compilerOptions: { module: 'node16' } },
  'nodenext, CommonJS': { type: 'commonjs', compilerOptions: { module: 'nodenext' } },
  'nodenext, ESM': { type: 'module', compilerOptions: { module: 'nodenext' } },
  'bundler, ESM': { type: 'module', compilerOptions: { module: 'esnext', moduleResolution: 'bundler' }, isBundled: true, isCompiledTwice: true },
  'bundler, CommonJS': { type: 'commonjs', compilerOptions: { module: 'preserve', moduleResolution: 'bundler' }, isBundled: true },
};

let passed = 0;
let failed = 0;

/** Reports one check; what it returns is printed with it. */
function check(what: string, action: () => string | void): void {
  const start = Date.now();
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  try {
    const found = action();
    passed++;
    console.log(`ok   ${what}${found ? `: ${found}` : ''} (${seconds()})`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${what}: ${(error as Error).message} (${seconds()})`);
  }
}

function expectText(actual: string, expected: string): void {
  if (actual.trim() !== expected) throw new Error(`expected "${expected}", got "${actual.trim()}"`);
}

/** Installs packages into a folder with nothing in it. */
function install(folder: string, packages: readonly string[], ...options: string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...options, ...packages], { cwd: folder });
}

/** A folder of a project, below the folder with its node_modules. */
function project(parent: string, name: string, type: Project['type'], files: Readonly<Record<string, string>>): string {
  const folder = join(parent, name.replace(/\W+/g, '-'));
  mkdirSync(folder);
  for (const [file, text] of Object.entries({ 'package.json': JSON.stringify({ type }), ...files })) writeFileSync(join(folder, file), text);
  return folder;
}

/** Each module that a declaration names is a file of the package, or a package that users have. */
function checkDeclarations(root: string): string {
  const users = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
  const declarations = (readdirSync(root, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.d.ts') && !file.startsWith('node_modules') && !file.startsWith('examples'));
  const problems = declarations.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    const names = [...text.matchAll(/(?:\bfrom|\bimport\(|\bimport|\brequire\()\s*['"]([^'"]+)['"]/g)].map(([, name]) => name);
    return names.filter((name) => {
      if (!name.startsWith('.')) return !users.has(name);
      const target = join(root, dirname(file), name);
      return ![`${target}.d.ts`, join(target, 'index.d.ts')].some((path) => existsSync(path));
    }).map((name) => `${file} names ${name}`);
  });
  if (problems.length) throw new Error(problems.join('\n'));
  return `${declarations.length} files`;
}

function compileAndRun(consumer: string, name: string, { type, compilerOptions, isBundled, isCompiledTwice }: Project): string {
  const folder = project(consumer, name, type, {
    'main.ts': readFileSync(join(__dirname, 'app', 'main.ts'), 'utf8'),
    'tsconfig.json': JSON.stringify({
      compilerOptions: { target: 'es2022', strict: true, skipLibCheck: false, types: ['node'], outDir: 'out', rootDir: '.', ...compilerOptions },
      files: ['main.ts'],
    }),
  });
  const compilers = [join(consumer, 'node_modules', '.bin', 'tsc'), ...(isCompiledTwice ? [bin('tsc')] : [])];
  const versions = compilers.map((tsc) => {
    run(tsc, ['--project', '.'], { cwd: folder });
    return run(tsc, ['--version']).trim().replace('Version', 'TypeScript');
  });
  if (isBundled) {
    run(bin('esbuild'), ['main.ts', '--bundle', '--packages=external', '--platform=node', '--outfile=out/main.js',
      `--format=${type === 'module' ? 'esm' : 'cjs'}`], { cwd: folder });
  }
  expectText(run(process.execPath, ['out/main.js'], { cwd: folder }), EXPECTED);
  return `${EXPECTED}, ${versions.join(' and ')}`;
}

/** The first TypeScript of the README, in a folder as it describes it, synthesized as it says. */
function synthesizeReadme(consumer: string, type: Project['type']): string {
  const readme = readFileSync(join(consumer, 'node_modules', 'cdk8s-coco', 'README.md'), 'utf8');
  const folder = project(consumer, `readme-${type}`, type, {
    'main.ts': /```ts\n([^]*?)```/.exec(readme)![1],
    'cdk8s.yaml': readFileSync(join(REPOSITORY, 'cdk8s.yaml'), 'utf8').replace(/^imports:[^]*/m, ''),
  });
  run(bin('cdk8s'), ['synth', '--no-check-upgrade'], { cwd: folder });
  const files = readdirSync(folder).filter((name) => name.startsWith('dist'))
    .flatMap((name) => readdirSync(join(folder, name)).map((file) => join(name, file)));
  if (files.length < 3) throw new Error(`expected files of both phases, got ${files.join(', ')}`);
  return files.sort().join(', ');
}

/** Every repository that `init` writes compiles by its own settings; what one of them writes is looked at. */
function initializeAndCompile(consumer: string): string {
  const cli = join(consumer, 'node_modules', '.bin', 'cdk8s-coco');
  const names = ['kubectl', 'argocd', 'flux'].flatMap((engine) => ['', 'edge-1,edge-2'].map((clusters) => {
    const name = `init-${engine}${clusters ? '-fleet' : ''}`;
    const url = engine === 'kubectl' ? [] : ['--repo-url', 'https://git.example.com/platform.git'];
    run(cli, ['init', name, '--engine', engine, ...url, ...clusters ? ['--clusters', clusters] : []], { cwd: consumer });
    return name;
  }));
  const { compilerOptions } = JSON.parse(readFileSync(join(consumer, names[0], 'tsconfig.json'), 'utf8'));
  writeFileSync(join(consumer, 'tsconfig.init.json'), JSON.stringify({ compilerOptions, files: names.map((name) => `${name}/main.ts`) }));
  run(join(consumer, 'node_modules', '.bin', 'tsc'), ['--project', 'tsconfig.init.json'], { cwd: consumer });
  run('npm', ['run', '--silent', 'synth'], { cwd: join(consumer, 'init-argocd') });
  if (!existsSync(join(consumer, 'init-argocd/dist/argo-cd.yaml'))) throw new Error('npm run synth wrote no dist/argo-cd.yaml');
  return names.join(', ');
}

/**
 * The library is files that are loaded when they are used, and which find the scripts beside them. Classes have jsii's names;
 * errors lead to the sources.
 */
const LIBRARY = `
const assert = require('assert');
const { readFileSync } = require('fs');
const { dirname, join } = require('path');
const loaded = () => Object.keys(require.cache);
const before = loaded();
const library = require('cdk8s-coco');
const root = dirname(require.resolve('cdk8s-coco/package.json'));
const added = loaded().filter((file) => !before.includes(file)).sort();
assert.deepStrictEqual(added, ['lib/index.js', 'lib/index/names.js'].map((file) => join(root, file)));

const { types } = JSON.parse(readFileSync(join(root, '.jsii'), 'utf8'));
const named = Object.values(types).filter(({ kind }) => kind !== 'interface');
for (const { kind, name, fqn } of named) {
  assert.ok(library[name], name);
  if (kind === 'class') assert.strictEqual(library[name][Symbol.for('jsii.rtti')].fqn, fqn);
}
const { App, Chart } = require('cdk8s');
const { ContainerdTarball, CustomContainerdInstaller, DpfHcpOperator, DpfHcpRelease } = library;
const chart = new Chart(new App(), 'coco', { namespace: 'coco-system' });
new CustomContainerdInstaller(chart, 'Containerd', { tarballs: [ContainerdTarball.forAllNodes('https://example.com/c.tar.gz', 'a'.repeat(64))] });
new DpfHcpOperator(chart, 'Operator', { release: DpfHcpRelease.latest() });
assert.match(JSON.stringify(chart.toJson()), /wait_for_containerd|set -eu/);
try {
  new CustomContainerdInstaller(chart, 'Wrong', { tarballs: 1 });
  assert.fail('no error');
} catch (error) {
  assert.match(error.stack, /src\\/containerd\\/[a-z-]+\\.ts:\\d+/);
}
console.log(named.length + ' classes and enums');
`;

function main(): void {
  const work = mkdtempSync(join(tmpdir(), 'cdk8s-coco-consumer-'));
  try {
    compile();
    const [{ filename, size, entryCount }] = JSON.parse(run('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', work], { cwd: REPOSITORY }));
    const tarball = join(work, filename);
    console.log(`     ${filename}: ${entryCount} files, ${Math.round(size / 1024)} KiB`);

    const consumer = join(work, 'consumer');
    check('installs beside two versions of cdk8s-plus', () => install(
      consumer, [tarball, ...['cdk8s', 'constructs', 'cdk8s-plus-28', 'cdk8s-plus-34', 'tsx'].map(pinned), '@types/node@20', NEWEST_TYPESCRIPT]));
    check('declarations name what users have', () => checkDeclarations(join(consumer, 'node_modules', 'cdk8s-coco')));
    for (const [name, settings] of Object.entries(PROJECTS)) check(`compiles and runs with ${name}`, () => compileAndRun(consumer, name, settings));
    check('the README\'s example, CommonJS', () => synthesizeReadme(consumer, 'commonjs'));
    check('the README\'s example, "type": "module"', () => synthesizeReadme(consumer, 'module'));

    check('what init writes', () => initializeAndCompile(consumer));

    const alone = join(work, 'alone');
    check('installs alone, with the newest peers', () => install(alone, [tarball]));
    check('the CLI renders', () => {
      const text = run(join(alone, 'node_modules', '.bin', 'cdk8s-coco'), ['render', 'confidential-containers@0.16.0', '--namespace', 'coco-system'], { cwd: alone });
      if (!/^kind: DaemonSet$/m.test(text)) throw new Error(`no DaemonSet in:\n${text}`);
    });
    check('the CLI knows its version', () => expectText(
      run(join(alone, 'node_modules', '.bin', 'cdk8s-coco'), ['--version'], { cwd: alone }), manifest.version));

    check('the library is one file, with a source map', () => run(process.execPath, ['--enable-source-maps', '-e', LIBRARY], { cwd: alone }).trim());

    const withoutPeers = join(work, 'without-peers');
    check('installs without peers', () => install(withoutPeers, [tarball], '--legacy-peer-deps'));
    check('the CLI needs no peer', () => {
      run(join(withoutPeers, 'node_modules', '.bin', 'cdk8s-coco'), ['render', 'kata-deploy@4.1.0'], { cwd: withoutPeers });
    });
  } finally {
    if (process.argv.includes('--keep')) console.log(`     the projects are in ${work}`);
    else rmSync(work, { recursive: true, force: true });
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
