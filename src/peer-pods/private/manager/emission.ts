import type { MutatingWebhookConfiguration } from 'kubernetes-types/admissionregistration/v1';
import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Namespace, Service, ServiceAccount } from 'kubernetes-types/core/v1';
import type { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from 'kubernetes-types/rbac/v1';

/** An object of a manager, with the compiler as judge of its fields, and the id of its node in the construct tree. */
export interface ManagerEmission {
  readonly id: string;
  readonly manifest:
  | Certificate | ClusterRole | ClusterRoleBinding | Deployment | Issuer | MutatingWebhookConfiguration | Namespace | Role
  | RoleBinding | Service | ServiceAccount;
}

/** As far as it is used here. @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.Certificate */
export interface Certificate {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'Certificate';
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly dnsNames: string[];
    readonly issuerRef: { readonly kind: string; readonly name: string };
    readonly secretName: string;
  };
}

/** As far as it is used here. @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.Issuer */
export interface Issuer {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'Issuer';
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly selfSigned: Record<string, never> };
}
