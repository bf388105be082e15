import type { ChartEdition } from './chart-edition';
import { EditionDocument, keyOf } from './editions/edition-document';
import { editionDocument, editionVersions } from './editions/edition-store';

/** An edition of a chart, whose schema and defaults are loaded when it is used. */
export interface EditionEntry {
  /** `<chart>@<version>`. */
  readonly name: string;
  readonly chart: string;
  readonly version: string;
  /** Whether a chart on disk with its templates may depend on other charts, or call them otherwise. */
  readonly freeDependencies: boolean;
  /** One line for people: what it installs. */
  summary(): string;
  /**
   * What the edition makes of values.
   *
   * @param document what is known of it, and of a chart on disk that has its templates; what is built in by default
   */
  load(document?: EditionDocument): ChartEdition;
}

/** A chart that can be rendered; its code is loaded when it is used. */
interface ChartEntry {
  readonly freeDependencies?: boolean;
  summary(version: string): string;
  load(version: string, document?: EditionDocument): ChartEdition;
}

const coco = () => require('./charts/confidential-containers/editions') as typeof import('./charts/confidential-containers/editions');
const dpf = () => require('./charts/dpf-hcp-provisioner-operator/editions') as typeof import('./charts/dpf-hcp-provisioner-operator/editions');
const dpuWorkers = () => require('./charts/dpu-worker-config/editions') as typeof import('./charts/dpu-worker-config/editions');
const kataDeploy = () => require('./charts/kata-deploy/editions') as typeof import('./charts/kata-deploy/editions');
const redfish = () => require('./charts/kubevirt-redfish/editions') as typeof import('./charts/kubevirt-redfish/editions');
const peerPods = () => require('./charts/peerpods/editions') as typeof import('./charts/peerpods/editions');

const CHARTS: Readonly<Record<string, ChartEntry>> = {
  'confidential-containers': {
    freeDependencies: true,
    summary: (version) => ({
      '0.16.0-pre': 'the umbrella chart before its release 0.16.0, with kata-deploy 3.21.0 and a development build for tests',
    } as Record<string, string>)[version] ?? `the umbrella chart of Confidential Containers, with ${dependencies('confidential-containers', version)}`,
    load: (version, document) => coco().umbrellaEdition(version, document),
  },
  'dpf-hcp-provisioner-operator': {
    summary: (version) => (version === '0.1.0-pre' ? 'the operator before its release 0.1.0, with BlueField images in a ConfigMap'
      : 'the operator of hosted control planes for DPUs, with its settings in a DPFHCPProvisionerConfig'),
    load: (version, document) => dpf().dpfHcpEdition(version, document),
  },
  'dpu-worker-config': {
    summary: () => 'the nodes of an OpenShift cluster that have BlueField DPUs: their pool, network configuration and labels',
    load: (version, document) => dpuWorkers().dpuWorkerEdition(version, document),
  },
  'kata-deploy': {
    summary: (version) => `Kata Containers, with kata-deploy ${version}`,
    load: (version, document) => kataDeploy().kataDeployEdition(version, document),
  },
  'kubevirt-redfish': {
    summary: (version) => `the Redfish server for KubeVirt machines, ${editionDocument('kubevirt-redfish', version).appVersion}${
      version.endsWith('-pre') ? ', with OpenShift\'s SecurityContextConstraints' : ''}`,
    load: (version, document) => redfish().redfishEdition(version, document),
  },
  'peerpods': {
    summary: (version) => `Cloud API Adaptor ${editionDocument('peerpods', version).appVersion.slice(1)} with webhook and resource controller, and ${
      dependencies('peerpods', version)}`,
    load: (version, document) => peerPods().peerPodsEdition(version, document),
  },
};

/** The published charts that an edition installs. */
function dependencies(chart: string, version: string): string {
  const { dependencies: all, subcharts } = editionDocument(chart, version);
  return all.filter((one) => !(keyOf(one) in subcharts)).map((one) => `${one.name} ${one.version}`).join(' and ');
}

/** Every chart edition whose values can be rendered, by chart, the oldest first. */
export const EDITIONS: readonly EditionEntry[] = Object.entries(CHARTS).flatMap(([chart, entry]) => (
  editionVersions(chart).map((version) => ({
    name: `${chart}@${version}`,
    chart,
    version,
    freeDependencies: entry.freeDependencies ?? false,
    summary: () => entry.summary(version),
    load: (document) => entry.load(version, document),
  }))));
