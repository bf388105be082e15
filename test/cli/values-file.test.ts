import { execFileSync, spawn } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createServer, Server } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { command } from './command';
import { readValuesFiles } from '../../src/cli/values-file';
import { problemLine } from '../../src/values/helm/problem';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-')); });
afterAll(() => rmSync(folder, { recursive: true }));

const SHIPPED = ['providers/aws.yaml'];

/** The texts that are read, and what is wrong with the others. */
function read(...names: string[]) {
  const { files, problems } = readValuesFiles(names, () => SHIPPED);
  return { texts: files.map(({ text }) => text), lines: problems.map(problemLine) };
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
  const SHIPS = '; the chart itself ships providers/aws.yaml: unpack the chart of this version (helm pull --untar) and give the path in it';
  expect(read('https://u:hunter2@example.com/my.yaml?token=hunter2', 'https://raw.example.com/peerpods/providers/aws.yaml', 's3://bucket/x', 'providers/aws.yaml').lines)
    .toEqual([
      '--values https://example.com/my.yaml?...: is a URL, and nothing is downloaded; pipe it in: '
        + 'curl -fsSL https://example.com/my.yaml?... | cdk8s-coco render ... --values -',
      '--values https://raw.example.com/peerpods/providers/aws.yaml: is a URL, and nothing is downloaded; pipe it in: '
        + `curl -fsSL https://raw.example.com/peerpods/providers/aws.yaml | cdk8s-coco render ... --values -${SHIPS}`,
      '--values s3://bucket/x: is a URL, and nothing is downloaded; get it, and give the path of the file',
      `--values providers/aws.yaml: there is no such file${SHIPS}`,
    ]);
});

test('the files that a chart ships are known from its edition', () => {
  expect(command('render', 'peerpods@0.4.0', '-f', 'providers/gcp.yaml').stderr).toMatch(/^error: [^\n]*; the chart itself ships providers\/gcp\.yaml: [^\n]*\n$/);
  expect(command('render', 'kata-deploy@4.1.0', '-f', 'x/try-kata-tee.values.yaml').stderr).toContain('; the chart itself ships try-kata-tee.values.yaml: ');
});
