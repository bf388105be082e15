import { ENV_FIELDS } from './env-schema';
import { EditionDocument } from '../../editions/edition-document';
import { schemaOfEdition } from '../../editions/edition-schema';
import { anything, bool, either, Fields, int, list, map, object, ObjectNode, oneOf, SchemaNode, string } from '../../engine/schema';
import { PULL_POLICY, TOLERATION } from '../../pod-schema';

const DISTRIBUTIONS = ['k8s', 'k3s', 'rke2', 'k0s', 'microk8s', ''];
const ARCHITECTURES = ['amd64', 'arm64', 's390x', 'ppc64le'] as const;

/** What goes into a manifest as it is. */
const passed = (description: string) => map(anything(), { description });
const labels = (description: string) => map(string(), { description });
/** A text that templates trim or look into: without one they stop. */
const needed = (description: string) => string({ description, nullable: false });
/** Files in which credentials may stand. */
const file = (description: string) => string({ description, secret: true });
const count = (description: string) => int({ orText: true, min: 0, description });

const EXPRESSION = object({ key: string(), operator: oneOf(['In', 'NotIn', 'Exists', 'DoesNotExist']), values: list(string()) }, {
  required: ['key', 'operator'],
});

/** A map that templates look into without a second thought. */
const section = (fields: Fields, description: string, open?: SchemaNode) => (
  object(fields, { description, open, nullable: false }));

const image = (what: string, tag: SchemaNode = string({ orNumber: true })) => section({
  reference: needed('the repository, or with a digest the whole reference'),
  tag,
}, `the image of ${what}`);

const PROXIES = object({
  httpsProxy: string({ description: 'the proxy of guests', secret: true }),
  noProxy: string({ description: 'what guests reach without the proxy, separated by commas', secret: true }),
});

/** One shim. */
const SHIM: Fields = {
  enabled: bool({ description: 'whether it is installed' }),
  supportedArches: list(oneOf([...ARCHITECTURES]), { description: 'the architectures that have it' }),
  allowedHypervisorAnnotations: list(string(), { description: 'hypervisor settings that pods may change' }),
  containerd: object({
    snapshotter: string({ description: 'the snapshotter of its pods' }),
    forceGuestPull: bool({ description: 'images are pulled in the guest by force' }),
  }),
  crio: object({ guestPull: bool({ description: 'images are pulled in the guest, under CRI-O' }) }),
  agent: PROXIES,
  dropIn: file('TOML over its configuration'),
  runtimeClass: object({
    nodeSelector: map(string({ orNumber: true }), { description: 'further labels of its nodes' }),
    overheadEnabled: bool({ description: 'whether its RuntimeClass states an overhead' }),
    overhead: object({ memory: string({ orNumber: true, nullable: false }), cpu: string({ orNumber: true, nullable: false }) }),
  }),
};

const SECONDS = int({ orText: true, min: 0 });
const PROBE: Fields = { enabled: bool(), periodSeconds: SECONDS, failureThreshold: SECONDS, timeoutSeconds: SECONDS };

const ENV = 'the settings of kata-deploy';

