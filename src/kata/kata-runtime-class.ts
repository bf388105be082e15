import type { IConstruct } from 'constructs';
import type { Architecture } from '../common';
import { setInPodSpec } from './private/pod-spec';
import { checked } from '../common/private/checked';

/**
 * A RuntimeClass of a Kata runtime, to be put on workloads.
 *
 * @see https://kubernetes.io/docs/concepts/containers/runtime-class/
 */
export class KataRuntimeClass {
  /** @internal */
  public static _of(name: string, handler: string, architectures?: Architecture[]): KataRuntimeClass {
    return new KataRuntimeClass(name, handler, architectures);
  }

  private constructor(
    /** The object's name: the value of `runtimeClassName` in a pod. */
    public readonly name: string,
    /** The handler in the configuration of containerd or CRI-O. */
    public readonly handler: string,
    /** The architectures of the nodes that have it. Not set where something else installed it. */
    public readonly architectures?: Architecture[],
  ) {}

  /**
   * Runs a workload's pods with this RuntimeClass. The last call wins.
   *
   * @param workload a Pod, Deployment, StatefulSet, DaemonSet, Job or CronJob of any version of cdk8s-plus; or an `ApiObject`
   * with a pod template, raw or of a generated class
   * @throws if the workload has no pod template, or its pods need the network, processes or IPC of their node
   */
  public applyTo(workload: IConstruct): void {
    setInPodSpec(workload, 'runtimeClassName', this.name, `Set runtimeClassName: '${this.name}' in the pod template yourself.`);
  }

  public toString(): string {
    return this.name;
  }
}

checked(KataRuntimeClass, 'KataRuntimeClass');
