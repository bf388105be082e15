import type { DaemonSetUpdateStrategy } from 'kubernetes-types/apps/v1';
import type { Affinity, LocalObjectReference, NodeAffinity, ResourceRequirements, SecurityContext, SELinuxOptions, Toleration } from 'kubernetes-types/core/v1';
import { NodeGate } from '../../common';
import { ReleaseFacts } from '../catalogue/releases';

/**
 * Everything that decides what is emitted for an installation, with every default filled in, for every release.
 *
 * Two things lead here: the props of `KataRuntime`, and the values of the charts. Objects depend on nothing else.
 */
export interface KataModel {
  readonly release: ReleaseFacts;
  /** The base of all names: `kata-deploy`. */
  readonly name: string;
  /** Empty for the only installation. */
  readonly suffix: string;
  /** Who the objects belong to: the labels `app.kubernetes.io/*`. */
  readonly identity: IdentityModel;
  readonly mode: 'daemonset' | 'job';
  readonly daemonSet: DaemonSetModel;
  readonly job: JobModel;
  readonly image: string;
  /** The command of the install container, where the image is not the release's own and needs another one. */
  readonly command?: readonly string[];
  /** For waiting, verifying and cleaning up in the API. */
  readonly kubectlImage: string;
  /** Empty: as the tag of the image asks for. */
  readonly imagePullPolicy: string;
  readonly imagePullSecrets: readonly LocalObjectReference[];
  readonly monitor?: MonitorModel;
  /** The distribution of Kubernetes: `k8s`, `k3s`. */
  readonly distribution: string;
  readonly containerd: ContainerdModel;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
  /** The user's own, without what `linuxNodes` and Node Feature Discovery add. */
  readonly affinity: Affinity;
  /** Only Linux nodes are installed; undefined for all nodes, as with upstream's charts. */
  readonly linuxNodes?: LinuxNodes;
  readonly priorityClassName: string;
  readonly startupTaints: readonly string[];
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly debug: boolean;
  readonly devkit: boolean;
  /** Empty: as `debug` says. */
  readonly logLevel: string;
  readonly snapshotter: SnapshotterModel;
  /** The architectures of the nodes, as Kubernetes calls them: `amd64`. */
  readonly architectures: readonly string[];
  /** Sorted by name, as in the chart. For releases that read lists, in the order of the lists. */
  readonly shims: readonly ShimModel[];
  /** The default shim of architectures without one of their own, for releases that read lists. Empty for none. */
  readonly defaultShim: string;
  /** By architecture as Kubernetes calls it: the default shim, only where it is installed. */
  readonly defaultShims: Readonly<Partial<Record<string, string>>>;
  readonly runtimeClasses?: RuntimeClassesModel;
  readonly installationPrefix: string;
  readonly hostOs: string;
  readonly nodeFeatures: NodeFeaturesModel;
  readonly verification?: VerificationModel;
  /** Sorted by key. */
  readonly customRuntimes: readonly CustomRuntimeModel[];
  /** The proxy of all guests alike; empty where shims have their own, or none. */
  readonly httpsProxy: string;
  /** What all guests reach without it. */
  readonly noProxy: readonly string[];
  /** Further variables, and texts that replace those of others. */
  readonly extraEnv: Readonly<Record<string, string>>;
  /**
   * All strings may refer to other variables, as those that a chart writes into a pod can: `$(NODE_NAME)`.
   * @default - only those of `extraEnv`; the others reach the program as they are
   */
  readonly expandsVariables?: boolean;
  /** Of the pods that change nodes; undefined for what the container runtime gives. */
  readonly seLinuxOptions?: SELinuxOptions;
  /** What is waited for on each node; it grows until the app is synthesized. */
  readonly gates: readonly NodeGate[];
}

/** The nodes that are installed. */
export interface LinuxNodes {
  /**
   * As Kubernetes calls them: `amd64`.
   * @default - any
   */
  readonly architectures?: readonly string[];
}

export interface IdentityModel {
  /** `app.kubernetes.io/name`. */
  readonly name: string;
  /** `app.kubernetes.io/instance`: the Helm release that is adopted. */
  readonly instance: string;
  /** What the names of the verification's objects begin with. */
  readonly fullname: string;
}

export interface DaemonSetModel {
  readonly resources: ResourceRequirements;
  readonly updateStrategy?: DaemonSetUpdateStrategy;
  readonly health: HealthModel;
}

export interface HealthModel {
  readonly port: number;
  /** Undefined where it is switched off. */
  readonly startupProbe?: ProbeModel;
  readonly livenessProbe?: ProbeModel;
  readonly readinessProbe?: ProbeModel;
}

/** Seconds, and how often. */
export interface ProbeModel {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly failureThreshold?: number;
  readonly timeoutSeconds?: number;
}

