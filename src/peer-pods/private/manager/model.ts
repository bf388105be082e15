import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { PodPlacement } from '../../../common/private/pod-placement';
import { defaultResources } from '../../../common/private/resources';

/**
 * A controller manager in the form that kubebuilder gives it: one Deployment that elects a leader, with metrics, and with
 * probes on port 8081. Webhook, resource controller and PeerPodConfig controller are all of this form.
 */
export interface ManagerModel {
  /** What every name begins with, a hyphen at its end included. */
  readonly namePrefix: string;
  /** The program's name in its labels. */
  readonly program: string;
  readonly namespace: string;
  /** Left out: the namespace is made elsewhere. */
  readonly namespaceObject?: { readonly labels: Readonly<Record<string, string>> };
  /** Not set: Kubernetes' own default, one. */
  readonly replicas?: number;
  readonly image: string;
  readonly imagePullPolicy?: string;
  readonly resources?: ResourceRequirements;
  readonly metrics: ManagerMetrics;
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  /** What Services look for beside upstream's label, which other programs in the namespace may have too. */
  readonly ownLabels: Readonly<Record<string, string>>;
  readonly placement: PodPlacement;
  /** The roles of upstream's chart, with rights that its programs never use. */
  readonly chartRoles: boolean;
  /** Runs with the rights that its program needs: with a profile of system calls, and without capabilities. */
  readonly restricted: boolean;
  /** The root file systems of its containers are read-only. */
  readonly readOnlyRoot: boolean;
  /** Emits a NetworkPolicy. */
  readonly networkPolicy: boolean;
  /** Emits a PodDisruptionBudget. */
  readonly disruptionBudget: boolean;
}

/** Who may read the metrics, and who sees to it. */
export type ManagerMetrics =
  /** A sidecar asks the API server about each client. */
  | { readonly kind: 'proxy'; readonly image: string; readonly resources?: ResourceRequirements }
  /** The program asks the API server itself. */
  | { readonly kind: 'built-in' }
  /** Everyone who reaches the pod. */
  | { readonly kind: 'open' }
  /** Nobody: there is no port. */
  | { readonly kind: 'off' };

/** The label by which upstream's selectors find the pods. Selectors of Deployments never change, so it stays. */
export const SELECTOR = { 'control-plane': 'controller-manager' };

/** A label that only the pods of one program have. */
export const OWN_LABEL = 'app.kubernetes.io/part-of';

/** What upstream gives the program, and storage for its log. */
export const MANAGER_RESOURCES = defaultResources(['10m', '500m'], ['64Mi', '128Mi']);

/** What upstream gives the sidecar, and storage for its log. */
export const PROXY_RESOURCES = defaultResources(['5m', '500m'], ['64Mi', '128Mi']);

export function accountName({ namePrefix }: ManagerModel): string {
  return `${namePrefix}controller-manager`;
}

/** The labels that upstream's scaffolding gives an object: what it is, and whose. */
export function labels(program: string, name: string, instance: string, component: string): Record<string, string> {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/created-by': program,
    'app.kubernetes.io/part-of': program,
  };
}
