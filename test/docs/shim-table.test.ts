import { readFileSync } from 'node:fs';
import { KataRelease } from 'cdk8s-coco';
import { PAGE, pageWithTable, shimTable } from '../../scripts/shim-table';

const [head, rule, ...rows] = shimTable().split('\n').map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
const column = (name: string) => head.indexOf(name);

/** The releases in a cell, in which `3.23.0 to 3.28.0` stands for all from one to the other. */
function releasesIn(cell: string): string[] {
  const all = KataRelease.all().map(({ version }) => version);
  return cell.split(', ').flatMap((part) => {
    const [first, last = first] = part.split(' to ');
    return all.slice(all.indexOf(first), all.indexOf(last) + 1);
  });
}

test('the table of shims in the docs is the catalogue\'s (npm run tables writes it)', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toContain('| `qemu-cca` | 3.22.0 | aarch64 | Arm CCA | 1 / 2048Mi | nydus | guest-pull | |');
  expect(page).toBe(pageWithTable(page));
});

test('each row has each column', () => {
  expect(rule).toEqual(head.map(() => '---'));
  expect(rows.filter((row) => row.length !== head.length)).toEqual([]);
});

test('each shim of each release is in one row', () => {
  const said = rows.flatMap((row) => releasesIn(row[column('kata-deploy')]).map((version) => `${version} ${row[0]}`));
  expect(said.sort()).toEqual(KataRelease.all().flatMap((release) => release.shimNames().map((name) => `${release.version} \`${name}\``)).sort());
});

test.each([
  ['`qemu-coco-dev-runtime-rs`', '4.1.0', { 'architectures': 'x86_64, **aarch64**, s390x', 'overhead (CPU / memory)': '250m / 320Mi', 'snapshotter': 'nydus' }],
  ['`qemu-cca`', '3.25.0', { architectures: '**aarch64**', TEE: 'Arm CCA' }],
  ['`qemu-nvidia-gpu-tdx`', '3.25.0', { 'snapshotter': 'none: guest pull by force', 'pull type (CRI-O)': 'guest-pull', 'node labels': '' }],
  ['`qemu-nvidia-gpu-tdx`', '4.1.0', {
    'snapshotter': 'nydus', 'node labels': '`intel.feature.node.kubernetes.io/tdx=true`, `nvidia.com/cc.ready.state=true`',
  }],
])('%s of %s', (name, version, expected: Record<string, string>) => {
  const row = rows.find((one) => one[0] === name && releasesIn(one[column('kata-deploy')]).includes(version))!;
  expect(Object.fromEntries(Object.keys(expected).map((one) => [one, row[column(one)]]))).toEqual(expected);
});
