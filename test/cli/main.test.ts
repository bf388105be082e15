import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { command } from './command';
import { at } from './rendering';
import { version } from '../../package.json';
import { COMMANDS } from '../../src/cli/commands';
import { EDITIONS } from '../../src/values/editions';
import { SchemaNode } from '../../src/values/engine/schema';
import { share, some, Strides } from '../support/stride';
import { Manifest } from '../support/synth';

const R = 'kata-as-coco-runtime';
const CHART = 'confidential-containers@0.16.0';
const PRE = 'confidential-containers@0.16.0-pre';
const KEYS = `architecture, nameOverride, fullnameOverride, customContainerd, ${R}, global`;

const NAMES = Object.keys(COMMANDS);

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-')); });
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** A values file, and its path. */
function file(text: string | Buffer, name = `values-${files++}.yaml`): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Expects that a command line is refused for exactly these reasons. */
function refused(args: string[], ...lines: string[]): void {
  expect(command(...args)).toEqual({ status: 1, stdout: '', stderr: lines.map((line) => `error: ${line}\n`).join('') });
}

/** The objects of a command line that succeeds without a warning. */
function rendered(...args: string[]): Manifest[] {
  const { status, stdout, stderr } = command('render', ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return objects(stdout);
}

function objects(stream: string): Manifest[] {
  return parseAllDocuments(stream).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Manifest;
  });
}

const environment = (found: Manifest[]): Record<string, string> => Object.fromEntries(found.find(({ kind }) => kind === 'DaemonSet')!
  .spec.template.spec.containers[0].env.map(({ name, value }: Manifest) => [name, value]));

describe('commands', () => {
  test('--version is that of the package', () => {
    expect(command('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('charts', () => {
    const { status, stderr, stdout } = command('charts');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [head, ...rows] = stdout.split('\n');
    expect(head).toMatch(/^CHART +INSTALLS$/);
    expect(rows).toEqual([...EDITIONS.map(({ name, summary }) => `${name.padEnd(head.indexOf('INSTALLS'))}${summary()}`), '']);
    expect(rows).toContainEqual(expect.stringMatching(/^confidential-containers@0\.16\.0 +the umbrella chart of Confidential Containers, with kata-deploy 3\.22\.0$/));
  });

  test.each([['--help'], ['-h'], ['help']])('%s names every command', (word) => {
    const { status, stdout, stderr } = command(word);
    expect([status, stderr]).toEqual([0, '']);
    for (const part of [...NAMES, '--version', '--help']) expect(stdout).toContain(`\n  ${part} `);
  });

  test.each(NAMES)('the help of %s has its options, and examples that begin with it', (name) => {
    const { options, examples, usage } = COMMANDS[name].load();
    const { status, stdout, stderr } = command(name, '--help');
    expect([status, stderr, command('help', name).stdout]).toEqual([0, '', stdout]);
    for (const option of Object.keys(options)) expect(stdout).toContain(`--${option}`);
    expect(usage.filter((line) => !line.startsWith(name))).toEqual([]);
    expect(examples.length).toBeGreaterThan(0);
    expect(stdout.split('\n').filter((line) => line.length > 120 && !line.includes('cdk8s-coco'))).toEqual([]);
  });

  test('no command', () => {
    const { status, stdout, stderr } = command();
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Usage: cdk8s-coco <command>\n[^]*\nerror: no command given; allowed: render, migrate, charts, values, schema, diff, plan, report, init, completion, --version, --help\n$/);
  });

  test('an unknown command', () => {
    refused(['rendr'], 'unknown command "rendr"; did you mean render?');
    refused(['help', 'chart'], 'unknown command "chart"; did you mean charts?');
    refused(['--verbose'], 'unknown command "--verbose"; allowed: render, migrate, charts, values, schema, diff, plan, report, init, completion, --version, --help');
    refused(['password:hunter2'], 'unknown command; allowed: render, migrate, charts, values, schema, diff, plan, report, init, completion, --version, --help');
    refused(['__proto__'], 'unknown command "__proto__"; allowed: render, migrate, charts, values, schema, diff, plan, report, init, completion, --version, --help');
  });

  test('charts takes one chart', () => {
    refused(['charts', 'x', 'y'], 'charts: got another argument after the chart; allowed: one chart');
  });

  test('an option where there are none is refused in a whole sentence', () => {
    const { status, stderr } = command('charts', '--all');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: .*--all.*[a-z]\n$/);
  });

  test.each([['render', '--help'], ['render', CHART, '-h'], ['charts', '--help']])('%s %s: help, after a command too', (...args) => {
    expect(command(...args)).toEqual({ status: 0, stdout: expect.stringContaining('Usage: cdk8s-coco'), stderr: '' });
  });
});

