import { join } from 'path';
import { pageWith, rewrite, table } from './markdown';
import { CocoRelease, DpfHcpRelease, DpuWorkerRelease, KataRelease, PeerPodsRelease, RedfishRelease } from '../src';
import { EDITIONS } from '../src/values/editions';
import { versionsOf } from '../test/cluster/go-build';
import { KUBERNETES } from '../test/cluster/kubernetes';

/** The page with the editions of each chart, and the releases of each construct, in a row. */
export const COMPATIBILITY = join(__dirname, '..', 'docs', 'compatibility.md');

/** The page with a row for each edition. */
export const RENDERER = join(__dirname, '..', 'docs', 'render.md');

/** The page of releases of Confidential Containers. */
export const RELEASES = join(__dirname, '..', 'docs', 'releases.md');

/** The constructs in whose place a chart was, or the sentence that says there is none. */
const CONSTRUCTS: Readonly<Record<string, string>> = {
  'confidential-containers': '`KataRuntime`, `CustomContainerdInstaller`',
  'kata-deploy': '`KataRuntime`',
  'peerpods': '`PeerPodsCAA`, `KataRuntime`',
  'dpf-hcp-provisioner-operator': '`DpfHcpOperator`',
  'dpu-worker-config': '`DpuWorkerConfig`',
  'kubevirt-redfish': '`RedfishServer`',
};

/** For the page of compatibility: a row per chart, with its editions and the constructs that replace it. */
export function chartsTable(): string {
  const charts = [...new Set(EDITIONS.map(({ chart }) => chart))];
  return table(['chart', 'built-in editions', 'constructs'], charts.map((chart) => {
    if (!Object.hasOwn(CONSTRUCTS, chart)) throw new Error(`scripts/editions-table.ts does not say which construct replaces the chart ${chart}`);
    const versions = EDITIONS.filter((edition) => edition.chart === chart).map(({ version }) => `\`${version}\``);
    return [`\`${chart}\``, versions.join(', '), CONSTRUCTS[chart]];
  }));
}

/** For the page of compatibility: a row per construct with a `release`. */
export function releasesTable(): string {
  const row = (construct: string, program: string, name: string, releases: readonly { readonly version: string }[]) => (
    [`\`${construct}\``, program, releases.map(({ version }) => version).join(', '), `\`${name}\``]);
  return table(['construct', 'program', 'releases, oldest first', 'prop `release`'], [
    row('KataRuntime', 'kata-deploy', 'KataRelease', KataRelease.all()),
    row('PeerPodsCAA', 'Cloud API Adaptor', 'PeerPodsRelease', PeerPodsRelease.all()),
    row('DpfHcpOperator', 'dpf-hcp-provisioner-operator', 'DpfHcpRelease', DpfHcpRelease.all()),
    row('DpuWorkerConfig', 'dpu-worker-config', 'DpuWorkerRelease', DpuWorkerRelease.all()),
    row('RedfishServer', 'kubevirt-redfish', 'RedfishRelease', RedfishRelease.all()),
  ]);
}

/** For the page of compatibility: the versions of Kubernetes that judges run on. */
export function kubernetesTable(): string {
  return table(['Kubernetes', 'etcd', ''], KUBERNETES.map((sources) => {
    const { apiserver, etcd } = versionsOf(sources);
    return [apiserver.slice(1), etcd.slice(1), sources.role];
  }));
}

/** For the page of the renderer: a row per edition, with what it installs. */
export function editionsTable(): string {
  return table(['edition', 'installs'], EDITIONS.map(({ name, summary }) => [`\`${name}\``, summary()]));
}

/** For the page of releases that belong together: a row per release of Confidential Containers. */
export function cocoTable(): string {
  const head = ['Confidential Containers', '`kata`: kata-deploy', '`peerPods`: Cloud API Adaptor', 'chart peerpods', 'as values'];
  return table(head, CocoRelease.all().map((release) => {
    const { version, kata } = release;
    const peerPods = release.hasPeerPods ? release.peerPods : undefined;
    const name = `confidential-containers@${version}`;
    const known = EDITIONS.some((edition) => edition.name === name);
    return [`\`V${version.replace(/\./g, '_')}\``, kata.version, peerPods?.version ?? '', peerPods?.chartVersion ?? '', known ? `\`${name}\`` : ''];
  }));
}

export const compatibilityWithTables = (page: string) => (
  pageWith(pageWith(pageWith(page, 'charts', chartsTable()), 'releases', releasesTable()), 'kubernetes', kubernetesTable()));

export const releasesWithTable = (page: string) => pageWith(page, 'coco', cocoTable());

export const rendererWithTable = (page: string) => pageWith(page, 'editions', editionsTable());

if (require.main === module) {
  rewrite(COMPATIBILITY, compatibilityWithTables);
  rewrite(RENDERER, rendererWithTable);
  rewrite(RELEASES, releasesWithTable);
}
