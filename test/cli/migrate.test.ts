import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { command, Run } from './command';
import { Place, places } from './hostile/cases';
import { at } from './rendering';
import { EDITIONS } from '../../src/values/editions';
import { SchemaNode } from '../../src/values/engine/schema';
import { SECRETS, WORD } from '../support/markers';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const CHART = 'dpu-worker-config@0.1.0';
const KATA = 'kata-deploy@4.1.0';
const RELEASE = ['--release-name', 'kata', '-n', 'kube-system', '--set', 'shims.disableAll=true', '--set', 'shims.qemu.enabled=true'];
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const main = () => readFileSync(join(folder, 'out', 'main.ts'), 'utf8');
const migrate = (...args: string[]): Run => command('migrate', ...args, '--output', join(folder, 'out'));
const refused = (run: Run, line: string) => expect(run).toEqual({ status: 1, stdout: '', stderr: expect.stringContaining(`error: ${line}`) as string });

describe('files', () => {
  test('a program, and what it needs where there is none; a second run replaces the program alone', () => {
    expect(migrate(CHART).stderr).toContain(`note: wrote main.ts, package.json, tsconfig.json, .gitignore, cdk8s.yaml into ${join(folder, 'out')}; next, in that folder: npm install, npm run synth\n`);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['.gitignore', 'cdk8s.yaml', 'main.ts', 'package.json', 'tsconfig.json']);
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'out', 'package.json'), 'utf8')) as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(['cdk8s', 'cdk8s-plus-28', 'constructs', 'cdk8s-coco']);
    expect(readFileSync(join(folder, 'out', 'cdk8s.yaml'), 'utf8')).toContain('app: node --import tsx main.ts\n');
    expect(command('migrate', CHART, '--package', 'file:../x.tgz', '--output', join(folder, 'other')).status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'other', 'package.json'), 'utf8'))).toMatchObject({ dependencies: { 'cdk8s-coco': 'file:../x.tgz' } });
    writeFileSync(join(folder, 'out', 'package.json'), '{}');
    const before = main();
    const { status, stderr } = migrate(CHART, '--set', 'commonLabels.team=dpu');
    expect(status).toBe(0);
    expect(stderr).toContain('note: wrote main.ts into');
    expect(stderr).toContain('note: kept package.json, tsconfig.json, .gitignore, cdk8s.yaml, which you have already; main.ts needs cdk8s, ');
    expect(main()).not.toBe(before);
    expect(readFileSync(join(folder, 'out', 'package.json'), 'utf8')).toBe('{}');
  });

  test('no program of somebody else is lost, and nothing is written then', () => {
    const out = join(folder, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'main.ts'), '// mine\n');
    refused(migrate(CHART), `${out}/main.ts: was not written by migrate, and would be lost; move it away, or take another folder\n`);
    expect(readdirSync(out)).toEqual(['main.ts']);
    rmSync(join(out, 'main.ts'));
    migrate(CHART);
    writeFileSync(join(out, 'main.ts'), `${main()}// mine\n`);
    refused(migrate(CHART), `${out}/main.ts: was changed since migrate wrote it, and the changes would be lost`);
    rmSync(join(out, 'main.ts'));
    symlinkSync('/nowhere', join(out, 'main.ts'));
    refused(migrate(CHART), `${out}/main.ts: is no file`);
  });

  test.each([
    ['no folder', [CHART], 'migrate: no folder given; write --output FOLDER'],
    ['an empty name', [CHART, '--output', ' '], '--output: got an empty name; allowed: the path of a folder'],
    ['a file', [CHART, '--output', '/dev/null'], '--output /dev/null: is no folder; allowed: a folder, or the name of a new one'],
    ['no chart', ['--output', '/tmp/x'], 'migrate: no chart given; allowed: '],
    ['a misspelt option', [CHART, '--outputs', 'x'], 'unknown option --outputs; did you mean --output?'],
    ['wrong values', [CHART, '--output', '/dev/null/x', '--set', 'nameOverrides=x'], 'nameOverrides: unknown'],
  ])('%s', (_, args, line) => {
    refused(command('migrate', ...args), line);
  });
});