describe('arguments of render', () => {
  const KNOWN = 'known: --values, --set, --set-string, --set-json, --set-file, --set-literal, --release-name, --namespace, --version, '
    + '--api-versions, --lenient, --create-namespace, --phase, --show-only, --output-dir, --dependency-update, --quiet, --help';
  const ALL = EDITIONS.map(({ name }) => name).join(', ');

  test('no chart', () => refused(['render'], `render: no chart given; allowed: ${ALL}, or the path of a chart on disk`));

  const of = (name: string) => EDITIONS.filter(({ chart }) => chart === name).map((one) => one.name).join(', ');
  const OF_UMBRELLA = of('confidential-containers');
  const onDisk = (chart: string, it: string) => `; or a chart on disk: get it with helm pull, and render ./${chart}-${it}.tgz`;

  test.each([
    ['confidential-container@0.16.0', `unknown chart "confidential-container@0.16.0"; allowed: ${OF_UMBRELLA}; did you mean confidential-containers?`],
    ['kata-deply', `unknown chart "kata-deply"; allowed: ${of('kata-deploy')}; did you mean kata-deploy?`],
    // Another version is other software: none is called the one that was meant.
    ['confidential-containers@0.16.1', `unknown edition "confidential-containers@0.16.1" of confidential-containers; allowed: ${OF_UMBRELLA}${onDisk('confidential-containers', '0.16.1')}`],
    ['kata-deploy@4.1', `unknown edition "kata-deploy@4.1" of kata-deploy; allowed: ${of('kata-deploy')}${onDisk('kata-deploy', '4.1')}`],
    ['kata-deploy@password=hunter2', `unknown edition of kata-deploy; allowed: ${of('kata-deploy')}${onDisk('kata-deploy', 'VERSION')}`],
    ['confidential-containers', `the chart confidential-containers without a version; allowed: ${OF_UMBRELLA}${onDisk('confidential-containers', 'VERSION')}`],
    ['nginx@1.0.0', `unknown chart "nginx@1.0.0"; allowed: ${ALL}`],
    ['__proto__', `unknown chart "__proto__"; allowed: ${ALL}`],
    ['constructor@1', `unknown chart "constructor@1"; allowed: ${ALL}`],
    ['', `unknown chart ""; allowed: ${ALL}`],
    ['a b\n', `unknown chart; allowed: ${ALL}`],
    ['oci://ghcr.io/kata-containers/kata-deploy-charts/kata-deploy', `reads no chart from a registry: nothing is downloaded; allowed: ${of('kata-deploy')}${onDisk('kata-deploy', 'VERSION')}`],
    ['https://u:hunter2@example.com/peerpods-0.4.0.tgz', `reads no chart from a URL: nothing is downloaded; allowed: ${of('peerpods')}; it is built in: write peerpods@0.4.0`],
    ['https://u:hunter2@example.com/peerpods-0.9.0.tgz', `reads no chart from a URL: nothing is downloaded; allowed: ${of('peerpods')}${onDisk('peerpods', '0.9.0')}`],
    ['oci://ghcr.io/x/kata-deploy:9.1.0', `reads no chart from a registry: nothing is downloaded; allowed: ${of('kata-deploy')}${onDisk('kata-deploy', '9.1.0')}`],
    ['kata-deploy@v4.1.0', 'unknown chart "kata-deploy@v4.1.0"; it is built in: write kata-deploy@4.1.0'],
    ['kata-deploy-4.1.0', 'unknown chart "kata-deploy-4.1.0"; it is built in: write kata-deploy@4.1.0'],
    ['kata-deploy:4.1.0', 'unknown chart; it is built in: write kata-deploy@4.1.0'],
    ['peerpods-0.1.0-dev', 'unknown chart "peerpods-0.1.0-dev"; it is built in: write peerpods@0.1.0'],
    ['kata-deploy@', `unknown edition "kata-deploy@" of kata-deploy; allowed: ${of('kata-deploy')}${onDisk('kata-deploy', 'VERSION')}`],
    ['docs', `unknown chart "docs"; allowed: ${ALL}; for the folder of this name, write ./docs`],
    ['coco/confidential-containers', `reads no chart from a repository: nothing is downloaded; allowed: ${OF_UMBRELLA}${onDisk('confidential-containers', 'VERSION')}`],
  ])('the chart "%s"', (chart, line) => refused(['render', chart], `render: ${line}`));

  test('chart and version as two arguments', () => {
    refused(['render', 'kata-deploy', '4.1.0'], 'render: unknown chart "kata-deploy 4.1.0"; it is built in: write kata-deploy@4.1.0');
    refused(['render', 'kata-deploy', '9.9'],
      `render: unknown edition "kata-deploy 9.9" of kata-deploy; allowed: ${of('kata-deploy')}${onDisk('kata-deploy', '9.9')}`);
  });

  test('a version that a chart was published under too', () => {
    expect(command('charts', 'peerpods@0.1.0-dev').stdout).toBe(command('charts', 'peerpods@0.1.0').stdout);
  });

  test('the name of a release in front of the chart, as Helm takes it', () => {
    refused(['render', 'coco', CHART], 'render: got "coco" before the chart; a release\'s name is given with --release-name');
  });

  test('a second chart', () => {
    refused(['render', CHART, 'values.yaml'], 'render: got another argument after the chart; to give several values files, repeat --values');
  });

  test.each([
    ['--value', 'unknown option --value; did you mean --values?'],
    ['--valus=x', 'unknown option --valus; did you mean --values?'],
    ['--name-space=x', 'unknown option --name-space; did you mean --namespace?'],
    ['-x', `unknown option -x; ${KNOWN}`],
    ['--__proto__=1', `unknown option --__proto__; ${KNOWN}`],
    ['--;', `unknown option; ${KNOWN}`],
    ['--values', '--values needs a value; write --values=VALUE if it begins with "-"'],
    ['-f', '-f needs a value; write -fVALUE if it begins with "-"'],
    ['--lenient=1', '--lenient takes no value'],
  ])('%s', (option, line) => refused(['render', CHART, option], line));

  test.each([
    [['--devel'], '--devel; name the version of the chart, such as kata-deploy@4.1.0'],
    [['--reuse-values'], '--reuse-values; get the values with helm get values -o yaml, and give them with --values'],
    [['-g'], '-g; give the name with --release-name'],
    [['--include-crds'], '--include-crds; leave it out: custom resource definitions are always printed'],
  ])('an option of Helm, %j', (options, line) => refused(['render', CHART, ...options], `unknown option ${line}`));

  test('all that is wrong with options, at once', () => {
    refused(['render', CHART, '--wait', '--atomc', '--set', '--lenient'],
      'unknown option --wait; leave it out: nothing is installed. Pipe the manifests to kubectl apply -f -, or commit them',
      `unknown option --atomc; ${KNOWN}`,
      '--set needs a value; write --set=VALUE if it begins with "-"');
  });

  test('phase and namespace, both at once', () => {
    refused(['render', CHART, '--phase', 'delete', '--namespace', 'Coco_System'],
      '--phase: got "delete"; allowed: install, uninstall',
      '--namespace: got "Coco_System"; allowed: a-z, 0-9 and "-", at most 63 characters');
  });

  test.each(['', 'nfd', 'nfd.k8s-sigs.io/', 'Nfd/v1', 'a/v1/b/c'])('the API version "%s"', (version_) => {
    refused(['render', CHART, `--api-versions=${version_}`],
      `--api-versions: got "${version_}"; allowed: group/version, with /Kind at its end or not, such as nfd.k8s-sigs.io/v1alpha1`);
  });

  test.each(['', '-a', 'a.b', 'a'.repeat(64)])('the namespace "%s"', (namespace) => {
    refused(['render', CHART, `--namespace=${namespace}`], `--namespace: got "${namespace}"; allowed: a-z, 0-9 and "-", at most 63 characters`);
  });

  test.each(['A B', '', 'Coco', 'a'.repeat(54), '1e3'])('the release name "%s", which Helm or the API server refuses', (name) => {
    const { status, stdout, stderr } = command('render', CHART, `--release-name=${name}`);
    expect({ status, bytes: stdout.length }).toEqual({ status: 1, bytes: 0 });
    expect(stderr).toContain('error: --release-name: ');
  });
});