/** What the values of each edition may be, as far as it has them. */
const FIELDS: Fields = {
  'nameOverride': string(),
  'fullnameOverride': string(),
  'global': passed('values for all charts'),
  'imagePullPolicy': PULL_POLICY,
  'imagePullSecrets': list(object({ name: string() }, { required: ['name'] }), { description: 'secrets of the registry' }),
  'image': image('kata-deploy'),
  'k8sDistribution': oneOf(DISTRIBUTIONS, { description: 'the Kubernetes distribution' }),
  'nodeSelector': labels('labels of the nodes to install on'),
  'tolerations': list(TOLERATION, { description: 'taints of nodes that are installed all the same' }),
  'debug': bool({ description: 'debug output' }),
  'deploymentMode': oneOf(['daemonset', 'job', ''], { description: 'a DaemonSet, or Jobs node by node' }),
  'kubectlImage': image('kubectl', string({ orNumber: true, nullable: false })),
  'monitor': section({
    enabled: bool(),
    image: image('kata-monitor'),
    listenAddress: string({ description: 'where metrics are served' }),
    runtimeEndpoint: string({ description: 'the socket of the container runtime' }),
    logLevel: string(),
    port: int({ orText: true, min: 1, max: 65535, nullable: false }),
    securityContext: passed('the security context of its container'),
    resources: passed('the resources of its container'),
  }, 'kata-monitor'),
  'containerd': section({
    configDir: needed('the folder of containerd\'s configuration'),
    runtimeSocket: string({ description: 'the socket of containerd' }),
    configFileName: needed('the file of containerd\'s configuration'),
    userDropIn: { ...file('TOML over the configuration of containerd'), nullable: false },
  }, 'where containerd is'),
  'startupTaints': list(string(), { description: 'taints that are taken away once Kata is installed' }),
  'podLabels': labels('further labels of the pods'),
  'podAnnotations': labels('annotations of the pods'),
  'affinity': passed('the affinity of the pods'),
  'priorityClassName': string(),
  'updateStrategy': passed('how the DaemonSet is updated'),
  'resources': passed('the resources of the container'),
  'logLevel': string({ description: 'how much kata-deploy logs' }),
  'health': object({
    port: int({ orText: true, min: 0, max: 65535 }),
    startupProbe: object({ ...PROBE, initialDelaySeconds: SECONDS }),
    livenessProbe: object(PROBE),
    readinessProbe: object(PROBE),
  }, { description: 'the probes of the container' }),
  'snapshotter': section({
    setup: either([list(string()), string()]),
    erofsMergeMode: string(),
    erofsSnapshotterMode: needed('where writes of containers go'),
    erofsDmverity: bool(),
  }, 'the snapshotters that kata-deploy sets up'),
  'shims': section({ disableAll: bool({ description: 'whether shims without `enabled` are left out' }) },
    'the shims to install, by name', object(SHIM, { nullable: true })),
  'defaultShim': section(Object.fromEntries(ARCHITECTURES.map((name) => [name, string()])), 'the default shim of each architecture'),
  'runtimeClasses': section({
    enabled: bool({ description: 'whether there is a RuntimeClass for each shim' }),
    createDefault: bool({ description: 'whether there is a RuntimeClass for the default shim' }),
    defaultName: string({ description: 'its name' }),
    overheadEnabled: bool({ description: 'whether RuntimeClasses state an overhead' }),
  }, 'the RuntimeClasses'),
  'env': section(ENV_FIELDS, ENV),
  'node-feature-discovery': section({ enabled: bool() }, 'the chart of Node Feature Discovery', anything()),
  'nodeFeatureRules': object({
    create: oneOf(['auto', true, false, 'true', 'false'], { description: 'whether keys of TEEs are counted on nodes' }),
  }),
  'devkit': bool({ description: 'a RuntimeClass with tools for debugging, for each shim' }),
  'verification': section({
    namespace: string({ description: 'the namespace of the pod' }),
    timeout: count('seconds for the pod'),
    daemonsetTimeout: count('seconds for the installation'),
    pod: file('the manifest of a pod that tries the installation'),
  }, 'a pod that tries the installation'),
  'customRuntimes': section({
    enabled: bool(),
    runtimes: map(object({
      baseConfig: string({ description: 'the shim whose configuration it starts from' }),
      dropIn: file('TOML over that configuration'),
      runtimeClass: string({ description: 'the manifest of its RuntimeClass' }),
      inheritBaseOverhead: bool(),
      containerd: object({ snapshotter: string() }, { nullable: false }),
      crio: object({ pullType: string() }, { nullable: false }),
    }, { nullable: false })),
  }, 'runtimes of your own'),
  'job': object({
    dispatcherImage: image('the dispatcher'),
    dispatcherNodeSelector: labels('labels of the nodes that the dispatcher may run on'),
    dispatcherTolerations: list(TOLERATION),
    parallelism: int({ orText: true, min: 1, nullable: false, description: 'how many nodes at a time' }),
    nodes: list(string(), { description: 'names of nodes, in place of a selection' }),
    nodeSelector: labels('labels of the nodes to install on'),
    nodeSelectorExpressions: list(EXPRESSION, { description: 'what the labels of nodes must fulfil' }),
    waitForNodesSeconds: count('how long nodes are waited for'),
    nodeSettleSeconds: count('how long the set of nodes must be the same'),
    waitNodeReadySeconds: count('how long a node may take to be ready again'),
    activeDeadlineSeconds: count('how long the Job of a node may run'),
    ttlSecondsAfterFinished: int({ orText: true, min: 0, nullable: false, description: 'how long the Job of a node is kept' }),
    backoffLimit: count('how often a node is tried again'),
    cleanup: object({
      nodes: list(string()),
      nodeSelector: labels('labels of the nodes to clean'),
      nodeAffinity: passed('what the labels of nodes to clean must fulfil'),
      nodeSelectorExpressions: list(EXPRESSION),
    }),
  }, { description: 'the mode `job`' }),
};

/** What 4.1.0 no longer has, and refuses in words of its own: see the check of them. */
const REMOVED_JOB = ['nodeSelector', 'nodeAffinity', 'nodeSelectorExpressions'];

/** What the values of one edition may be. */
export function schemaOf(document: EditionDocument): ObjectNode {
  const { behaviours } = document;
  const schema = schemaOfEdition(object({
    ...FIELDS,
    ...(behaviours.includes('rust-images') ? { image: image('kata-deploy', string()) } : {}),
    ...(behaviours.includes('text-suffix') ? {
      env: section({ ...ENV_FIELDS, multiInstallSuffix: string({ description: 'what keeps this installation apart from others' }) }, ENV),
    } : {}),
  }), document);
  if (!behaviours.includes('refuses-job-selectors')) return schema;
  const job = schema.fields.job as ObjectNode;
  const cleanup = job.fields.cleanup as ObjectNode;
  const removed: Fields = {
    ...Object.fromEntries(REMOVED_JOB.map((key) => [key, anything()])),
    cleanup: { ...cleanup, fields: { ...cleanup.fields, nodeSelectorExpressions: anything() } },
  };
  return object({ ...schema.fields, job: { ...job, fields: { ...job.fields, ...removed } } });
}
