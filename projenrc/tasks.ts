import { cdk } from 'projen';

/** What `npm run` knows besides what projen gives every library. */
export function addTasks(project: cdk.JsiiProject): void {
  project.addTask('lint', {
    description: 'eslint without repairs, and shellcheck over what runs on nodes',
    steps: [
      { exec: 'eslint --max-warnings 0 src test examples bench scripts projenrc site main.ts .projenrc.ts' },
      { exec: 'shellcheck --shell sh src/*/*.sh && shellcheck .ci/run' },
    ],
  });
  project.addTask('eslint', { description: 'eslint, with repairs', exec: 'eslint --fix src test examples bench scripts projenrc site main.ts .projenrc.ts' });
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
    exec: ['editions', 'shim', 'peer-pods', 'kata-upgrade', 'peer-pods-upgrade', 'coco-upgrade', 'names', 'plan', 'hardening'].map((name) => `node -r tsx/cjs scripts/${name}-table.ts`).join(' && '),
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
  project.addTask('test:score', {
    description: 'Judge what the examples emit by kube-score and by the rules of test/hardening',
    exec: 'node --import tsx test/hardening/run.ts',
    receiveArgs: true,
  });
  project.addTask('test:consumer', {
    description: 'Install the packed library into empty projects, and compile and run apps there',
    exec: 'node --import tsx test/consumer/run.ts',
    receiveArgs: true,
  });
  project.addTask('test:redfish', {
    description: 'Start a given kubevirt-redfish with what RedfishServer emits, and log in',
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
  addReleaseTasks(project);
}

/** Tasks of a release; CONTRIBUTING.md tells their order. */
function addReleaseTasks(project: cdk.JsiiProject): void {
  const script = (name: string) => `node -r tsx/cjs scripts/release/${name}.ts`;
  project.tasks.tryFind('compat')!.reset(script('compat'));
  project.addTask('changelog', { description: 'Write what changed since the last release to CHANGELOG.md', exec: script('changelog') });
  project.addTask('release:version', { description: 'Set the version of a tag, for the packages of a release', exec: script('version'), receiveArgs: true });
  project.addTask('sbom', { description: 'Write the bill of materials of the package to artifacts/', exec: script('sbom') });
  project.addTask('licenses', { description: 'Print the licenses of all dependencies, and fail on one that is not allowed', exec: script('licenses') });
  project.addTask('audit', { description: 'Ask the registry for known vulnerabilities of dependencies', exec: 'npm audit --audit-level=moderate' });
  project.addTask('test:nodes', {
    description: 'Run the packed library and command with every supported Node.js, beside the oldest and the newest peers',
    exec: 'node --import tsx test/consumer/nodes.ts',
    receiveArgs: true,
  });
  project.addTask('test:newcomer', {
    description: 'Do what the documentation says, in empty folders, with the packed library; a part of a path runs only those pages',
    exec: 'node --import tsx test/consumer/newcomer.ts',
    receiveArgs: true,
  });
  project.addTask('site', {
    description: 'Build the documentation site from docs/ into site/.vitepress/dist',
    steps: [
      { exec: 'npm ci --no-audit --no-fund', cwd: 'site' },
      { exec: 'node -r tsx/cjs site/scripts/pages.ts' },
      { exec: 'npm run build', cwd: 'site' },
      { exec: 'node -r tsx/cjs site/scripts/check.ts' },
    ],
  });
}
