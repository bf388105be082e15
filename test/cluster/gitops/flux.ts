import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { keyOf } from './audit';
import { objectsIn, GitOpsEngine, RunningEngine, Unit } from './engine';
import { BRANCH, GitRepository } from './repository';
import { Delivery, FluxSource } from '../../../src';
import { Client } from '../client';
import { freePorts } from '../control-plane';
import { downloadSources, sourcesOf } from '../go-build';
import { SimulatedCluster } from '../lifecycle/simulated-cluster';
import { parseManifest } from '../manifests';
import { bareNamespace, conditions, isCrd, KubeObject, Metadata } from '../objects';
import { waitUntil } from '../wait';

const NAMESPACE = 'flux-system';
const CONTROLLER = 'github.com/fluxcd/kustomize-controller';
/** Of it, only the definitions are here: a small server in this process does its work. */
const SOURCE_CONTROLLER = ['github.com/fluxcd/source-controller', 'v1.9.6'] as const;
const [API, SOURCE_API] = ['kustomize.toolkit.fluxcd.io/v1', 'source.toolkit.fluxcd.io/v1'];
const URL = 'https://git.example.com/platform.git';
const REQUEST = 'reconcile.fluxcd.io/requestedAt';
const SETTLED_MS = 120_000;

interface Status {
  readonly lastAppliedRevision?: string;
  readonly lastHandledReconcileAt?: string;
  readonly observedGeneration?: number;
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
}

const revisionOf = (head: string) => `${BRANCH}@sha1:${head}`;

export const FLUX: GitOpsEngine = {
  name: 'Flux',
  program: 'kustomize-controller',
  readsRepository: false,
  bootstrap: (cluster) => `dist/flux/${cluster}.yaml`,
  deliver: (app) => { Delivery.flux(app, { source: FluxSource.git(URL, { branch: BRANCH }), path: 'dist' }); },
  start: (program, cluster, repository) => Flux.start(program, cluster, repository),
  units: (repository) => objectsIn(repository, 'dist/flux').filter(isOfComponent).map(unit),
  isReady: ({ status, metadata }, revision) => isReady(status as Status, metadata as Metadata, revision),
  ordersUpdates: true,
  keeps: ({ metadata }) => metadata.annotations?.['kustomize.toolkit.fluxcd.io/prune'] === 'disabled',
};

const isOfComponent = ({ kind, metadata }: KubeObject) => kind === 'Kustomization' && metadata.labels !== undefined;

function unit({ metadata, spec }: KubeObject): Unit {
  const { path: folder, dependsOn = [] } = spec as { path: string; dependsOn?: { name: string }[] };
  return {
    name: metadata.name,
    key: keyOf('kustomize.toolkit.fluxcd.io', 'kustomizations', NAMESPACE, metadata.name),
    folder: folder.replace(/^\.\//, ''),
    after: dependsOn.map(({ name }) => name),
  };
}

function isReady(status: Status = {}, { generation }: Metadata, revision: string): boolean {
  const ready = status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false;
  return ready && status.observedGeneration === generation && status.lastAppliedRevision === revisionOf(revision);
}

/** A kustomize-controller, and what a source-controller would tell it. */
class Flux implements RunningEngine {
  public static async start(program: string, cluster: SimulatedCluster, repository: GitRepository): Promise<Flux> {
    const folders = [
      path.join(await sourcesOf('kustomize-controller', CONTROLLER), 'config/crd/bases'),
      path.join(await downloadSources(...SOURCE_CONTROLLER), 'config/crd/bases'),
    ];
    for (const folder of folders) {
      for (const file of fs.readdirSync(folder)) {
        const objects = parseManifest(fs.readFileSync(path.join(folder, file), 'utf8'), file);
        for (const object of objects.filter(isCrd)) await cluster.client.apply(object);
      }
    }
    await waitUntil(() => cluster.client.serves(API, 'Kustomization'), SETTLED_MS);
    await cluster.client.apply(bareNamespace(NAMESPACE));
    const flux = new Flux(cluster.client, repository);
    await flux.listen();
    const [health] = await freePorts(1);
    const { plane: { directory }, kubeconfig } = cluster;
    const temporary = path.join(directory, 'flux');
    fs.mkdirSync(temporary);
    cluster.plane.run('kustomize-controller', program, [
      '--metrics-addr=0', `--health-addr=127.0.0.1:${health}`, '--watch-all-namespaces', '--requeue-dependency=2s', '--log-level=info',
    ], { PATH: process.env.PATH, KUBECONFIG: kubeconfig, RUNTIME_NAMESPACE: NAMESPACE, HOME: temporary, TMPDIR: temporary });
    return flux;
  }

  private readonly server = http.createServer((_, response) => response.end(this.repository.archive));
  private timer?: NodeJS.Timeout;

  private constructor(private readonly client: Client, private readonly repository: GitRepository) {}

  public async unsettled(): Promise<string[]> {
    const wanted = objectsIn(this.repository.path, 'dist/flux').filter(({ kind }) => kind === 'Kustomization')
      .map(({ metadata }) => metadata.name);
    const there = await this.followed();
    const names = there.map(({ metadata }) => metadata.name);
    return [
      ...wanted.filter((name) => !names.includes(name)).map((name) => `${name} is not there`),
      ...names.filter((name) => !wanted.includes(name)).map((name) => `${name} is still there`),
      ...there.filter(({ status, metadata }) => !isReady(status as Status, metadata, this.repository.head))
        .map(({ metadata, status }) => `${metadata.name}: ${(status as Status | undefined)?.conditions?.map(({ type, status: is, message = '' }) => `${type}=${is} ${message}`).join('; ')}`),
    ];
  }

  public async resync(): Promise<void> {
    const at = new Date().toISOString();
    const all = await this.followed();
    for (const one of all) await this.client.merge(one, { metadata: { annotations: { [REQUEST]: at } } });
    const isHandled = async () => {
      const now = await this.followed();
      return now.every(({ status }) => (status as Status).lastHandledReconcileAt === at) && !(await this.unsettled()).length;
    };
    if (!await waitUntil(isHandled, SETTLED_MS, 500)) throw new Error(`Flux did not reconcile again: ${(await this.unsettled()).join('\n')}`);
  }

  public followed(): Promise<KubeObject[]> {
    return this.client.list(API, 'Kustomization');
  }

  public async stop(): Promise<void> {
    clearInterval(this.timer);
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.timer = setInterval(() => void this.publish().catch(() => undefined), 1000); // a source that was deleted meanwhile, say
  }

  /** Says in the status of each source which commit there is, and where. */
  private async publish(): Promise<void> {
    if (!this.repository.head) return;
    const revision = revisionOf(this.repository.head);
    for (const source of await this.client.list(SOURCE_API, 'GitRepository')) {
      const { artifact } = (source.status ?? {}) as { artifact?: { revision: string } };
      if (artifact?.revision === revision && conditions(source).includes('Ready')) continue;
      const { archive: bytes } = this.repository;
      const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
      const { port } = this.server.address() as AddressInfo;
      await this.client.setStatus(source, {
        observedGeneration: source.metadata.generation,
        artifact: {
          digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
          lastUpdateTime: now,
          path: `${this.repository.head}.tar.gz`,
          revision,
          size: bytes.length,
          url: `http://127.0.0.1:${port}/${this.repository.head}.tar.gz`,
        },
        conditions: [{ type: 'Ready', status: 'True', reason: 'Succeeded', message: 'stored', lastTransitionTime: now }],
      });
    }
  }
}
