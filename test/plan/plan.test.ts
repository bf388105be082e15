import { execFileSync } from 'child_process';
import { readFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { config, kata, PAIRS } from './pairs';
import { pageWith } from '../../scripts/markdown';
import { classesTable, PAGE, rulesTable } from '../../scripts/plan-table';
import { withDeliveryAnnotations } from '../../src/common/private/delivery-annotations';
import { PLAN_CLASSES, PlanObject } from '../../src/plan/manifest';
import { planOf } from '../../src/plan/plan';
import { planMarkdown, planText } from '../../src/plan/plan-text';
import { RULES } from '../../src/plan/rules';
import { command } from '../cli/command';

test.each(PAIRS.map(([name, before, after, expected]) => ({ name, before, after, expected })))('$name', ({ before, after, expected }) => {
  const found = planOf(before ? [before] : [], after ? [after] : []);
  expect(found[0]?.class ?? 'nothing').toBe(expected);
});

test('each rule has a name of its own, and says why', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  expect(RULES.filter(({ reason, id }) => !reason && !['added', 'removed'].includes(id))).toEqual([]);
});

test('the worst comes first, with all that speaks for it, and the nodes', () => {
  const changes = planOf(
    [config({ a: '1' }), kata({ nodeSelector: { pool: 'a' } })],
    [config({ a: '2' }), { ...kata({ nodeSelector: { pool: 'a' }, hostPID: true }), metadata: { name: 'one', namespace: 'coco', labels: { a: 'b' } } }]);
  expect(changes).toMatchObject([
    { object: 'DaemonSet coco/one', event: 'changed', class: 'disruptive', nodes: 'pool=a', paths: ['metadata.labels', 'spec.template.spec.hostPID'] },
    { object: 'ConfigMap coco/one', event: 'changed', class: 'in-place' },
  ]);
  expect(changes[0].reasons).toHaveLength(2);
  expect(planText(changes)).toBe(`disruptive (1): nodes or other pods are disturbed
  DaemonSet coco/one
      changed: metadata.labels, spec.template.spec.hostPID
      Kata is reinstalled and containerd restarts; running Kata pods may lose their shim
      only people, selectors and engines read it
      nodes: pool=a

in-place (1): applied without a restart
  ConfigMap coco/one
      changed: data.a
      pods that mount it see it within minutes; pods that read it as environment variables, after a restart
`);
  expect(planMarkdown(changes)).toContain('| `ConfigMap coco/one` | changed: data.a | pods that mount it');
});

test('namespaces and definitions that engines keep are not lost with their cluster', () => {
  const namespace: PlanObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'coco' } };
  const definition: PlanObject = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'things.example.com' } };
  const kept = [namespace, definition].map((one) => withDeliveryAnnotations(one, { keep: true }));
  const classes = (objects: readonly PlanObject[]) => planOf(objects, []).map((one) => one.class);
  expect(classes([namespace, definition])).toEqual(['data-loss', 'data-loss']);
  expect(classes(kept)).toEqual(['review', 'review']);
  expect(planOf(kept, [])[0].reasons).toEqual([expect.stringContaining('Argo CD and Flux keep it, by its annotations; if you delete it by hand, ')]);
  const only = (name: string) => kept.map((one) => (
    { ...one, metadata: { ...one.metadata, annotations: { [name]: one.metadata.annotations![name] } } }));
  expect(classes(only('argocd.argoproj.io/sync-options'))).toEqual(['data-loss', 'data-loss']); // Flux would delete them
  expect(classes(only('kustomize.toolkit.fluxcd.io/prune'))).toEqual(['data-loss', 'data-loss']);
});

test('the tables in the docs are those of the rules (npm run tables writes them)', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(pageWith(pageWith(page, 'classes', classesTable()), 'rules', rulesTable()));
});

