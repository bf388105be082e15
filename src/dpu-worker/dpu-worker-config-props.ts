import type { PercentOrAbsolute } from 'cdk8s-plus-28';
import { DpuWorkerRelease } from './dpu-worker-release';
import type { Lifecycle } from '../common';

/** How many control plane nodes the cluster has, as its Infrastructure says in `status.controlPlaneTopology`. */
export enum DpuWorkerTopology {
  /** Several. DPU workers get a pool of their own, `worker-dpu`. */
  HIGHLY_AVAILABLE = 'HighlyAvailable',

  /** One, which is also the worker. The pool `worker` takes the configuration. */
  SINGLE_REPLICA = 'SingleReplica',
}

/** Properties of `DpuWorkerConfig`. */
export interface DpuWorkerConfigProps {
  /**
   * Whether it is installed. With `Lifecycle.DRAINING`, the pool `worker-dpu` stays and is not paused: take the label
   * of DPU workers from the nodes, and OpenShift reboots each of them with the configuration of the pool `worker`. On a single
   * node, nothing stays, and OpenShift reboots it. Commit `Lifecycle.ABSENT` when no node has the label.
   *
   * @default Lifecycle.PRESENT
   */
  readonly lifecycle?: Lifecycle;

  /**
   * The release.
   */
  readonly release: DpuWorkerRelease;

  /**
   * How many control plane nodes the cluster has. The chart reads it from the cluster; here you must set it.
   *
   * @default DpuWorkerTopology.HIGHLY_AVAILABLE
   */
  readonly controlPlaneTopology?: DpuWorkerTopology;

  /**
   * The label `app.kubernetes.io/instance` of all objects. For a Helm release: its name.
   *
   * @default 'dpu-worker-config'
   */
  readonly instance?: string;

  /**
   * The label `app.kubernetes.io/name` of all objects. For a Helm release: `nameOverride`.
   *
   * @default 'dpu-worker-config'
   */
  readonly appName?: string;

  /**
   * How many nodes of the pool `worker-dpu` are drained and rebooted at a time when their configuration changes: at least one.
   *
   * @default PercentOrAbsolute.absolute(1)
   */
  readonly maxUnavailable?: PercentOrAbsolute;

  /**
   * Keeps the pool `worker-dpu` from rolling out changes, such as until a maintenance window.
   *
   * @default false
   */
  readonly paused?: boolean;

  /**
   * Labels of all objects.
   *
   * @default - none
   */
  readonly commonLabels?: { [key: string]: string };

  /**
   * Annotations of all objects.
   *
   * @default - none
   */
  readonly commonAnnotations?: { [key: string]: string };
}
