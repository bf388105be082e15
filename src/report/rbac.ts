import { listAt, part, PlanObject } from '../plan/manifest';

/** The verbs that have a column of their own in the matrix. */
export const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'] as const;

/** What a role allows on one resource. */
export interface Grant {
  /** `pods`, `deployments.apps`, `nodes/status`, `/metrics`; with `*` where it is any. */
  readonly resource: string;
  /** The names of the only objects that it is about. */
  readonly names?: readonly string[];
  /** Sorted; `*` stands for all. */
  readonly verbs: readonly string[];
}

/** What a service account, a user or a group may do by one binding. */
export interface RbacRow {
  /** `ServiceAccount coco-system/kata-deploy`. */
  readonly subject: string;
  /** `every namespace`, or the name of one. */
  readonly where: string;
  readonly role: string;
  /** A row per resource; absent where the role is not among the objects. */
  readonly grants?: readonly Grant[];
}

/** Who may do what, a row per binding and subject. */
export function rbacOf(objects: readonly PlanObject[]): RbacRow[] {
  return objects.filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding').flatMap((binding) => {
    const { namespace = '' } = binding.metadata;
    const kind = String(part(binding, 'roleRef.kind'));
    const name = String(part(binding, 'roleRef.name'));
    const role = objects.find((one) => one.kind === kind && one.metadata.name === name && (kind === 'ClusterRole' || one.metadata.namespace === namespace));
    return listAt(binding, 'subjects').map((subject) => ({
      subject: subjectOf(subject, namespace),
      where: binding.kind === 'ClusterRoleBinding' ? 'every namespace' : namespace,
      role: `${kind} ${name}`,
      ...(role ? { grants: grantsOf(role) } : {}),
    }));
  });
}

/** A subject of a binding, as objects are named. */
export function subjectOf(subject: unknown, bindingNamespace: string): string {
  const kind = String(part(subject, 'kind'));
  const namespace = part(subject, 'namespace') ?? (kind === 'ServiceAccount' ? bindingNamespace : undefined);
  return `${kind} ${namespace ? `${String(namespace)}/` : ''}${String(part(subject, 'name'))}`;
}

/** The rules of a role, by resource: what several rules allow on the same one is one row. */
function grantsOf(role: PlanObject): Grant[] {
  const byPlace = new Map<string, { resource: string; names: readonly string[]; verbs: Set<string> }>();
  for (const rule of listAt(role, 'rules')) {
    const names = listAt(rule, 'resourceNames').map(String).sort();
    const groups = listAt(rule, 'apiGroups').map(String);
    const resources = [
      ...listAt(rule, 'resources').flatMap((one) => (groups.length ? groups : ['']).map((group) => `${String(one)}${group ? `.${group}` : ''}`)),
      ...listAt(rule, 'nonResourceURLs').map(String),
    ];
    for (const resource of resources) {
      const key = [resource, ...names].join('\0');
      const found = byPlace.get(key) ?? { resource, names, verbs: new Set<string>() };
      listAt(rule, 'verbs').forEach((verb) => found.verbs.add(String(verb)));
      byPlace.set(key, found);
    }
  }
  return [...byPlace].sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { resource, names, verbs }]) => ({ resource, ...(names.length ? { names } : {}), verbs: [...verbs].sort() }));
}

/** The matrix: a row per subject and resource, a column per verb. */
export const MATRIX_HEAD = ['subject', 'where', 'role', 'resource', ...VERBS, 'others'];

export function matrixRows(rows: readonly RbacRow[]): string[][] {
  return rows.flatMap(({ subject, where, role, grants }) => (
    grants ?? [{ resource: 'the role is not among the objects', verbs: [] }] as Grant[]).map(({ resource, names, verbs }) => [
    subject, where, role, `${resource}${names ? ` (${names.join(', ')})` : ''}`,
    ...VERBS.map((verb) => (verbs.includes(verb) || verbs.includes('*') ? 'yes' : '')),
    verbs.filter((verb) => !(VERBS as readonly string[]).includes(verb)).join(', '),
  ]));
}
