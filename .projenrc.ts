import { cdk, javascript, JsonFile, YamlFile } from 'projen';
import { addDevelopment } from './projenrc/development';
import { addGitHub } from './projenrc/github';
import { addTasks } from './projenrc/tasks';

// Floors that exist on the registries of all three languages; jsii tests against exactly these.
const CDK8S = '2.70.47'; // the newest one that Maven has
const CDK8S_NEWEST = '2.70.106'; // what `^` reaches: its printer is tried beside that of the floor
const CDK8S_PLUS = '2.5.6';
const CONSTRUCTS = '10.6.0';

// Their code is in the bundles, with their licenses: users install nothing besides.
const PACKED = ['yaml@2.9.1', 'smol-toml@1.9.1', '@dagrejs/dagre@3.1.3'];

const project = new cdk.JsiiProject({
  name: 'cdk8s-coco',
  description: 'Confidential Containers on Kubernetes as typed cdk8s constructs that emit plain manifests',
  repositoryUrl: 'https://github.com/cdk8s-coco/cdk8s-coco.git',
  author: 'The cdk8s-coco authors',
  authorAddress: 'https://github.com/cdk8s-coco',
  authorOrganization: true,
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-coco authors',
  stability: 'experimental',
  keywords: ['cdk8s', 'kubernetes', 'kata-containers', 'confidential-computing', 'confidential-containers', 'peer-pods'],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.6.0',
  projenVersion: '0.103.25',
  projenrcTs: true,
  jsiiVersion: '~5.9.54',
  typescriptVersion: '~5.9.0',

  // The sources import the generated `imports/`, which lie beside `src/`: the compiled tree keeps both.
  entrypoint: 'lib/index.js', // a bundle of what jsii compiles: see scripts/bundle.ts
  tsconfig: {
    // Declarations hold the public API alone: what is `@internal` may name types that users do not have (kubernetes-types).
    compilerOptions: { rootDir: '.', outDir: 'lib', stripInternal: true, sourceMap: true, inlineSourceMap: false, inlineSources: false },
    include: ['src/**/*.ts', 'imports/**/*.ts'],
    exclude: ['node_modules', 'lib', 'examples', 'test'],
  },
  validateTsconfig: cdk.ValidateTsconfig.MINIMAL, // "strict" asks for internal members in the declarations
  tsconfigDev: {
    // Tests see the library as its users do, by its name.
    compilerOptions: { paths: { 'cdk8s-coco': ['../src/index.ts'], 'cdk8s-coco/jest': ['../src/jest/index.ts'] }, isolatedModules: false },
    include: ['**/*.ts', '../main.ts', '../bench/**/*.ts', '../scripts/**/*.ts', '../site/*.ts', '../site/scripts/**/*.ts', '../examples/**/*.ts'],
  },
  artifactsDirectory: 'artifacts', // cdk8s owns dist/
  docgen: true,
  sampleCode: false,
  licensed: true,

  peerDeps: [`cdk8s@^${CDK8S}`, `cdk8s-plus-28@^${CDK8S_PLUS}`, `constructs@^${CONSTRUCTS}`],
  npmignoreEnabled: false,
  devDeps: [
    ...PACKED,
    'axe-core@4.14.1',
    'cdk8s-cli@2.207.60',
    'cdk8s-plus-34@2.0.54', // the newest one: workloads and references of both are accepted
    'kubernetes-types@1.30.0',
    'tsx@4.23.15',
    '@stylistic/eslint-plugin@^2',
    '@typescript-eslint/eslint-plugin@^8',
    '@typescript-eslint/parser@^8',
    'eslint@^9',
    'eslint-import-resolver-typescript',
    'eslint-plugin-import',
    'esbuild@0.28.2',
    'fast-check@4.3.0',
    'js-yaml@4.3.2',
    'publib@0.2.1061', // publishes to Maven Central
    `cdk8s-newest@npm:cdk8s@${CDK8S_NEWEST}`,
  ],

  publishToPypi: { distName: 'cdk8s-coco', module: 'cdk8s_coco' },
  publishToMaven: {
    javaPackage: 'io.github.cdk8scoco',
    mavenGroupId: 'io.github.cdk8s-coco',
    mavenArtifactId: 'cdk8s-coco',
  },

  // One gate, run anywhere: `.ci/run`. The workflows in projenrc/github.ts call it.
  githubOptions: { mergify: false, pullRequestLint: false },
  pullRequestTemplate: false, // projenrc/github.ts has one
  buildWorkflow: false,
  release: false,
  package: true,
  depsUpgrade: false,

  eslint: false, // eslint.config.mjs is written by hand
  jestOptions: {
    configFilePath: 'jest.config.json', // keeps projen's own settings out of package.json
    junitReporting: false,
  },
});

