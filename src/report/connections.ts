import { subjectOf } from './rbac';
import { SYNC_WAVE } from '../common/private/delivery-annotations';
import { lookup } from '../common/private/free-keys';
import { prerequisitesOfObject, WrittenObject } from '../common/private/object-needs';
import { groupOf, listAt, nameOf, part, PlanObject } from '../plan/manifest';
import { installsContainerd, installsKata, nodesOf, podOf, templateOf } from '../plan/workload';

/** Something in the picture of how the objects connect: an object, nodes, or what must be there already. */
export interface Part {
  /** `DaemonSet coco-system/kata-deploy`; for nodes their labels. */
  readonly name: string;
  readonly kind: string;
  /** `cluster`, `nodes`, `missing`, or `namespace coco-system`. */
  readonly where: string;
}

/** How one part refers to another. */
export interface Connection {
  readonly from: string;
  /** A verb for a sentence: `reads`, `runs on`. */
  readonly how: string;
  readonly to: string;
  /** Whether `from` does not work before `to` is there. */
  readonly waits: boolean;
}

/** The parts of a picture, and the lines between them. */
export interface Connections {
  readonly parts: readonly Part[];
  readonly connections: readonly Connection[];
}

/** Kinds that select pods by labels: the verb, and where the labels stand. */
const SELECTORS: Readonly<Record<string, readonly [how: string, path: string]>> = {
  Service: ['sends to', 'spec.selector'],
  PodDisruptionBudget: ['protects', 'spec.selector.matchLabels'],
  NetworkPolicy: ['guards', 'spec.podSelector.matchLabels'],
  PodMonitor: ['scrapes', 'spec.selector.matchLabels'],
};

/** Bindings are lines between a subject and a role. */
const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];

/** How objects refer to each other, to nodes, and to what is not among them. */
export function connectionsOf(objects: readonly PlanObject[]): Connections {
  const parts = new Map<string, Part>();
  for (const one of objects.filter(({ kind }) => !BINDINGS.includes(kind))) parts.set(nameOf(one), partOf(one));
  const found = new Map<string, Connection>();
  const all = new Finder(objects).all();
  const made = new Set(all.filter(({ how }) => how === MAKES).map(({ to }) => to));
  for (const one of all) {
    for (const end of [one.from, one.to].filter((name) => !parts.has(name))) parts.set(end, otherPart(end, made.has(end)));
    found.set([one.from, one.how, one.to].join('\0'), one);
  }
  return { parts: [...parts.values()], connections: [...found.values()] };
}

const NODES = 'nodes: ';
const MAKES = 'makes';

/** Something that is not among the objects: nodes, what a controller makes of one, or what must be there already. */
function otherPart(name: string, isMade: boolean): Part {
  if (name.startsWith(NODES)) return { name, kind: 'Nodes', where: 'nodes' };
  const [kind, path] = name.split(' ');
  return { name, kind, where: isMade ? `namespace ${path.split('/')[0]}` : 'missing' };
}

function partOf(one: PlanObject): Part {
  const { namespace } = one.metadata;
  return { name: nameOf(one), kind: one.kind, where: namespace === undefined ? 'cluster' : `namespace ${namespace}` };
}

const labelsOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? value as Record<string, unknown> : {});

class Finder {
  private readonly makers: ReadonlyArray<{ readonly one: PlanObject; readonly labels: Readonly<Record<string, unknown>> }>;
  private readonly definitions: ReadonlyMap<string, PlanObject>;

  constructor(private readonly objects: readonly PlanObject[]) {
    this.makers = objects.filter((one) => podOf(one) !== undefined).map((one) => {
      const template = templateOf(one);
      return { one, labels: labelsOf(part(one, template === undefined ? 'metadata.labels' : `${template}.metadata.labels`)) };
    });
    this.definitions = new Map(objects.filter(({ kind }) => kind === 'CustomResourceDefinition')
      .map((one) => [`${String(part(one, 'spec.group'))}\0${String(part(one, 'spec.names.kind'))}`, one]));
  }

  public all(): Connection[] {
    return this.objects.flatMap((one) => [
      ...this.ofKind(one), ...this.ofPods(one), ...this.ofNeeds(one),
      ...this.ofSelector(one), ...this.ofOrder(one), ...this.ofDefinition(one),
    ]);
  }

  /** What single kinds refer to. */
  private ofKind(one: PlanObject): Connection[] {
    const { kind, metadata: { name, namespace = '' } } = one;
    const to = (how: string, target: string, waits = false): Connection => ({ from: nameOf(one), how, to: target, waits });
    const inNamespace = (kindOf: string, of: unknown) => `${kindOf} ${namespace}/${String(of)}`;
    if (BINDINGS.includes(kind)) {
      const role = String(part(one, 'roleRef.kind'));
      const target = `${role} ${role === 'Role' ? `${namespace}/` : ''}${String(part(one, 'roleRef.name'))}`;
      const where = kind === 'ClusterRoleBinding' ? '' : ` in ${namespace}`;
      return listAt(one, 'subjects').map((subject) => ({
        from: subjectOf(subject, namespace), how: `has the rights of${where}`, to: target, waits: false,
      }));
    }
    if (/^(Mutating|Validating)WebhookConfiguration$/.test(kind)) {
      return listAt(one, 'webhooks').flatMap((hook) => {
        const service = part(hook, 'clientConfig.service');
        return service === undefined ? [] : [to('asks', `Service ${String(part(service, 'namespace'))}/${String(part(service, 'name'))}`, true)];
      });
    }
    switch (kind) {
      case 'RuntimeClass': return [to('runs its pods on', NODES + selectorText(part(one, 'scheduling.nodeSelector')))];
      case 'Certificate': return [to(MAKES, inNamespace('Secret', part(one, 'spec.secretName')))];
      case 'ExternalSecret': return [to(MAKES, inNamespace('Secret', part(one, 'spec.target.name') ?? name))];
      case 'SealedSecret': return [to(MAKES, inNamespace('Secret', name))];
      case 'Route': return [to('sends to', inNamespace('Service', part(one, 'spec.to.name')))];
      case 'HTTPRoute': return listAt(one, 'spec.rules').flatMap((rule) => listAt(rule, 'backendRefs'))
        .map((ref) => to('sends to', inNamespace('Service', part(ref, 'name'))));
      case 'Ingress': return listAt(one, 'spec.rules').flatMap((rule) => listAt(rule, 'http.paths'))
        .map((path) => to('sends to', inNamespace('Service', part(path, 'backend.service.name'))));
      default: return [];
    }
  }

