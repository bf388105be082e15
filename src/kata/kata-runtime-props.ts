import type { k8s } from 'cdk8s-plus-28';
import {
  Architecture, ContainerImage, ImagePullProps, KubernetesDistribution, Lifecycle, PodPlacementProps, Toleration,
} from '../common';
import { KataDeployment } from './kata-deployment';
import { KataRelease } from './kata-release';
import {
  CustomKataRuntime, ErofsOptions, KataContainerdOptions, KataLogLevel, KataMonitorOptions, KataVerificationOptions,
  NodeFeatureDiscovery, StartupTaint,
} from './kata-runtime-options';
import { KataShim } from './kata-shim';
import { Snapshotter } from './snapshotter';

/** What creates the RuntimeClasses. */
export enum RuntimeClasses {
  /** kata-deploy makes and removes them itself, from the nodes. Up to kata-deploy 3.22.0. */
  BY_KATA_DEPLOY = 'by-kata-deploy',
  /** They are objects among the manifests, so that GitOps engines own and prune them. */
  BY_MANIFEST = 'by-manifest',
  /** None: something else creates them, with the same names. */
  NONE = 'none',
}

/** Node operating systems that kata-deploy treats in a way of their own. */
export enum HostOs {
  /** Azure Linux (CBL-Mariner): Cloud Hypervisor uses the build for glibc. */
  CBL_MARINER = 'cbl-mariner',
}

/** The default shim on the nodes of one architecture. */
export interface ArchitectureDefaultShim {
  /** The architecture. */
  readonly architecture: Architecture;
  /** Its default shim; it must be among those installed there. */
  readonly shim: KataShim;
}

/**
 * Properties of `KataRuntime`.
 *
 * @see https://github.com/confidential-containers/charts#key-configuration-parameters
 */
export interface KataRuntimeProps extends PodPlacementProps, ImagePullProps {
  /**
   * The name from which those of all objects are made: the name of the DaemonSet.
   * A release of the umbrella chart is adopted in place with `kata-as-coco-runtime`.
   * @default 'kata-deploy'
   */
  readonly name?: string;

  /**
   * Whether it is installed. To uninstall it, commit `Lifecycle.DRAINING`, and `Lifecycle.ABSENT` when every node is
   * clean.
   * @default Lifecycle.PRESENT
   */
  readonly lifecycle?: Lifecycle;

  /**
   * The release of kata-deploy.
   */
  readonly release: KataRelease;

  /**
   * The architectures of the cluster's nodes. With several, each node gets the shims that its architecture has, and nodes of
   * other architectures and Windows nodes are left alone. With one and kata-deploy 3.21.0 or 3.22.0, every selected node gets
   * its
   * shims, as with upstream's charts: in a mixed cluster, select the nodes by `kubernetes.io/arch` and `kubernetes.io/os`.
   * @default [Architecture.X86_64]
   */
  readonly architectures?: Architecture[];

  /**
   * Leave nodes of other architectures and Windows nodes alone, by a node affinity. With `false`, as with upstream's charts,
   * nodes of other architectures get every shim that kata-deploy has for them, and pods on Windows nodes never run. `false`
   * needs kata-deploy 3.23.0 or later.
   * @default true
   */
  readonly architectureAffinity?: boolean;

  /**
   * The shims to install.
   * @default - those of Confidential Containers for each of the architectures
   */
  readonly shims?: KataShim[];

  /**
   * The shim behind the default RuntimeClass, `kata`.
   * @default - none
   */
  readonly defaultShim?: KataShim;

  /**
   * Default shims for architectures where it is another one than `defaultShim`.
   * @default - `defaultShim` everywhere
   */
  readonly architectureDefaultShims?: ArchitectureDefaultShim[];

  /**
   * Name the first installed shim as the default where `defaultShim` is not installed. With `false`, as with upstream's charts,
   * kata-deploy takes a default of its own there, and stops if that one is not installed. `false` needs kata-deploy 3.23.0 or
   * later.
   * @default true
   */
  readonly impliedDefaultShims?: boolean;

  /**
   * The Kubernetes distribution: where nodes keep containerd's configuration.
   * @default KubernetesDistribution.K8S
   */
  readonly distribution?: KubernetesDistribution;

  /**
   * The image of kata-deploy, for mirrors and builds of your own. It must behave as `release` does.
   * @default - quay.io/kata-containers/kata-deploy with the version of `release` as its tag
   */
  readonly image?: ContainerImage;

  /**
   * Debug output of the runtime, the hypervisor and the guest.
   * @default false
   */
  readonly debug?: boolean;

  /**
   * What creates the RuntimeClasses.
   * @default - kata-deploy up to 3.22.0, which can; the manifests for later releases
   */
  readonly runtimeClasses?: RuntimeClasses;

  /**
   * Make a RuntimeClass named `kata` too, which leads to `defaultShim`.
   * @default false
   */
  readonly createDefaultRuntimeClass?: boolean;

  /**
   * The name of that RuntimeClass. Another one than `kata` needs kata-deploy 3.25.0 or later.
   * @default 'kata'
   */
  readonly defaultRuntimeClassName?: string;

  /**
   * Taints that the pods of every RuntimeClass accept, such as those of a pool of TEE nodes. Needs kata-deploy 3.25.0 or
   * later.
   * @default - none
   */
  readonly runtimeClassTolerations?: Toleration[];

  /**
   * Whether the RuntimeClasses have the overhead of the virtual machine. Needs kata-deploy 3.25.0 or later.
   * @default true
   */
  readonly runtimeClassOverhead?: boolean;

