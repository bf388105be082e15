import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { parse, parseAllDocuments } from 'yaml';
import { command, program } from './command';
import { EDITIONS } from '../../src/values/editions';
import { editionDocument } from '../../src/values/editions/edition-store';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-')); });
afterAll(() => rmSync(folder, { recursive: true }));

function printed(...args: string[]): string {
  const { status, stdout, stderr } = command(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

function refused(args: string[], line: string): void {
  expect(command(...args)).toEqual({ status: 1, stdout: '', stderr: `error: ${line}\n` });
}

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

const objects = (text: string) => parseAllDocuments(text).map((one) => one.toJS() as Named);

describe('render', () => {
  const CHART = 'kata-deploy@4.1.0';
  const image = (...args: string[]) => /image: (.*)/.exec(printed('render', CHART, '-s', 'DaemonSet', ...args))?.[1];

  test('single values by JSON, from a file, and as they are, in the order of Helm', () => {
    const file = join(folder, 'tag.txt');
    writeFileSync(file, 'from-file');
    const json = ['--set-json', 'image={"tag":"json"}'];
    expect(image(...json)).toBe('quay.io/kata-containers/kata-deploy:json');
    expect(image('--set-json', ' {"image": {"tag": "whole"}} ')).toBe('quay.io/kata-containers/kata-deploy:whole');
    expect(image(...json, '--set', 'image.tag=set')).toMatch(/:set$/);
    expect(image('--set-string', 'image.tag=text', '--set-file', `image.tag=${file}`)).toMatch(/:from-file$/);
    expect(image('--set-file', `image.tag=${file}`, '--set-literal', 'image.tag=literal')).toMatch(/:literal$/);
  });

  test('a number of JSON is a float, as one of a file', () => {
    const warnings = (...args: string[]) => command('render', 'peerpods@0.4.0', '-f', 'chart:providers/aws.yaml', ...args).stderr;
    const limit = 'providerConfigs.aws.PEERPODS_LIMIT_PER_NODE';
    const exponent = `warning: ${limit}: the number 1000000 is printed as 1000000, where the chart would print an exponent; quote it\n`;
    expect(warnings('--set-json', `${limit}=1e6`)).toContain(exponent);
    expect(warnings('--set-json', `${limit}=1e6`, '--set', `${limit}=1000000`)).not.toContain(exponent);
    expect(warnings('--set', `${limit}=1000000`)).not.toContain(exponent);
  });

  test.each([
    ['image={tag:1}', 'cannot read "image=...": a value is not JSON; write strings in double quotes, as in key="text", and quote the whole for your shell'],
    ['{"image"', 'a value is not JSON; write strings in double quotes, as in key="text", and quote the whole for your shell'],
    ['{} x', 'there is text after the map; allowed: one map, or key=value'],
    [`image=${'['.repeat(200)}${']'.repeat(200)}`, 'cannot read "image=...": a value nests deeper than 100 levels'],
    ['image={"tag":1e400}', 'image.tag is a number that Helm cannot carry; quote it if it is a string'],
    ['image={"tag":12345678901234567890}', 'image.tag is a whole number with more digits than Helm keeps; quote it'],
    ['image={"tag":"\\ud800"}', 'image.tag has an escape such as "\\ud800", which is half of a character; write the character itself'],
  ])('--set-json %s', (expression, line) => {
    expect(command('render', CHART, '--set-json', expression).stderr.split('\n')).toContain(`error: --set-json: ${line}`);
  });

  test('files that are not there, and others', () => {
    const file = join(folder, 'binary');
    writeFileSync(file, Buffer.from([0x61, 0x0a, 0xff]));
    // Whoever takes it for --set gives the value.
    refused(['render', CHART, '--set-file', 'image.tag=winterhushed'],
      '--set-file: cannot read "image.tag=...": there is no file of this name; --set-file takes the name of a file, and --set the value itself');
    refused(['render', CHART, '--output-dir', ''], '--output-dir: got an empty name; allowed: the path of a folder');
    refused(['render', CHART, '--set-file', 'image.tag=/no/such'], '--set-file: cannot read "image.tag=...": the file /no/such is not there');
    refused(['render', CHART, '--set-file', `image.tag=${file}`], `--set-file: cannot read "image.tag=...": the file ${file} is not UTF-8 from line 2 on; allowed: UTF-8`);
    refused(['render', CHART, '--set-file', 'image.tag=https://u:hunter2@h/x'],
      '--set-file: cannot read "image.tag=...": the file https://h/x is a URL, and nothing is downloaded; get it, and give the path of the file');
  });

  test('--version, for a name that does not say it', () => {
    expect(printed('render', 'kata-deploy', '--version', '4.1.0')).toBe(printed('render', CHART));
    expect(printed('render', CHART, '--version', '4.1.0')).toBe(printed('render', CHART));
    refused(['render', CHART, '--version', '4.0.0'], `render: got "${CHART}" and another version with --version; allowed: one of the two. Leave --version out`);
    refused(['render', './x.tgz', '--version', '4.0.0'], 'render: --version, and the path of a chart on disk, which has a version of its own; leave --version out');
  });

  test('--create-namespace prints the Namespace, once, in the phase that installs', () => {
    const namespaces = (...args: string[]) => objects(command('render', ...args, '--create-namespace', '-s', 'Namespace').stdout);
    expect(namespaces(CHART, '-n', 'coco')).toMatchObject([{ kind: 'Namespace', metadata: { name: 'coco' } }]);
    expect(namespaces('peerpods@0.4.0', '-f', 'chart:providers/aws.yaml', '-n', 'peer-pods-webhook-system').filter(({ metadata }) => metadata.name === 'peer-pods-webhook-system'))
      .toHaveLength(1);
    expect(command('render', CHART, '-n', 'coco', '--create-namespace', '--phase', 'uninstall', '-s', 'Namespace').stderr)
      .toMatch(/error: --show-only: got "Namespace", and there is no such object; allowed: ServiceAccount, [^\n]*Job\n$/);
  });

  test('--show-only by kind, and by kind and name', () => {
    const all = objects(printed('render', CHART));
    expect(objects(printed('render', CHART, '--show-only', 'runtimeclass'))).toEqual(all.filter(({ kind }) => kind === 'RuntimeClass'));
    expect(objects(printed('render', CHART, '-s', 'RuntimeClass/kata-qemu', '-s', 'ServiceAccount')).map(({ kind }) => kind)).toEqual(['ServiceAccount', 'RuntimeClass']);
    refused(['render', CHART, '-s', 'RuntimeClass/kata-qemuu'], '--show-only: got "RuntimeClass/kata-qemuu", and there is no such object; did you mean RuntimeClass/kata-qemu?');
    expect(command('render', CHART, '-s', 'templates/kata-deploy.yaml').stderr).toMatch(/the path of a template; allowed: objects, by kind/);
  });

  describe('--output-dir', () => {
    const inFolder = (path: string) => readdirSync(path).sort();

    test('a file per object, definitions and namespaces first; what no longer belongs there goes', () => {
      const target = join(folder, 'out', 'dir');
      const args = ['render', 'peerpods@0.4.0', '-f', 'chart:providers/aws.yaml', '-q', '--output-dir', target];
      expect(command(...args)).toEqual({ status: 0, stdout: '', stderr: '' });
      const all = objects(command('render', 'peerpods@0.4.0', '-f', 'chart:providers/aws.yaml').stdout);
      const files = inFolder(target).filter((name) => name.endsWith('.yaml'));
      const found = files.flatMap((name) => objects(readFileSync(join(target, name), 'utf8')));
      expect(found).toHaveLength(all.length);
      expect(all.filter((one) => !found.some((other) => isDeepStrictEqual(one, other)))).toEqual([]);
      expect(files.filter((name) => name.startsWith('0-'))).toEqual([
        '0-customresourcedefinition-peerpods.confidentialcontainers.org.yaml', '0-namespace-peer-pods-webhook-system.yaml',
      ]);
      const { stderr } = command('render', CHART, '-s', 'DaemonSet', '--output-dir', target);
      expect([stderr, inFolder(target)]).toEqual([`note: 1 files in ${target}\n`, ['.cdk8s-coco-render', '1-daemonset-kata-deploy.yaml']]);
      expect(inFolder(join(folder, 'out'))).toEqual(['dir']);
    });

    test('what somebody else wrote stays as it is, as does a folder when something is wrong', () => {
      const target = join(folder, 'mine');
      const allowed = 'allowed: a folder that is empty or new, or that render wrote. Empty it, or give another folder.';
      mkdirSync(target);
      writeFileSync(join(target, 'notes.txt'), 'x');
      refused(['render', CHART, '--output-dir', target], `--output-dir ${target}: holds notes.txt, which render did not write; ${allowed}`);
      expect(inFolder(target)).toEqual(['notes.txt']);
      symlinkSync(target, join(folder, 'link'));
      refused(['render', CHART, '--output-dir', join(folder, 'link')], `--output-dir ${join(folder, 'link')}: is a link; allowed: a folder. Give another one.`);
      refused(['render', CHART, '--output-dir', join(target, 'notes.txt')], `--output-dir ${join(target, 'notes.txt')}: is a file; allowed: a folder. Give another one.`);
      refused(['render', CHART, '--output-dir', join(target, 'notes.txt', 'x')], `--output-dir ${join(target, 'notes.txt', 'x')}: cannot be read or written: ENOTDIR. Make room or give rights, and run it again.`);
      const own = join(folder, 'own');
      command('render', CHART, '--output-dir', own);
      const before = inFolder(own);
      expect(command('render', CHART, '--set', 'imagee=x', '--output-dir', own).status).toBe(1);
      expect(inFolder(own)).toEqual(before);
    });
  });

  test('a note where nothing has to clean the nodes; --quiet leaves it out, with all warnings', () => {
    const args = ['render', 'kubevirt-redfish@0.2.3', '--phase', 'uninstall'];
    expect(command(...args).stderr).toMatch(/note: nothing has to clean the nodes: [^\n]*kubectl delete -f\n$/);
    expect(command(...args, '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(command('render', CHART, '-q', '--set', 'imagee=x').stderr).toMatch(/^error: imagee/);
  });
});

test.each(EDITIONS.map(({ name }) => name))('values and schema of %s', (name) => {
  const { values } = editionDocument(...name.split('@') as [string, string]);
  expect(parse(printed('values', name))).toEqual(values);
  expect(JSON.parse(printed('values', name, '--json'))).toEqual(values);
  const schema = JSON.parse(printed('schema', name));
  expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', title: `Values of ${name}`, type: 'object' });
  expect(Object.keys(values).filter((key) => !Object.hasOwn(schema.properties, key))).toEqual([]);
});

test('a schema has no secret of the chart, and says of what is one that it is', () => {
  const text = printed('schema', 'kubevirt-redfish@0.2.3');
  const { authentication } = parse(printed('values', 'kubevirt-redfish@0.2.3'));
  for (const { password } of authentication.users) expect(text).not.toContain(`"${password}"`);
  expect(text).toContain('"writeOnly": true');
});

describe('diff', () => {
  test('keys that came and went, and other defaults', () => {
    const rows = JSON.parse(printed('diff', 'kata-deploy@4.0.0', 'kata-deploy@4.1.0', '--json'));
    expect(rows).toContainEqual({ path: 'defaultShim.ppc64le', was: 'qemu', is: 'qemu-runtime-rs' });
    expect(rows).toContainEqual({ path: 'devkit', is: false });
    expect(rows).toContainEqual({ path: 'job.nodeSelector', was: {} });
    const text = printed('diff', 'kata-deploy@4.0.0', 'kata-deploy@4.1.0');
    expect(text.split('\n')).toHaveLength(rows.length + 2);
    expect(text).toMatch(/^devkit +- +false$/m);
    expect(printed('diff', 'kata-deploy@4.1.0', 'kata-deploy@4.1.0')).toBe('the values are the same\n');
  });

  test('two charts, no more and no less', () => {
    refused(['diff', 'kata-deploy@4.1.0'], 'diff: got 1 charts; allowed: two, such as kata-deploy@3.22.0 kata-deploy@4.1.0');
  });
});

test('charts in JSON', () => {
  expect(JSON.parse(printed('charts', '--json'))).toEqual(EDITIONS.map(({ name, summary }) => ({ name, installs: summary() })));
  expect(JSON.parse(printed('charts', 'peerpods@0.4.0', '--json'))[0].valuesFiles).toContain('chart:providers/aws.yaml');
});

describe('completion', () => {
  const script = join(tmpdir(), `cdk8s-coco-completion-${process.pid}`);
  afterAll(() => rmSync(script, { force: true }));

  test.each([
    ['cdk8s-coco ren', ['render']],
    ['cdk8s-coco render --set-l', ['--set-literal']],
    ['cdk8s-coco render --phase un', ['uninstall']],
    ['cdk8s-coco values kata-deploy@4', ['kata-deploy@4.0.0', 'kata-deploy@4.1.0']],
    ['cdk8s-coco completion f', ['fish']],
  ])('bash: %s', async (line, words) => {
    writeFileSync(script, printed('completion', 'bash'));
    const parts = line.split(' ');
    const { stdout, stderr } = await program(['bash', '-c',
      `compopt() { :; }; . ${script}; COMP_WORDS=(${parts.map((part) => `'${part}'`).join(' ')}); COMP_CWORD=${parts.length - 1}; _cdk8s_coco; printf '%s\\n' "\${COMPREPLY[@]}"`]);
    expect({ stderr, words: stdout.trim().split('\n') }).toEqual({ stderr: '', words });
  });

  test('fish and zsh have every command', () => {
    const fish = printed('completion', 'fish');
    for (const name of ['render', 'migrate', 'charts', 'values', 'schema', 'diff', 'plan', 'report', 'completion']) {
      expect(fish).toContain(`-n __fish_use_subcommand -a ${name} `);
      expect(printed('completion', 'zsh')).toContain(`    ${name}) words=`);
    }
    refused(['completion', 'csh'], 'completion: got "csh"; allowed: bash, zsh, fish');
  });
});
