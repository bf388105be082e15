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

  /** The content of the script. It finds the node's file system at /host, and may only read it. */
  readonly script: string;

  /** Its parameters, as environment variables. */
  readonly environment: { [name: string]: string };

  /**
   * Labels of the nodes on which it is done; elsewhere a pod would wait for ever.
   * @default - every node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Rules for the nodes on which it runs, in addition to `nodeSelector`. Constructs that wait for it need the same.
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
  /** The gate that other constructs run to wait for it. */
  readonly gate: NodeGate;

  /**
   * Makes its uninstall phase wait, on each node, until the constructs that were installed after it are removed there.
   *
   * @param gate how its pods find that out
   */
  uninstallAfter(gate: NodeGate): void;
}