describe('render', () => {
  test('without values: the chart\'s defaults, as a YAML stream', () => {
    const found = rendered(CHART);
    expect(found.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`)).toEqual([
      `ServiceAccount default/${R}-sa`, `ClusterRole -/${R}-role`, `ClusterRoleBinding -/${R}-rb`, `DaemonSet default/${R}`,
    ]);
    expect(found[2].subjects).toEqual([{ kind: 'ServiceAccount', name: `${R}-sa`, namespace: 'default' }]);
  });

  test.each([['--namespace'], ['-n']])('%s is the namespace of every object that has one, and of the binding', (option) => {
    const found = rendered(CHART, option, 'coco-system');
    expect(found.map(({ metadata }) => metadata.namespace)).toEqual(['coco-system', undefined, undefined, 'coco-system']);
    expect(found[2].subjects[0].namespace).toBe('coco-system');
  });

  test('--phase install is the default', () => {
    expect(command('render', CHART, '--phase', 'install')).toEqual(command('render', CHART));
  });

  test('--phase uninstall', () => {
    const found = rendered(CHART, '--phase=uninstall', '-n', 'coco-system');
    expect(found.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`)).toEqual([
      `ServiceAccount coco-system/${R}-sa-cleanup`, `ClusterRole -/${R}-role-cleanup`,
      `ClusterRoleBinding -/${R}-rb-cleanup`, `DaemonSet coco-system/${R}-cleanup`,
    ]);
  });

  test('the release name changes nothing in this chart', () => {
    expect(command('render', CHART, '--release-name', 'coco')).toEqual(command('render', CHART));
  });

  test('nothing that is on: an empty stream', () => {
    expect(command('render', CHART, '--set', `${R}.enabled=false`)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('two renders are equal, byte by byte', () => {
    const args = ['render', PRE, '--set', `${R}-for-ci.enabled=true`, '--set', `${R}.nodeSelector.b=1x,${R}.nodeSelector.a=2x`];
    expect(command(...args)).toEqual(command(...args));
  });

  test('what the YAML holds is what was meant, also where YAML has its own ideas', () => {
    const odd = ['no', '0x10', '1e3', 'null', '~', '017', '2001-01-01', 'a: b #c', '"', '- x', ' lead', 'línea'];
    for (const text of odd) {
      const { stdout } = command('render', CHART, '--values', file(JSON.stringify({ [R]: { env: { allowedHypervisorAnnotations: text } } })));
      expect(environment(objects(stdout)).ALLOWED_HYPERVISOR_ANNOTATIONS).toBe(text);
    }
  });
});

test('strings that some reader takes for numbers are quoted', () => {
  const values = file('podAnnotations: {a.example/mode: "0o755", a.example/hex: "0X1F"}\nnodeSelector: {rack: "0o17"}\n');
  const { status, stdout } = command('render', 'kata-deploy@4.1.0', '-f', values);
  expect(status).toBe(0);
  expect(stdout.match(/^ *(a\.example\/(mode|hex)|rack): .*$/gm)!.map((line) => line.trim()))
    .toEqual(['a.example/hex: "0X1F"', 'a.example/mode: "0o755"', 'rack: "0o17"']);
});

describe('--api-versions', () => {
  const rules = (...args: string[]) => {
    const { status, stdout } = command('render', 'kata-deploy@4.1.0', ...args);
    expect(status).toBe(0);
    return objects(stdout).filter(({ kind }) => kind === 'NodeFeatureRule').length;
  };

  test('nothing is served by default', () => expect(rules()).toBe(0));

  test.each([
    [['--api-versions', 'nfd.k8s-sigs.io/v1alpha1']],
    [['-a', 'apps/v1', '-a', 'nfd.k8s-sigs.io/v1alpha1']],
    [['--api-versions=v1,nfd.k8s-sigs.io/v1alpha1,batch/v1']],
  ])('%j: what the chart asks for is there', (args) => expect(rules(...args)).toBe(1));

  test('a kind is not the version, as in Helm', () => {
    expect(rules('--api-versions', 'nfd.k8s-sigs.io/v1alpha1/NodeFeatureRule')).toBe(0);
  });
});

describe('--values and --set', () => {
  const debug = (value: string) => `${R}: {env: {debug: "${value}", agentNoProxy: ${value}.example.com}}`;

  test('the last file wins, key by key', () => {
    const [one, two] = [file(`${R}: {env: {debug: "true", agentNoProxy: one}}`), file(`${R}: {env: {agentNoProxy: two}}`)];
    expect(environment(rendered(CHART, '--values', one, '-f', two))).toMatchObject({ DEBUG: 'true', AGENT_NO_PROXY: 'two' });
    expect(environment(rendered(CHART, '--values', two, '-f', one))).toMatchObject({ DEBUG: 'true', AGENT_NO_PROXY: 'one' });
    expect(command('render', CHART, '-f', `${one},${two}`)).toEqual(command('render', CHART, '-f', one, '-f', two));
  });

  test('--set over files, --set-string over both, wherever they stand', () => {
    const values = file(debug('false'));
    const found = environment(rendered(CHART, '--set-string', `${R}.env.agentNoProxy=0`, '--set', `${R}.env.agentNoProxy=x,${R}.env.debug=true`,
      '-f', values));
    expect(found).toMatchObject({ DEBUG: 'true', AGENT_NO_PROXY: '0' });
  });

  test('numbers and booleans of --set where a string must be', () => {
    refused(['render', CHART, '--set', `${R}.nodeSelector.pool=1`], `${R}.nodeSelector.pool: got the number 1; allowed: a string; give it with --set-string`);
    refused(['render', CHART, '--set-json', `${R}.nodeSelector.pool=true`], `${R}.nodeSelector.pool: got the boolean true; allowed: a string; write "true"`);
  });

  test('--set-string keeps the text of a number', () => {
    expect(rendered(CHART, '--set-string', `${R}.image.tag=3.20`)[3].spec.template.spec.containers[0].image)
      .toBe('quay.io/kata-containers/kata-deploy:3.20');
  });

  test('a list by --set', () => {
    expect(rendered(CHART, '--set', `${R}.imagePullSecrets[0].name=a,${R}.imagePullSecrets[1].name=b`)[3].spec.template.spec.imagePullSecrets)
      .toEqual([{ name: 'a' }, { name: 'b' }]);
  });

  test('--set null deletes a default', () => {
    expect(environment(rendered(CHART, '--set', `${R}.env.snapshotterHandlerMapping=null`)).SNAPSHOTTER_HANDLER_MAPPING).toBe('');
  });

  test.each([
    ['a', '--set: cannot read the expression: a key has no value; write key=value, or "\\," for a comma in a value'],
    [`${R}.env=1`, `${R}.env: got the number (hidden); allowed: a map`],
    [`${R}.env.debug=yes-please`, `${R}.env.debug: got the string "yes-please"; allowed: true or false, also in quotes, or ""`],
    [`${R}.k8sDistributon=k3s`, `${R}.k8sDistributon: unknown key; did you mean k8sDistribution?`],
  ])('--set %s', (expression, line) => refused(['render', CHART, '--set', expression], line));

  test('a byte order mark, and lines that end as on Windows', () => {
    const values = file(`\uFEFF${R}:\r\n  env:\r\n    debug: "true"\r\n    agentNoProxy: >-\r\n      a,\r\n      b\r\n`);
    expect(environment(objects(command('render', CHART, '-f', values).stdout))).toMatchObject({ DEBUG: 'true', AGENT_NO_PROXY: 'a, b' });
  });
});

test('arguments that are not UTF-8, of which Node leaves U+FFFD', () => {
  refused(['render', CHART, '--set', 'a=caf\ufffd'], 'argument 3 of the command is not UTF-8; allowed: UTF-8. Set the encoding of the terminal to it');
});

describe('values files that are refused', () => {
  test.each([
    ['', ': empty; write {} to say that there are no values'],
    [' \n\n', ': empty; write {} to say that there are no values'],
    ['# only this\n', ': only comments; write {} to say that there are no values'],
    ['a: b: c\n', ':1:4: a value contains a second ": "; quote the value, or start a new line'],
    ['\ta: 1\n', ':1:1: a tab is used for indentation; YAML allows only spaces there'],
    ['- a\n', ':1:1: got a list; allowed: a map such as "key: value"'],
    ['just text\n', ':1:1: got a single value; allowed: a map such as "key: value"'],
    ['architecture: a\narchitecture: b\n',
      ':2:1: the key architecture appears twice (first on line 1), and Helm would silently take the last; keep one of them'],
    ['a: "open\n', ':2:1: a quoted string has no closing quote, or continues on a line that is not indented; close it, or indent the line'],
    [Buffer.from('\uFEFFa: 1\n', 'utf16le'),
      ':1:1: the file is UTF-16; allowed: UTF-8. If PowerShell wrote it, write it again with Out-File -Encoding utf8'],
    [Buffer.from('a: 1\n', 'utf16le'),
      ':1:2: an invisible control character, which YAML does not allow; if it was written by PowerShell, save it as UTF-8'],
    [Buffer.from('a: 1\nb: caf\xe9\n', 'latin1'),
      ':2:7: the file is not UTF-8 from here on; allowed: UTF-8. Save it as UTF-8 in your editor, or convert it with iconv'],
    ['a: "x\\ud800"\n', ':1:4: an escape such as "\\ud800" is half of a character; write the character itself'],
  ])('%j', (text, message) => {
    const values = file(text);
    const { status, stdout, stderr } = command('render', CHART, '--values', values);
    expect({ status, stdout, stderr: stderr.replace(values, '<file>') }).toEqual({ status: 1, stdout: '', stderr: `error: <file>${message}\n` });
  });

  test('a file that is not there, and a folder', () => {
    mkdirSync(join(folder, 'folder'), { recursive: true });
    refused(['render', CHART, '-f', join(folder, 'none.yaml'), '-f', join(folder, 'folder')],
      `--values ${join(folder, 'none.yaml')}: there is no such file`, `--values ${join(folder, 'folder')}: is a folder; allowed: a file`);
  });

  test('every file with its problem', () => {
    const [empty, twice] = [file(''), file('a: 1\na: 2\n')];
    refused(['render', CHART, '-f', empty, '-f', twice],
      `${empty}: empty; write {} to say that there are no values`,
      `${twice}:2:1: the key a appears twice (first on line 1), and Helm would silently take the last; keep one of them`);
  });
});

describe('what is wrong with values is said at once', () => {
  test('everything that the schema finds', () => {
    refused(['render', CHART, '-f', file(`k8sDistributon: k3s\n${R}: {env: {debug: yes-please, shimz: a}, imagePullPolicy: always}`)],
      `k8sDistributon: unknown key; did you mean ${R}.k8sDistribution?`,
      `${R}.env.debug: got the string "yes-please"; allowed: true or false, also in quotes, or ""`,
      `${R}.env.shimz: unknown key; did you mean shims?`,
      `${R}.imagePullPolicy: got the string "always"; allowed: "Always", "IfNotPresent", "Never", ""; did you mean "Always"?`);
  });

  test('everything that the runtime finds', () => {
    const { stderr } = command('render', CHART, '--set', `${R}.env.shims=qemu-spn,${R}.env.multiInstallSuffix=A,${R}.env.installationPrefix=x`);
    const errors = stderr.split('\n').filter((line) => line.startsWith('error'));
    expect(errors.map((line) => line.split(':')[1])).toEqual([
      ` ${R}.env.shims`, ` ${R}.env.multiInstallSuffix`, ` ${R}.env.installationPrefix`,
    ]);
  });

  test('both together', () => {
    const values = file(`k8sDistributon: k3s\n${R}: {env: {debug: yes-please, shims: qemu-spn, multiInstallSuffix: A_b}}`);
    const { status, stdout, stderr } = command('render', CHART, '-f', values);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    for (const part of ['k8sDistributon', 'yes-please', 'qemu-spn', 'A_b']) expect(stderr).toContain(part);
  });

  test('one file that cannot be read, and what another one says', () => {
    const { stderr } = command('render', CHART, '-f', join(folder, 'none.yaml'), '-f', file('k8sDistributon: k3s'));
    for (const part of ['there is no such file', 'k8sDistributon']) expect(stderr).toContain(part);
  });

  test('an unknown key, and what is wrong under a known one that starts with the same letters', () => {
    const { stderr } = command('render', CHART, '-f', file(`${R}: {env: {shim: a, shims: qemu-spn}}`));
    for (const part of [`error: ${R}.env.shim: `, `error: ${R}.env.shims: `]) expect(stderr).toContain(part);
    const both = command('render', PRE, '-f', file(`${R}: []\n${R}-for-ci: {enabled: true, env: {shims: qemu-spn}}`));
    for (const part of [`error: ${R}: `, `error: ${R}-for-ci.env.shims: `]) expect(both.stderr).toContain(part);
  });
});

describe('--lenient', () => {
  test('unknown keys are warnings', () => {
    const { status, stdout, stderr } = command('render', CHART, '--lenient', '-f', file(`k8sDistributon: k3s\n${R}-for-ci: {enabled: true}`));
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `warning: k8sDistributon: unknown key; did you mean ${R}.k8sDistribution?; ignored\n`
        + `warning: ${R}-for-ci: unknown key; this edition does not have it, ${PRE} does; ignored\n`,
    });
    expect(stdout).toBe(command('render', CHART).stdout);
  });

  test('wrong types and combinations are errors all the same', () => {
    const args = ['render', CHART, '--lenient', '--set', `x=1,${R}.env.debug=maybe`];
    expect(command(...args)).toEqual({
      status: 1,
      stdout: '',
      stderr: `warning: x: unknown key; allowed: ${KEYS}; ignored\n`
        + `error: ${R}.env.debug: got the string "maybe"; allowed: true or false, also in quotes, or ""\n`,
    });
    expect(command('render', CHART, '--lenient', '--set', `${R}.env.shims=qemu-spn`).status).toBe(1);
  });

  test('without it, a key of another edition is an error that names the edition', () => {
    refused(['render', CHART, '--set', `${R}-for-ci.enabled=true`], `${R}-for-ci: unknown key; this edition does not have it, ${PRE} does`);
    expect(command('render', PRE, '--set', `${R}.env.shims_x86_64=qemu`).stderr)
      .toContain(`error: ${R}.env.shims_x86_64: unknown key; this edition does not have it, ${CHART} and confidential-containers@0.17.0 do\n`);
  });
});