/** How nodes are installed and cleaned one by one, each by a Job of its own. */
export interface JobModel {
  readonly dispatcherImage: string;
  /** What upstream's chart leaves out. */
  readonly dispatcherResources?: ResourceRequirements;
  readonly dispatcherNodeSelector: Readonly<Record<string, string>>;
  /** Empty: the tolerations of the installation. */
  readonly dispatcherTolerations: readonly Toleration[];
  readonly parallelism: number;
  readonly nodes: readonly string[];
  readonly waitForNodesSeconds: number;
  readonly nodeSettleSeconds: number;
  readonly waitNodeReadySeconds: number;
  readonly ttlSecondsAfterFinished: number;
  readonly activeDeadlineSeconds: number;
  readonly backoffLimit: number;
  /** Undefined for those that carry the label of kata-deploy: other installations may need what would go from other nodes. */
  readonly cleanup?: CleanupModel;
  /** With 4.0.0 and earlier, values may have labels that nodes must have or not have, instead of `affinity`. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly nodeSelectorExpressions?: readonly NodeExpression[];
  readonly cleanupNodeSelectorExpressions?: readonly NodeExpression[];
  /** When nodes that came later, or on which Kata was never ready, are installed: a schedule of cron. Empty: never. */
  readonly lateNodesSchedule: string;
}

/** The nodes that Jobs clean. */
export interface CleanupModel {
  readonly nodes: readonly string[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly nodeAffinity: NodeAffinity;
}

export interface NodeExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface MonitorModel {
  readonly image: string;
  readonly listenAddress: string;
  /** Resolved: never empty. */
  readonly runtimeEndpoint: string;
  /**
   * The folder of the host that is mounted for it.
   * @default - that of the endpoint
   */
  readonly socketFolder?: string;
  readonly logLevel: string;
  readonly port: number;
  readonly securityContext: SecurityContext;
  readonly resources: ResourceRequirements;
  /** It runs on the nodes that the affinity of the installation selects, which upstream's chart leaves out. */
  readonly hasAffinity?: boolean;
}

export interface ContainerdModel {
  /** The folder on the host, resolved. */
  readonly configDir: string;
  /** The folder is the user's own, in place of what the distribution stands for. */
  readonly ownConfigDir?: boolean;
  readonly configFileName: string;
  readonly userDropIn: string;
}

export interface SnapshotterModel {
  readonly setup: readonly string[];
  readonly erofsMergeMode: string;
  readonly erofsSnapshotterMode: string;
  readonly erofsDmverity: boolean;
}

/** A shim that is installed. */
export interface ShimModel {
  readonly name: string;
  /** As Kubernetes calls them: `amd64`. */
  readonly architectures: readonly string[];
  readonly allowedHypervisorAnnotations: readonly string[];
  readonly snapshotter: string;
  readonly forceGuestPull: boolean;
  readonly guestPull: boolean;
  readonly httpsProxy: string;
  readonly noProxy: readonly string[];
  readonly dropIn: string;
  /** Undefined where the release knows no overhead of it: it then has no RuntimeClass here. */
  readonly overhead?: OverheadModel;
  readonly overheadEnabled: boolean;
  readonly runtimeClassNodeSelector: Readonly<Record<string, string>>;
  readonly runtimeClassTolerations: readonly Toleration[];
}

/** What a sandbox takes beside its containers. */
export interface OverheadModel {
  readonly cpu: string;
  readonly memory: string;
}

export interface RuntimeClassesModel {
  /** kata-deploy makes them itself, in place of objects. */
  readonly byProgram?: boolean;
  /** The shims that have one, where these are not the installed ones. */
  readonly shims?: readonly ShimModel[];
  /** A default RuntimeClass is asked for, whether or not there is one. */
  readonly asksForDefault?: boolean;
  /** The shim behind the default RuntimeClass. Undefined without one, as with a suffix. */
  readonly defaultShim?: string;
  readonly defaultName: string;
  /** Before 3.27.0: what the default shim takes where it is not installed; its RuntimeClass is made all the same. */
  readonly defaultOverhead?: OverheadModel;
}

/** Whether Node Feature Discovery is installed in the cluster. */
export interface NodeFeaturesModel {
  /** Its labels can be relied on: nodes without virtualization are left out. */
  readonly enforced: boolean;
  /** It is there: confidential RuntimeClasses select nodes by its labels. */
  readonly present: boolean;
  /** The rule that counts the keys of TEEs is emitted, and RuntimeClasses ask for keys. */
  readonly rules: boolean;
}

export interface VerificationModel {
  /** The manifest of the pod, as YAML. */
  readonly pod: string;
  /** The same, read; undefined where it cannot be. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly podName: string;
  readonly namespace: string;
  /** Its rights are a ClusterRole, as in the chart, instead of Roles in the namespaces of the pod and of the installation. */
  readonly rightsEverywhere?: boolean;
  /** Upstream's chart has none. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly installTimeoutSeconds: number;
}

/** A RuntimeClass with a configuration of the user's own, made from that of a shim. */
export interface CustomRuntimeModel {
  readonly key: string;
  /** Empty where its RuntimeClass names none: kata-deploy then does not hear of it. */
  readonly handler: string;
  readonly baseConfig: string;
  readonly dropIn: string;
  readonly snapshotter: string;
  readonly pullType: string;
  /** The RuntimeClass as it is emitted, without what the installation adds; undefined for none. */
  readonly runtimeClass?: Readonly<Record<string, unknown>>;
  readonly inheritBaseOverhead: boolean;
  /**
   * What the release knows of `baseConfig`, installed or not, without the user's overheads; undefined where it knows nothing.
   */
  readonly baseOverhead?: OverheadModel;
}
