import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cluster, Prerequisite } from '../../common';

/** A prerequisite, and the objects with which an app may bring it itself. */
export interface Need extends Prerequisite {
  /** Kinds and names, of objects in no namespace. */
  readonly objects?: readonly string[];
}

/** A namespace. */
export function namespaceNeed(name: string, reason: string): Need {
  return { name: `namespace ${name}`, reason, check: `kubectl get namespace ${name}`, objects: [`Namespace ${name}`] };
}

/** The definitions of the operator's kinds. */
export function definitionsNeed(reason: string, names: readonly string[]): Need {
  return {
    name: 'definitions of provisioning.dpu.hcp.io',
    reason,
    check: `kubectl get crd ${names.join(' ')}`,
    objects: names.map((name) => `CustomResourceDefinition ${name}`),
  };
}

/** What of it nothing in the app brings into the cluster of a construct. */
export function unmet(construct: IConstruct, needs: readonly Need[]): Prerequisite[] {
  const cluster = Cluster.of(construct)?.name;
  const brought = construct.node.root.node.findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node) && Cluster.of(node)?.name === cluster)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  return needs.filter(({ objects }) => !objects?.every((one) => brought.includes(one)))
    .map(({ name, reason, check }) => ({ name, reason, check }));
}
