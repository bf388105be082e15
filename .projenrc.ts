import { cdk, javascript, JsonFile, YamlFile } from 'projen';

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
    include: ['**/*.ts', '../main.ts', '../bench/**/*.ts', '../scripts/**/*.ts', '../examples/**/*.ts'],
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
    'esbuild@0.28.2',
    'fast-check@4.3.0',
    'js-yaml@4.3.2',
    `cdk8s-newest@npm:cdk8s@${CDK8S_NEWEST}`,
  ],

  publishToPypi: { distName: 'cdk8s-coco', module: 'cdk8s_coco' },
  publishToMaven: {
    javaPackage: 'io.github.cdk8scoco',
    mavenGroupId: 'io.github.cdk8s-coco',
    mavenArtifactId: 'cdk8s-coco',
  },

  // One gate, run anywhere: `.ci/run`. Hosted workflows are a copy of it that each fork writes for its own forge.
  github: false,
  release: false,
  package: true,
  depsUpgrade: false,

  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'bench', 'scripts', 'main.ts'],
    ignorePatterns: ['imports/**', '*.d.ts', 'node_modules/', 'lib/', 'dist/', '*-uninstall/', 'coverage/'],
  },
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
    'lib/index.js',
    'lib/index.js.map',
    'lib/cli.js',
    'lib/report-page.js',
    'lib/jest.js',
    'lib/LICENSES',
    'lib/**/*.d.ts',
    ...['private', 'cli', 'migrate', 'plan', 'report', 'values', 'catalogue'].map((folder) => `!lib/src/**/${folder}/**/*.d.ts`), // not part of the API
    '!lib/src/**/internal.d.ts',
    '!lib/src/peer-pods/providers/{contract,table}.d.ts',
    'src/**/*.{json,sh}', // scripts and data are read from where they stand in the sources
    'docs',
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
for (const language of ['java', 'python']) {
  const task = project.tasks.tryFind(`package:${language}`)!;
  task.reset(`jsii-pacmak -v --no-npmignore --target ${language}`); // it would write a .npmignore
  task.prependSpawn(project.tasks.tryFind('prepack')!);
  task.env('npm_config_ignore_scripts', 'true'); // it packs the package, which is compiled
}
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.gitignore.exclude('/dist/', '/dist-uninstall/', '/*-uninstall/', '/artifacts/', '.jsii.tabl.json', '/test/languages/java/target/', 'examples/*/dist*/', 'tsconfig.tsbuildinfo', '__pycache__/');

// A lockfile is whole only if every platform's build of a package is published: the newest one's are not.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

/*
 * Tests: transpiled by esbuild, so that the inner loop never waits for a type-check (`npm run typecheck` is that).
 */
