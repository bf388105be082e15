import { Connections, connectionsOf } from './connections';
import { podRows, privilegesOf, ResourceRow, resourcesOf } from './pods';
import { RbacRow, rbacOf } from './rbac';
import { ResourceTotal, totalsOf } from './resource-totals';
import { prerequisitesOfObject, WrittenObject } from '../common/private/object-needs';
import { ImageRewriter } from '../delivery/private/image-rewriter';
import { listAt, nameOf, part, PlanObject } from '../plan/manifest';

/** An image, and what runs it or names it. */
export interface ImageRow {
  readonly image: string;
  /** Whether its digest says which one it is, for good. */
  readonly pinned: boolean;
  readonly usedBy: readonly string[];
}

/** What has more rights on a node than a pod has by itself. */
export interface PrivilegeRow {
  readonly object: string;
  readonly privileges: readonly string[];
}

/** What must be there, and is not among the objects. */
export interface PrerequisiteRow {
  readonly name: string;
  readonly reason: string;
  /** A command that fails where it is missing. */
  readonly check: string;
}

/** A webhook, and what it can block. */
export interface WebhookRow {
  readonly object: string;
  readonly webhook: string;
  /** What happens where it does not answer. */
  readonly failurePolicy: string;
  /** `CREATE pods, UPDATE deployments.apps` */
  readonly intercepts: string;
  /** Of these, which: `namespaces with inject=yes`; `all` where no selector says less. */
  readonly selects: string;
  /** How long a request waits for it. */
  readonly timeoutSeconds: number;
}

/** A RuntimeClass that pods can name. */
export interface RuntimeClassRow {
  readonly name: string;
  readonly handler: string;
  readonly overhead: string;
  readonly nodes: string;
}

/** What somebody asks of manifests before they approve them. */
export interface Report {
  readonly objects: Readonly<Record<string, number>>;
  readonly images: readonly ImageRow[];
  readonly privileges: readonly PrivilegeRow[];
  readonly rbac: readonly RbacRow[];
  readonly prerequisites: readonly PrerequisiteRow[];
  readonly runtimeClasses: readonly RuntimeClassRow[];
  readonly webhooks: readonly WebhookRow[];
  readonly resources: readonly ResourceRow[];
  readonly totals: readonly ResourceTotal[];
  /** How the objects connect with each other, with nodes, and with what must be there already. */
  readonly picture: Connections;
}

/** What manifests bring to a cluster, and what they need of it. No value of a Secret or ConfigMap is in it. */
export function reportOf(objects: readonly PlanObject[]): Report {
  const kinds = objects.map(({ kind }) => kind).sort();
  return {
    objects: Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length])),
    images: imageRows(objects),
    privileges: objects.map((one) => ({ object: nameOf(one), privileges: privilegesOf(one) }))
      .filter(({ privileges }) => privileges.length),
    rbac: rbacOf(objects),
    prerequisites: prerequisiteRows(objects),
    runtimeClasses: objects.filter(({ kind }) => kind === 'RuntimeClass').map(runtimeClassRow),
    webhooks: objects.flatMap(webhookRows),
    resources: podRows(objects).map(resourcesOf),
    totals: totalsOf(objects),
    picture: connectionsOf(objects),
  };
}

function imageRows(objects: readonly PlanObject[]): ImageRow[] {
  const users = new Map<string, string[]>();
  for (const one of objects) {
    for (const image of new ImageRewriter({}).rewrite(one).images) users.set(image, [...users.get(image) ?? [], nameOf(one)]);
  }
  return [...users].sort(([one], [other]) => (one < other ? -1 : 1)).map(([image, usedBy]) => ({ image, pinned: /@sha256:[0-9a-f]{64}$/.test(image), usedBy }));
}

function prerequisiteRows(objects: readonly PlanObject[]): PrerequisiteRow[] {
  const there = new Set([...objects.map(nameOf), ...objects.flatMap(madeSecrets)]);
  const needs = objects.flatMap((one) => prerequisitesOfObject(one as WrittenObject))
    .filter(({ objects: by = [] }) => !(by.length && by.every((name) => there.has(name))));
  const byName = new Map(needs.map((need) => [need.name, need]));
  return [...byName.values()].map(({ name, reason, check }) => ({ name, reason, check }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The Secrets that controllers make of an object. */
function madeSecrets({ kind, metadata: { namespace = '', name }, ...object }: PlanObject): string[] {
  const made = kind === 'Certificate' ? part(object, 'spec.secretName') : kind === 'ExternalSecret' ? part(object, 'spec.target.name') ?? name
    : kind === 'SealedSecret' ? name : undefined;
  return made === undefined ? [] : [`Secret ${namespace}/${String(made)}`];
}

const text = (value: unknown) => (typeof value === 'object' && value !== null
  ? Object.entries(value).map(([key, one]) => `${key}=${String(one)}`).join(', ') : '');

function runtimeClassRow(one: PlanObject): RuntimeClassRow {
  return {
    name: one.metadata.name, handler: String(part(one, 'handler')), overhead: text(part(one, 'overhead.podFixed')), nodes: text(part(one, 'scheduling.nodeSelector')),
  };
}

function webhookRows(one: PlanObject): WebhookRow[] {
  if (!/^(Mutating|Validating)WebhookConfiguration$/.test(one.kind)) return [];
  return listAt(one, 'webhooks').map((hook) => ({
    object: nameOf(one),
    webhook: String(part(hook, 'name')),
    failurePolicy: String(part(hook, 'failurePolicy') ?? 'Fail'),
    intercepts: listAt(hook, 'rules').map((rule) => {
      const group = listAt(rule, 'apiGroups').filter(Boolean).join(', ');
      return `${listAt(rule, 'operations').join(', ')} ${listAt(rule, 'resources').map((resource) => `${String(resource)}${group ? `.${group}` : ''}`).join(', ')}`;
    }).join('; '),
    selects: selected(hook),
    timeoutSeconds: Number(part(hook, 'timeoutSeconds') ?? 10),
  }));
}

/** Which requests a webhook gets of those that it intercepts. */
function selected(hook: unknown): string {
  const selectors = ['namespaceSelector', 'objectSelector'].flatMap((field) => {
    const terms = [
      text(part(hook, `${field}.matchLabels`)),
      ...listAt(hook, `${field}.matchExpressions`).map((one) => `${String(part(one, 'key'))} ${String(part(one, 'operator'))} ${listAt(one, 'values').join(', ')}`.trim()),
    ].filter(Boolean);
    return terms.length ? [`${field === 'objectSelector' ? 'objects' : 'namespaces'} with ${terms.join(' and ')}`] : [];
  });
  const conditions = listAt(hook, 'matchConditions').length ? ['conditions of its own'] : [];
  return [...selectors, ...conditions].join('; ') || 'all';
}
