import { bool, Fields, list, map, object, ObjectNode, oneOf, string } from '../helm/schema';

const DISTRIBUTIONS = ['k8s', 'k3s', 'rke2', 'k0s', 'microk8s', ''];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never', ''];

const labels = (description: string) => map(string(), { description });

/** Texts of kata-deploy's `env`: templates print numbers and booleans as texts too. */
const ENV_FIELDS: Fields = {
  debug: bool({ orText: true, description: 'debug output of the runtime, the hypervisor and the guest' }),
  shims: string({ description: 'the shims to install, separated by spaces' }),
  shims_x86_64: string({ description: 'the shims of x86_64 nodes, in place of `shims`' }),
  shims_aarch64: string({ description: 'the shims of aarch64 nodes, in place of `shims`' }),
  shims_s390x: string({ description: 'the shims of s390x nodes, in place of `shims`' }),
  shims_ppc64le: string({ description: 'the shims of ppc64le nodes, in place of `shims`' }),
  defaultShim: string({ description: 'the shim behind the default RuntimeClass' }),
  defaultShim_x86_64: string({ description: 'the default shim of x86_64 nodes' }),
  defaultShim_aarch64: string({ description: 'the default shim of aarch64 nodes' }),
  defaultShim_s390x: string({ description: 'the default shim of s390x nodes' }),
  defaultShim_ppc64le: string({ description: 'the default shim of ppc64le nodes' }),
  createRuntimeClasses: bool({ orText: true, description: 'whether kata-deploy makes the RuntimeClasses' }),
  createDefaultRuntimeClass: bool({ orText: true, description: 'whether kata-deploy makes the RuntimeClass `kata`' }),
  allowedHypervisorAnnotations: string({ description: 'hypervisor settings that pods may change, separated by spaces' }),
  snapshotterHandlerMapping: string({ description: 'the snapshotter of each shim: shim:snapshotter,…' }),
  agentHttpsProxy: string({ description: 'the proxy of guests', secret: true }),
  agentNoProxy: string({ description: 'what guests reach without the proxy, separated by commas', secret: true }),
  pullTypeMapping: string({ description: 'who pulls the images of each shim, under CRI-O: shim:guest-pull,…' }),
  installationPrefix: string({ description: 'the folder on nodes below which Kata is installed' }),
  hostOS: string({ description: 'the operating system of the nodes' }),
  multiInstallSuffix: string({ orNumber: true, description: 'what keeps this installation apart from others' }),
  _experimentalSetupSnapshotter: string({ description: 'snapshotters to set up on the nodes, separated by commas' }),
  _experimentalForceGuestPull: string({ description: 'shims that pull in the guest by force, separated by commas' }),
};

/** The values of the chart kata-deploy, as a dependency of the umbrella chart. */
function kataDeploy(envKeys: readonly string[]): ObjectNode {
  return object({
    enabled: bool({ description: 'whether this runtime is installed' }),
    imagePullPolicy: oneOf(PULL_POLICIES, { description: 'when the image is pulled' }),
    imagePullSecrets: list(object({ name: string() }, { required: ['name'] }), { description: 'secrets of the registry' }),
    image: object({ reference: string(), tag: string({ orNumber: true }) }, { description: 'the image of kata-deploy' }),
    k8sDistribution: oneOf(DISTRIBUTIONS, { description: 'the Kubernetes distribution' }),
    nodeSelector: labels('labels of the nodes to install on'),
    env: object(Object.fromEntries(envKeys.map((key) => [key, ENV_FIELDS[key]])), { description: 'the settings of kata-deploy' }),
    global: GLOBAL,
  });
}

/** Helm hands `global` to every chart; no template here reads it. */
const GLOBAL = object({}, { open: { kind: 'anything' }, description: 'values for all charts' });

const TOLERATION = object({
  key: string(),
  operator: oneOf(['Exists', 'Equal', '']),
  value: string(),
  effect: oneOf(['NoSchedule', 'PreferNoSchedule', 'NoExecute', '']),
  tolerationSeconds: { kind: 'int', orText: false },
});

const CUSTOM_CONTAINERD = object({
  enabled: bool(),
  tarballUrl: string(),
  tarballUrls: object({ amd64: string(), arm64: string(), s390x: string(), ppc64le: string() }),
  installPath: string(),
  image: object({ repository: string(), tag: string({ orNumber: true }), pullPolicy: oneOf(PULL_POLICIES) }),
  nodeSelector: labels('labels of the nodes that get another containerd'),
  tolerations: list(TOLERATION),
}, { description: 'another containerd on the nodes' });

/** The values of the umbrella chart. */
export function umbrella(runtimes: Readonly<Record<string, readonly string[]>>, scratch: readonly string[]): ObjectNode {
  return object({
    architecture: string({ description: 'a label for people' }),
    nameOverride: string(),
    fullnameOverride: string(),
    customContainerd: CUSTOM_CONTAINERD,
    ...Object.fromEntries(scratch.map((key) => [key, { kind: 'anything' as const }])),
    ...Object.fromEntries(Object.entries(runtimes).map(([alias, envKeys]) => [alias, kataDeploy(envKeys)])),
    global: GLOBAL,
  });
}