project.deps.removeDependency('ts-jest');
project.tryRemoveFile('jest.config.json'); // jest.config.js is written by hand: it looks for the programs that tests need
project.testTask.reset('jest --ci', { receiveArgs: true });
project.addTask('lint', {
  description: 'eslint without repairs, and shellcheck over what runs on nodes',
  env: { ESLINT_USE_FLAT_CONFIG: 'false' },
  steps: [
    { exec: 'eslint --ext .ts --max-warnings 0 src test examples bench scripts main.ts .projenrc.ts' },
    { exec: 'shellcheck --shell sh src/*/*.sh && shellcheck .ci/run' },
  ],
});
project.addTask('typecheck', {
  description: 'Type-check the sources, tests, examples, benchmarks and scripts',
  exec: 'tsc --noEmit -p test/tsconfig.json',
});
for (const folder of ['bench', 'scripts', 'examples']) {
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
 * Directions between rooms: imports, common -> rooms -> delivery, fleet -> values -> cli.
 */
const rooms = ['kata', 'containerd', 'peer-pods', 'dpf-hcp', 'dpu-worker', 'redfish'];
const above = {
  common: [...rooms, 'releases', 'delivery', 'fleet', 'values', 'migrate', 'cli'],
  rooms: ['releases', 'delivery', 'fleet', 'values', 'migrate', 'cli'],
  delivery: ['values', 'migrate', 'cli'],
};
const zone = (target: string, from: string, message: string) => ({ target, from, message });
project.eslint!.addRules({
  'max-len': ['error', { code: 130, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
  'import/no-restricted-paths': ['error', {
    zones: [
      ...above.common.map((room) => zone('./src/common', `./src/${room}`, 'src/common serves every room and knows none.')),
      ...rooms.flatMap((room) => [
        ...above.rooms.map((upper) => zone(`./src/${room}`, `./src/${upper}`, 'A room never reaches up: delivery, fleet, values and cli stand on it.')),
        ...rooms.filter((other) => other !== room).map((other) => zone(
          `./src/${room}`, `./src/${other}/private`, 'Rooms meet through their public interfaces.')),
      ]),
      ...['delivery', 'fleet'].flatMap((room) => above.delivery.map((upper) => zone(
        `./src/${room}`, `./src/${upper}`, 'Delivery stands below values and cli.'))),
      zone('./src/values', './src/cli', 'values is pure: reading files and arguments is for cli.'),
      zone('./src/values', './src/migrate', 'Programs are made of what values mean.'),
      zone('./src/migrate', './src/cli', 'migrate is pure: reading and writing files is for cli.'),
    ],
  }],
});
project.tryFindObjectFile('.eslintrc.json')!.addOverride('parserOptions.projectService.allowDefaultProject', ['.projenrc.ts', 'main.ts']);
// The package by its own name stands among other packages, whether it is compiled or not.
project.eslint!.addRules({ 'import/order': ['warn', { groups: ['builtin', ['external', 'internal']], alphabetize: { order: 'asc', caseInsensitive: true } }] });
project.eslint!.addOverride({
  files: ['src/**/*.ts'],
  rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true, peerDependencies: true }] }, // what is no peer is bundled
});
project.eslint!.addRules({ 'import/no-unresolved': ['error', { ignore: ['^cdk8s-coco(/jest)?$'] }] }); // tsc resolves it
// Start-up is most of the time of a command: what it does not need is not loaded. Bundles are loaded once they are made.
project.eslint!.addOverride({
  files: [
    'src/cli/main.ts', 'src/cli/commands.ts', 'src/cli/chosen-chart.ts', 'src/cli/render.ts', 'src/cli/report.ts', 'src/report/html/picture.ts', 'src/values/editions.ts',
    'src/common/private/toml.ts', 'src/fleet/private/read-inventory.ts', 'scripts/bundle.ts', 'test/package/bundle.test.ts',
    'test/migrate/run.ts', 'test/migrate/migrate.test.ts',
  ],
  rules: { '@typescript-eslint/no-require-imports': 'off' },
});
// values/ is pure: whatever touches the process or a file belongs to cli/.
project.eslint!.addOverride({
  files: ['src/values/**/*.ts', 'src/migrate/**/*.ts', 'src/common/**/*.ts', ...rooms.map((room) => `src/${room}/**/*.ts`)],
  excludedFiles: ['src/common/private/script.ts', 'src/common/private/output-folder.ts'],
  rules: {
    'no-restricted-imports': ['error', { paths: ['fs', 'node:fs', 'process', 'node:process', 'child_process', 'node:child_process', 'net', 'http', 'https', 'os'] }],
    'no-restricted-globals': ['error', { name: 'process', message: 'Synthesis is a pure function of its props.' }],
    'no-restricted-properties': ['error',
      { object: 'Date', property: 'now', message: 'Synthesis has no clock.' },
      { object: 'Math', property: 'random', message: 'Synthesis has no randomness.' }],
  },
});

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
project.addTask('synth', { description: 'Synthesize the root example into dist/', exec: 'cdk8s synth --no-check-upgrade' });
project.addTask('import', {
  description: 'Generate imports/ from crds/',
  exec: 'cdk8s import --no-save --language typescript --output imports --no-check-upgrade',
});
project.addTask('definitions', {
  description: 'Write the definitions in crds/ as the library reads them',
  exec: 'node -r tsx/cjs scripts/definitions.ts',
});
project.addTask('check-docs', {
  description: 'Type-check the TypeScript blocks of README.md and docs/',
  exec: 'node -r tsx/cjs scripts/check-docs.ts',
});
project.addTask('tables', {
  description: 'Write the tables in README.md and docs/ that come from catalogues',
  exec: ['editions', 'shim', 'peer-pods', 'kata-upgrade', 'peer-pods-upgrade', 'coco-upgrade', 'names', 'plan'].map((name) => `node -r tsx/cjs scripts/${name}-table.ts`).join(' && '),
});
project.addTask('api-types', {
  description: 'Write the data by which calls from languages without a compiler are checked',
  steps: [{ spawn: 'compile' }, { exec: 'node -r tsx/cjs scripts/api-types.ts' }],
});
project.addTask('check-imports', {
  description: 'Fail where imports/ is not what crds/ generate',
  exec: 'node -r tsx/cjs scripts/check-imports.ts',
});
project.addTask('test:sweeps', {
  description: 'All tests, those of many points at every point instead of some: scripts that are killed, full disks, hostile input',
  env: { SWEEP: 'all' },
  exec: 'jest --ci',
  receiveArgs: true,
});
project.addTask('test:cluster', {
  description: 'Apply what the examples emit to a real API server',
  exec: 'node --import tsx test/cluster/run.ts',
  receiveArgs: true,
});
project.addTask('test:languages', {
  description: 'Compose the library from Python and Java, and compare what they emit with TypeScript',
  exec: 'node -r tsx/cjs test/languages/smoke.ts',
  receiveArgs: true,
});
project.addTask('test:yaml', {
  description: 'Print random strings, and read them with the YAML libraries of Go, Python and JavaScript',
  exec: 'node --import tsx test/yaml-readers/run.ts',
  receiveArgs: true,
});
project.addTask('test:strvals', {
  description: 'Set values by random expressions of --set, and compare with the parser of Helm',
  exec: 'node --import tsx test/strvals/run.ts',
  receiveArgs: true,
});
project.addTask('test:hostile', {
  description: 'Run the command with hostile arguments and files, and measure time and memory',
  exec: 'node --import tsx test/cli/hostile/run.ts',
  receiveArgs: true,
});
project.addTask('test:report', {
  description: 'Open reports in headless Chromium, and look at them with axe',
  exec: 'node --import tsx test/report/axe/run.ts',
  receiveArgs: true,
});
project.addTask('test:consumer', {
  description: 'Install the packed library into empty projects, and compile and run apps there',
  exec: 'node --import tsx test/consumer/run.ts',
  receiveArgs: true,
});
project.addTask('test:redfish', {
  description: 'Build kubevirt-redfish from a checkout, start it with what RedfishServer emits, and log in',
  exec: 'node --import tsx test/redfish-server/run.ts',
  receiveArgs: true,
});
project.addTask('parity', {
  description: 'Compare with rendered upstream charts, where the reference cases are at hand',
  exec: 'node -r tsx/cjs test/parity/run.ts',
  receiveArgs: true,
});
project.addTask('test:migrate', {
  description: 'Migrate the reference cases, type-check and run the programs, and compare what they write with what render prints',
  exec: 'node -r tsx/cjs test/migrate/run.ts',
  receiveArgs: true,
});
project.addTask('parity:random', {
  description: 'Write random values of an edition, and what Helm renders from them, for the parity tool',
  exec: 'node -r tsx/cjs test/parity/random-cases.ts --schema',
  receiveArgs: true,
});
project.addTask('bench', {
  description: 'Ratios of times, measured side by side in one run',
  exec: 'node -r tsx/cjs bench/run.ts',
  receiveArgs: true,
});

project.synth();
