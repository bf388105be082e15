import { Values } from '../helm/tree';

const PROBE = { httpGet: { path: '/redfish/v1/', port: 8443, scheme: 'HTTP' }, failureThreshold: 3 };

/** The values.yaml of the chart, without what its two editions have in different forms. */
const COMMON: Values = {
  global: {
    namespace: 'kubevirt-redfish',
    image: { repository: 'quay.io/your-org/kubevirt-redfish', tag: 'v0.2.0', pullPolicy: 'Always' },
  },
  deployment: {
    replicas: 1,
    labels: {},
    container: {
      name: 'kubevirt-redfish',
      resources: { requests: { memory: '512Mi', cpu: '100m' }, limits: { memory: '2Gi', cpu: '500m' } },
      env: {
        CONFIG_PATH: '/app/config/config.yaml',
        LOG_LEVEL: 'info',
        REDFISH_LOG_LEVEL: 'INFO',
        REDFISH_LOGGING_ENABLED: 'true',
      },
      ports: [{ name: 'http', containerPort: 8443, protocol: 'TCP' }],
      livenessProbe: { ...PROBE, initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5 },
      readinessProbe: { ...PROBE, initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3 },
      volumeMounts: [
        { name: 'config-volume', mountPath: '/app/config', readOnly: true },
        { name: 'temp-storage', mountPath: '/tmp', readOnly: false },
      ],
    },
  },
  service: {
    enabled: true,
    type: 'ClusterIP',
    ports: [{ name: 'http', port: 8443, targetPort: 8443, protocol: 'TCP' }],
    labels: {},
    annotations: {},
  },
  route: {
    enabled: true,
    host: 'kubevirt-redfish-default.apps.clustername.example.com',
    labels: {},
    annotations: {},
    tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
  },
  server: { host: '0.0.0.0', port: 8443, tls: { enabled: false } },
  chassis: [{
    name: 'default',
    namespace: 'default',
    service_account: 'kubevirt-redfish',
    description: 'Default KubeVirt chassis with virtual machines',
    vm_selector: { labels: { 'redfish-enabled': 'true' } },
  }],
  kubevirt: { api_version: 'v1', timeout: 30, allow_insecure_tls: true },
  volumes: {
    config: { name: 'config-volume', configMap: { name: 'kubevirt-redfish-config' } },
    temp: { name: 'temp-storage', emptyDir: { sizeLimit: '50Gi' } },
  },
  configMap: { enabled: true, name: 'kubevirt-redfish-config', labels: {}, annotations: {} },
  nodeSelector: {},
  tolerations: [],
  affinity: {},
};

/** The users that the chart makes where the values name none. Everyone knows their passwords. */
export const DEFAULT_USERS: readonly Values[] = ['admin', 'operator'].map((username) => ({
  username, password: `${username}123`, chassis: ['default'],
}));

const RBAC: Values = {
  enabled: true,
  serviceAccount: { create: true, name: 'kubevirt-redfish', labels: {}, annotations: {} },
  clusterRole: { create: true, name: 'kubevirt-redfish-role', labels: {} },
  clusterRoleBinding: { create: true, name: 'kubevirt-redfish-binding', labels: {} },
};

const DATA_VOLUME: Values = {
  storage_size: '3Gi', allow_insecure_tls: true, storage_class: '', vm_update_timeout: '2m', iso_download_timeout: '30m',
};

const OPENSHIFT_IDS = { min: 1000000000, max: 1000099999 };

/** The values.yaml of the chart as v0.2.1 was tagged. */
export const DEFAULTS_0_2_1_PRE: Values = {
  ...COMMON,
  authentication: { users: DEFAULT_USERS },
  rbac: {
    ...RBAC,
    scc: {
      enabled: true,
      custom: false,
      customName: 'kubevirt-redfish-scc',
      labels: {},
      annotations: {},
      priority: 10,
      runAsUser: OPENSHIFT_IDS,
      fsGroup: OPENSHIFT_IDS,
      supplementalGroups: OPENSHIFT_IDS,
    },
  },
  datavolume: DATA_VOLUME,
  securityContext: { runAsNonRoot: true, runAsUser: 1000960000, runAsGroup: 1000960000 },
  podSecurityContext: { runAsNonRoot: true, runAsUser: 1000960000, runAsGroup: 1000960000, fsGroup: 1000960000 },
};

/** The values.yaml of the chart afterwards: without SecurityContextConstraints, with a helper image. */
export const DEFAULTS_0_2_1: Values = {
  ...COMMON,
  authentication: { users: DEFAULT_USERS },
  rbac: RBAC,
  datavolume: { ...DATA_VOLUME, helper_image: 'alpine:latest' },
  securityContext: { runAsNonRoot: true, capabilities: { drop: ['ALL'] }, allowPrivilegeEscalation: false },
  podSecurityContext: { runAsNonRoot: true },
};
