import { gzipSync } from 'zlib';
import { unpack } from '../../../src/values/chart-on-disk/archive';
import { readChart } from '../../../src/values/chart-on-disk/chart';
import { Budget } from '../../../src/values/chart-on-disk/chart-files';
import { ChartRefusal } from '../../../src/values/chart-on-disk/refusal';
import { Random } from '../../support/random';
import { Entry, record, tar, tgz } from '../../support/tar';

const CHART: Entry = { path: 'c/Chart.yaml', text: 'name: c\nversion: 1.0.0\n' };

/** The files of an archive, or why it is refused. */
function files(archive: Buffer): Record<string, string> | string {
  return orReason(() => Object.fromEntries([...unpack(archive, 'x.tgz', new Budget())].map(([path, read]) => [path, read().toString()])));
}

function orReason<T>(read: () => T): T | string {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof ChartRefusal) return thrown.message;
    throw thrown;
  }
}

function chart(...entries: Entry[]) {
  const budget = new Budget();
  return readChart(unpack(tgz(...entries), 'x.tgz', budget), 'x.tgz', budget);
}

test('plain files, in the formats that programs write', () => {
  const long = `c/${'x'.repeat(120)}.yaml`;
  const archive = tgz(
    { path: 'pax_global_header', type: 'g', text: record('comment', 'a commit') },
    { path: 'c/', type: '5' },
    { path: './c/one', text: '1' },
    { path: 'c/old', type: '\0', text: '2' },
    { path: 'x', type: 'x', text: record('mtime', '1.5') + record('path', long) },
    { path: 'c/short', text: '3' },
    { path: '././@LongLink', type: 'L', text: `${long}2\0` },
    { path: 'c/short', text: '4' },
    { path: 'c/empty' },
  );
  expect(files(archive)).toEqual({ one: '1', old: '2', [long.slice(2)]: '3', [`${long.slice(2)}2`]: '4', empty: '' });
});

const HOLDS = (path: string, what: string) => `x.tgz: holds ${JSON.stringify(path)}, which is ${what}; allowed: files and folders`;
const PATHS = (path: string) => `x.tgz: holds ${JSON.stringify(path)}; allowed: relative paths with "/", without "." and ".."`;

test.each<[string, Entry[], string]>([
  ['a symbolic link', [{ path: 'c/a', type: '2', link: '/etc/passwd' }], HOLDS('c/a', 'a symbolic link')],
  ['a hard link', [{ path: 'c/a', type: '1', link: 'c/b' }], HOLDS('c/a', 'a hard link')],
  ['a device', [{ path: 'c/a', type: '3' }], HOLDS('c/a', 'a device')],
  ['a pipe', [{ path: 'c/a', type: '6' }], HOLDS('c/a', 'a named pipe')],
  ['an unknown type', [{ path: 'c/a', type: 'Z' }], HOLDS('c/a', 'of an unknown type')],
  ['a way out', [{ path: 'c/../../etc/passwd' }], PATHS('c/../../etc/passwd')],
  ['a way out in an extended header', [{ path: 'x', type: 'x', text: record('path', '../a') }, { path: 'c/a' }], PATHS('../a')],
  ['an absolute path', [{ path: '/etc/passwd' }], PATHS('/etc/passwd')],
  ['a path of Windows', [{ path: 'C:/a' }], PATHS('C:/a')],
  ['backslashes', [{ path: 'c\\..\\a' }], PATHS('c\\..\\a')],
  ['a control character', [{ path: 'c/\x1b[2J' }], PATHS('c/\x1b[2J')],
  ['a file twice', [{ path: 'c/a' }, { path: 'c/a' }], 'x.tgz: holds "c/a" twice'],
  ['two folders', [{ path: 'c/a' }, { path: 'd/a' }], 'x.tgz: holds "d/a" beside the folder of the chart; allowed: one folder, as helm package makes it'],
  ['a file outside', [{ path: 'Chart.yaml' }], 'x.tgz: holds "Chart.yaml" beside the folder of the chart; allowed: one folder, as helm package makes it'],
  ['a size beyond the end', [{ path: 'c/a', size: '77777777777\0' }], 'x.tgz: is cut off in the middle of a file'],
  ['a size that is no number', [{ path: 'c/a', size: '\x80\0\0\0\0\0\0\0\0\0\0\x01' }], 'x.tgz: is cut off in the middle of a file'],
  ['an extended header that is none', [{ path: 'x', type: 'x', text: '99 path' }], 'x.tgz: is damaged: an extended header is not readable'],
  ['too many entries', Array.from({ length: 5001 }, (_, index) => ({ path: `c/${index}` })), 'x.tgz: has too many files; allowed: 5000 files and folders in a chart'],
])('%s is refused', (_, entries, reason) => {
  expect(files(tgz(...entries))).toBe(reason);
});

