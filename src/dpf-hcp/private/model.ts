import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { ContainerImage } from '../../common';
import { PodPlacement } from '../../common/private/pod-placement';
import { DpfHcpReleaseFacts } from '../catalogue/releases';

type Texts = Readonly<Record<string, string>>;

/** Everything that decides what is emitted for an operator: props with their defaults filled in and checked. */
export interface DpfHcpModel {
  readonly release: DpfHcpReleaseFacts;
  readonly name: string;
  readonly instance: string;
  readonly appName: string;
  readonly namespace: string;
  readonly image: ContainerImage;
  /** Empty: left to Kubernetes. */
  readonly imagePullPolicy: string;
  readonly replicas: number;
  readonly serviceAccountName: string;
  readonly serviceAccountAnnotations: Texts;
  readonly resources: ResourceRequirements;
  readonly networkPolicy: boolean;
  readonly disruptionBudget: boolean;
  /** Empty: the operator's own default. */
  readonly logLevel: string;
  readonly leaderElection: boolean;
  readonly healthProbe: { readonly port: number; readonly liveness: Timing; readonly readiness: Timing };
  readonly placement: PodPlacement;
  readonly podSecurityContext: { readonly [key: string]: unknown };
  readonly securityContext: { readonly [key: string]: unknown };
  readonly podAnnotations: Texts;
  readonly commonLabels: Texts;
  readonly commonAnnotations: Texts;
  readonly blueFieldImages: Texts;
  readonly blueFieldValidation: boolean;
  /** What it may do, in all namespaces. */
  readonly rules: readonly PolicyRule[];
  /** The chart's role in openshift-config, for those who want the chart's objects. */
  readonly openshiftConfigRules?: readonly PolicyRule[];
  /** Whether the definitions come with it. */
  readonly installCrds: boolean;
  /** The spec of the DPFHCPProvisionerConfig. */
  readonly config: { readonly [key: string]: unknown };
}

interface Timing {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
}

/** Where the operator goes if nothing says otherwise. */
export const DEFAULT_NAMESPACE = 'dpf-hcp-provisioner-system';

/** The names of the objects of one operator, equal to upstream's. */
export function objectNames({ name }: Pick<DpfHcpModel, 'name'>) {
  return { role: `${name}-manager-role`, clusterRoleBinding: `${name}-manager-rolebinding`, images: 'ocp-bluefield-images' };
}

/** The labels by which the Deployment finds its pods: they cannot change. */
export function selectorLabels({ appName, instance }: Pick<DpfHcpModel, 'appName' | 'instance'>): Record<string, string> {
  return { 'app.kubernetes.io/name': appName, 'app.kubernetes.io/instance': instance, 'control-plane': 'controller-manager' };
}
