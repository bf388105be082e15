import { Architecture } from '../../common';
import { RELEASE_3_25_0, RELEASE_4_0_0, RELEASE_4_1_0, ReleaseFacts, ShimFacts } from '../../kata/internal';
import { Values } from '../helm/tree';

/** What the chart states of shims is in the catalogue of its release. */
function shims(release: ReleaseFacts, enabled: boolean | null): Values {
  return Object.fromEntries(Object.entries(release.shims).map(([name, facts]) => [name, shim(facts, name === 'remote' ? false : enabled)]));
}

function shim(facts: ShimFacts, enabled: boolean | null): Values {
  return {
    enabled,
    supportedArches: facts.architectures.map((name) => Architecture.of(name).kubernetesName),
    allowedHypervisorAnnotations: [],
    containerd: { snapshotter: facts.snapshotter ?? '', forceGuestPull: facts.forceGuestPull ?? false },
    ...(facts.pullType && { crio: { guestPull: true }, agent: { httpsProxy: '', noProxy: '' } }),
    ...(facts.nodeSelector && { runtimeClass: { nodeSelector: facts.nodeSelector } }),
  };
}

const image = (name: string, tag = '') => ({ reference: `quay.io/kata-containers/${name}`, tag });
const everywhere = (name: string) => ({ amd64: name, arm64: name, s390x: name, ppc64le: name });

/** The values.yaml of kata-deploy 3.25.0. */
export const DEFAULTS_3_25_0: Values = {
  'imagePullPolicy': 'Always',
  'imagePullSecrets': [],
  'image': image('kata-deploy'),
  'k8sDistribution': 'k8s',
  'nodeSelector': {},
  'tolerations': [],
  'debug': false,
  'snapshotter': { setup: [] },
  'shims': shims(RELEASE_3_25_0, true),
  'defaultShim': everywhere('qemu'),
  'runtimeClasses': { enabled: true, createDefault: false, defaultName: 'kata' },
  'env': { installationPrefix: '', hostOS: '', multiInstallSuffix: '' },
  'node-feature-discovery': { enabled: false },
  'verification': { namespace: 'default', timeout: 180, pod: '' },
};

const KATA_NODES = { key: 'katacontainers.io/kata-runtime', operator: 'Exists' };

/** What the chart fills in below `health`, also where the values say less. */
export const HEALTH: Values = {
  port: 8090,
  startupProbe: { enabled: true, initialDelaySeconds: 1, periodSeconds: 10, failureThreshold: 60, timeoutSeconds: 3 },
  livenessProbe: { enabled: true, periodSeconds: 30, failureThreshold: 3, timeoutSeconds: 3 },
  readinessProbe: { enabled: true, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 3 },
};

/** The values.yaml of kata-deploy 4.0.0. */
export const DEFAULTS_4_0_0: Values = {
  ...DEFAULTS_3_25_0,
  deploymentMode: 'daemonset',
  job: {
    dispatcherImage: image('kata-deploy-job-dispatcher'),
    parallelism: 100,
    nodes: [],
    nodeSelector: {},
    nodeSelectorExpressions: ['control-plane', 'master'].map((role) => ({ key: `node-role.kubernetes.io/${role}`, operator: 'DoesNotExist' })),
    cleanup: { nodes: [], nodeSelector: {}, nodeSelectorExpressions: [KATA_NODES] },
    ttlSecondsAfterFinished: 600,
    backoffLimit: 3,
  },
  kubectlImage: image('kubectl', 'latest'),
  monitor: {
    enabled: false,
    image: image('kata-monitor'),
    listenAddress: '0.0.0.0:8090',
    runtimeEndpoint: '',
    logLevel: '',
    port: 8090,
    securityContext: { privileged: false, runAsUser: 0, runAsGroup: 0 },
    resources: { limits: { cpu: '200m', memory: '300Mi' }, requests: { cpu: '200m', memory: '300Mi' } },
  },
  containerd: { configDir: '', runtimeSocket: '', configFileName: '', userDropIn: '' },
  startupTaints: [],
  podLabels: {},
  podAnnotations: {},
  affinity: {},
  priorityClassName: 'system-node-critical',
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
  resources: { requests: { cpu: '25m', memory: '16Mi' } },
  logLevel: '',
  health: HEALTH,
  snapshotter: { setup: ['nydus'], erofsMergeMode: '', erofsSnapshotterMode: '', erofsDmverity: false },
  shims: { disableAll: false, ...shims(RELEASE_4_0_0, null) },
  defaultShim: { ...everywhere('qemu-runtime-rs'), ppc64le: 'qemu' },
  runtimeClasses: { enabled: true, createDefault: false, defaultName: 'kata', overheadEnabled: true },
  verification: { namespace: 'default', timeout: 180, daemonsetTimeout: 1200, pod: '' },
  customRuntimes: { enabled: false, runtimes: {} },
};

/** The values.yaml of kata-deploy 4.1.0. */
export const DEFAULTS_4_1_0: Values = {
  ...DEFAULTS_4_0_0,
  job: {
    dispatcherImage: image('kata-deploy-job-dispatcher'),
    dispatcherNodeSelector: {},
    dispatcherTolerations: [],
    parallelism: 100,
    nodes: [],
    waitForNodesSeconds: 120,
    nodeSettleSeconds: 15,
    waitNodeReadySeconds: 300,
    cleanup: {
      nodes: [],
      nodeSelector: {},
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [KATA_NODES] }] },
      },
    },
    ttlSecondsAfterFinished: 600,
    activeDeadlineSeconds: 3600,
    backoffLimit: 3,
  },
  devkit: false,
  shims: { disableAll: false, ...shims(RELEASE_4_1_0, null) },
  defaultShim: everywhere('qemu-runtime-rs'),
  nodeFeatureRules: { create: 'auto' },
};