  /**
   * The folder on the nodes below which Kata is installed, in `<prefix>/opt/kata`. An absolute path.
   * @default - the root: /opt/kata
   */
  readonly installationPrefix?: string;

  /**
   * A suffix that keeps this installation apart from others in the same cluster: in the names of all objects,
   * RuntimeClasses, handlers and of the folder on the nodes. It can never be changed. Needs containerd 2.0 or later.
   * @default - none: the only installation
   */
  readonly multiInstallSuffix?: string;

  /**
   * Hypervisor settings that pods may change by annotations `io.katacontainers.config.hypervisor.<name>`.
   * @default - those of each shim's own configuration
   */
  readonly allowedHypervisorAnnotations?: string[];

  /**
   * The proxy through which guests pull images over HTTPS: `http://host:port`. No credentials: they would be visible on nodes
   * and in the DaemonSet.
   * @default - none
   */
  readonly agentHttpsProxy?: string;

  /**
   * Hosts, domains and networks that guests reach without the proxy.
   * @default - none
   */
  readonly agentNoProxy?: string[];

  /**
   * The nodes' operating system, where kata-deploy needs to know.
   * @default - any other
   */
  readonly hostOs?: HostOs;

  /**
   * Snapshotters that kata-deploy sets up on the nodes: nydus (installed as a service) and EROFS (configured).
   * Needs kata-deploy 3.22.0 or later; before, the nodes must have them.
   * @default - nydus, where an installed shim uses it and the release can; none otherwise
   */
  readonly setupSnapshotters?: Snapshotter[];

  /**
   * How the EROFS snapshotter is set up.
   * @default - as kata-deploy has it
   */
  readonly erofs?: ErofsOptions;

  /**
   * A pod per node, or Jobs. It can not be changed while Kata is installed.
   * @default - KataDeployment.daemonSet()
   */
  readonly deployment?: KataDeployment;

  /**
   * How containerd is found and configured.
   * @default - as on the distribution
   */
  readonly containerd?: KataContainerdOptions;

  /**
   * Taints that kata-deploy removes from a node once Kata is ready there. Its own pods accept them; those of the
   * RuntimeClasses must not, or they would be there before Kata. Needs kata-deploy 4.0.0 or later.
   * @default - none
   */
  readonly startupTaints?: StartupTaint[];

  /**
   * Labels of kata-deploy's pods, in addition to its own. Needs kata-deploy 3.25.0 or later.
   * @default - none
   */
  readonly podLabels?: { [label: string]: string };

  /**
   * Annotations of kata-deploy's pods. Needs kata-deploy 3.25.0 or later.
   * @default - none
   */
  readonly podAnnotations?: { [annotation: string]: string };

  /**
   * SELinux labels of kata-deploy's pods on nodes. Since kata-deploy 4.1.0 its pods are not privileged: on nodes that enforce
   * SELinux they may not write to the host without a type such as `spc_t`. Needs kata-deploy 4.1.0 or later; the pods of older
   * releases are privileged, and SELinux does not confine them.
   * @default - those that the container runtime gives
   */
  readonly seLinuxOptions?: k8s.SeLinuxOptions;

  /**
   * With `debug`: RuntimeClasses `kata-<shim>-devkit` too, whose guests have a shell with tools. Needs kata-deploy 4.1.0
   * or later.
   * @default false
   */
  readonly devkit?: boolean;

  /**
   * The log level of kata-deploy. Needs kata-deploy 4.0.0 or later.
   * @default - info, and debug with `debug`
   */
  readonly logLevel?: KataLogLevel;

  /**
   * Metrics of Kata on each node, by kata-monitor.
   * @default - none
   */
  readonly monitor?: KataMonitorOptions;

  /**
   * Whether Node Feature Discovery is installed in the cluster. Needs kata-deploy 3.25.0 or later.
   * @default NodeFeatureDiscovery.ABSENT
   */
  readonly nodeFeatureDiscovery?: NodeFeatureDiscovery;

  /**
   * Emit the rule by which Node Feature Discovery counts the keys of TEEs, and let the RuntimeClasses request one. Needs
   * kata-deploy 4.1.0 or later, and Node Feature Discovery: without it, no pod of those RuntimeClasses would be scheduled.
   * @default - where Node Feature Discovery is there
   */
  readonly nodeFeatureRules?: boolean;

  /**
   * A pod that shows after each change that Kata works. Needs kata-deploy 3.25.0 or later.
   * @default - none
   */
  readonly verification?: KataVerificationOptions;

  /**
   * RuntimeClasses with configurations of your own.
   * @default - none
   */
  readonly customRuntimes?: CustomKataRuntime[];

  /**
   * The image with kubectl, for the verification and for the uninstall phase of kata-deploy 4.0.0 and later. No shell is
   * needed in it.
   * @default - registry.k8s.io/kubectl:v1.34.1
   */
  readonly kubectlImage?: ContainerImage;

  /**
   * The label `app.kubernetes.io/instance` of the objects: the name of the Helm release that is adopted.
   * @default - the name, with the multi-install suffix
   */
  readonly instanceName?: string;

  /**
   * Environment variables of kata-deploy that this library does not know, for builds of your own.
   * @default - none
   */
  readonly additionalEnv?: { [name: string]: string };

  /**
   * Strings that replace those of environment variables which other props set. They are not checked. Only the folder of Kata on
   * the nodes follows them: a shim that is only here has no RuntimeClass reference. The variables depend on the release.
   * @default - none
   */
  readonly unsafeEnvOverrides?: { [name: string]: string };
}
