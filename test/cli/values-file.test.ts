import { execFileSync, spawn } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createServer, Server } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { command } from './command';
import { shippedFiles } from '../../src/cli/shipped-files';
import { readValuesFiles } from '../../src/cli/values-file';
import { problemLine } from '../../src/values/engine/findings';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-')); });
afterAll(() => rmSync(folder, { recursive: true }));

const SHIPPED = shippedFiles('peerpods@0.4.0', { 'providers/aws.yaml': () => ({ provider: 'aws' }) });

/** The texts that are read, and what is wrong with the others. */
function read(...names: string[]) {
  const { files, problems } = readValuesFiles(names, () => SHIPPED);
  return { texts: files.map((one) => ('text' in one ? one.text : one.values)), lines: problems.map(problemLine) };
}

function file(name: string, text: string | Buffer): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const MIB = 1024 * 1024;
const TOO_LARGE = 'too large; allowed: 1 MiB for all values files together';

test('files are read in their order', () => {
  expect(read(file('one', 'a: 1'), file('two', 'ü: 2'))).toEqual({ texts: ['a: 1', 'ü: 2'], lines: [] });
});

test('what is too large is not read to its end', () => {
  const large = file('large', Buffer.alloc(MIB + 1, '#'));
  expect(read(file('fits', Buffer.alloc(MIB, '#'))).lines).toEqual([]);
  expect(read(large)).toEqual({ texts: [], lines: [`--values ${large}: ${TOO_LARGE}`] });
  expect(read('/dev/zero')).toEqual({ texts: [], lines: [`--values /dev/zero: ${TOO_LARGE}`] });
  const half = file('half', Buffer.alloc(MIB / 2 + 1, '#'));
  expect(read(half, half)).toEqual({ texts: [], lines: [`--values ${half}: ${TOO_LARGE}`] });
  expect(read(...Array.from({ length: 101 }, () => 'x')).lines).toEqual(['--values: got 101 files; allowed: 100. Merge some of them']);
});

test('named pipes: with a writer that takes its time, and without one', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(read(pipe).lines).toEqual([`--values ${pipe}: is a pipe that nothing is written to`]);
  spawn('sh', ['-c', 'exec > "$1"; sleep 0.2; echo "a: 1"; sleep 0.2; echo "b: 2"', 'sh', pipe]);
  expect(read(pipe)).toEqual({ texts: ['a: 1\nb: 2\n'], lines: [] });
});

test('what is no file', async () => {
  const socket = join(folder, 'socket');
  const server = await new Promise<Server>((done) => {
    const one = createServer().listen(socket, () => done(one));
  });
  mkdirSync(join(folder, 'folder'));
  const missing = join(folder, 'missing');
  const name = 'x'.repeat(300);
  expect(read(socket, join(folder, 'folder'), missing, join(folder, 'one', 'x'), name, 'a\0b', '').lines).toEqual([
    `--values ${socket}: is a socket; allowed: a file`,
    `--values ${join(folder, 'folder')}: is a folder; allowed: a file`,
    `--values ${missing}: there is no such file`,
    `--values ${join(folder, 'one', 'x')}: there is no such file`,
    '--values (hidden): is too long for the name of a file',
    '--values a\\u0000b: has a null character in its name',
    '--values "": there is no such file',
  ]);
  server.close();
});

test('a URL is not downloaded, and shows neither password nor token', () => {
  const HAS = 'the chart has this file in itself: --values chart:providers/aws.yaml';
  expect(read('https://u:hunter2@example.com/my.yaml?token=hunter2', 'https://raw.example.com/peerpods/providers/aws.yaml', 's3://bucket/x', 'providers/aws.yaml').lines)
    .toEqual([
      '--values https://example.com/my.yaml?...: is a URL, and nothing is downloaded; pipe it in: '
        + 'curl -fsSL https://example.com/my.yaml?... | cdk8s-coco render ... --values -',
      `--values https://raw.example.com/peerpods/providers/aws.yaml: is a URL, and nothing is downloaded; ${HAS}`,
      '--values s3://bucket/x: is a URL, and nothing is downloaded; get it, and give the path of the file',
      `--values providers/aws.yaml: there is no such file; ${HAS}`,
    ]);
});

