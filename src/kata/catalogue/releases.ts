import { ShimFacts, ShimsByArchitecture } from './shims';
import { applyDifference, DocumentDifference } from '../../common/private/document-difference';
import { has, lookup } from '../../common/private/free-keys';
import { packageText } from '../../common/private/script';
import { sortedMap } from '../../common/private/sorted-map';

/** What a release of kata-deploy is and can. */
export interface ReleaseFacts {
  readonly version: string;
  /** The image's repository; the tag is the version. */
  readonly image: string;
  /** How the program gets its settings: in lists for all shims (`SHIMS`, …), or shim by shim on each architecture. */
  readonly interface: 'per-list' | 'per-shim';
  readonly shims: Readonly<Record<string, ShimFacts>>;
  /** Overheads that the chart knows of shims which the release does not have: values can name them all the same. */
  readonly otherOverheads: Readonly<Record<string, ShimFacts['overhead']>>;
  /** What Confidential Containers installs, where the user names no shims. */
  readonly confidentialShims: ShimsByArchitecture;
  /** One DaemonSet serves nodes of several architectures (`SHIMS_X86_64`, …). */
  readonly perArchitectureSettings: boolean;
  /** Sets snapshotters up on the node (`EXPERIMENTAL_SETUP_SNAPSHOTTER`) and pulls in the guest without one. */
  readonly snapshotterSetup: boolean;
  /** What the props that came with it need. */
  readonly features: readonly Feature[];
  /** What runs in its image: a shell script with a shell around it, or a binary alone. */
  readonly program: 'script' | 'binary';
  /** The script is started by a shell, and not by its name. */
  readonly runsInShell: boolean;
  /** The whole host below /host, or only the folders that are written to. */
  readonly hostAccess: 'root' | 'folders';
  /** kata-deploy can make the RuntimeClasses itself; `CREATE_RUNTIMECLASSES` says whether it does. */
  readonly createsRuntimeClasses: boolean;
  /** RuntimeClasses have labels that say whose they are. */
  readonly runtimeClassLabels: boolean;
  /** RuntimeClasses say which version of Kata they are. */
  readonly versionAnnotations: boolean;
  /** Confidential RuntimeClasses select nodes by the labels of Node Feature Discovery. */
  readonly teeNodeSelectors: boolean;
  /** Whether pods of the DaemonSet clean their node when they are deleted, and what makes them do so. */
  readonly cleansWhenDeleted: 'never' | 'by-hook' | 'by-signal';
  /** The program reads the name of its DaemonSet from an environment variable. */
  readonly readsDaemonSetName: boolean;
  /** Pods answer probes. */
  readonly healthEndpoints: boolean;
  /** Reads the settings of the kubelet, to warn of timeouts that are too short. */
  readonly kubeletSettings: boolean;
  /** The level of its log is an argument. */
  readonly logLevelFlag: boolean;
  /** Jobs instead of a DaemonSet, dispatched node by node. */
  readonly jobs: boolean;
  /** The dispatcher watches its Jobs, where later ones ask for each. */
  readonly dispatcherWatchesJobs: boolean;
  /** The dispatcher labels nodes, lifts taints, and knows several selectors. */
  readonly dispatcherOwnsNodes: boolean;
  /** Each installation marks its nodes with a label of its own, which its RuntimeClasses select too. */
  readonly instanceLabels: boolean;
  /** A RuntimeClass of its own for debugging, and the devkit. */
  readonly debugRuntimeClasses: boolean;
  /** It remembers suffix and mode in a ConfigMap. */
  readonly state: boolean;
  /** The rule for Node Feature Discovery is an object. */
  readonly nodeFeatureRules: boolean;
  /** The program makes the rule for Node Feature Discovery, and adds the keys of TEEs to RuntimeClasses. */
  readonly makesNodeFeatureRules: boolean;
  /** The program watches the DaemonSets of kata-deploy, where earlier ones list them when they clean a node. */
  readonly watchesDaemonSets: boolean;
  /** It gets the distribution, and refuses a folder that the node's containerd does not read. */
  readonly checksDistribution: boolean;
  /** Its pods are replaced when a ConfigMap changes that they mount. */
  readonly checksums: boolean;
  /** The pods of Jobs on nodes carry the user's labels and annotations, as those of the DaemonSet do. */
  readonly jobPodMetadata: boolean;
}

/**
 * What a release can beyond 3.22.0, in groups that came together. Props that need one name it.
 */