  /** What pods run on, as, under, and after. What they read is among the needs. */
  private ofPods(one: PlanObject): Connection[] {
    const pod = podOf(one);
    if (pod === undefined) return [];
    const namespace = one.metadata.namespace ?? '';
    const to = (how: string, target: string, waits: boolean): Connection => ({ from: nameOf(one), how, to: target, waits });
    const account = part(pod, 'serviceAccountName');
    const runtime = part(pod, 'runtimeClassName');
    const claims = listAt(pod, 'volumes').map((volume) => part(volume, 'persistentVolumeClaim.claimName')).filter((claim) => claim !== undefined);
    const isNodes = one.kind === 'DaemonSet' || nodesOf(one) !== 'every node';
    return [
      ...(isNodes ? [to('runs on', NODES + nodesOf(one), false)] : []),
      ...(account === undefined || account === 'default' ? [] : [to('runs as', `ServiceAccount ${namespace}/${String(account)}`, true)]),
      ...(runtime === undefined ? [] : [to('runs under', `RuntimeClass ${String(runtime)}`, true)]),
      ...claims.map((claim) => to('mounts', `PersistentVolumeClaim ${namespace}/${String(claim)}`, true)),
      ...listAt(pod, 'initContainers').flatMap((container) => this.producers(one, String(part(container, 'name')))).map((producer) => to('waits on its node for', nameOf(producer), true)),
    ];
  }

  /** Whose work on the node an init container waits for. */
  private producers(waiting: PlanObject, container: string): PlanObject[] {
    const installs = container.startsWith('wait-for-containerd') ? installsContainerd
      : /^wait-for-(kata|install)/.test(container) ? installsKata : undefined;
    return installs ? this.objects.filter((one) => one !== waiting && installs(one)) : [];
  }

  /** What must be there before the object works. */
  private ofNeeds(one: PlanObject): Connection[] {
    return prerequisitesOfObject(one as WrittenObject).flatMap(({ name, objects = [] }) => {
      const [target = name] = objects;
      const isDefinition = target.startsWith('CustomResourceDefinition ');
      if (target.startsWith('Namespace ') || (isDefinition && this.definitionOf(one))) return []; // drawn otherwise
      return [{ from: nameOf(one), how: /^(Secret|ConfigMap) /.test(target) ? 'reads' : 'needs', to: isDefinition ? name : target, waits: true }];
    });
  }

  private readonly definitionOf = (one: PlanObject) => this.definitions.get(`${groupOf(one)}\0${one.kind}`);

  private ofDefinition(one: PlanObject): Connection[] {
    const definition = this.definitionOf(one);
    return definition ? [{ from: nameOf(one), how: 'is defined by', to: nameOf(definition), waits: true }] : [];
  }

  /** What selects pods by their labels. */
  private ofSelector(one: PlanObject): Connection[] {
    const [how, path] = lookup(SELECTORS, one.kind) ?? [];
    if (how === undefined || path === undefined) return [];
    const wanted = Object.entries(labelsOf(part(one, path)));
    if (!wanted.length) return [];
    return this.makers.filter(({ one: { metadata: { namespace } }, labels }) => (
      namespace === one.metadata.namespace && wanted.every(([key, value]) => labels[key] === value)))
      .map(({ one: maker }) => ({ from: nameOf(one), how, to: nameOf(maker), waits: false }));
  }

  /** The order of engines: `dependsOn` of Flux, sync waves of Argo CD. */
  private ofOrder(one: PlanObject): Connection[] {
    if (one.kind === 'Kustomization') {
      const source = part(one, 'spec.sourceRef');
      const from = `${String(part(source, 'kind'))} ${String(part(source, 'namespace') ?? one.metadata.namespace)}/${String(part(source, 'name'))}`;
      return [...(source === undefined ? [] : [{ from: nameOf(one), how: 'takes files from', to: from, waits: true }]), ...listAt(one, 'spec.dependsOn').map((other) => ({
        from: nameOf(one), how: 'waits for', to: `Kustomization ${String(part(other, 'namespace') ?? one.metadata.namespace)}/${String(part(other, 'name'))}`, waits: true,
      }))];
    }
    if (one.kind !== 'Application') return [];
    const before = this.objects.filter((other) => other.kind === 'Application' && waveOf(other) < waveOf(one));
    const last = Math.max(...before.map(waveOf));
    return before.filter((other) => waveOf(other) === last).map((other) => ({ from: nameOf(one), how: 'waits for', to: nameOf(other), waits: true }));
  }
}

const waveOf = ({ metadata: { annotations = {} } }: PlanObject) => Number(annotations[SYNC_WAVE] ?? 0) || 0;

function selectorText(selector: unknown): string {
  return Object.entries(labelsOf(selector)).map(([key, value]) => `${key}=${String(value)}`).join(' and ') || 'every node';
}
