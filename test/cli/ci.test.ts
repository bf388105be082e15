import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parse } from 'yaml';
import { program, Run } from './command';
import { packedCommand } from '../support/packed-command';
import { REPOSITORY } from '../support/repository';

/*
 * What CI of users runs: the shell of action.yml and of the hooks, in a repository with a program that writes manifests.
 */

interface Step {
  readonly name: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

const read = (name: string) => readFileSync(join(REPOSITORY, name), 'utf8');
const { inputs, runs: { steps } } = parse(read('action.yml')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};
const hooks = parse(read('.pre-commit-hooks.yaml')) as ReadonlyArray<{ readonly id: string; readonly entry: string; readonly args?: readonly string[] }>;

let packed: string;
let bin: string;
let root: string;
let folder: string;

beforeAll(() => {
  packed = mkdtempSync(join(tmpdir(), 'cdk8s-coco-packed-'));
  const command = packedCommand(packed);
  bin = command.bin;
  buildSync({ entryPoints: [join(REPOSITORY, 'src/cli/main.ts')], outfile: command.bundle, bundle: true, platform: 'node', external: ['cdk8s', 'cdk8s-plus-28', 'constructs'] });
});
afterAll(() => rmSync(packed, { recursive: true }));

const config = (value: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\ndata: {x: ${value}}\n`;
const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a, namespace: b}\nspec: {}\n';

/** What `npm run synth` writes from now on. */
const synthesizes = (text: string) => writeFileSync(join(folder, 'input.yaml'), text);

function shell(script: string, env: Record<string, string> = {}): Promise<Run> {
  return program(['bash', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    env: {
      GIT_CONFIG_GLOBAL: '/dev/null',
      HOME: root,
      PATH: `${join(root, 'bin')}:${process.env.PATH}`,
      RUNNER_TEMP: root,
      LOG: join(root, 'gh.log'),
      GITHUB_STEP_SUMMARY: join(root, 'summary'),
      GITHUB_OUTPUT: join(root, 'output'),
      ...env,
    },
  });
}

const SYNTH = 'cp input.yaml dist/a.yaml';
const commit = () => shell(`${SYNTH} && git add --all && git -c user.name=a -c user.email=a@example.com commit -qm a`);

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'cdk8s-coco-ci-'));
  folder = join(root, 'repository');
  for (const path of ['bin', 'repository/dist', 'repository/node_modules/.bin']) mkdirSync(join(root, path), { recursive: true });
  const executable = (path: string, text: string) => {
    writeFileSync(path, text);
    chmodSync(path, 0o755);
  };
  executable(join(folder, 'node_modules/.bin/cdk8s-coco'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  // It knows a comment where there is the file known; it says what it is asked to write.
  executable(join(root, 'bin/gh'), `#!/bin/sh
echo "$*" >> "$LOG"
[ ! -e '${root}/refused' ] || { echo 'HTTP 403' >&2; exit 1; }
case "$*" in
  *--paginate*) [ ! -e '${root}/known' ] || printf '42\\n43\\n' ;;
  *) for arg; do case $arg in body=@*) cat "\${arg#body=@}" > '${root}/body' ;; esac; done ;;
