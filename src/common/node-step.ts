import type { k8s } from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { Architecture } from './architecture';
import { ContainerImage } from './container-image';
import { ImagePullProps } from './image-pull-props';
import { Toleration } from './placement';

/**
 * How a pod finds out that something is done on its node: a script that ends when it is, run in an init container.
 */
export interface NodeGate extends ImagePullProps {
  /** The name of the init container. */
  readonly name: string;

  /** The image with a POSIX shell. */
  readonly image: ContainerImage;

  /** The script's text. It finds the node's file system at /host, and may only read it. */
  readonly script: string;

  /** Its parameters, as environment variables. */
  readonly environment: { [name: string]: string };

  /**
   * Labels of the nodes on which it is done; elsewhere a pod would wait for ever.
   * @default - every node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Rules on the nodes on which it is done, beside `nodeSelector`. What waits for it needs the same.
   * @default - none
   */
  readonly nodeAffinity?: k8s.NodeAffinity;

  /**
   * Taints of the nodes on which it is done, where it does not tolerate every taint.
   * @default - every taint is tolerated
   */
  readonly tolerations?: Toleration[];

  /**
   * The architectures of the nodes on which it is done.
   * @default - every architecture
   */
  readonly architectures?: Architecture[];
}

/** Something that is done on each node, and that others on the node may have to wait for. */
export interface INodeStep extends IConstruct {
  /** What others run to wait for it. */
  readonly gate: NodeGate;

  /**
   * Lets its uninstall phase wait, on each node, until what was installed after it is gone there.
   *
   * @param gate how its pods find that out
   */
  uninstallAfter(gate: NodeGate): void;
}
