import { isSettled } from './settled';
import { Claim, disagreement, hasToRestart, isTelling, Observed } from './verdict';
import { PLAN_CLASSES, PlanObject } from '../../../src/plan/manifest';
import { planOf } from '../../../src/plan/plan';
import { podOf } from '../../../src/plan/workload';
import { Pair, PAIRS } from '../../plan/pairs';
import { ApiError, Client } from '../client';
import { ENDLESS_STAGES, NODES } from '../lifecycle/nodes';
import { onSimulatedCluster } from '../lifecycle/simulated-cluster';
import { bareNamespace, describe, identity, isClusterScoped, isNamespace, KubeObject } from '../objects';
import { Report } from '../report';
import { waitUntil } from '../wait';

const SETTLED_MS = 120_000;
const RESTART_MS = 30_000;
const INTERVAL_MS = 500;

/** How many pairs at a time. */
const AT_ONCE = 12;

/** One that workloads are not for, and three that they are for. */
const FEW_NODES = NODES.slice(0, 4);

/** A claim of `plan`, and what came of it. */
interface Outcome extends Claim {
  readonly name: string;
  /** Missing where the API server does not know the kind. */
  readonly observed?: Observed;
  /** What did not happen in time. */
  readonly stuck?: string;
}

/** Makes each change whose class is known on a cluster with simulated nodes, and compares what `plan` says with what pods do. */
export async function judgePlan(report: Report, say: (line: string) => void): Promise<void> {
  await onSimulatedCluster({ objects: FEW_NODES, stages: ENDLESS_STAGES }, say, async ({ client }) => {
    const outcomes: Outcome[] = [];
    const run = async (pairs: readonly Pair[]) => {
      const first = outcomes.length;
      outcomes.push(...await Promise.all(pairs.map((pair, index) => judged(client, pair, `pair-${first + index}`))));
    };
    const isOfAll = ([, before, after]: Pair) => isShared((after ?? before) as KubeObject);
    const own = PAIRS.filter((pair) => !isOfAll(pair));
    for (let from = 0; from < own.length; from += AT_ONCE) await run(own.slice(from, from + AT_ONCE));
    for (const pair of PAIRS.filter(isOfAll)) await run([pair]);
    summarize(outcomes, report, say);
  });
}

function summarize(outcomes: readonly Outcome[], report: Report, say: (line: string) => void): void {
  const problem = ({ stuck, observed, ...claim }: Outcome) => stuck ?? (observed && disagreement(claim, observed));
  const row = (cells: readonly unknown[]) => say(cells.map((cell, index) => String(cell).padEnd(index ? 14 : 17)).join('').trimEnd());
  row(['class', 'pairs', 'judged', 'taken only', 'no such kind', 'wrong']);
  const counts = (some: readonly Outcome[]) => {
    const seen = some.filter(({ observed }) => observed);
    const told = seen.filter(isTelling);
    const unknown = some.filter(({ observed, stuck }) => !observed && stuck === undefined);
    return [some.length, told.length, seen.length - told.length, unknown.length, some.filter(problem).length];
  };
  for (const one of ['nothing', ...PLAN_CLASSES] as const) row([one, ...counts(outcomes.filter((outcome) => outcome.class === one))]);
  row(['all', ...counts(outcomes)]);
  const wrong = outcomes.flatMap((outcome) => (problem(outcome) ? `${outcome.class}: ${outcome.name}: ${problem(outcome)}` : []));
  const [pairs, told] = counts(outcomes);
  report.line(told > 0 && !wrong.length, `plan: ${told} of ${pairs} changes judged by what pods and the API server do, ${wrong.length} disagreements`, wrong);

  // Claims that are wrong on purpose: each has to be found.
  const lie = (from: readonly Claim['class'][], to: Claim['class']) => outcomes
    .filter((outcome) => outcome.observed && from.includes(outcome.class) && isTelling(outcome))
    .map(({ observed, isWorkload }) => disagreement({ class: to, isWorkload }, observed!));
  const lies = [...lie(['rolling-restart', 'replaced'], 'in-place'), ...lie(['nothing', 'metadata', 'in-place'], 'replaced')];
  const found = lies.filter((one) => one !== undefined).length;
  report.line(lies.length > 0 && found === lies.length, `self-test: ${found} of ${lies.length} wrong claims found`);
}