describe('warnings', () => {
  test('speak of values alone, not of props', () => {
    const { status, stderr } = command('render', 'confidential-containers@0.16.0', '--set', 'customContainerd.enabled=true',
      '--set', 'customContainerd.tarballUrls.amd64=https://example.com/containerd.tgz?key=x');
    const place = 'warning: customContainerd.tarballUrls.amd64: ';
    expect({ status, lines: stderr.split('\n').map((line) => line.slice(0, place.length)) }).toEqual({ status: 0, lines: [place, place, ''] });
  });

  test('go to standard error, and manifests to standard output', () => {
    const { status, stdout, stderr } = command('render', CHART, '--set', `${R}.image.tag=latest`);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `warning: ${R}.image.tag: "quay.io/kata-containers/kata-deploy:latest" can be a different image tomorrow; pin it with the tag of a release\n`,
    });
    expect(objects(stdout)[3].spec.template.spec.containers[0].image).toBe('quay.io/kata-containers/kata-deploy:latest');
  });

  test('never print a password, wherever it stands', () => {
    const key = `${R}.env.agentHttpsProxy`;
    for (const args of [
      ['--set', `${key}=http://user:hunter2@proxy:3128`],
      ['--set', `${key}=http://user:secret\\,hunter2@proxy`],
      ['--set', `${key}={hunter2}`],
      ['--set', `${key}=271828`],
      ['--set', `${key}.password=hunter2`],
      ['--set', `${key}x=http://user:hunter2@proxy`],
      ['--set', `${key}=http://user:secret,hunter2@proxy`],
      ['-f', file(`${R}: {env: {agentHttpsProxy: [http://user:hunter2@proxy]}}`)],
      ['-f', file(`${R}:\n  env:\n    agentHttpsProxy: http://user:hunter2@proxy: 3128`)],
      ['-f', file(`${R}: {env: {agentHttpsProxi: "http://user:hunter2@proxy"}}`)],
    ]) {
      const { stderr } = command('render', CHART, ...args);
      expect(stderr).not.toBe('');
      expect(stderr).not.toMatch(/hunter2|271828/);
    }
  });

  test.each([
    ['--set', 'shims.qemu-snp.agent=http://u:hunter2@p:1'],
    ['--set-string', 'shims.qemu-snp.agent=hunter2'],
    ['--set', 'shims.qemu-snp=hunter2'],
    ['--set', 'shims=hunter2'],
    ['--set', 'containerd=hunter2'],
    ['--set', 'shims.http://u:hunter2@p:1'],
    ['--set', 'shims.qemu-snp.agent.httpsProxy:http://u:hunter2@p:1'],
    ['--set', 'shims.qemu-snp.agent.httpsProxy:http://u:hunter2@p?a=1'],
    ['--set', 'shims.qemu-snp.agent.httpsProxy,hunter2'],
    ['--set', 'shims.qemu-snp.agent.httpsProxy', 'http://u:hunter2@p:1'],
    ['http://u:hunter2@p:1'],
  ])('never print a password that lost its key: %s %s', (...args) => {
    const { status, stderr } = command('render', 'kata-deploy@4.1.0', ...args);
    expect({ status, stderr: stderr.replace(/.*hunter2.*/, 'the password') }).toEqual({ status: 1, stderr });
    expect(stderr).not.toBe('');
  });
});

