import { readFileSync } from 'node:fs';
import {
  chartsTable, COMPATIBILITY, compatibilityWithTables, editionsTable, RELEASES, releasesTable, releasesWithTable, RENDERER,
  rendererWithTable,
} from '../../scripts/editions-table';
import { EDITIONS } from '../../src/values/editions';

test.each([
  ['docs/compatibility.md', COMPATIBILITY, compatibilityWithTables],
  ['docs/render.md', RENDERER, rendererWithTable],
  ['docs/releases.md', RELEASES, releasesWithTable],
])('the editions in %s are those that render knows (npm run tables writes them)', (_, file, write) => {
  const page = readFileSync(file, 'utf8');
  expect(page).toBe(write(page));
});

const rowsOf = (table: string) => table.split('\n').slice(2).map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim()));

test('each edition is in the row of its chart, and in a row of its own', () => {
  const names = EDITIONS.map(({ name }) => name).sort();
  expect(rowsOf(chartsTable()).flatMap(([chart, versions]) => (
    versions.split(', ').map((version) => `${chart}@${version}`.replace(/`/g, '')))).sort()).toEqual(names);
  expect(rowsOf(editionsTable()).map(([name]) => name.replace(/`/g, '')).sort()).toEqual(names);
});

test('the releases are those of the catalogues', () => {
  expect(rowsOf(releasesTable())).toEqual([
    ['`KataRuntime`', 'kata-deploy', expect.stringMatching(/^3\.21\.0, .*4\.1\.0$/), '`KataRelease`'],
    ['`PeerPodsCAA`', 'Cloud API Adaptor', expect.stringMatching(/^0\.17\.0, .*0\.22\.0$/), '`PeerPodsRelease`'],
    ['`DpfHcpOperator`', 'dpf-hcp-provisioner-operator', '0.1.0-pre, 0.1.0', '`DpfHcpRelease`'],
    ['`DpuWorkerConfig`', 'dpu-worker-config', '0.1.0', '`DpuWorkerRelease`'],
    ['`RedfishServer`', 'kubevirt-redfish', '0.2.1, 0.2.2, 0.2.3, redfish-controller', '`RedfishRelease`'],
  ]);
});
