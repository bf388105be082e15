import { ApiObject, JsonPatch } from 'cdk8s';
import type { AbstractPod } from 'cdk8s-plus-28';

/**
 * A RuntimeClass of a Kata runtime, to be put on workloads.
 *
 * @see https://kubernetes.io/docs/concepts/containers/runtime-class/
 */
export class KataRuntimeClass {
  /** @internal */
  public static _of(name: string, handler: string): KataRuntimeClass {
    return new KataRuntimeClass(name, handler);
  }

  private constructor(
    /** The object's name: the value of `runtimeClassName` in a pod. */
    public readonly name: string,
    /** The handler in the configuration of containerd or CRI-O. */
    public readonly handler: string,
  ) {}

  /**
   * Runs a workload's pods with this RuntimeClass.
   *
   * @param workload a Pod, Deployment, StatefulSet, DaemonSet, Job or CronJob of cdk8s-plus
   * @throws on an object without a pod template
   */
  public applyTo(workload: AbstractPod): void {
    const object = ApiObject.of(workload);
    const podSpec = POD_SPECS[object.kind];
    if (!podSpec) {
      throw new Error(`${workload.node.path}: got the kind ${object.kind}; allowed: ${Object.keys(POD_SPECS).join(', ')}. `
        + `Set runtimeClassName: '${this.name}' in its pod template yourself.`);
    }
    object.addJsonPatch(JsonPatch.add(`${podSpec}/runtimeClassName`, this.name));
  }

  public toString(): string {
    return this.name;
  }
}

/** Where each kind keeps the spec of its pods. */
const POD_SPECS: Record<string, string> = {
  Pod: '/spec',
  Deployment: '/spec/template/spec',
  StatefulSet: '/spec/template/spec',
  DaemonSet: '/spec/template/spec',
  Job: '/spec/template/spec',
  CronJob: '/spec/jobTemplate/spec/template/spec',
};