test('what is no archive, or not all of one', () => {
  const archive = tgz(CHART, { path: 'c/values.yaml', text: 'a: 1\n'.repeat(1000) });
  expect(files(Buffer.from('<html>'))).toBe('x.tgz: is no gzip archive; allowed: an archive as helm pull or helm package makes it');
  expect(files(tar(CHART))).toBe('x.tgz: is no gzip archive; allowed: an archive as helm pull or helm package makes it');
  expect(files(Buffer.alloc(0))).toContain('is no gzip archive');
  for (const length of [2, 12, Math.floor(archive.length / 2), archive.length - 1]) {
    expect(files(archive.subarray(0, length))).toBe('x.tgz: is cut off: the archive ends too early; get it again');
  }
  const bad = Buffer.from(archive);
  bad[bad.length - 6] = 255 - bad[bad.length - 6]; // in the checksum
  expect(files(bad)).toBe('x.tgz: is damaged: it cannot be unpacked; get it again');
  expect(files(gzipSync(Buffer.from('x'.repeat(600))))).toBe('x.tgz: is damaged: a header has a wrong checksum');
});

test('archives that unpack to more than a chart has', () => {
  const TOO_LARGE = 'is too large; allowed: 32 MiB for the unpacked chart';
  const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(100_000);
  expect(files(bomb)).toBe(`x.tgz: ${TOO_LARGE}`);
  // Many bombs inside, each of them small enough by itself.
  const inner = tgz({ path: 'd/Chart.yaml', text: CHART.text }, { path: 'd/big', text: Buffer.alloc(8 * 1024 * 1024) });
  const bombs = Array.from({ length: 50 }, (_, index) => ({ path: `c/charts/${index}.tgz`, text: inner }));
  expect(orReason(() => chart(CHART, ...bombs))).toBe(`charts/3.tgz: ${TOO_LARGE}`);
  let deep = tgz(CHART);
  for (let level = 0; level < 12; level++) deep = tgz(CHART, { path: 'c/charts/c.tgz', text: deep });
  expect(orReason(() => chart(CHART, { path: 'c/charts/c.tgz', text: deep }))).toBe(`${'charts/c.tgz/'.repeat(9)}: charts in charts; allowed: 8 levels`);
  expect(orReason(() => chart(CHART, { path: 'c/values.yaml', text: '- '.repeat(60_000) }))).toMatch(/^values\.yaml: is too large; allowed: 1 MiB, and 50000 /);
});

test('damaged archives are refused, whatever is damaged', () => {
  const random = new Random(7);
  const whole = tar(CHART, { path: 'x', type: 'x', text: record('path', 'c/values.yaml') }, { path: 'c/v', text: 'a: 1\n' });
  for (let run = 0; run < 300; run++) {
    const bytes = Buffer.from(whole);
    for (let count = 0; count < 1 + (run % 4); count++) bytes[random.below(bytes.length)] = random.below(256);
    expect(() => orReason(() => {
      const budget = new Budget();
      return readChart(unpack(gzipSync(bytes), 'x.tgz', budget), 'x.tgz', budget);
    })).not.toThrow();
  }
});

