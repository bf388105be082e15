import type { Toleration } from '../common';

/** How the RuntimeClass of a shim is, where this library emits it. */
export interface KataRuntimeClassOptions {
  /**
   * Labels of the nodes for its pods, in addition to those of kata-deploy.
   * @default - those that the release has for the shim, as for GPUs
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints that its pods accept: those of a pool of TEE nodes, say. Startup taints must not be among them.
   * @default - those of `runtimeClassTolerations`
   */
  readonly tolerations?: Toleration[];

  /**
   * Whether the scheduler adds an overhead to each pod.
   * @default - as the runtime's runtimeClassOverhead says
   */
  readonly overheadEnabled?: boolean;

  /**
   * CPU of the overhead.
   * @default - that of the shim in the release
   */
  readonly overheadCpu?: string;

  /**
   * Memory of the overhead.
   * @default - that of the shim in the release
   */
  readonly overheadMemory?: string;
}
