import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../support/command';
import { linkProblems } from '../support/markdown';
import { REPOSITORY } from '../support/repository';

const { scripts: SCRIPTS, ...MANIFEST } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Everything that the npm package may hold, and nothing besides. */
const ALLOWED = [
  /^(LICENSE|README\.md|API\.md|package\.json|\.jsii)$/,
  /^bin\/(cdk8s-coco|compile-cache\.js)$/,
  /^docs\/([\w-]+\/)?[\w-]+\.(md|svg)$/,
  /^examples\/README\.md$/,
  /^examples\/[\w-]+\/(README\.md|cdk8s\.yaml|clusters\.yaml|main\.ts)$/,
  /^lib\/(index(\/[\w-]+)?\.js(\.map)?|cli(\/[\w+-]+)?\.js|jest\.js|LICENSES)$/,
  /^lib\/(src|imports)\/(?!cli|values)([\w-]+\/)*[\w.-]+\.d\.ts$/,
  /^src\/([\w-]+\/)+[\w.-]+\.(sh|json)$/,
];

/** The files that npm would pack, without what npm says of them. */
function packed(folder: string): string[] {
  const output = run('npm', ['pack', '--dry-run', '--json', '--silent', '--ignore-scripts'], { cwd: folder });
  const [{ files }] = JSON.parse(output) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path).sort();
}

function below(folder: string, matches: (path: string) => boolean): string[] {
  const paths = readdirSync(join(REPOSITORY, folder), { recursive: true }) as string[];
  return paths.map((path) => join(folder, path)).filter(matches);
}

describe('the npm package', () => {
  let files: string[];
  beforeAll(() => { files = packed(REPOSITORY); }, 120_000);

  test('holds what is allowed, and nothing besides', () => {
    expect(files.filter((file) => !ALLOWED.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(files.filter((file) => /\/(private|catalogue)\/.*\.d\.ts$/.test(file))).toEqual([]);
  });

  test('holds what the library and the CLI read at run time, and the pages', () => {
    const wanted = [
      'LICENSE', 'README.md', 'package.json', 'bin/cdk8s-coco', 'bin/compile-cache.js',
      ...below('docs', (path) => /\.(md|svg)$/.test(path)),
      ...below('examples', (path) => /\/(README\.md|cdk8s\.yaml|clusters\.yaml|main\.ts)$/.test(path)),
      ...below('src', (path) => /\.\w+$/.test(path) && !path.endsWith('.ts')),
    ];
    expect(files).toEqual(expect.arrayContaining(wanted));
  });

  test('needs no package but its peers: the code of others is in the bundles', () => {
    expect(MANIFEST).not.toHaveProperty('dependencies');
    expect(MANIFEST).not.toHaveProperty('bundledDependencies');
  });

  test('has pages whose links work in it', () => {
    const there = new Set(files.flatMap((file) => [file, ...parents(file)]));
    const pages = files.filter((file) => file.endsWith('.md') && file !== 'API.md' && !file.startsWith('node_modules'));
    const problems = pages.flatMap((page) => linkProblems(REPOSITORY, page, (path) => there.has(path.replace(/\/$/, '')))
      .map((problem) => `${page}: ${problem}`));
    expect(problems).toEqual([]);
  });
});

/** The folders that a file is in. */
function parents(file: string): string[] {
  const folder = dirname(file);
  return folder === '.' ? [] : [folder, ...parents(folder)];
}

test('what a synth, a build or an editor leaves in a checkout is not packed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-package-'));
  try {
    cpSync(join(REPOSITORY, 'package.json'), join(folder, 'package.json'));
    const wanted = ['lib/index.js', 'lib/index.js.map', 'lib/cli.js', 'lib/cli/core.js', 'lib/index/core.js', 'lib/index/core.js.map', 'lib/LICENSES', 'lib/src/index.d.ts', '.jsii', 'src/kata/uninstall.sh'];
    const stray = [
      'dist/x.k8s.yaml', 'dist-uninstall/x.k8s.yaml', 'dist-b-uninstall/x.k8s.yaml', 'artifacts/js/x.tgz', 'coverage/lcov.info', '.env', 'my.yaml',
      'examples/dpf-ha/dist/x.k8s.yaml', 'examples/dpf-ha/tsconfig.json', 'src/index.ts', 'imports/k8s.ts', 'test/x.test.ts', 'scripts/x.ts',
      'bench/run.ts', '.projenrc.ts', 'tsconfig.json', '.npmrc', '.idea/x.xml', '.npmignore', 'tsconfig.tsbuildinfo', '.jsii.tabl.json',
      'lib/src/kata/private/x.d.ts', 'lib/src/kata/internal.d.ts', 'lib/src/values/x.d.ts', 'lib/src/index.js', 'lib/src/index.js.map', 'lib/cli.js.map',
    ];
    for (const file of [...wanted, ...stray]) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), '\n');
    }
    expect(packed(folder)).toEqual([...wanted, 'package.json'].sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

test('nothing runs on the machine of somebody who installs it', () => {
  expect(['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'].filter((name) => name in SCRIPTS)).toEqual([]);
});
