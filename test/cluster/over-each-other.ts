import { ApiError, ApplyOptions, Client } from './client';
import { Judge } from './judge';
import { bareNamespace, isClusterScoped, isCrd, isNamespace, KubeObject } from './objects';

/* Objects that are applied over others and deleted, one by one. */

/** Why the server does not take an object; nothing where it does. Makes its namespace, and waits until a definition is served. */
export async function refusedBy(client: Client, object: KubeObject, options: ApplyOptions = {}): Promise<ApiError | undefined> {
  const { namespace = 'default' } = object.metadata;
  try {
    if (!isClusterScoped(object) && !await client.get(bareNamespace(namespace))) await client.apply(bareNamespace(namespace));
    await client.apply(object, options);
    if (isCrd(object)) await new Judge(client).waitUntilServed(object);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/** Deletes objects. Namespaces stay: no controller is there that would end them. */
export async function remove(client: Client, objects: readonly KubeObject[]): Promise<void> {
  for (const object of [...objects].reverse().filter((one) => !isNamespace(one))) {
    try {
      await client.delete(object);
      for (let left = await client.get(object); left; left = await client.get(object)) {
        if (left.metadata.finalizers && !isCrd(left)) await client.dropFinalizers(left);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error; // its definition went before it
    }
  }
  client.discovery.forget();
}
