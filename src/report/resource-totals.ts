import { quantityText, readQuantity } from './quantity';
import { listAt, part, PlanObject } from '../plan/manifest';
import { nodesOf, podOf } from '../plan/workload';

/** What all pods of one sort ask for together. */
export interface ResourceTotal {
  /** `on each node`, `on each node with pool=a`, `beside that`, `beside that, while Jobs run`. */
  readonly what: string;
  /** How many pods. */
  readonly pods: number;
  /** `cpu 110m, memory 192Mi`; empty where nothing is asked for. */
  readonly requests: string;
  readonly limits: string;
  /** How many containers say nothing of what they need. */
  readonly silent: number;
}

const EVERY = 'every node';

type Amounts = Readonly<Record<string, number>>;

/** What pods ask for: on each node, as the DaemonSets of all nodes run there too; and beside that in the whole cluster. */
export function totalsOf(objects: readonly PlanObject[]): ResourceTotal[] {
  const overheads = new Map(objects.filter(({ kind }) => kind === 'RuntimeClass').map((one) => [one.metadata.name, amounts(part(one, 'overhead.podFixed'))]));
  const makers = objects.filter((one) => podOf(one) !== undefined);
  const daemons = makers.filter(({ kind }) => kind === 'DaemonSet');
  const onAll = daemons.filter((one) => nodesOf(one) === EVERY);
  const pools = [...new Set(daemons.map(nodesOf))].filter((nodes) => nodes !== EVERY).sort();
  const others = makers.filter(({ kind }) => kind !== 'DaemonSet');
  const isJob = ({ kind }: PlanObject) => kind === 'Job' || kind === 'CronJob';
  const rows: Array<readonly [what: string, own: readonly PlanObject[]]> = [
    ['on each node', onAll],
    ...pools.map((nodes) => [`on each node with ${nodes}`, [...onAll, ...daemons.filter((one) => nodesOf(one) === nodes)]] as const),
    ['beside that, in the whole cluster', others.filter((one) => !isJob(one))],
    ['beside that, while Jobs run', others.filter(isJob)],
  ];
  return rows.filter(([, own]) => own.length).map(([what, own]) => totalOf(what, own, overheads));
}

function totalOf(what: string, own: readonly PlanObject[], overheads: ReadonlyMap<string, Amounts>): ResourceTotal {
  const sum = (kind: 'requests' | 'limits') => text(own.map((one) => {
    const pod = podOf(one);
    const overhead = overheads.get(String(part(pod, 'runtimeClassName'))) ?? {};
    return times(plus(podAmounts(pod, kind), overhead), podsOf(one));
  }).reduce(plus, {}));
  const silent = own.flatMap((one) => listAt(podOf(one), 'containers'))
    .filter((container) => !['requests', 'limits'].some((kind) => Object.keys(amounts(part(container, `resources.${kind}`))).length)).length;
  return { what, pods: own.reduce((all, one) => all + podsOf(one), 0), requests: sum('requests'), limits: sum('limits'), silent };
}

/** How many pods an object has at a time; of a DaemonSet, on one node. */
export function podsOf(one: PlanObject): number {
  if (one.kind === 'DaemonSet') return 1;
  const spec = one.kind === 'CronJob' ? part(one, 'spec.jobTemplate') : one;
  return Number(part(spec, 'spec.replicas') ?? part(spec, 'spec.parallelism') ?? 1) || 0;
}

/** What the scheduler counts: all containers together, or an init container if that one asks for more. */
function podAmounts(pod: unknown, kind: 'requests' | 'limits'): Amounts {
  const of = (container: unknown): Amounts => {
    const limits = amounts(part(container, 'resources.limits'));
    return kind === 'limits' ? limits : { ...limits, ...amounts(part(container, 'resources.requests')) }; // a limit alone is a request, too
  };
  const init = listAt(pod, 'initContainers');
  const isSidecar = (one: unknown) => part(one, 'restartPolicy') === 'Always';
  const running = [...init.filter(isSidecar), ...listAt(pod, 'containers')].map(of).reduce(plus, {});
  return init.filter((one) => !isSidecar(one)).map(of).reduce(most, running);
}

function amounts(value: unknown): Amounts {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).flatMap(([name, one]) => {
    const amount = readQuantity(one);
    return amount === undefined ? [] : [[name, amount]];
  }));
}

function merged(one: Amounts, other: Amounts, merge: (a: number, b: number) => number): Amounts {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, merge(one[name] ?? 0, other[name] ?? 0)]));
}

const plus = (one: Amounts, other: Amounts) => merged(one, other, (a, b) => a + b);
const most = (one: Amounts, other: Amounts) => merged(one, other, Math.max);

const times = (one: Amounts, number: number): Amounts => (
  Object.fromEntries(Object.entries(one).map(([name, amount]) => [name, amount * number])));

const text = (all: Amounts) => Object.keys(all).sort().map((name) => `${name} ${quantityText(name, all[name])}`).join(', ');