describe('the command', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-')); });
  afterEach(() => rmSync(folder, { recursive: true }));
  const place = (name: string, text: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const MAP = (value: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: "${value}"}\n`;

  test('keys of a large map are not each compared with all others, which takes minutes', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `  k${index}: v\n`).join('');
    const file = place('many.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${many}`);
    expect(command('plan', file, file)).toEqual({ status: 0, stdout: 'no changes\n', stderr: '' });
  });

  test('two versions of a chart: nothing is missed as harmless', () => {
    const of = (version: string) => place(`${version}.yaml`, command('render', `kata-deploy@${version}`).stdout);
    const { status, stdout, stderr } = command('plan', of('3.22.0'), of('4.1.0'), '--json', '--fail-on', 'disruptive');
    expect([status, stderr]).toEqual([3, '']);
    expect(JSON.parse(stdout)[0]).toMatchObject({ object: 'DaemonSet default/kata-deploy', class: 'disruptive', nodes: 'every node' });
    expect(command('plan', of('4.1.0'), of('4.1.0'), '--fail-on', 'metadata')).toEqual({ status: 0, stdout: 'no changes\n', stderr: '' });
  });

  test('folders, lists, and revisions of git', () => {
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
    mkdirSync(join(folder, 'dist', 'deeper'), { recursive: true });
    place('dist/deeper/map.yaml', MAP('1'));
    place('dist/kustomization.yaml', 'resources: [deeper/map.yaml]\n');
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    place('dist/deeper/map.yaml', `apiVersion: v1\nkind: List\nitems:\n- ${MAP('2').trim().replace(/\n/g, '\n  ')}\n`);
    const before = process.cwd();
    try {
      process.chdir(folder);
      expect(JSON.parse(command('plan', 'git:HEAD:dist', 'dist', '--json').stdout)).toMatchObject([{ object: 'ConfigMap a', class: 'in-place', paths: ['data.a'] }]);
      expect(command('plan', 'git:nope:dist', 'dist').stderr).toMatch(/^error: git:"nope": .*nope/);
      expect(command('plan', 'git:--output=x:dist', 'dist').status).toBe(1);
    } finally {
      process.chdir(before);
    }
  });

  test('two revisions of git, of a fleet: each cluster by itself, one that comes and one that goes', () => {
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
    const cluster = (name: string, value: string) => {
      mkdirSync(join(folder, 'dist/clusters', name), { recursive: true });
      place(`dist/clusters/${name}/a.yaml`, MAP(value));
    };
    git('init', '-q');
    for (const name of ['edge-1', 'edge-2', 'edge-3']) cluster(name, '1');
    git('add', '.');
    git('commit', '-qm', 'one');
    cluster('edge-2', '2');
    cluster('edge-4', '1');
    rmSync(join(folder, 'dist/clusters/edge-3'), { recursive: true });
    git('add', '.');
    git('commit', '-qm', 'two');
    const before = process.cwd();
    try {
      process.chdir(folder);
      const { stdout } = command('plan', 'git:HEAD~1:dist', 'git:HEAD:dist', '--json');
      const rows = (JSON.parse(stdout) as Record<string, unknown>[]).map((one) => [one.cluster, one.object, one.class]);
      expect(rows).toEqual([['edge-3', 'ConfigMap a', 'removed'], ['edge-4', 'ConfigMap a', 'added'], ['edge-2', 'ConfigMap a', 'in-place']]);
      expect(command('plan', 'git:HEAD~1:dist', 'dist').stdout).toContain('  edge-2: ConfigMap a\n      changed: data.a\n');
      expect(command('plan', 'git:HEAD~1:dist', 'dist', '--markdown').stdout).toContain('| `edge-2: ConfigMap a` |');
      expect(command('plan', 'git:HEAD~1:dist/clusters/edge-2', 'dist/clusters/edge-2').stdout).toContain('  ConfigMap a\n');
      expect(command('report', 'dist').stderr).toContain('dist: has ConfigMap a twice; a cluster has it once. Give the folder of one cluster\n');
    } finally {
      process.chdir(before);
    }
  });

  test.each([
    ['two places', [], 'plan: got 0 arguments; allowed: two, OLD and NEW'],
    ['a class', ['a', 'b', '--fail-on', 'x'], `--fail-on: got "x"; allowed: ${PLAN_CLASSES.join(', ')}, never`],
    ['one form', ['a', 'b', '--json', '--markdown'], 'plan: got --json and --markdown; allowed: one of the two'],
    ['a place that is there', ['/no/such', '/no/such'], '/no/such: there is no such file or folder; allowed: a file, a folder, or git:REVISION:PATH'],
  ])('needs %s', (_name, args, line) => {
    expect(command('plan', ...args)).toEqual({ status: 1, stdout: '', stderr: `error: ${line}\n` });
  });

  test('what cannot be read is told, all of it, without values', () => {
    const bad = place('bad.yaml', 'password: [hunter2\n---\njust text hunter2\n---\napiVersion: v1\nkind: ConfigMap\n');
    const twice = place('twice.yaml', `${MAP('1')}---\n${MAP('2')}`);
    const { status, stderr } = command('plan', bad, bad);
    expect([status, stderr]).toEqual([1, [
      `error: ${bad}:2:1: a "[" or "{" has no end, or what it holds is indented less than its key; close it, or indent the lines`, `error: ${bad}: document 2 is no Kubernetes object; needed: apiVersion, kind and metadata.name`,
      `error: ${bad}: document 3 is no Kubernetes object; needed: apiVersion, kind and metadata.name`, '',
    ].join('\n')]);
    expect(command('plan', twice, twice).stderr).toBe(`error: ${twice}: has ConfigMap a twice; a cluster has it once\n`);
    symlinkSync('/etc', join(folder, 'etc'));
    expect(command('plan', place('empty.yaml', ''), join(folder)).status).toBe(1); // bad.yaml is in it; the link is not followed
  });

  test('what the file system does not let us read is told, wherever it stands', () => {
    const file = place('file.yaml', MAP('1'));
    symlinkSync('circle', join(folder, 'circle'));
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real/a.yaml'), MAP('1'));
    symlinkSync('real', join(folder, 'link'));
    const long = join(folder, 'x'.repeat(300));
    for (const [path, reason] of [
      [join(file, 'below'), 'there is no such file'], [join(folder, 'circle'), 'is a link that leads in a circle'], [long, 'is too long for the name of a file'], ['a\0b', 'has a null character in its name'],
    ]) {
      const stderr = expect.stringMatching(new RegExp(`^error: .*: ${reason}[^\n]*\n$`));
      expect(command('report', path)).toEqual({ status: 1, stdout: '', stderr });
      expect(command('plan', path, path)).toEqual({ status: 1, stdout: '', stderr });
      expect(command('render', path.includes('/') ? path : `./${path}`)).toEqual({ status: 1, stdout: '', stderr });
    }
    expect(command('report', join(folder, 'link')).status).toBe(0);
  });

  test('a folder that cannot be read', () => {
    const fs = jest.requireActual<typeof import('fs')>('fs');
    const readdir = jest.spyOn(fs, 'readdirSync').mockImplementation(() => { throw Object.assign(new Error('EACCES'), { code: 'EACCES' }); });
    try {
      const stderr = `error: ${folder}: may not be read by this user\n`;
      expect(command('report', folder)).toEqual({ status: 1, stdout: '', stderr });
      expect(command('plan', folder, folder)).toEqual({ status: 1, stdout: '', stderr });
      expect(command('render', folder)).toMatchObject({ status: 1, stderr: expect.stringContaining('may not be read by this user') });
    } finally {
      readdir.mockRestore();
    }
  });

  test('the place of what is no YAML, and fields that are of another type', () => {
    const told = (text: string) => command('report', place('odd.yaml', text)).stderr.replaceAll(join(folder, 'odd.yaml'), 'odd');
    const of = (metadata: string, kind = 'ConfigMap') => `apiVersion: v1\nkind: ${kind}\nmetadata: ${metadata}\n`;
    expect(told(`${MAP('1')}kind: Secret\n`)).toBe('error: odd:5:1: a map has this key already; keep one of them\n');
    expect(told('apiVersion: v1\nkind: List\nitems:\n- a: 1\n  "a": 2\n')).toBe('error: odd:5:3: a map has this key already; keep one of them\n');
    expect(told('['.repeat(20_000))).toMatch(/^error: odd:1:\d+: the maps and lists are nested too deeply\n$/);
    expect(told(of('{name: a, namespace: [b], labels: hunter2, annotations: []}'))).toBe([
      'namespace: got a list; allowed: a string', 'labels: got a string; allowed: a map', 'annotations: got an empty list; allowed: a map',
    ].map((line) => `error: odd: document 1: metadata.${line}\n`).join(''));
  });

  test('what is null counts as missing, and kinds may have any name', () => {
    const of = (metadata: string, more: string) => place(`${more.length}.yaml`, `apiVersion: v1\nkind: Service\nmetadata: ${metadata}\nspec: {type: ${more}}\n`);
    const [before, after] = [of('{name: a, labels: null}', 'ClusterIP'), of('{name: a, labels: ~, annotations: null, namespace: null}', 'NodePort')];
    expect(command('plan', before, after, '--json').stderr).toBe('');
    expect(JSON.parse(command('plan', before, after, '--json').stdout)).toMatchObject([{ object: 'Service a', paths: ['spec.type'] }]);
    for (const kind of ['__proto__', 'constructor', 'toString']) {
      const odd = place('odd.yaml', `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${kind}, namespace: ${kind}}\n`);
      expect(command('report', odd)).toMatchObject({ status: 0, stderr: '' });
      expect(command('plan', odd, after)).toMatchObject({ status: 0, stderr: '' });
    }
    const hook = (webhooks: string) => place(`hook${webhooks.length}.yaml`, `apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {name: a}\nwebhooks: ${webhooks}\n`);
    expect(command('plan', hook('[null]'), hook('[{name: b}]'))).toMatchObject({ status: 0, stderr: '' });
  });

  test('values of Secrets are never printed', () => {
    const of = (value: string) => place(`${value}.yaml`, `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: ${value}}\n`);
    for (const form of [[], ['--json'], ['--markdown']]) {
      const { stdout } = command('plan', of('hunter2'), of('hunter3'), ...form);
      expect(stdout).toContain('data.password');
      expect(stdout).not.toContain('hunter');
    }
    expect(parseAllDocuments(command('render', 'kata-deploy@4.1.0').stdout).length).toBeGreaterThan(5);
  });
});
