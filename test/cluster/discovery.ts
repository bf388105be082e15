import { Transport } from './transport';

/** Where the server keeps the objects of a kind. */
export interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Looks up kinds in what the server says that it serves, one API version at a time. */
export class Discovery {
  private readonly byApiVersion = new Map<string, Map<string, Resource>>();

  public constructor(private readonly transport: Transport) {}

  /** The resource of a kind; a miss asks the server again, as a CRD may have been applied since. */
  public async find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const known = this.byApiVersion.get(apiVersion)?.get(kind);
    if (known) {
      return known;
    }
    const fetched = await this.fetch(apiVersion);
    this.byApiVersion.set(apiVersion, fetched);
    return fetched.get(kind);
  }

  /** Forgets all, as CRDs went away or changed. */
  public forget(): void {
    this.byApiVersion.clear();
  }

  private async fetch(apiVersion: string): Promise<Map<string, Resource>> {
    const resources = new Map<string, Resource>();
    const reply = await this.transport.send({ method: 'GET', path: apiPath(apiVersion) });
    if (reply.status === 200) {
      const list = reply.body as { resources?: { name: string; kind: string; namespaced: boolean }[] };
      for (const { name, kind, namespaced } of list.resources ?? []) {
        // "pods/status" and the like are parts of objects; "deployments/scale" even has another kind.
        if (!name.includes('/')) {
          resources.set(kind, { plural: name, namespaced });
        }
      }
    }
    return resources;
  }
}

/** The path of an API version: the core group has a root of its own. */
export function apiPath(apiVersion: string): string {
  const segments = apiVersion.split('/').map(encodeURIComponent);
  return segments.length === 1 ? `/api/${segments[0]}` : `/apis/${segments.join('/')}`;
}
