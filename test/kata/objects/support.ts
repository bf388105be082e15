import { Chart } from 'cdk8s';
import { ContainerImage, NodeGate } from 'cdk8s-coco';
import { emit } from '../../../src/common/private/emit';
import { releaseFacts } from '../../../src/kata/catalogue/releases';
import { KataModel, ShimModel } from '../../../src/kata/private/model';
import { install, uninstall } from '../../../src/kata/private/objects/phases';
import { resolvedAtSynth } from '../../../src/kata/private/resolved-at-synth';
import { Manifest, newChart } from '../../support/synth';

export const NAMESPACE = 'kata';

/** A shim of which nothing is asked. */
export function shim(name: string, own: Partial<ShimModel> = {}): ShimModel {
  return {
    name,
    architectures: ['amd64'],
    allowedHypervisorAnnotations: [],
    snapshotter: '',
    forceGuestPull: false,
    guestPull: false,
    httpsProxy: '',
    noProxy: [],
    dropIn: '',
    overhead: { cpu: '250m', memory: '320Mi' },
    overheadEnabled: true,
    runtimeClassNodeSelector: {},
    runtimeClassTolerations: [],
    ...own,
  };
}

/** The smallest installation: one shim, a DaemonSet, and nothing else. */
export function settings(own: Partial<KataModel> = {}): KataModel {
  return {
    release: releaseFacts('4.1.0'),
    name: 'kata-deploy',
    suffix: '',
    identity: { name: 'kata-deploy', instance: 'mine', fullname: 'mine-kata-deploy' },
    mode: 'daemonset',
    daemonSet: { resources: {}, health: { port: 8090 } },
    job: JOB,
    image: 'registry/kata-deploy:1',
    kubectlImage: 'registry/kubectl:1',
    imagePullPolicy: '',
    imagePullSecrets: [],
    distribution: 'k8s',
    containerd: { configDir: '/etc/containerd/', configFileName: '', userDropIn: '' },
    nodeSelector: {},
    tolerations: [],
    affinity: {},
    priorityClassName: '',
    startupTaints: [],
    podLabels: {},
    podAnnotations: {},
    debug: false,
    devkit: false,
    logLevel: '',
    snapshotter: { setup: [], erofsMergeMode: '', erofsSnapshotterMode: '', erofsDmverity: false },
    architectures: ['amd64'],
    shims: [shim('qemu')],
    defaultShim: '',
    defaultShims: {},
    installationPrefix: '',
    hostOs: '',
    nodeFeatures: { enforced: false, present: false, rules: false },
    customRuntimes: [],
    httpsProxy: '',
    noProxy: [],
    extraEnv: {},
    gates: [],
    ...own,
  };
}

export const JOB: KataModel['job'] = {
  dispatcherImage: 'registry/dispatcher:1',
  dispatcherNodeSelector: {},
  dispatcherTolerations: [],
  parallelism: 10,
  nodes: [],
  waitForNodesSeconds: 120,
  nodeSettleSeconds: 15,
  waitNodeReadySeconds: 300,
  ttlSecondsAfterFinished: 600,
  activeDeadlineSeconds: 3600,
  backoffLimit: 3,
  cleanup: {
    nodes: [],
    nodeSelector: {},
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'katacontainers.io/kata-runtime', operator: 'Exists' }] }],
      },
    },
  },
  lateNodesSchedule: '*/10 * * * *',
};

/** Jobs instead of a DaemonSet. */
export function jobSettings(own: Partial<KataModel> = {}): KataModel {
  return settings({ mode: 'job', ...own });
}

export const GATE: NodeGate = {
  name: 'wait-for-something', image: ContainerImage.of('registry/shell', { tag: '1' }), script: 'true', environment: {},
};

/**
 * What installs it.
 *
 * @param afterwards done before the app is synthesized
 */
export function installed(own: KataModel, afterwards: () => void = () => {}): Manifest[] {
  const chart = newChart(NAMESPACE);
  emit(chart, resolvedAtSynth(own.gates, () => install(own, NAMESPACE)));
  afterwards();
  return chart.toJson();
}

/** What uninstalls it. */
export function uninstalled(own: KataModel): Manifest[] {
  const chart: Chart = newChart(NAMESPACE);
  emit(chart, uninstall(own, NAMESPACE));
  return chart.toJson();
}

/** The only object of a kind. */
export function only(kind: string, objects: Manifest[]): Manifest {
  const found = objects.filter((one) => one.kind === kind);
  expect(found.map(({ metadata }) => metadata.name)).toHaveLength(1);
  return found[0];
}

/** `Kind name` of each object. */
export function titles(objects: Manifest[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

/** The flags of a dispatcher. */
export function flags(podSpec: Manifest): string[] {
  return podSpec.containers[0].command.slice(1);
}

/** The environment variables with a fixed text. */
export function texts(container: Manifest): Record<string, string> {
  const fixed = container.env.filter((one: Manifest) => !one.valueFrom);
  return Object.fromEntries(fixed.map((one: Manifest) => [one.name, one.value]));
}
