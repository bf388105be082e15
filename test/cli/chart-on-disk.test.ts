import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { gzipSync } from 'zlib';
import { command } from './command';
import { tgz } from '../support/tar';

let root: string;
beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'cdk8s-coco-')); });
afterAll(() => rmSync(root, { recursive: true }));

const CHART = 'name: kata-deploy\nversion: 4.1.0\nappVersion: 4.1.0\n';

/** A folder with files. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name, path)), { recursive: true });
    writeFileSync(join(root, name, path), text);
  }
  return join(root, name);
}

function archive(name: string, bytes: Buffer): string {
  writeFileSync(join(root, name), bytes);
  return join(root, name);
}

/** The lines about a chart that cannot be rendered. */
function refusal(chart: string, ...args: string[]): string[] {
  const { status, stdout, stderr } = command('render', chart, ...args);
  expect([status, stdout]).toEqual([1, '']);
  return stderr.trimEnd().split('\n').map((line) => line.replace(/^error: /, ''));
}

test('templates that are not known, in a folder and in an archive', () => {
  const files = { 'Chart.yaml': CHART, 'templates/kata-rbac.yaml': 'kind: ClusterRole\n', 'templates/NOTES.txt': 'x', 'templates/.kata.swp': 'x' };
  const lines = refusal(folder('known', files));
  expect(lines).toContain('templates/kata-rbac.yaml: not the file of kata-deploy@4.1.0');
  expect(lines.filter((line) => line.startsWith('templates/')).every((line) => /: (not the file of|missing, and) kata-deploy@/.test(line))).toBe(true);
  expect(lines[lines.length - 1]).toMatch(/^Chart\.yaml: kata-deploy 4\.1\.0 has templates that are not known, .*; the nearest edition is kata-deploy@4\.1\.0; /);
  const entries = Object.entries(files).filter(([path]) => !path.endsWith('.swp')).map(([path, text]) => ({ path: `k/${path}`, text }));
  expect(refusal(archive('known.tgz', tgz(...entries)))).toEqual(lines);
  expect(command('charts', join(root, 'known.tgz')).stderr).toBe(`${lines.map((line) => `error: ${line}`).join('\n')}\n`);
});

test('.helmignore is followed, and folders such as .git are no part of a chart', () => {
  const known = refusal(folder('plain', { 'Chart.yaml': CHART }));
  expect(refusal(folder('ignored', {
    'Chart.yaml': CHART, '.helmignore': '*.bak\n/ci/\n', 'templates/a.yaml.bak': 'x', 'ci/values.yaml': 'x', '.git/templates/x.yaml': 'x',
  }))).toEqual(known);
  expect(refusal(folder('others', { 'Chart.yaml': CHART, 'templates/a.yaml.bak': 'x' }))).toContain('templates/a.yaml.bak: kata-deploy@4.1.0 has no such file');
});

test('links in a folder lead nowhere', () => {
  const chart = folder('linked', { 'Chart.yaml': CHART });
  symlinkSync('/etc', join(chart, 'charts'));
  expect(refusal(chart)).toEqual(['charts: is a link; allowed: files and folders. helm package makes an archive of such a chart']);
  const values = folder('linked-values', { 'Chart.yaml': CHART });
  symlinkSync('/etc/passwd', join(values, 'values.yaml'));
  expect(refusal(values)).toEqual(['values.yaml: is a link; allowed: a file']);
});

test('what is no chart', () => {
  const missing = join(root, 'missing.tgz');
  expect(refusal(missing)).toEqual([`${missing}: there is no such file or folder; allowed: a chart on disk, or one that is built in: cdk8s-coco charts lists them`]);
  expect(refusal(`${folder('empty', { x: '' })}/`)).toEqual([`${root}/empty/: has no Chart.yaml, so it is no chart`]);
  const text = archive('text.tgz', Buffer.from('<html>'));
  expect(refusal(text)).toEqual([`${text}: is no gzip archive; allowed: an archive as helm pull or helm package makes it`]);
  const large = archive('large.tgz', Buffer.alloc(8 * 1024 * 1024 + 1));
  expect(refusal(large)).toEqual([`${large}: is too large; allowed: 8 MiB for an archive`]);
  expect(refusal('/dev/null')).toEqual(['/dev/null: is no file; allowed: an archive or a folder']);
  const bomb = archive('bomb.tgz', gzipSync(Buffer.alloc(100 * 1024 * 1024)));
  expect(refusal(bomb)).toEqual([`${bomb}: is too large; allowed: 32 MiB for the unpacked chart`]);
});
