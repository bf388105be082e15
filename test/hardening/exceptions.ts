import { Rule } from './rules';

/** What does not keep some rules, and why that is so. */
export interface Exception {
  /** What it is, for people. */
  readonly what: string;
  /** Its objects: a part of `DaemonSet coco-system/kata-deploy`. */
  readonly objects: RegExp;
  /** Its containers; all, and the pod as a whole, if left out. */
  readonly containers?: RegExp;
  readonly rules: readonly Rule[];
  /** It cannot do its work otherwise. Else there is another reason. */
  readonly byNature: boolean;
  readonly why: string;
}

const KATA = /kata-(deploy|as-coco-runtime)/;
const KATA_NODES = /^(DaemonSet .*kata-(deploy|as-coco-runtime)|Job .*kata-(deploy|as-coco-runtime).*-(install|cleanup)-job$)/;
const GATE = /^wait-for-/;
const CONTAINERD = /containerd-(installer|cleanup)$/;
const ADAPTOR = /cloud-api-adaptor/;
const CONTROLLER = /peerpodctrl/;
const WEBHOOK = /peer-pods-webhook/;
const DPF = /dpf-hcp-provisioner-operator/;
const REDFISH = /kubevirt-redfish/;

const AS_ROOT: readonly Rule[] = ['privilege-escalation', 'capabilities', 'non-root', 'numeric-user'];

/**
 * Everything that does not keep the rules; the first that fits counts. Whatever else is found, and whatever here is found no
 * longer, fails a test.
 */
export const EXCEPTIONS: readonly Exception[] = [
  {
    what: 'init containers that wait on a node',
    objects: /./,
    containers: GATE,
    rules: ['cpu-and-memory', 'ephemeral-storage', 'seccomp', 'non-root', 'numeric-user'],
    byNature: true,
    why: 'they read what installers recorded for root, read-only and without capabilities',
  },
  {
    what: 'kata-deploy on nodes',
    objects: KATA_NODES,
    rules: [...AS_ROOT, 'privileged', 'seccomp', 'read-only-root', 'host-namespaces', 'host-folders'],
    byNature: true,
    why: 'it writes Kata and the configuration of the container runtime to the node, and restarts the runtime. From 4.1.0 on it does so without '
      + 'privileges, in folders that are named one by one',
  },
  {
    what: 'kata-deploy on nodes',
    objects: KATA_NODES,
    rules: ['cpu-and-memory', 'ephemeral-storage'],
    byNature: true,
    why: 'copying Kata fills the page cache, which counts as memory of the pod: a limit could stop it in the middle, and leave a node without a runtime. '
      + 'Its Jobs ask for nothing, so that a full node is installed, too',
  },
  {
    what: 'Jobs of kata-deploy',
    objects: /-job-templates-(install|cleanup)-job$/,
    rules: ['linux'],
    byNature: true,
    why: 'the dispatcher finds the nodes, and gives each Job the name of its node',
  },
  {
    what: 'pods of kata-deploy',
    objects: KATA,
    containers: /^$/,
    rules: ['network-policy'],
    byNature: false,
    why: 'they serve nothing but probes: a policy would guard no port',
  },
  {
    what: 'CustomContainerdInstaller',
    objects: CONTAINERD,
    rules: [
      ...AS_ROOT, 'privileged', 'seccomp', 'read-only-root', 'host-namespaces', 'host-folders', 'cpu-and-memory', 'ephemeral-storage', 'network-policy',
    ],
    byNature: true,
    why: 'it replaces containerd on the node and restarts it, in the network and the processes of the node. A limit could stop it in the middle. '
      + 'A NetworkPolicy has no effect on pods in the network of their node',
  },
  {
    what: 'the adaptor of peer pods',
    objects: ADAPTOR,
    rules: [...AS_ROOT, 'host-namespaces', 'host-folders', 'network-policy'],
    byNature: true,
    why: 'it connects the network of a pod with that of its VM: in the network of the node, with NET_ADMIN and SYS_ADMIN. A NetworkPolicy has no '
      + 'effect on pods in the network of their node',
  },
  {
    what: 'the adaptor of peer pods',
    objects: ADAPTOR,
    rules: ['read-only-root'],
    byNature: true,
    why: 'with SYS_ADMIN it could mount the file system anew, so the flag would protect from nothing; and what its providers write differs',
  },
  {
    what: 'the resource controller of peer pods',
    objects: CONTROLLER,
    containers: /^manager$/,
    rules: ['non-root', 'numeric-user'],
    byNature: true,
    why: 'its image has no user but root, and libraries of clouds look for keys in root\'s home. It has no capabilities',
  },
  {
    what: 'sidecars in front of metrics',
    objects: /./,
    containers: /^kube-rbac-proxy$/,
    rules: ['numeric-user'],
    byNature: false,
    why: 'the image\'s own user is 65532. OpenShift gives each namespace users of its own, and refuses a pod that names another',
  },
  {
    what: 'the webhook of peer pods, and the operator of hosted control planes',
    objects: new RegExp(`${WEBHOOK.source}|${DPF.source}`),
    containers: /^manager$/,
    rules: ['numeric-user'],
    byNature: false,
    why: 'the image\'s own user is 65532. OpenShift gives each namespace users of its own, and refuses a pod that names another',
  },
  {
    what: 'RedfishServer',
    objects: REDFISH,
    rules: ['numeric-user'],
    byNature: false,
    why: 'the image is made for the user 1001; on OpenShift the pod gets one of its namespace\'s',
  },
  {
    what: 'RedfishServer',
    objects: REDFISH,
    rules: ['one-probe'],
    byNature: false,
    why: 'both probes ask for the service root: the only page that needs no login, and none that waits for anything else',
  },
  {
    what: 'a workload of the user, in an example',
    objects: /payments/,
    rules: ['ephemeral-storage', 'seccomp', 'capabilities', 'numeric-user', 'network-policy', 'disruption-budget', 'linux'],
    byNature: false,
    why: 'it is what cdk8s-plus makes by default, and not emitted by this library',
  },
  {
    what: 'every image',
    objects: /./,
    rules: ['digest', 'pull-policy'],
    byNature: false,
    why: 'catalogues know tags of releases: give digests by ImagePolicy and a lock file. Nodes start pods also where the registry is down',
  },
];
