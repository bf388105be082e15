import { Construct } from 'constructs';
import { CocoConstruct } from './coco-construct';
import { checked } from './private/checked';
import { construction } from './private/construction';
import { criticalPodQuota } from './private/critical-pod-quota';
import { emit } from './private/emit';
import { emitNamespace } from './private/namespace-object';

/** Properties of `PrivilegedNamespace`. */
export interface PrivilegedNamespaceProps {
  /**
   * The namespace's name.
   * @default - the namespace of the chart
   */
  readonly name?: string;

  /**
   * Labels in addition to those of Pod Security Admission.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Tell Argo CD and Flux to leave the namespace in the cluster when it disappears from its folder: with it, they would
   * delete everything in it, the pods of the uninstall phase included.
   * @default true
   */
  readonly keep?: boolean;

  /**
   * The Helm release that the namespace belongs to, for the time in which both apply to it: with upstream's labels of
   * ownership, Helm takes it for its own. Leave it out again when the release is gone.
   * @default - none
   */
  readonly helmRelease?: string;

  /**
   * Emit a ResourceQuota that lets pods of the priority classes `system-node-critical` and `system-cluster-critical` run here.
   * GKE refuses them outside kube-system in namespaces without such a quota. The node agents of this library have such a
   * class by
   * default. The quota limits nothing else.
   * @default false
   * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#limit-priority-class-consumption-by-default
   */
  readonly criticalPods?: boolean;
}

/**
 * A namespace in which node agents may run: Pod Security Admission lets privileged pods pass there, without warnings.
 *
 * Emit it once per cluster, in the first chart that is applied. Leave it out where namespaces are made elsewhere.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export class PrivilegedNamespace extends CocoConstruct {
  /** The namespace's name. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: PrivilegedNamespaceProps = {}) {
    super(...construction('PrivilegedNamespace', scope, id, props));
    this.name = emitNamespace(this, 'PrivilegedNamespace', 'privileged', props);
    if (props.criticalPods) emit(this, [{ id: 'CriticalPods', manifest: criticalPodQuota(this.name) }]);
  }
}

checked(PrivilegedNamespace, 'PrivilegedNamespace');
