import { ApiObject, Chart, DependencyGraph } from 'cdk8s';
import { isUninstallable } from './tree';
import { EmittedObject } from '../../common/private/emit';

/** An object as it stands in a file, and whose it is. */
export interface AppObject {
  readonly node: ApiObject;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** A construct that this library knows emits it; all others are the user's. */
  readonly own: boolean;
}

/** The objects of a chart, in the order in which cdk8s writes them. */
export function apiObjectsOf(chart: Chart): ApiObject[] {
  return new DependencyGraph(chart.node).topology()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node) && node.chart === chart);
}

/** The same, with what tells one object from another. */
export function objectsOf(chart: Chart): AppObject[] {
  return apiObjectsOf(chart).map((node) => {
    const { apiVersion, kind, metadata: { name, namespace } } = node.toJson() as Manifest;
    return { node, apiVersion, kind, name, namespace, own: isOwn(node) };
  });
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

function isOwn(node: ApiObject): boolean {
  return EmittedObject.is(node) || node.node.scopes.some(isUninstallable);
}
