import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { definitionsPrerequisite, AppPrerequisite } from './app-prerequisites';
import { clusterName } from './cluster-names';
import { EmittedObject } from './emit';
import { lifecycleOf } from './lifecycles';
import { prerequisitesOfObject, WrittenObject } from './object-needs';
import { Lifecycle } from '../lifecycle';
import type { Prerequisite } from '../prerequisite';

/**
 * What a construct needs in its cluster, and the app does not provide: what it says itself, and what follows from the objects
 * that it emits.
 */
export function prerequisitesOf(construct: IConstruct, own: readonly AppPrerequisite[] = []): Prerequisite[] {
  if (lifecycleOf(construct) === Lifecycle.ABSENT) return [];
  const emitted = construct.node.findAll().filter(EmittedObject.is)
    .filter((object) => ownerOf(object) === construct).map((object) => object.toJson() as WrittenObject);
  const provided = providedIn(construct);
  const unmet = new Map<string, AppPrerequisite>();
  for (const need of [...own, ...emitted.flatMap(prerequisitesOfObject)]) {
    if (need.objects?.every((one) => provided.has(one))) continue;
    // A project is asked once for all of its definitions.
    const key = need.definitions ? need.name : need.check;
    const before = unmet.get(key);
    const all = [...new Set([...before?.definitions ?? [], ...need.definitions ?? []])];
    if (!before) unmet.set(key, need);
    else if (need.definitions) unmet.set(key, definitionsPrerequisite(before.name, before.reason, all));
  }
  return [...unmet.values()].map(({ name, reason, check }) => ({ name, reason, check }));
}

/** The construct that tells what an object needs: the nearest one that tells. */
function ownerOf(object: IConstruct): IConstruct | undefined {
  return [...object.node.scopes].reverse().find((scope) => 'prerequisites' in scope);
}

/** What is in a construct's cluster because of the app: its objects, and what controllers make of them. */
function providedIn(construct: IConstruct): Set<string> {
  const cluster = clusterName(construct);
  const provided = new Set<string>();
  for (const object of construct.node.root.node.findAll().filter(ApiObject.isApiObject)) {
    if (clusterName(object) !== cluster) continue;
    const add = (kind: string, name: unknown) => {
      // cdk8s gives cluster-wide objects of users the namespace of their chart.
      provided.add(`${kind} ${String(name)}`).add(`${kind} ${object.metadata.namespace}/${String(name)}`);
    };
    add(object.kind, object.name);
    if (MAKERS.has(object.kind)) secretsOf(object.toJson() as WrittenObject).forEach((name) => add('Secret', name));
  }
  return provided;
}

/** Kinds of which a controller makes a Secret. */
const MAKERS = new Set(['ExternalSecret', 'SealedSecret', 'Certificate', 'Service']);

function secretsOf({ kind, metadata, spec }: WrittenObject): unknown[] {
  switch (kind) {
    case 'ExternalSecret': return [spec?.target?.name ?? metadata.name];
    case 'Certificate': return [spec?.secretName];
    case 'Service': return [metadata.annotations?.['service.beta.openshift.io/serving-cert-secret-name']];
    default: return [metadata.name];
  }
}
