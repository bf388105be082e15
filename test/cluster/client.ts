import { apiPath, Discovery, Resource } from './discovery';
import { describe, KubeObject } from './objects';
import { Endpoint, Reply, Request, Transport } from './transport';

/** The server said no; the message names the object. */
export class ApiError extends Error {
  public constructor(message: string, public readonly status: number) {
    super(message);
  }
}

export interface Applied {
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

/** How to apply. */
export interface ApplyOptions {
  /** One for every suite by default, so that what a suite no longer states is removed, as for a user who applies again. */
  readonly manager?: string;
  /** Whether to take fields away from other managers; true by default. */
  readonly force?: boolean;
  /** Whether the server only says what it would do; false by default. */
  readonly dryRun?: boolean;
}

/** Unknown fields are refused, as kubectl asks for. */
const STRICT = 'fieldValidation=Strict';

/** A small client: server-side apply, get, list, delete, of any kind that the server knows. */
export class Client {
  public readonly discovery: Discovery;
  private readonly transport: Transport;

  public constructor(endpoint: Endpoint) {
    this.transport = new Transport(endpoint);
    this.discovery = new Discovery(this.transport);
  }

  public async apply(object: KubeObject, { manager = 'cdk8s-coco', force = true, dryRun = false }: ApplyOptions = {}): Promise<Applied> {
    const path = await this.pathOf(object);
    const reply = await this.transport.send({
      method: 'PATCH',
      path: `${path}?fieldManager=${manager}&force=${force}&${STRICT}${dryRun ? '&dryRun=All' : ''}`,
      contentType: 'application/apply-patch+yaml', // JSON is YAML
      body: JSON.stringify(object),
    });
    return { object: accept<KubeObject>(reply, describe(object)), warnings: reply.warnings };
  }

  /** Why the server does not create an object; nothing where it does. */
  public async refusalToCreate(object: KubeObject): Promise<string | undefined> {
    const resource = await this.resource(object.apiVersion, object.kind, describe(object));
    const path = collectionPath(object.apiVersion, resource, resource.namespaced ? object.metadata.namespace ?? 'default' : undefined);
    return this.refusal({ method: 'POST', path: `${path}?${STRICT}`, body: JSON.stringify(object) });
  }

  /** Why the server would not take an object in the place of the one that it has; nothing where it would. Nothing is kept. */
  public async refusalToReplace(object: KubeObject): Promise<string | undefined> {
    return this.refusal({ method: 'PUT', path: `${await this.pathOf(object)}?dryRun=All&${STRICT}`, body: JSON.stringify(object) });
  }

  /** The object as the server has it, or `undefined`. */
  public async get(object: KubeObject): Promise<KubeObject | undefined> {
    return this.unlessMissing<KubeObject>(object, { method: 'GET', path: await this.pathOf(object) });
  }

  public async list(apiVersion: string, kind: string, namespace?: string): Promise<KubeObject[]> {
    const what = `${apiVersion} ${kind}`;
    const path = collectionPath(apiVersion, await this.resource(apiVersion, kind, what), namespace);
    const list = accept<{ items?: KubeObject[] }>(await this.transport.send({ method: 'GET', path }), what);
    // The server leaves out of the items what the list says already.
    return (list.items ?? []).map(item => ({ ...item, apiVersion, kind }));
  }

  public async delete(object: KubeObject): Promise<void> {
    const path = `${await this.pathOf(object)}?gracePeriodSeconds=0&propagationPolicy=Background`;
    await this.unlessMissing(object, { method: 'DELETE', path });
  }

  /** Takes the finalizers off an object: the controllers that would do it do not run here. */
  public async dropFinalizers(object: KubeObject): Promise<void> {
    await this.merge(object, { metadata: { finalizers: null } });
  }

  /** Merges fields into an object, if it is there; null removes one. */
  public async merge(object: KubeObject, fields: object): Promise<void> {
    await this.unlessMissing(object, {
      method: 'PATCH',
      path: await this.pathOf(object),
      contentType: 'application/merge-patch+json',
      body: JSON.stringify(fields),
    });
  }

