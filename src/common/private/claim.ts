import { Identity } from './emission';
import { lookup } from './free-keys';

/** Something that there is once in a cluster, or once on a node. */
export interface Claim {
  readonly kind: string;
  /** Tells it from others of its kind. */
  readonly name: string;
  /** How messages call it. */
  readonly what: string;
  /** Of something on nodes: the labels of those that have it. Without, it may be on every node. */
  readonly nodes?: Readonly<Record<string, string>>;
}

/** An object. Those whose name is known at synth only claim nothing here: `collisions.ts` looks at them then. */
export function objects(manifests: readonly Identity[]): Claim[] {
  return manifests.filter(({ metadata }) => typeof metadata?.name === 'string').map(object);
}

/** An object whose name is known. */
export function object({ apiVersion = '', kind = '', metadata = {} }: Identity): Claim {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return {
    kind: `${group}/${kind}`,
    name: `${metadata.namespace ?? ''}/${metadata.name}`,
    what: `${kind} ${metadata.name}${metadata.namespace ? ` in the namespace ${metadata.namespace}` : ''}`,
  };
}

/** A name under which a container runtime on the nodes knows a way to run pods: what RuntimeClasses lead to. */
export const handler = (name: string): Claim => ({ kind: 'handler', name, what: `the handler ${name} of the nodes` });

/** A folder of the nodes that one installation alone writes to. */
export function folder(path: string, nodes?: Claim['nodes']): Claim {
  return { kind: 'folder', name: path, what: `the folder ${path} of the nodes`, nodes };
}

/** A file of the nodes that one installation alone writes. */
export function file(path: string, nodes?: Claim['nodes']): Claim {
  return { kind: 'file', name: path, what: `the file ${path} of the nodes`, nodes };
}

/** A label of the nodes that one installation alone sets. */
export const nodeLabel = (name: string): Claim => ({ kind: 'label', name, what: `the label ${name} of the nodes` });

/** Whether no node has the labels of both. */
export function apart(some: Claim['nodes'] = {}, others: Claim['nodes'] = {}): boolean {
  return Object.entries(some).some(([label, value]) => ![undefined, value].includes(lookup(others, label)));
}
