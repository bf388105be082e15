import { Identity } from './emission';
import { yamlStream } from './yaml/write';

/** An object as it stands in a file. */
export interface ObjectText {
  readonly identity: Identity;
  readonly text: string;
}

/** How many different objects are remembered. Those that all clusters of a fleet have in common are far fewer. */
const LIMIT = 1024;

const known = new Map<string, ObjectText>();

/**
 * An object as YAML. What was printed before is not printed again: the clusters of a fleet differ in few objects.
 *
 * @param key the same for objects that are written alike
 * @param write the object as it is written, which nothing else holds a part of
 */
export function objectText(key: string, write: () => object): ObjectText {
  let found = known.get(key);
  if (found) {
    known.delete(key); // what is used often stays
  } else {
    const document = write();
    found = { identity: identityOf(document), text: yamlStream([document]) };
    if (known.size >= LIMIT) known.delete(known.keys().next().value!);
  }
  known.set(key, found);
  return found;
}

/** What tells an object from others, without the rest of it. */
export function identityOf({ apiVersion, kind, metadata }: Identity): Identity {
  return { apiVersion, kind, metadata: { name: metadata?.name, namespace: metadata?.namespace } };
}