  /** Sets what a controller would report of an object. */
  public async setStatus(object: KubeObject, status: object): Promise<void> {
    await this.unlessMissing(object, {
      method: 'PATCH',
      path: `${await this.pathOf(object)}/status`,
      contentType: 'application/merge-patch+json',
      body: JSON.stringify({ status }),
    });
  }

  /** Lets the server remove a namespace that was deleted, as its controller does when nothing is left in it. */
  public async finalizeNamespace(namespace: KubeObject): Promise<void> {
    const body = JSON.stringify({ ...namespace, spec: { finalizers: [] } });
    await this.unlessMissing(namespace, { method: 'PUT', path: `${await this.pathOf(namespace)}/finalize`, body });
  }

  /** Whether somebody may do something, as the server decides of requests. */
  public async may(user: string, resourceAttributes: object): Promise<boolean> {
    const [, , namespace] = /^(system:serviceaccount):([^:]+):/.exec(user) ?? [];
    const groups = namespace ? ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'] : ['system:authenticated'];
    const review = {
      apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec: { user, groups, resourceAttributes },
    };
    const reply = await this.transport.send({
      method: 'POST', path: '/apis/authorization.k8s.io/v1/subjectaccessreviews', body: JSON.stringify(review),
    });
    return accept<{ status: { allowed: boolean } }>(reply, 'SubjectAccessReview').status.allowed;
  }

  /** A token of a service account, as its pods get one. */
  public async token(namespace: string, serviceAccount: string): Promise<string> {
    const body = JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} });
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`;
    const reply = await this.transport.send({ method: 'POST', path, body });
    return accept<{ status: { token: string } }>(reply, `token of ${serviceAccount}`).status.token;
  }

  /** The version of the server: `v1.34.4`, and its minor number. */
  public async version(): Promise<{ readonly text: string; readonly minor: number }> {
    const { gitVersion } = accept<{ gitVersion: string }>(await this.transport.send({ method: 'GET', path: '/version' }), 'the version');
    return { text: gitVersion, minor: Number(gitVersion.split('.')[1]) };
  }

  /** Whether objects of a kind can be read, which comes after the server has accepted the kind. */
  public async serves(apiVersion: string, kind: string): Promise<boolean> {
    const resource = await this.discovery.find(apiVersion, kind);
    if (!resource) {
      return false;
    }
    const path = `${collectionPath(apiVersion, resource)}?limit=1`;
    return (await this.transport.send({ method: 'GET', path })).status === 200;
  }

  public close(): void {
    this.transport.close();
  }

  private async refusal(request: Request): Promise<string | undefined> {
    const { status, body } = await this.transport.send(request);
    if (status >= 200 && status < 300) return undefined;
    if (status !== 400 && status !== 422) throw new ApiError(`${request.path}: ${JSON.stringify(body)}`, status);
    return String((body as { message?: unknown }).message);
  }

  private async pathOf(object: KubeObject): Promise<string> {
    const resource = await this.resource(object.apiVersion, object.kind, describe(object));
    const namespace = resource.namespaced ? object.metadata.namespace ?? 'default' : undefined;
    const collection = collectionPath(object.apiVersion, resource, namespace);
    return `${collection}/${encodeURIComponent(object.metadata.name)}`;
  }

  private async resource(apiVersion: string, kind: string, what: string): Promise<Resource> {
    const resource = await this.discovery.find(apiVersion, kind);
    if (!resource) {
      throw new ApiError(`${what}: the server has no kind "${kind}" in "${apiVersion}"; is its CRD missing?`, 404);
    }
    return resource;
  }

  private async unlessMissing<T>(object: KubeObject, request: Request): Promise<T | undefined> {
    const reply = await this.transport.send(request);
    return reply.status === 404 ? undefined : accept<T>(reply, describe(object));
  }
}

function collectionPath(apiVersion: string, resource: Resource, namespace?: string): string {
  const scope = resource.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${apiPath(apiVersion)}${scope}/${resource.plural}`;
}

/** The body of a good reply; else the message of the `Status` that the server sent. */
function accept<T>(reply: Reply, what: string): T {
  if (reply.status >= 200 && reply.status < 300) {
    return reply.body as T;
  }
  const message = (reply.body as { message?: unknown } | null)?.message ?? JSON.stringify(reply.body);
  throw new ApiError(`${what}: ${String(message)} (HTTP ${reply.status})`, reply.status);
}