export type Feature =
  /** Shims, and what is emitted for them, are set up one by one. */
  | 'shim-settings'
  /** Further fields of the pods. */
  | 'pod-settings'
  /** RuntimeClasses with a configuration of the user's own. */
  | 'custom-runtimes'
  /** Another folder or file of containerd's configuration. */
  | 'containerd-files'
  /** Health endpoints, and probes that ask them. */
  | 'health'
  /** Jobs instead of a DaemonSet, kata-monitor, drop-ins, log levels. */
  | 'jobs'
  /** Startup taints are lifted; more settings of EROFS. */
  | 'startup-taints'
  /** A RuntimeClass per shim for debugging; the dispatcher labels nodes; keys of TEEs are counted; pods are not privileged. */
  | 'node-ownership';

const IMAGE = 'quay.io/kata-containers/kata-deploy';

/** By version: what differs from the release before. To add a release is to add an entry to this file. */
const DATA = 'src/kata/catalogue/releases.json';

/** Oldest first; the last one is the default. */
export const RELEASES: readonly ReleaseFacts[] = read();

function read(): ReleaseFacts[] {
  const releases: ReleaseFacts[] = [];
  const differences = JSON.parse(packageText(DATA)) as Record<string, DocumentDifference & { readonly from?: string }>;
  for (const [version, difference] of Object.entries(differences)) {
    const before = releases.find((one) => one.version === difference.from) ?? {};
    const facts = applyDifference<ReleaseFacts>(before, difference);
    releases.push({ ...facts, shims: sortedMap(facts.shims), version, image: IMAGE });
  }
  return releases;
}

/** The release of this version, which must be among them. */
export function releaseFacts(version: string): ReleaseFacts {
  const facts = RELEASES.find((one) => one.version === version);
  if (!facts) throw new Error(`src/kata/catalogue/releases.json has no release ${version}`);
  return facts;
}

/** Every shim that any release has. */
export const KNOWN_SHIMS: readonly string[] = [...new Set(RELEASES.flatMap(({ shims }) => Object.keys(shims)))].sort();

/**
 * The development build that the chart `confidential-containers@0.16.0-pre` carries beside 3.21.0 for its own tests:
 * an image of 3.21.0 with the snapshotter switches that became 3.22.0. Only values files can ask for it.
 */
export const RELEASE_0_16_0_PRE_CI: ReleaseFacts = {
  ...releaseFacts('3.21.0'),
  shims: releaseFacts('3.22.0').shims,
  snapshotterSetup: true,
};

/** Shims that others took the place of: under another name, or on some architectures. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  'cloud-hypervisor': 'clh-runtime-rs',
  'qemu-coco-dev': 'qemu-coco-dev-runtime-rs',
  'qemu-nvidia-gpu': 'qemu-nvidia-gpu-runtime-rs',
};

/** The shim of a release that took the place of one that it lacks, on an architecture or on any. */
export function successor(name: string, release: ReleaseFacts, architecture?: string): string | undefined {
  const next = lookup(SUCCESSORS, name);
  const facts = next === undefined ? undefined : lookup(release.shims, next);
  return facts && (!architecture || facts.architectures.includes(architecture)) ? next : undefined;
}

/**
 * In which releases there is a shim that a release lacks, on an architecture or at all: sentences. Nothing for a name that no
 * release has.
 */
export function whereItIs(name: string, release: ReleaseFacts, architecture?: string): string | undefined {
  const having = RELEASES.filter(({ shims }) => has(shims, name)
    && (!architecture || shims[name].architectures.includes(architecture)));
  if (!having.length) return undefined;
  const position = RELEASES.findIndex(({ version }) => version === release.version);
  const later = having.find((one) => RELEASES.indexOf(one) > position);
  if (later) return `${architecture ? `On ${architecture} it` : 'It'} needs kata-deploy >= ${later.version}.`;
  const on = architecture ? ` on ${architecture}` : '';
  const next = successor(name, release, architecture);
  const instead = next ? `"${next}" took its place.` : 'No other shim took its place.';
  return `The last release that had it${on} is kata-deploy ${having[having.length - 1].version}. ${instead}`;
}

/**
 * The environment variables of kata-deploy, in the order of its first releases.
 *
 * @see https://github.com/kata-containers/kata-containers/blob/3.22.0/tools/packaging/kata-deploy/scripts/kata-deploy.sh
 */
