import { Values } from '../helm/tree';

const REGISTRY = 'quay.io/confidential-containers';
const NAMESPACE = 'confidential-containers-system';
/** What the charts give the sidecar. */
export const PROXY_RESOURCES = { limits: { cpu: '500m', memory: '128Mi' }, requests: { cpu: '5m', memory: '64Mi' } };
/** What the charts give the managers. */
export const MANAGER_RESOURCES = { limits: { cpu: '500m', memory: '128Mi' }, requests: { cpu: '10m', memory: '64Mi' } };

const DISABLED_SHIMS = [
  'clh', 'cloud-hypervisor', 'dragonball', 'fc', 'qemu', 'qemu-runtime-rs', 'qemu-nvidia-gpu', 'qemu-nvidia-gpu-snp',
  'qemu-nvidia-gpu-tdx', 'qemu-snp', 'qemu-tdx', 'qemu-se', 'qemu-se-runtime-rs', 'qemu-cca', 'qemu-coco-dev', 'qemu-coco-dev-runtime-rs',
];

/** What the chart asks of kata-deploy: the shim of remote hypervisors and no other. */
const KATA_DEPLOY: Values = {
  snapshotter: { setup: ['nydus'] },
  defaultShim: { amd64: 'remote', arm64: 'remote', s390x: 'remote', ppc64le: 'remote' },
  shims: { ...Object.fromEntries(DISABLED_SHIMS.map((name) => [name, { enabled: false }])), remote: { enabled: true } },
};

const COMMON: Values = {
  image: { name: `${REGISTRY}/cloud-api-adaptor`, tag: 'latest' },
  provider: 'libvirt',
  limit: '10',
  resourceCtrl: { enabled: true },
  webhook: { enabled: true },
};
const ROLLING = { maxUnavailable: 0, maxSurge: 1 };

/** The values.yaml of peerpods 0.1.0. */
export const PEERPODS_0_1_0: Values = {
  ...COMMON,
  'namespace': NAMESPACE,
  'secrets': { mode: 'create', existingSecretName: '' },
  'daemonset': { updateStrategy: ROLLING, podLabels: {} },
  'kata-deploy': KATA_DEPLOY,
};

/** The values.yaml of peerpods 0.4.0. */
export const PEERPODS_0_4_0: Values = {
  ...COMMON,
  'secrets': {
    mode: 'create',
    existingSecretName: '',
    existingSshKeySecretName: '',
    existingTlsSecretName: '',
    tlsCerts: { caCert: '', clientCert: '', clientKey: '' },
  },
  'tlsProfile': { minVersion: '', cipherSuites: '' },
  'daemonset': { updateStrategy: ROLLING, podLabels: {}, serviceAccount: { annotations: {} } },
  'kata-deploy': { enabled: true, ...KATA_DEPLOY },
};

const WEBHOOK: Values = {
  namePrefix: 'peer-pods-webhook-',
  replicas: 2,
  image: { repository: `${REGISTRY}/peer-pods-webhook`, tag: 'latest', pullPolicy: 'IfNotPresent' },
  resources: MANAGER_RESOURCES,
  webhook: { targetRuntimeClass: 'kata-remote', podVMExtendedResource: 'kata.peerpods.io/vm', failurePolicy: 'Fail' },
  certManager: { enabled: true },
};

/** The values.yaml of peerpods-webhook 0.1.0. */
export const WEBHOOK_0_1_0: Values = {
  ...WEBHOOK,
  namespace: NAMESPACE,
  authProxy: { enabled: true, image: 'gcr.io/kubebuilder/kube-rbac-proxy:v0.14.0', resources: PROXY_RESOURCES },
};

/** The values.yaml of peerpods-webhook 0.4.0. */
export const WEBHOOK_0_4_0: Values = {
  ...WEBHOOK, namespaceOverride: 'peer-pods-webhook-system', tlsMinVersion: '', tlsCipherSuites: '',
};

const CONTROLLER: Values = {
  namePrefix: 'peerpodctrl-',
  image: { repository: `${REGISTRY}/peerpod-ctrl`, tag: 'latest', pullPolicy: 'IfNotPresent' },
};

/** The values.yaml of peerpodctrl 0.1.0. */
export const CONTROLLER_0_1_0: Values = {
  ...CONTROLLER, namespace: NAMESPACE, authProxy: { enabled: true, image: 'gcr.io/kubebuilder/kube-rbac-proxy:v0.13.0' },
};

/** The values.yaml of peerpodctrl 0.4.0. */
export const CONTROLLER_0_4_0: Values = {
  ...CONTROLLER,
  authProxy: { enabled: true, image: 'registry.k8s.io/kubebuilder/kube-rbac-proxy:v0.14.0' },
  podLabels: {},
  serviceAccount: { annotations: {} },
};