/*
 * Package: an allow-list, so that nothing comes along because somebody forgot to exclude it. test/package/files.test.ts knows
 * what must be in it, and that links between its pages work.
 */
project.package.addField('types', 'lib/src/index.d.ts');
const files = (types: string, code: string) => ({ types: `./lib/src/${types}`, default: `./lib/${code}` });
project.package.addField('exports', {
  '.': files('index.d.ts', 'index.js'),
  './jest': files('jest/index.d.ts', 'jest.js'),
  './package.json': './package.json',
  './.jsii': './.jsii',
  './*': './*',
});
project.package.addField('typesVersions', { '*': { jest: ['lib/src/jest/index.d.ts'] } }); // for `moduleResolution: node10`
project.addFields({
  bin: { 'cdk8s-coco': 'bin/cdk8s-coco' },
  files: [
    '.jsii',
    'bin/cdk8s-coco',
    'bin/compile-cache.js',
    'lib/index.js',
    'lib/index.js.map',
    'lib/index/*.{js,js.map}',
    'lib/cli.js',
    'lib/cli/*.js',
    'lib/jest.js',
    'lib/LICENSES',
    'lib/**/*.d.ts',
    ...['private', 'cli', 'migrate', 'plan', 'report', 'values', 'catalogue'].map((folder) => `!lib/src/**/${folder}/**/*.d.ts`), // not part of the API
    '!lib/src/**/internal.d.ts',
    '!lib/src/peer-pods/providers/{contract,table}.d.ts',
    'src/**/*.{json,sh}', // scripts and data are read from where they stand in the sources
    'docs',
    'examples/README.md',
    'examples/*/*.{md,ts,yaml}',
    'API.md',
  ],
});
project.compileTask.exec('node -r tsx/cjs scripts/bundle.ts');
project.addTask('prepack', {
  description: 'Compile from scratch: whatever packs the library, such as npm pack, runs this first',
  steps: [
    { exec: 'node -e "for (const path of [\'lib\', \'.jsii\']) fs.rmSync(path, { recursive: true, force: true })"' },
    { spawn: 'compile' },
  ],
});
project.tasks.tryFind('package:js')!.reset('mkdir -p artifacts/js && npm pack --pack-destination artifacts/js');
for (const [language, command] of [['java', 'node -r tsx/cjs scripts/package-java.ts'], ['python', 'jsii-pacmak -v --no-npmignore --target python']]) {
  const task = project.tasks.tryFind(`package:${language}`)!;
  task.reset(command); // without the option, it would write a .npmignore
  task.prependSpawn(project.tasks.tryFind('prepack')!);
  task.env('npm_config_ignore_scripts', 'true'); // it packs the package, which is compiled
}
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.gitignore.exclude('/dist/', '/dist-uninstall/', '/*-uninstall/', '/artifacts/', '.jsii.tabl.json', '/test/languages/java/target/', 'examples/*/dist*/', 'tsconfig.tsbuildinfo', '__pycache__/', '/site/pages/', '/site/.vitepress/dist/', '/site/.vitepress/cache/');

// A lockfile is whole only if every platform's build of a package is published: the newest one's are not.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

/*
 * Tests: transpiled by esbuild, so that the inner loop never waits for a type-check (`npm run typecheck` is that).
 */
project.deps.removeDependency('ts-jest');
project.tryRemoveFile('jest.config.json'); // jest.config.js is written by hand: it looks for the programs that tests need
project.testTask.reset('jest --ci', { receiveArgs: true });
project.addTask('typecheck', {
  description: 'Type-check the sources, tests, examples, benchmarks and scripts',
  exec: 'tsc --noEmit -p test/tsconfig.json',
});
for (const folder of ['bench', 'scripts', 'examples', 'site']) {
  new JsonFile(project, `${folder}/tsconfig.json`, {
    obj: {
      extends: '../tsconfig.json',
      compilerOptions: { noEmit: true, rootDir: '..', paths: { 'cdk8s-coco': ['../src/index.ts'], 'cdk8s-coco/jest': ['../src/jest/index.ts'] } },
      include: ['**/*.ts'],
      exclude: ['node_modules'],
    },
  });
}

/*
 * cdk8s: the root example and the generated imports.
 */
new YamlFile(project, 'cdk8s.yaml', {
  obj: {
    language: 'typescript',
    app: 'node --import tsx main.ts', // with and without "type": "module"
    output: 'dist',
    imports: ['crds/confidentialcontainers.org.yaml', 'crds/provisioning.dpu.hcp.io.yaml'],
  },
});
addTasks(project);
addGitHub(project);
addDevelopment(project);

project.synth();