/** Makes a change in a namespace of its own, beside a workload that reads what is there. */
async function judged(client: Client, [name, before, after, , earlier]: Pair, namespace: string): Promise<Outcome> {
  const objects = [before, after].map((one) => one && placed(one, namespace));
  const [old, next] = objects;
  const [planned] = planOf(before ? [before] : [], after ? [after] : []);
  const claim: Claim = { class: planned?.class ?? 'nothing', isWorkload: podOf((after ?? before)!) !== undefined };
  const { apiVersion, kind } = (next ?? old)!;
  if (!await client.discovery.find(apiVersion, kind)) return { name, ...claim };
  try {
    if (!old || !isNamespace(old)) await furnish(client, namespace);
    // The reader needs its namespace and its class; a webhook would refuse it.
    const isFirst = ['Namespace', 'RuntimeClass'].includes(kind);
    const reads = reader(namespace, old && kind === 'RuntimeClass' ? old.metadata.name : undefined);
    const past = earlier && placed(earlier, namespace);
    for (const one of isFirst ? [old, reads] : [reads, past, old]) {
      if (one) await settle(client, (await client.apply(one)).object);
    }
    return { name, ...claim, observed: await observe(client, claim, namespace, old, next) };
  } catch (error) {
    return { name, ...claim, stuck: error instanceof Error ? error.message : String(error) };
  } finally {
    for (const one of objects) if (one && isShared(one)) await remove(client, one);
  }
}

async function observe(client: Client, claim: Claim, namespace: string, old?: KubeObject, next?: KubeObject): Promise<Observed> {
  const all = await podsIn(client, namespace);
  const names = async () => [...(await podsIn(client, namespace)).keys()];
  if (next) {
    try {
      await client.apply(next);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { refusal: error.message, ended: [], restarted: false };
    }
  }
  if (old && (!next || identity(old) !== identity(next))) await client.delete(old);
  if (next || !isNamespace(old!)) {
    // Controllers have come to it when they have come to what was applied after it.
    await settle(client, (await client.apply(probe(namespace))).object);
    if (next) await settle(client, next);
  }
  const own = (uids: readonly string[]) => uids.filter((uid) => !all.get(uid)?.startsWith('reader-'));
  const restarted = async () => {
    const now = await names();
    return own([...all.keys()]).some((uid) => !now.includes(uid)) || (!old && now.some((uid) => !all.has(uid)));
  };
  const hasRestarted = hasToRestart(claim) ? await waitUntil(restarted, RESTART_MS, INTERVAL_MS) : await restarted();
  const left = await names();
  return { ended: [...all].filter(([uid]) => !left.includes(uid)).map(([, pod]) => pod), restarted: hasRestarted };
}

/** The pods of a namespace that are to stay: names by UID. */
async function podsIn(client: Client, namespace: string): Promise<Map<string, string>> {
  const pods = await client.list('v1', 'Pod', namespace);
  const staying = pods.filter(({ metadata }) => !metadata.deletionTimestamp);
  return new Map(staying.map(({ metadata }) => [String(metadata.uid), metadata.name]));
}

async function settle(client: Client, object: KubeObject): Promise<void> {
  const isDone = async () => {
    const now = await client.get(object);
    return now !== undefined && isSettled(now);
  };
  if (!await waitUntil(isDone, SETTLED_MS, INTERVAL_MS)) throw new Error(`${describe(object)}: not settled: ${JSON.stringify((await client.get(object))?.status)}`);
}

async function remove(client: Client, object: KubeObject): Promise<void> {
  await client.delete(object);
  await waitUntil(async () => await client.get(object) === undefined, SETTLED_MS, INTERVAL_MS);
}

/** The API server may still ask a webhook that was deleted a moment ago. */
async function furnish(client: Client, namespace: string): Promise<void> {
  const isTaken = async () => {
    try {
      await client.apply(bareNamespace(namespace));
      return true;
    } catch (error) {
      if (error instanceof ApiError) return false;
      throw error;
    }
  };
  if (!await waitUntil(isTaken, SETTLED_MS, INTERVAL_MS)) throw new Error(`Namespace ${namespace}: not taken`);
}

/** Whether an object is there once for all pairs. */
const isShared = (object: KubeObject) => isClusterScoped(object) && !isNamespace(object);

/** An object of a pair in the namespace of the pair. */
function placed(object: PlanObject, namespace: string): KubeObject {
  const own = object as KubeObject;
  return { ...own, metadata: isNamespace(own) ? { ...own.metadata, name: namespace } : { ...own.metadata, namespace } };
}

/** A workload of somebody else. It reads the ConfigMap and the Secret of its pair, and has its RuntimeClass. */
const reader = (namespace: string, runtimeClassName?: string) => deployment('reader', namespace, 1, {
  ...runtimeClassName ? { runtimeClassName } : {},
  volumes: [{ name: 'config', configMap: { name: 'one', optional: true } }, { name: 'secret', secret: { secretName: 'one', optional: true } }],
});

/** Something for controllers to come to. It has no pods: a webhook may refuse them. */
const probe = (namespace: string) => deployment('probe', namespace, 0);

function deployment(name: string, namespace: string, replicas: number, spec: object = {}): KubeObject {
  const labels = { role: name };
  // What the strictest namespace asks for.
  const securityContext = { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } };
  const containers = [{ name, image: `registry.example.com/${name}:1`, securityContext }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { ...spec, containers } } },
  };
}