describe('a chart', () => {
  test('has the hashes of what decides, whatever the ends of its lines', () => {
    const text = 'a: 1\nb: 2\n';
    const unix = chart(CHART, { path: 'c/templates/a.yaml', text }, { path: 'c/templates/sub/_b.tpl', text }, { path: 'c/crds/c.yaml', text });
    const windows = chart(CHART, { path: 'c/templates/a.yaml', text: text.replace(/\n/g, '\r\n') },
      { path: 'c/templates/sub/_b.tpl', text }, { path: 'c/crds/c.yaml', text }, { path: 'c/templates/NOTES.txt', text },
      { path: 'c/README.md', text }, { path: 'c/values.schema.json', text: '{}' }, { path: 'c/Chart.lock', text }, { path: 'c/x.prov', text });
    expect(Object.keys(unix.sums)).toEqual(['crds/c.yaml', 'templates/a.yaml', 'templates/sub/_b.tpl']);
    expect(windows.sums).toEqual(unix.sums);
    expect(chart(CHART, { path: 'c/templates/a.yaml', text: 'a: 1\nb: 2' }).sums['templates/a.yaml']).not.toBe(unix.sums['templates/a.yaml']);
  });

  test('has charts inside, as folders and as archives', () => {
    const sub = (name: string): Entry => ({ path: `${name}/Chart.yaml`, text: `name: ${name}\nversion: "2"\nappVersion: 3\n` });
    const { charts, values, valuesFiles } = chart(
      CHART, { path: 'c/values.yaml', text: '# nothing\n' }, { path: 'c/values/a.yaml', text: 'x: 1' }, { path: 'c/charts/README.md' },
      { ...sub('d'), path: 'c/charts/d/Chart.yaml' }, { path: 'c/charts/e-2.tgz', text: tgz(sub('e'), { path: 'e/values.yaml', text: 'z: yes' }) },
      { path: 'c/charts/_off/x' }, { path: 'c/charts/.off/x' },
      { path: 'c/charts/node-feature-discovery/Chart.yaml', text: 'name: node-feature-discovery\nversion: 0.18.3' },
    );
    expect(charts.map(({ name, version, appVersion, at }) => [name, version, appVersion, at]).sort()).toEqual([['d', '2', '3', 'charts/d/'], ['e', '2', '3', 'charts/e-2.tgz/']]);
    expect(charts.find(({ name }) => name === 'e')!.values).toEqual({ z: true });
    expect([values, [...valuesFiles.keys()]]).toEqual([{}, ['values/a.yaml']]);
  });

  test.each<[string, Entry[], string]>([
    ['no Chart.yaml', [{ path: 'c/values.yaml' }], 'x.tgz: has no Chart.yaml, so it is no chart'],
    ['none inside', [CHART, { path: 'c/charts/d/values.yaml' }], 'charts/d: has no Chart.yaml, so it is no chart'],
    ['no name', [{ path: 'c/Chart.yaml', text: 'version: 1.0.0' }], 'Chart.yaml: name: missing; allowed: a string'],
    ['a version that is a number', [{ path: 'c/Chart.yaml', text: 'name: c\nversion: 1.0' }], 'Chart.yaml: version: got 1; allowed: a string'],
    ['broken YAML', [CHART, { path: 'c/values.yaml', text: 'a: [' }], expect.stringMatching(/^values\.yaml:1:\d+: /) as unknown as string],
    ['other bytes', [CHART, { path: 'c/values.yaml', text: Buffer.from([97, 58, 32, 255]) }], expect.stringMatching(/^values\.yaml:1:4: the file is not UTF-8/) as unknown as string],
    ['import-values', [{ ...CHART, text: `${CHART.text}dependencies: [{name: d, version: "1", import-values: [x]}]` }],
      'Chart.yaml: dependencies[0]: import-values is not supported; allowed: a dependency without it'],
    ['dependencies of Helm 2', [CHART, { path: 'c/requirements.yaml' }], 'requirements.yaml: is of Helm 2; allowed: dependencies in Chart.yaml'],
  ])('with %s is refused', (_, entries, reason) => {
    expect(orReason(() => chart(...entries))).toEqual(reason);
  });
});
