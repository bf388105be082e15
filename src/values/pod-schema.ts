import { anything, bool, either, Fields, int, list, map, object, oneOf, SchemaNode, string } from './engine/schema';

/*
 * The parts of a pod that charts hand on to Kubernetes as they are: their fields, so that a misspelt one is found, and
 * their types where the API server is strict.
 */

const fields = (names: string): Fields => Object.fromEntries(names.split(' ').map((name) => [name, anything()]));
const quantity = string({ orNumber: true });
const port = either([int({ min: 1, max: 65535 }), string()]);
const seconds = int({ min: 0 });

export const texts = (description: string) => map(string(), { description });

export const PULL_POLICY = oneOf(['Always', 'IfNotPresent', 'Never', ''], { description: 'when the image is pulled' });
const PROTOCOL = oneOf(['TCP', 'UDP', 'SCTP']);

export const RESOURCES = object({ requests: map(quantity), limits: map(quantity), claims: list(anything()) });

export const PROBE = object({
  httpGet: object({ path: string(), port, scheme: oneOf(['HTTP', 'HTTPS']), host: string(), httpHeaders: list(anything()) }),
  tcpSocket: object({ port, host: string() }),
  exec: object({ command: list(string()) }),
  grpc: object({ port: int(), service: string() }),
  initialDelaySeconds: seconds,
  periodSeconds: int({ min: 1 }),
  timeoutSeconds: int({ min: 1 }),
  successThreshold: int({ min: 1 }),
  failureThreshold: int({ min: 1 }),
  terminationGracePeriodSeconds: int({ min: 1 }),
});

const ID = int({ min: 0 });
const PROFILE = object({ type: oneOf(['RuntimeDefault', 'Unconfined', 'Localhost']), localhostProfile: string() });
const COMMON_CONTEXT = {
  runAsNonRoot: bool(),
  runAsUser: ID,
  runAsGroup: ID,
  seccompProfile: PROFILE,
  appArmorProfile: PROFILE,
  ...fields('seLinuxOptions windowsOptions'),
};

export const SECURITY_CONTEXT = object({
  ...COMMON_CONTEXT,
  allowPrivilegeEscalation: bool(),
  privileged: bool(),
  readOnlyRootFilesystem: bool(),
  capabilities: object({ add: list(string()), drop: list(string()) }),
  procMount: string(),
});

export const POD_SECURITY_CONTEXT = object({
  ...COMMON_CONTEXT,
  fsGroup: ID,
  fsGroupChangePolicy: oneOf(['OnRootMismatch', 'Always']),
  supplementalGroups: list(ID),
  ...fields('supplementalGroupsPolicy sysctls seLinuxChangePolicy'),
});

export const CONTAINER_PORT = object({
  name: string(),
  containerPort: int({ min: 1, max: 65535 }),
  protocol: PROTOCOL,
  hostPort: int({ min: 0, max: 65535 }),
  hostIP: string(),
}, { required: ['containerPort'] });

export const SERVICE_PORT = object({
  name: string(),
  port: int({ min: 1, max: 65535 }),
  targetPort: port,
  protocol: PROTOCOL,
  nodePort: int({ min: 0, max: 65535 }),
  appProtocol: string(),
}, { required: ['port'] });

export const VOLUME_MOUNT = object({
  name: string(),
  mountPath: string(),
  readOnly: bool(),
  subPath: string(),
  ...fields('subPathExpr mountPropagation recursiveReadOnly'),
}, { required: ['name', 'mountPath'] });

/** Every source of a volume that Kubernetes has. */
export const VOLUME_SOURCES = ('awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc '
  + 'flexVolume flocker gcePersistentDisk gitRepo glusterfs hostPath image iscsi nfs persistentVolumeClaim photonPersistentDisk '
  + 'portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume').split(' ');

export const VOLUME = object({
  name: string(),
  ...Object.fromEntries(VOLUME_SOURCES.map((source): [string, SchemaNode] => [source, map(anything())])),
});

export const ENV = either([
  map(either([string({ orNumber: true }), bool()])),
  list(object({ name: string(), value: string(), valueFrom: anything() }, { required: ['name'] })),
], { description: 'environment variables: a map of strings, or a list as in Kubernetes' });

export const TOLERATION = object({
  key: string(),
  operator: oneOf(['Exists', 'Equal', '']),
  value: string(),
  effect: oneOf(['NoSchedule', 'PreferNoSchedule', 'NoExecute', '']),
  tolerationSeconds: int(),
});

export const AFFINITY = object(fields('nodeAffinity podAffinity podAntiAffinity'));
