import { Values } from '../helm/tree';

/** The name of the chart, which labels fall back to. */
export const CHART_NAME = 'dpf-hcp-provisioner-operator';

const COMMON: Values = {
  replicaCount: 1,
  namespace: 'dpf-hcp-provisioner-system',
  serviceAccount: { name: '', annotations: {} },
  resources: { limits: { cpu: '500m', memory: '512Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
  logLevel: 'info',
  leaderElection: { enabled: true },
  healthProbe: {
    port: 8081,
    livenessProbe: { initialDelaySeconds: 15, periodSeconds: 20 },
    readinessProbe: { initialDelaySeconds: 5, periodSeconds: 10 },
  },
  podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  placement: { target: 'master' },
  nodeSelector: {},
  tolerations: [],
  affinity: {},
  podAnnotations: { 'kubectl.kubernetes.io/default-container': 'manager' },
  commonLabels: {},
  commonAnnotations: {},
};

const IMAGE = { repository: 'quay.io/lhadad/dpf-hcp-provisioner-operator', tag: 'v0.1.0' };

/** The values.yaml of the chart before 0.1.0. */
export const DEFAULTS_0_1_0_PRE: Values = {
  ...COMMON,
  image: { ...IMAGE, pullPolicy: 'Always' },
  features: { blueFieldValidation: { enabled: false } },
  blueFieldImages: {},
};

/** The values.yaml of the chart 0.1.0. */
export const DEFAULTS_0_1_0: Values = {
  ...COMMON,
  nameOverride: CHART_NAME,
  image: { ...IMAGE, digest: '', pullPolicy: 'IfNotPresent' },
  provisionerConfig: {},
};
