import { Construct } from 'constructs';
import { CocoConstruct } from './coco-construct';
import { checked } from './private/checked';
import { construction } from './private/construction';
import { emitNamespace } from './private/namespace-object';

/** Properties of `RestrictedNamespace`. */
export interface RestrictedNamespaceProps {
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
   * delete everything in it.
   * @default true
   */
  readonly keep?: boolean;
}

/**
 * A namespace for pods without any privilege, such as that of a `RedfishServer`: Pod Security Admission refuses others.
 *
 * Emit it once per cluster, in the first chart that is applied. Leave it out where namespaces are made elsewhere.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export class RestrictedNamespace extends CocoConstruct {
  /** The namespace's name. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: RestrictedNamespaceProps = {}) {
    super(...construction('RestrictedNamespace', scope, id, props));
    this.name = emitNamespace(this, 'RestrictedNamespace', 'restricted', props);
  }
}

checked(RestrictedNamespace, 'RestrictedNamespace');
