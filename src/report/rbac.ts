import { listAt, part, PlanObject } from '../plan/manifest';

/** What a service account, a user or a group may do by one binding. */
export interface RbacRow {
  /** `ServiceAccount coco-system/kata-deploy`. */
  readonly subject: string;
  /** `every namespace`, or the name of one. */
  readonly where: string;
  readonly role: string;
  /** `get, list pods`; absent where the role is not among the objects. */
  readonly may?: readonly string[];
}

/** Who may do what, a row per binding and subject. */
export function rbacOf(objects: readonly PlanObject[]): RbacRow[] {
  return objects.filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding').flatMap((binding) => {
    const { namespace = '' } = binding.metadata;
    const kind = String(part(binding, 'roleRef.kind'));
    const name = String(part(binding, 'roleRef.name'));
    const role = objects.find((one) => one.kind === kind && one.metadata.name === name && (kind === 'ClusterRole' || one.metadata.namespace === namespace));
    return listAt(binding, 'subjects').map((subject) => ({
      subject: subjectOf(subject),
      where: binding.kind === 'ClusterRoleBinding' ? 'every namespace' : namespace,
      role: `${kind} ${name}`,
      ...(role ? { may: listAt(role, 'rules').map(ruleText) } : {}),
    }));
  });
}

function subjectOf(subject: unknown): string {
  const namespace = part(subject, 'namespace');
  return `${String(part(subject, 'kind'))} ${namespace ? `${String(namespace)}/` : ''}${String(part(subject, 'name'))}`;
}

function ruleText(rule: unknown): string {
  const groups = listAt(rule, 'apiGroups').filter(Boolean).join(', ');
  const what = [...listAt(rule, 'resources').map((one) => `${String(one)}${groups ? `.${groups}` : ''}`), ...listAt(rule, 'nonResourceURLs')].join(', ');
  const names = listAt(rule, 'resourceNames').join(', ');
  return `${listAt(rule, 'verbs').join(', ')} ${what}${names ? ` (${names})` : ''}`;
}