describe('a live release', () => {
  test('what helm get values prints', () => {
    const values = file('values.yaml', 'USER-SUPPLIED VALUES:\ncommonLabels: { team: dpu }\n');
    expect(migrate(CHART, '-f', values).status).toBe(0);
    expect(main()).toContain('team: \'dpu\'');
    expect(migrate(CHART, '-f', file('none.yaml', 'USER-SUPPLIED VALUES:\nnull\n')).status).toBe(0);
  });

  test('what helm get manifest prints: Helm\'s own labels are no difference, others are listed', () => {
    const { stdout } = command('render', KATA, ...RELEASE);
    const live = stdout.replace(/^metadata:\n/gm, 'metadata:\n  annotations:\n    meta.helm.sh/release-name: kata\n').replace(/^ {2}namespace: kube-system\n/gm, '');
    const same = migrate(KATA, ...RELEASE, '--from-manifest', file('live.yaml', live.replace(/ {2}annotations:\n.*\n(?= {2}annotations:\n)/g, '')));
    expect(same).toMatchObject({ status: 0, stdout: 'no changes\n' });
    const other = migrate(KATA, ...RELEASE, '--set', 'image.tag=4.1.1', '--from-manifest', file('live.yaml', stdout));
    expect(other.status).toBe(3);
    expect(other.stdout).toMatch(/^disruptive \(1\): [^]*DaemonSet kube-system\/kata-deploy\n/);
    expect(existsSync(join(folder, 'out', 'main.ts'))).toBe(true);
  });
});

describe('secrets', () => {
  const values = `
provider: aws
providerConfigs: { aws: { PODVM_AMI_ID: ami-0123456789abcdef0 } }
kata-deploy: { enabled: false }
secrets: { mode: create }
providerSecrets: { aws: { AWS_ACCESS_KEY_ID: ${WORD.text}, AWS_SECRET_ACCESS_KEY: ${WORD.text} } }
`;

  test('a script makes them, and has no value of them', () => {
    const { status, stdout, stderr } = migrate('peerpods@0.4.0', '-f', file('values.yaml', values), '--release-name', 'pp', '-n', 'peer-pods');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('note: the program does not create Secret peer-pods-secret; run sh secrets.sh with the --values and --set of this command');
    const script = readFileSync(join(folder, 'out', 'secrets.sh'), 'utf8');
    expect(script).toContain('render peerpods@0.4.0 --release-name pp --namespace peer-pods --quiet "$@" \\\n  --show-only Secret/peer-pods-secret \\\n  | kubectl apply --server-side --force-conflicts --namespace peer-pods -f -\n');
    expect(`${stderr}${script}${main()}`).not.toContain(WORD.core);
  });

  test('where a chart would write them for everybody to read, nothing is written', () => {
    refused(migrate('kubevirt-redfish@0.2.1', '--set', 'deployment.container.env.BMC_PASSWORD=winterhushed'),
      'deployment.container.env.BMC_PASSWORD: is a secret that the chart writes into an object other than a Secret, and so would the program; remove it from the values');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});

test('no file and no message has a secret of the values', () => {
  const base: Record<string, string[]> = {
    'peerpods@0.4.0': ['-f', 'chart:providers/aws.yaml', '--set', 'kata-deploy.enabled=false', '--set', 'secrets.mode=create', '--set', 'providerConfigs.aws.PODVM_AMI_ID=ami-0123456789abcdef0'],
    'kubevirt-redfish@0.2.1': [],
    'kata-deploy@4.1.0': ['--set', 'shims.disableAll=true', '--set', 'shims.qemu.enabled=true'],
  };
  const users = ['authentication', 'users'];
  const isSecret = ({ node, path }: Place) => node.secret === true && path.length > 0;
  const secretPlaces = (schema: SchemaNode) => places(schema).filter(isSecret).map(({ path }) => path);
  const texts = [...SECRETS.slice(2), WORD];
  const tried = EDITIONS.filter(({ name }) => base[name]).flatMap(({ name, load }) => (
    secretPlaces(load().schema).flatMap((path) => texts.map(({ text, core }) => {
      const value = path.join() === users.join() ? `[{username: admin, chassis: [a], password: ${JSON.stringify(text)}}]` : JSON.stringify(text);
      return { name, core, path, comment: text.replace(/\n/g, ' '), file: at(path, value), isWord: text === WORD.text };
    }))));
  const leaks: string[] = [];
  let written = 0;
  for (const { name, path, comment, file: values, core, isWord } of tried) {
    if (isWord && /prox|dropIn|pod$/i.test(path[path.length - 1])) continue; // what stands there is no secret by itself
    rmSync(join(folder, 'out'), { recursive: true, force: true });
    const { stdout, stderr } = migrate(name, ...base[name], '-f', file('values.yaml', `# ${comment}\n\n${values}`));
    const files = existsSync(join(folder, 'out')) ? readdirSync(join(folder, 'out')).map((one) => readFileSync(join(folder, 'out', one), 'utf8')) : [];
    written += files.length ? 1 : 0;
    if ([stdout, stderr, ...files].some((one) => one.includes(core))) leaks.push(`${name} ${path.join('.')}`);
  }
  expect(leaks).toEqual([]);
  expect(tried.length).toBeGreaterThan(20);
  expect(written).toBeGreaterThan(5);
});