test.each([
  ['render', 'kata-deploy@4.1.0', '--output-dir', 'x'],
  ['migrate', 'kata-deploy@4.1.0', '--output', 'x'],
  ['init', 'x', '--engine', 'kubectl'],
])('%s in a folder that was deleted says so', (...args) => {
  const before = process.cwd();
  const gone = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
  process.chdir(gone);
  rmSync(gone, { recursive: true });
  try {
    expect(command(...args)).toEqual({ status: 1, stdout: '', stderr: 'error: the current folder was deleted; change to another one\n' });
  } finally {
    process.chdir(before);
  }
});

/** The way to every key of a schema, maps included. */
function paths(schema: SchemaNode, path: readonly string[] = []): Array<readonly string[]> {
  return schema.kind === 'object'
    ? Object.entries(schema.fields).flatMap(([key, field]) => [[...path, key], ...paths(field, [...path, key])])
    : [];
}

/** Of the values at each key of each edition. */
const AT_KEYS: Strides = { gate: 1, loop: 451 };

test(`no input makes a stack trace or an internal error${share(AT_KEYS)}`, () => {
  const strange = [
    '{"__proto__": {"a": 1}}', '{constructor: 1}', `${R}: {__proto__: {enabled: false}}`, '? [a]\n: b', '&a [*a]', `${R}: &x {env: *x}`, '!!int x',
    '<<: 1', '{a: {b: {c: 1}}}', '---\n---\n', '%YAML 1.2\n---\n{}', '!!binary aaaa', '? a', '{}', '{', '"', '\0', '|', '...', '*x',
    `${R}: {imagePullSecrets: [{name: a}, {name: a}]}`, `${R}: {imagePullSecrets: [null]}`, `${R}: {imagePullSecrets: [{name: "a/b"}]}`,
    `${R}: {imagePullSecrets: [{name: ""}]}`, `${R}: {env: {shims: "!"}}`, `${R}: {image: {reference: ":::", tag: "@"}}`, `${R}: {image: null}`,
    `${R}: {env: null}`, `${R}: null`, 'global: null', 'customContainerd: null', 'customContainerd: {enabled: true}', `${R}: {enabled: 1}`,
    `${R}: {nodeSelector: {a: null}}`, `${R}: {env: {shims: "${'qemu '.repeat(3000)}"}}`, `{${'a: {'.repeat(2000)}${'}'.repeat(2001)}`,
    `${R}: {env: {agentHttpsProxy: "http://[::1"}}`, `${R}: {env: {agentHttpsProxy: "http://a\\u0000b"}}`, `${R}: {env: {multiInstallSuffix: 1.5}}`,
    `${R}: {image: {tag: .nan}}`, `${R}: {image: {tag: -0}}`,
  ];
  const cases = strange.map((text): [string, string] => [CHART, text]);
  // Every key, and values of every kind: all of them for each key, or by turns where there are many.
  const kinds = ['null', 'true', '3', 'x', '""', '[]', '{}', '[[1]]', '{a: {b: 1}}'];
  const atKeys = EDITIONS.flatMap(({ name, load }) => {
    const all = paths(load().schema);
    return all.flatMap((path, index) => {
      const chosen = all.length > 100 ? [kinds[index % kinds.length]] : kinds;
      return chosen.map((value): [string, string] => [name, at(path, value)]);
    });
  });
  cases.push(...some(atKeys, AT_KEYS));
  const values = join(folder, 'strange.yaml');
  const offenders = cases.filter(([name, text]) => {
    writeFileSync(values, text);
    const few = name.startsWith('kata-deploy') ? ['--set', 'shims.disableAll=true'] : [];
    const { status, stdout, stderr } = command('render', name, '-f', values, ...few);
    const consistent = status === 0 ? !stderr.includes('error: ') : stdout === '' && stderr.includes('error: ');
    const parsed = parseAllDocuments(stdout).every(({ errors }) => !errors.length);
    return !consistent || !parsed || / {4}at |internal error/.test(stderr);
  });
  expect(offenders).toEqual([]);
});
