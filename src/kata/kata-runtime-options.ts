import type { Duration } from 'cdk8s';
import type { ContainerResources, k8s } from 'cdk8s-plus-28';
import type { ContainerImage, TaintEffect } from '../common';
import type { KataRuntimeClassOptions } from './kata-runtime-class-options';
import type { KataShim, PullType } from './kata-shim';
import type { Snapshotter } from './snapshotter';

/** The log level of kata-deploy and kata-monitor. */
export enum KataLogLevel {
  ERROR = 'error',
  WARN = 'warn',
  INFO = 'info',
  DEBUG = 'debug',
  TRACE = 'trace',
}

/** How the EROFS snapshotter hands the layers of an image to the guest. */
export enum ErofsMergeMode {
  /** As one merged layer; only shims of the Rust runtime can read it. */
  MERGED = 'merged',
  /** As one file per layer, which shims of the Go runtime need. */
  UNMERGED = 'unmerged',
}

/** Where the EROFS snapshotter stores the writes of a container. */
export enum ErofsSnapshotterMode {
  /** On disk: 10G. */
  DISK = 'disk',
  /** In memory. */
  MEMORY = 'memory',
}

/** How the EROFS snapshotter is set up. Needs kata-deploy 4.0.0, and containerd 2.2.0 on the nodes. */
export interface ErofsOptions {
  /**
   * How layers are handed over.
   * @default - merged
   */
  readonly mergeMode?: ErofsMergeMode;

  /**
   * Where writes go.
   * @default - to disk
   */
  readonly snapshotterMode?: ErofsSnapshotterMode;

  /**
   * Verify layers by dm-verity.
   * @default false
   */
  readonly dmVerity?: boolean;
}

/**
 * Whether Node Feature Discovery is installed in the cluster. Charts look it up; here it is said, so that the same code gives
 * the
 * same bytes everywhere.
 *
 * @see https://kubernetes-sigs.github.io/node-feature-discovery/
 */
export enum NodeFeatureDiscovery {
  /** It is not there, or its labels shall not matter. */
  ABSENT = 'absent',
  /** It is installed: RuntimeClasses of confidential shims select nodes by its labels, and request keys of the TEE. */
  PRESENT = 'present',
  /** It is there and can be relied on: nodes of x86_64 without virtualization get no Kata. */
  ENFORCED = 'enforced',
}

/** A taint with which nodes join, so that no pod lands on them before Kata is there. */
export interface StartupTaint {
  /** The taint's key. */
  readonly key: string;

  /**
   * The taint's effect.
   * @default - every effect: all taints of this key are removed
   */
  readonly effect?: TaintEffect;
}

/** How containerd is found and configured on the nodes. Needs kata-deploy 4.0.0. */
export interface KataContainerdOptions {
  /**
   * The folder with containerd's configuration. An absolute path.
   * @default - that of the distribution
   */
  readonly configDir?: string;

  /**
   * The name of the configuration file.
   * @default - config.toml, or the name for the distribution
   */
  readonly configFileName?: string;

  /**
   * The socket, for kata-monitor: `unix:///run/containerd/containerd.sock`.
   * @default - that of the distribution
   */
  readonly runtimeSocket?: string;

  /**
   * TOML that containerd reads after the configuration of kata-deploy.
   * @default - none
   */
  readonly userDropIn?: string;
}

/** kata-monitor: metrics of Kata on each node. Needs kata-deploy 4.0.0. */
export interface KataMonitorOptions {
  /**
   * Its image.
   * @default - quay.io/kata-containers/kata-monitor with the version of the release as its tag
   */
  readonly image?: ContainerImage;

  /**
   * The port of the metrics, on every address of the pod.
   * @default 8090
   */
  readonly port?: number;

  /**
   * The address it listens on, where another one is wanted.
   * @default - 0.0.0.0 and the port
   */
  readonly listenAddress?: string;

  /**
   * The socket of the container runtime.
   * @default - that of `containerd`, or of the distribution
   */
  readonly runtimeEndpoint?: string;

  /**
   * The log level.
   * @default - as the runtime's logLevel and debug say; else info
   */
  readonly logLevel?: KataLogLevel;

  /**
   * Resources of its pods.
   * @default - 200m of CPU and 300Mi of memory, as requests and limits
   */
  readonly resources?: ContainerResources;

  /**
   * The security context of its container.
   * @default - root, without privileges
   */
  readonly securityContext?: k8s.SecurityContext;
}

/** A pod that shows, after each change, that Kata works. */
export interface KataVerificationOptions {
  /**
   * The pod's manifest: with metadata.name, with a runtimeClassName of this runtime, and one that ends by itself.
   */
  readonly pod: { [key: string]: any };

  /**
   * The namespace of the pod.
   * @default 'default'
   */
  readonly namespace?: string;

  /**
   * How long the pod may take.
   * @default Duration.minutes(3)
   */
  readonly timeout?: Duration;

  /**
   * How long the installation may take before that.
   * @default Duration.minutes(20)
   */
  readonly installTimeout?: Duration;
}

/** A RuntimeClass with a configuration of your own, made from that of a shim. Needs kata-deploy 4.0.0. */
export interface CustomKataRuntime {
  /** The name of the RuntimeClass and of its handler: `kata-my-gpu`. */
  readonly name: string;

  /** The shim whose configuration is copied. */
  readonly baseShim: KataShim;

  /**
   * TOML over that configuration.
   * @default - none
   */
  readonly dropIn?: string;

  /**
   * The snapshotter of its pods, under containerd.
   * @default - containerd's default
   */
  readonly snapshotter?: Snapshotter;

  /**
   * How images are pulled under CRI-O.
   * @default - the node
   */
  readonly pullType?: PullType;

  /**
   * How its RuntimeClass is.
   * @default - on every node with Kata, with the overhead of the base shim
   */
  readonly runtimeClass?: KataRuntimeClassOptions;
}
