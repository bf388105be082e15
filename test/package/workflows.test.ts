import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ACTIONS } from '../../projenrc/actions';
import { REPOSITORY } from '../support/repository';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly 'permissions'?: Readonly<Record<string, string>>;
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly 'environment'?: { readonly name: string };
  readonly 'strategy'?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly 'needs'?: string | readonly string[];
  readonly 'steps': readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = join(REPOSITORY, '.github', 'workflows');
const WORKFLOWS = Object.fromEntries(readdirSync(FOLDER).map((file) => (
  [file.replace(/\.yml$/, ''), parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow])));
const JOBS = Object.entries(WORKFLOWS).flatMap(([workflow, { jobs }]) => (
  Object.entries(jobs).map(([name, job]) => [`${workflow}: ${name}`, job] as const)));

/** What a job may do beyond reading the repository. */
const WRITES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'codeql: analyze': { 'security-events': 'write' },
  'site: publish': { 'pages': 'write', 'id-token': 'write' },
  'release: npm': { 'id-token': 'write' },
  'release: pypi': { 'id-token': 'write' },
  'release: notes': { contents: 'write' },
};

test('the workflows', () => {
  expect(Object.keys(WORKFLOWS).sort()).toEqual(['ci', 'codeql', 'judges', 'release', 'site']);
});

test.each(JOBS)('%s: has the permissions that it needs, and no other', (name, { permissions = { all: 'of the default token' } }) => {
  const more = Object.fromEntries(Object.entries(permissions).filter(([, access]) => access !== 'read'));
  expect(more).toEqual(WRITES[name] ?? {});
});

test.each(JOBS)('%s: ends, on a fixed image', (_, job) => {
  expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
  expect(job['runs-on']).toMatch(/^ubuntu-\d+\.\d+$/);
});

test.each(JOBS)('%s: actions are pinned by commit, and known', (_, { steps }) => {
  const used = steps.flatMap(({ uses }) => uses ?? []);
  expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  expect(Object.values(ACTIONS)).toEqual(expect.arrayContaining(used));
});

test.each(JOBS)('%s: text from outside reaches no shell, and a checkout keeps no token', (_, { steps }) => {
  expect(steps.flatMap(({ run }) => run ?? []).filter((command) => command.includes('${{'))).toEqual([]);
  const outside = steps.flatMap(({ env = {} }) => Object.values(env))
    .filter((value) => value.includes('${{') && !/^\$\{\{ (secrets\.\w+|github\.token|github\.ref_name) \}\}$/.test(value));
  expect(outside).toEqual([]);
  for (const { with: options } of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
    expect(options).toMatchObject({ 'persist-credentials': false });
  }
});

test.each(JOBS)('%s: secrets are only where an environment guards them, and are not printed', (_, job) => {
  const secret = job.steps.filter(({ env = {} }) => Object.values(env).some((value) => value.includes('secrets.')));
  if (secret.length) expect(job.environment).toBeDefined();
  for (const { run = '' } of job.steps) expect(run).not.toMatch(/\bset -x\b|\bprintenv\b|\benv\b *$|echo .*(TOKEN|PASSWORD|KEY)/);
});

test('programs of npm are those of the lockfile, and nothing of npm runs beside a secret before they are there', () => {
  const steps = JOBS.flatMap(([, { steps: all }]) => all.map(({ run = '' }) => run));
  expect(steps.filter((run) => /\bnpx\b(?! --no-install )|\bnpm (exec|install|i)\b/.test(run))).toEqual([]);
  const { steps: maven } = WORKFLOWS.release.jobs.maven;
  const runs = maven.flatMap(({ run, env }) => (run ? [[run, Object.keys(env ?? {}).length > 0]] : []));
  expect(runs).toEqual([['npm ci --ignore-scripts', false], ['npx --no-install publib-maven artifacts/java', true]]);
  const uses = maven.map((step) => step.uses);
  expect(uses.indexOf(ACTIONS.checkout)).toBeLessThan(uses.indexOf(ACTIONS.downloadArtifact));
});

test('code of a pull request never runs with rights on the repository', () => {
  for (const { on } of Object.values(WORKFLOWS)) {
    expect(Object.keys(on)).not.toContain('pull_request_target');
    expect(Object.keys(on)).not.toContain('workflow_run');
  }
});

describe('CI', () => {
  const gate = WORKFLOWS.ci.jobs.gate;

  test('runs the gate, which runs the command of the README, on every supported Node.js', () => {
    expect(gate.steps.map(({ run }) => run)).toContain('.ci/run');
    expect(gate.strategy!.matrix).toEqual({ node: ['20', '22', '24'] });
    expect(Object.keys(WORKFLOWS.ci.on).sort()).toEqual(['pull_request', 'push']);
    const { engines } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
    expect(engines.node).toMatch(/^>= 20\./);
  });

  test('commands of the workflows are tasks of this repository', () => {
    const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
    const commands = JOBS.flatMap(([, { steps }]) => steps.flatMap(({ run = '' }) => [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, task]) => task)));
    expect(commands).toEqual(expect.arrayContaining(['package-all', 'site', 'compat']));
    expect(commands.filter((task) => !(task in scripts))).toEqual([]);
  });

  test('a release is tested, compared and packed before anything is published', () => {
    const { build, ...others } = WORKFLOWS.release.jobs;
    expect(build.steps.flatMap(({ run }) => run ?? [])).toEqual(expect.arrayContaining(['.ci/run', 'npm run compat', 'npm run package-all', 'npm run sbom']));
    expect(Object.fromEntries(Object.entries(others).map(([name, { needs }]) => [name, needs]))).toEqual(
      { npm: 'build', pypi: 'build', maven: 'build', notes: ['npm', 'pypi', 'maven'] });
    expect(WORKFLOWS.release.on).toEqual({ push: { tags: ['v*'] } });
  });
});
