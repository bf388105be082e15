import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding, RoleRef, Subject } from 'kubernetes-types/rbac/v1';
import { Meta, metadata } from './manifest';

const RBAC = 'rbac.authorization.k8s.io';

export function role(meta: Meta, rules: readonly PolicyRule[]): Role {
  return { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: metadata(meta), rules: [...rules] };
}

export function clusterRole(meta: Meta, rules: readonly PolicyRule[]): ClusterRole {
  return { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: metadata(meta), rules: [...rules] };
}

/** Gives a role to a service account: in a namespace where there is one in the metadata, else everywhere. */
export function binding(
  meta: Meta, roleRef: Omit<RoleRef, 'apiGroup'>, account: { readonly name: string; readonly namespace: string },
): RoleBinding | ClusterRoleBinding {
  const subjects: Subject[] = [{ kind: 'ServiceAccount', name: account.name, namespace: account.namespace }];
  const body = { metadata: metadata(meta), roleRef: { apiGroup: RBAC, ...roleRef }, subjects };
  return meta.namespace === undefined
    ? { apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', ...body }
    : { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', ...body };
}