export const ENVIRONMENT = {
  debug: 'DEBUG',
  shims: 'SHIMS',
  defaultShim: 'DEFAULT_SHIM',
  createRuntimeClasses: 'CREATE_RUNTIMECLASSES',
  createDefaultRuntimeClass: 'CREATE_DEFAULT_RUNTIMECLASS',
  allowedHypervisorAnnotations: 'ALLOWED_HYPERVISOR_ANNOTATIONS',
  snapshotterHandlerMapping: 'SNAPSHOTTER_HANDLER_MAPPING',
  agentHttpsProxy: 'AGENT_HTTPS_PROXY',
  agentNoProxy: 'AGENT_NO_PROXY',
  pullTypeMapping: 'PULL_TYPE_MAPPING',
  installationPrefix: 'INSTALLATION_PREFIX',
  multiInstallSuffix: 'MULTI_INSTALL_SUFFIX',
  experimentalSetupSnapshotter: 'EXPERIMENTAL_SETUP_SNAPSHOTTER',
  experimentalForceGuestPull: 'EXPERIMENTAL_FORCE_GUEST_PULL',
  hostOs: 'HOST_OS',
} as const;

/** Architectures as Kubernetes calls them, and as the ends of variables do. */
export const ARCHITECTURES = [['amd64', 'X86_64'], ['arm64', 'AARCH64'], ['s390x', 'S390X'], ['ppc64le', 'PPC64LE']] as const;

/** Variables that releases with lists read for each architecture, in place of those for all. */
const LISTS_BY_ARCHITECTURE: readonly string[] = [ENVIRONMENT.shims, ENVIRONMENT.defaultShim];

/** Settings that have a variable per architecture, with its name at the end. */
const BY_ARCHITECTURE: readonly string[] = [
  ENVIRONMENT.shims, ENVIRONMENT.defaultShim, ENVIRONMENT.allowedHypervisorAnnotations, ENVIRONMENT.snapshotterHandlerMapping,
  ENVIRONMENT.pullTypeMapping, ENVIRONMENT.experimentalForceGuestPull,
];

const ALWAYS: readonly string[] = [
  ENVIRONMENT.debug, ENVIRONMENT.agentHttpsProxy, ENVIRONMENT.agentNoProxy, ENVIRONMENT.installationPrefix,
  ENVIRONMENT.multiInstallSuffix, ENVIRONMENT.experimentalSetupSnapshotter, ENVIRONMENT.hostOs,
];

/** Variables that came with a group of features. */
const BY_FEATURE: Readonly<Partial<Record<Feature, readonly string[]>>> = {
  'custom-runtimes': ['CUSTOM_RUNTIMES_ENABLED'],
  'containerd-files': ['CONTAINERD_CONFIG_FILE_NAME'],
  'health': ['HEALTH_PORT'],
  'jobs': ['EROFS_MERGE_MODE', 'CONTAINERD_USER_DROP_IN_SOURCE_FILE'],
  'startup-taints': ['EROFS_SNAPSHOTTER_MODE', 'EROFS_DMVERITY', 'STARTUP_TAINTS'],
  'node-ownership': ['DEVKIT'],
};

/** The environment variables of kata-deploy that props set. */
export function variablesOf(release: ReleaseFacts): string[] {
  if (release.interface === 'per-list') {
    return Object.values(ENVIRONMENT)
      .flatMap((one) => (LISTS_BY_ARCHITECTURE.includes(one) ? [one, ...byArchitecture(one)] : [one]));
  }
  return [
    ...ALWAYS,
    ...BY_ARCHITECTURE.flatMap(byArchitecture),
    ...release.features.flatMap((feature) => BY_FEATURE[feature] ?? []),
    ...(release.readsDaemonSetName ? ['DAEMONSET_NAME'] : []),
    ...(release.createsRuntimeClasses ? [ENVIRONMENT.createRuntimeClasses, ENVIRONMENT.createDefaultRuntimeClass] : []),
    ...(release.checksDistribution ? ['K8S_DISTRIBUTION'] : []),
  ];
}

/** What to do about a variable that only releases with lists read; undefined for others. */
export function successorOfVariable(variable: string): string | undefined {
  if (BY_ARCHITECTURE.includes(variable)) return `It reads ${byArchitecture(variable).join(', ')} instead.`;
  return lookup(BY_PROPS, variable);
}

const BY_PROPS: Readonly<Record<string, string>> = {
  [ENVIRONMENT.createRuntimeClasses]: 'RuntimeClasses are objects of the manifests: set `runtimeClasses`.',
  [ENVIRONMENT.createDefaultRuntimeClass]: 'That RuntimeClass is an object of the manifests: set `createDefaultRuntimeClass`.',
};

/** The variables of one setting, with the architecture at their ends. */
export function byArchitecture(variable: string): string[] {
  return ARCHITECTURES.map(([, ending]) => `${variable}_${ending}`);
}