describe('files that a chart has in itself', () => {
  test('are read from its edition', () => {
    expect(read('chart:providers/aws.yaml')).toEqual({ texts: [{ provider: 'aws' }], lines: [] });
    const direct = command('render', 'peerpods@0.4.0', '--set', 'provider=gcp', '-f', 'chart:providers/gcp.yaml');
    expect(direct.status).toBe(0);
    expect(direct.stdout).toContain('CLOUD_PROVIDER: gcp');
    // Later files win, as among other files.
    expect(command('render', 'confidential-containers@0.17.0', '-f', `chart:values/kata-s390x.yaml,${file('k3s', '{kata-as-coco-runtime: {k8sDistribution: k3s}}')}`).stdout)
      .toMatch(/qemu-se[^]*k3s/);
  });

  test.each([
    ['values/kata-s390x.yaml', 'there is no such file; the chart has this file in itself: --values chart:values/kata-s390x.yaml'],
    ['https://example.com/charts/v9/kata-s390x.yaml?raw=1', 'is a URL, and nothing is downloaded; the chart has this file in itself: --values chart:values/kata-s390x.yaml'],
    ['chart:kata-s390x.yaml', 'confidential-containers@0.17.0 has no such file; allowed: FILES; did you mean chart:values/kata-s390x.yaml?'],
    ['chart:values/kata-s309x.yaml', 'confidential-containers@0.17.0 has no such file; allowed: FILES; did you mean chart:values/kata-s390x.yaml?'],
    ['chart:', 'confidential-containers@0.17.0 has no such file; allowed: FILES'],
    ['chart:../../../package.json', 'confidential-containers@0.17.0 has no such file; allowed: FILES'],
    ['chart:/etc/passwd', 'confidential-containers@0.17.0 has no such file; allowed: FILES'],
    ['chart:values/../values/kata-remote.yaml', 'confidential-containers@0.17.0 has no such file; allowed: FILES; did you mean chart:values/kata-remote.yaml?'],
    ['chart:constructor', 'confidential-containers@0.17.0 has no such file; allowed: FILES'],
  ])('%s leads to them, or nowhere', (name, message) => {
    const FILES = 'chart:examples-custom-values.yaml, chart:values/kata-remote.yaml, chart:values/kata-s390x.yaml, chart:values/profile-ci.yaml';
    const { status, stdout, stderr } = command('render', 'confidential-containers@0.17.0', '-f', name);
    expect([status, stdout, stderr]).toEqual([1, '', `error: --values ${name.replace('?raw=1', '?...')}: ${message.replace('FILES', FILES)}\n`]);
  });

  test('a chart without such files', () => {
    expect(command('render', 'confidential-containers@0.20.0', '-f', 'chart:x.yaml').stderr)
      .toBe('error: --values chart:x.yaml: confidential-containers@0.20.0 has no values files in itself; give the path of a file\n');
  });

  test('charts lists them', () => {
    expect(command('charts', 'confidential-containers@0.17.0').stdout.split('\n').slice(3)).toEqual([
      'VALUES FILES OF THE CHART, FOR --values', 'chart:examples-custom-values.yaml', 'chart:values/kata-remote.yaml', 'chart:values/kata-s390x.yaml', 'chart:values/profile-ci.yaml', '',
    ]);
    expect(command('charts', 'confidential-containers@0.20.0').stdout.split('\n')).toEqual([
      expect.stringMatching(/^CHART +INSTALLS$/), expect.stringMatching(/^confidential-containers@0\.20\.0 +the umbrella chart/), '',
    ]);
    expect(command('charts', 'a', 'b').stderr).toBe('error: charts: got another argument after the chart; allowed: one chart\n');
    expect(command('charts', 'kata-deploy@9').stderr).toMatch(/^error: charts: unknown edition "kata-deploy@9" of kata-deploy; allowed: /);
  });
});