esac
`);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { synth: SYNTH } }));
  writeFileSync(join(folder, '.gitignore'), 'node_modules/\n');
  synthesizes(config('1') + '---\n' + claim);
  await shell('git init -q -b main');
  await commit();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What npm and npx start, without them: they take longer than what they start. */
const DIRECT = { 'inputs.command': SYNTH, 'inputs.cli': 'node_modules/.bin/cdk8s-coco' };

/** Runs the steps of the action as GitHub would, until one fails. */
async function action(given: Readonly<Record<string, string>>, event = 'pull_request'): Promise<Run & { readonly ran: readonly string[] }> {
  const values: Record<string, string> = {
    ...Object.fromEntries(Object.entries(inputs).map(([name, one]) => [`inputs.${name}`, one.default])),
    'github.repository': 'me/platform',
    'github.event.pull_request.number': '7',
    'github.event.repository.default_branch': 'main',
    'inputs.token': 't',
    'inputs.base': 'main',
    ...given,
  };
  const ran: string[] = [];
  let last: Run = { status: 0, stdout: '', stderr: '' };
  for (const step of steps) {
    const output = existsSync(join(root, 'output')) ? readFileSync(join(root, 'output'), 'utf8') : '';
    for (const [, name, value] of output.matchAll(/^(\w+)=(.*)$/gm)) values[`steps.plan.outputs.${name}`] = value;
    const condition = (step as { if?: string }).if ?? 'true';
    const holds = condition.split(' && ').every((part) => {
      const [, name, sign, wanted] = /^([\w.-]+) (==|!=) '(.*)'$/.exec(part) ?? [];
      return name === undefined || ((name === 'github.event_name' ? event : values[name]) === wanted) === (sign === '==');
    });
    if (!holds) continue;
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, key: string) => values[key])]));
    ran.push(step.name);
    last = await shell(step.run, env);
    if (last.status !== 0) break;
  }
  return { ...last, ran };
}

test('no step puts what somebody else wrote into its script', () => {
  expect(steps.filter(({ run }) => run.includes('${{')).map(({ name }) => name)).toEqual([]);
});

test('a harmless pull request: the plan is in the summary and in a comment, which the next run replaces', async () => {
  await shell('git checkout -q -b change');
  synthesizes(config('2') + '---\n' + claim);
  await commit();
  expect(await action({ 'inputs.fail-on': 'disruptive' })).toMatchObject({ status: 0, ran: steps.slice(0, 4).map(({ name }) => name) });
  expect(readFileSync(join(root, 'summary'), 'utf8')).toContain('| `ConfigMap b/a` | changed: data.x |');
  expect(readFileSync(join(root, 'body'), 'utf8')).toMatch(/^<!-- cdk8s-coco plan of dist -->\n## What this changes in the cluster\n\n### in-place \(1\)/);
  expect(readFileSync(join(root, 'gh.log'), 'utf8')).toContain('api --silent --method POST repos/me/platform/issues/7/comments');
  writeFileSync(join(root, 'known'), '');
  expect((await action(DIRECT)).status).toBe(0);
  expect(readFileSync(join(root, 'gh.log'), 'utf8')).toContain('api --silent --method PATCH repos/me/platform/issues/comments/42 ');
  writeFileSync(join(root, 'refused'), '');
  expect(await action(DIRECT)).toMatchObject({ status: 0, stdout: expect.stringContaining('::warning::the comments cannot be read') });
});

test('drift fails; a change that is too bad fails behind its comment; outside of pull requests there is none', async () => {
  synthesizes(config('2'));
  expect(await action(DIRECT)).toMatchObject({
    status: 1, stdout: expect.stringContaining('::error::dist is not what the command writes'), ran: steps.slice(0, 2).map(({ name }) => name),
  });
  await shell('git checkout -q -b change');
  await commit();
  expect(await action({ ...DIRECT, 'inputs.fail-on': 'data-loss' })).toMatchObject({
    status: 1, stdout: '::error::a change is of the class data-loss or worse: see the plan\n', ran: steps.map(({ name }) => name),
  });
  expect((await action({ ...DIRECT, 'inputs.base': 'HEAD~1', 'inputs.command': '' }, 'push')).ran).toEqual(['Plan']);
  for (const base of ['0'.repeat(40), '']) { // the first push of a branch, and a run by hand
    expect(await action({ ...DIRECT, 'inputs.base': base, 'inputs.command': '' }, 'push')).toMatchObject({ status: 0, ran: ['Plan'] });
    expect(readFileSync(join(root, 'cdk8s-coco-plan.md'), 'utf8')).toContain('data-loss (1)');
  }
  expect(await action({ ...DIRECT, 'inputs.base': 'nope' })).toMatchObject({ status: 128, ran: steps.slice(0, 3).map(({ name }) => name) });
});

test('the hooks: one fails on drift, the other where data would be lost', async () => {
  const hook = (id: string) => {
    const { entry, args = [] } = hooks.find((one) => one.id === id)!;
    return shell(`${entry} ${args.map((arg) => `'${arg}'`).join(' ')}`);
  };
  expect((await hook('cdk8s-coco-synth')).status).toBe(0);
  expect(await hook('cdk8s-coco-plan')).toMatchObject({ status: 0, stdout: 'no changes\n' });
  synthesizes(config('2'));
  expect(await hook('cdk8s-coco-synth')).toMatchObject({ status: 1, stdout: expect.stringContaining('dist/a.yaml') });
  expect(await hook('cdk8s-coco-plan')).toMatchObject({ status: 3, stdout: expect.stringContaining('data-loss (1)') });
});

test('shellcheck finds nothing in the steps', async () => {
  for (const { run } of steps) {
    expect(await program(['shellcheck', '--shell', 'bash', '-'], { stdin: run })).toMatchObject({ status: 0, stdout: '' });
  }
});
