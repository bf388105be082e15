import { Change, keyOf } from './audit';
import { GitOpsEngine, objectsIn, Unit } from './engine';
import { Client } from '../client';
import { describe, isClusterScoped, KubeObject } from '../objects';

/** How the API server's log calls an object. */
export async function auditKey(client: Client, object: KubeObject): Promise<string> {
  const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
  const plural = (await client.discovery.find(object.apiVersion, object.kind))?.plural ?? object.kind;
  return keyOf(group, plural, isClusterScoped(object) ? '' : object.metadata.namespace ?? '', object.metadata.name);
}

/** What an engine did with a commit. */
interface Commit {
  readonly engine: GitOpsEngine;
  readonly client: Client;
  readonly repository: string;
  readonly head: string;
  readonly changes: readonly Change[];
}

/** An object, and when it was made. */
interface Made {
  readonly at: number;
  readonly object: KubeObject;
}

interface Seen {
  /** The first of its objects that was made. */
  readonly first?: Made;
  /** When the engine first said that it is ready. */
  readonly ready?: number;
}

/** What came after something else, and what did not, but should have. */
interface OrderVerdict {
  /** Units after others. */
  readonly ordered: number;
  /** Objects in a sync wave after another one of the same unit. */
  readonly inWaves: number;
  readonly failures: string[];
}

/**
 * Whether the first object of each unit was made after the units before it were ready, and each sync wave in a unit after the one
 * before, by the log of the API server.
 */
export async function judgeOrder({ engine, client, repository, head, changes }: Commit): Promise<OrderVerdict> {
  const units = engine.units(repository);
  const seen = new Map<string, Seen>();
  const failures: string[] = [];
  let inWaves = 0;
  const creations = new Map(changes.filter(({ isCreation }) => isCreation).map((one) => [one.key, one.at]));
  for (const unit of units) {
    const ready = changes.find(({ key, object }) => key === unit.key && object && engine.isReady(object, head))?.at;
    if (ready === undefined) failures.push(`${unit.name} was never ready`);
    const made: Made[] = [];
    for (const object of objectsIn(repository, unit.folder)) {
      const at = creations.get(await auditKey(client, object));
      if (at !== undefined) made.push({ at, object });
    }
    made.sort((a, b) => a.at - b.at);
    seen.set(unit.name, { first: made[0], ready });
    const waves = await judgeWaves(client, unit, made, changes);
    inWaves += waves.count;
    failures.push(...waves.failures);
  }
  let ordered = 0;
  for (const { name, after } of units) {
    const { first } = seen.get(name)!;
    if (!first || !after.length) continue;
    ordered++;
    for (const before of after) {
      const { ready } = seen.get(before) ?? {};
      if (ready === undefined || first.at < ready) failures.push(`${describe(first.object)} of ${name} was made before ${before} was ready`);
    }
  }
  return { ordered, inWaves, failures };
}

const waveOf = ({ metadata }: KubeObject) => Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);

/** Whether objects of a sync wave were made after those of the one before, and after its workloads were ready. */
async function judgeWaves(
  client: Client, { name, key }: Unit, made: readonly Made[], changes: readonly Change[],
): Promise<{ readonly count: number; readonly failures: string[] }> {
  if (!key.startsWith('argoproj.io')) return { count: 0, failures: [] };
  const failures: string[] = [];
  const waves = [...new Set(made.map(({ object }) => waveOf(object)))].sort((a, b) => a - b);
  for (const [index, wave] of waves.slice(1).entries()) {
    const first = made.find(({ object }) => waveOf(object) === wave)!;
    for (const { at, object } of made.filter((one) => waveOf(one.object) === waves[index])) {
      const ready = await readyAt(client, object, changes) ?? at;
      if (first.at >= ready) continue;
      failures.push(`${describe(first.object)} of ${name} was made before ${describe(object)} of the wave before it was ready`);
    }
  }
  return { count: made.filter(({ object }) => waveOf(object) > waves[0]).length, failures };
}

/** When a workload was first ready; nothing for what is ready as soon as it is there. */
async function readyAt(client: Client, object: KubeObject, changes: readonly Change[]): Promise<number | undefined> {
  if (!['DaemonSet', 'Deployment', 'Job'].includes(object.kind)) return undefined;
  const key = await auditKey(client, object);
  const isReady = ({ object: { status = {} } = {} }: Change) => {
    const numbers = status as Record<string, number>;
    if (object.kind === 'Job') return numbers.succeeded === 1;
    if (object.kind === 'Deployment') return numbers.availableReplicas === numbers.replicas;
    const { desiredNumberScheduled, updatedNumberScheduled, numberReady } = numbers;
    return numberReady === desiredNumberScheduled && updatedNumberScheduled === desiredNumberScheduled;
  };
  return changes.find((one) => one.key === key && one.subresource === 'status' && isReady(one))?.at ?? Infinity;
}
