import * as fs from 'node:fs';
import * as path from 'node:path';
import { keyOf } from './audit';
import { objectsIn, GitOpsEngine, RunningEngine, Unit } from './engine';
import { GitRepository } from './repository';
import { ArgoCdDeliveryProps, ArgoCdApplications, Delivery } from '../../../src';
import { Client } from '../client';
import { freePorts } from '../control-plane';
import { sourcesOf } from '../go-build';
import { SimulatedCluster } from '../lifecycle/simulated-cluster';
import { parseManifest } from '../manifests';
import { bareNamespace, KubeObject } from '../objects';
import { Endpoint } from '../transport';
import { waitUntil } from '../wait';

const NAMESPACE = 'argocd';
const MODULE = 'github.com/argoproj/argo-cd/v3';
const API = 'argoproj.io/v1alpha1';
const URL = 'https://git.example.com/platform.git';
const REFRESH = 'argocd.argoproj.io/refresh';
const SETTLED_MS = 120_000;
/** The page that tells users how Argo CD learns the health of Applications. */
const PAGE = path.join(__dirname, '../../../docs/delivery-argo-cd.md');

interface Status {
  readonly sync?: { readonly status?: string; readonly revision?: string };
  readonly health?: { readonly status?: string };
  readonly operationState?: { readonly phase?: string; readonly message?: string; readonly finishedAt?: string };
  readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  readonly resources?: readonly { readonly kind: string; readonly name: string; readonly status?: string }[];
}

function argoCd(name: string, props: Partial<ArgoCdDeliveryProps> = {}): GitOpsEngine {
  return {
    name,
    program: 'argo-cd',
    readsRepository: true,
    bootstrap: () => 'dist/argo-cd.yaml',
    deliver: (app) => { Delivery.argoCd(app, { repoUrl: URL, path: 'dist', targetRevision: 'main', ...props }); },
    start: (program, cluster, repository) => ArgoCd.start(program, cluster, repository),
    units,
    isReady: ({ status }, revision) => isReady(status as Status, revision),
    ordersUpdates: false,
    keeps: ({ metadata }) => /\bPrune=false\b/.test(metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? ''),
  };
}

export const ARGO_CD = argoCd('Argo CD');
export const ARGO_CD_PER_CLUSTER = argoCd('Argo CD, one Application', { applications: ArgoCdApplications.PER_CLUSTER });

/** Applications of objects, be they in files or made of files by an ApplicationSet. */
function units(repository: string): Unit[] {
  const applications = objectsIn(repository, 'dist/argo-cd').filter(({ kind }) => kind === 'Application');
  const inFiles = applications.map(({ metadata, spec }) => ({
    name: metadata.name,
    folder: (spec as { source: { path: string } }).source.path,
    wave: Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0),
  }));
  const folderOfFiles = path.join(repository, 'dist/argo-cd');
  const elements = (fs.readdirSync(folderOfFiles, { recursive: true }) as string[]).filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(fs.readFileSync(path.join(folderOfFiles, file), 'utf8')) as { name: string; path: string; wave: string })
    .map(({ name, path: folder, wave }) => ({ name, folder, wave: Number(wave) }));
  const all = [...inFiles, ...elements];
  return all.map(({ name, folder, wave }) => ({
    name,
    folder,
    key: keyOf('argoproj.io', 'applications', NAMESPACE, name),
    after: all.filter((other) => other.wave < wave).map((other) => other.name),
  }));
}

function isReady({ sync, health, operationState }: Status = {}, revision: string): boolean {
  const isDone = operationState?.phase === undefined || operationState.phase === 'Succeeded';
  return sync?.status === 'Synced' && sync.revision === revision && health?.status === 'Healthy' && isDone;
}

/** The controllers of Argo CD, its server of repositories, and a cache. */
class ArgoCd implements RunningEngine {
  public static async start(program: string, cluster: SimulatedCluster, repository: GitRepository): Promise<ArgoCd> {
    const { client, kubeconfig, plane } = cluster;
    const sources = await sourcesOf('argo-cd', MODULE);
    const folder = path.join(sources, 'manifests/crds');
    for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('-crd.yaml'))) {
      const objects = parseManifest(fs.readFileSync(path.join(folder, file), 'utf8'), file);
      for (const object of objects) await client.apply(object);
    }
    for (const kind of ['Application', 'ApplicationSet', 'AppProject']) await waitUntil(() => client.serves(API, kind), SETTLED_MS);
    for (const object of [...settings(), ...clusters(plane.endpoint)]) await client.apply(object);
    const home = path.join(plane.directory, 'argo-cd');
    fs.mkdirSync(home);
    // Its image has this program beside Git.
    const wrapper = path.join(home, 'git-verify-wrapper.sh');
    fs.copyFileSync(path.join(sources, 'hack', path.basename(wrapper)), wrapper);
    fs.chmodSync(wrapper, 0o755);
    const [redis, server, metrics, setMetrics, setProbe, setWebhook] = await freePorts(6);
    const env = {
      PATH: `${home}:${process.env.PATH}`,
      HOME: home,
      TMPDIR: home,
      ARGOCD_FAKE_IN_CLUSTER: 'true',
      ARGOCD_GPG_ENABLED: 'false',
      ARGOCD_ASK_PASS_SOCK: path.join(home, 'ask-pass.sock'),
      KUBECONFIG: kubeconfig,
    };
    const common = ['--loglevel', 'info', '--logformat', 'text'];
    const here = (port: number) => `127.0.0.1:${port}`;
    const inCluster = [`--kubeconfig=${kubeconfig}`, `--namespace=${NAMESPACE}`];
    const toServer = ['--repo-server-plaintext'];
    plane.run('argo-cd-redis', program, ['redis', here(redis)], env);
    plane.run('argo-cd-repo-server', program, [
      'argocd-repo-server', ...common, '--address=127.0.0.1', `--port=${server}`, '--metrics-address=127.0.0.1', `--metrics-port=${metrics}`,
      `--redis=${here(redis)}`, '--disable-tls', '--client-ca-path=',
    ], env);
    plane.run('argo-cd-application-controller', program, [
      'argocd-application-controller', ...common, ...inCluster, ...toServer, `--repo-server=${here(server)}`, `--redis=${here(redis)}`, '--metrics-port=0',
    ], env);
    plane.run('argo-cd-applicationset-controller', program, [
      'argocd-applicationset-controller', ...common, ...inCluster, ...toServer, `--argocd-repo-server=${here(server)}`, '--enable-progressive-syncs',
      `--metrics-addr=${here(setMetrics)}`, `--probe-addr=${here(setProbe)}`, `--webhook-addr=${here(setWebhook)}`,
    ], env);
    return new ArgoCd(client, repository);
  }

  /** A webhook of the repository would do it. */
  private readonly timer = setInterval(() => void this.refresh().catch(() => undefined), 2000);

  private constructor(private readonly client: Client, private readonly repository: GitRepository) {}

  public async unsettled(): Promise<string[]> {
    const text = fs.readFileSync(path.join(this.repository.path, 'dist/argo-cd.yaml'), 'utf8');
    const bootstrap = parseManifest(text, 'argo-cd.yaml').filter(({ kind }) => kind === 'Application');
    const wanted = [...bootstrap.map(({ metadata }) => metadata.name), ...units(this.repository.path).map(({ name }) => name)];
    const there = await this.followed();
    const names = there.map(({ metadata }) => metadata.name);
    return [
      ...wanted.filter((name) => !names.includes(name)).map((name) => `${name} is not there`),
      ...names.filter((name) => !wanted.includes(name)).map((name) => `${name} is still there`),
      ...there.filter(({ status }) => !isReady(status as Status, this.repository.head)).map(complaint),
    ];
  }

  public async resync(): Promise<void> {
    const all = await this.followed();
    const before = new Map(all.map(({ metadata, status }) => [metadata.name, (status as Status).operationState?.finishedAt]));
    await new Promise((resolve) => setTimeout(resolve, 1100)); // times are whole seconds
    for (const one of all) {
      const { syncPolicy } = one.spec as { syncPolicy: { syncOptions?: string[] } };
      await this.client.merge(one, {
        metadata: { annotations: { [REFRESH]: 'hard' } },
        operation: {
          initiatedBy: { username: 'test' },
          sync: { revision: this.repository.head, prune: true, syncOptions: syncPolicy.syncOptions ?? [] },
        },
      });
    }
    const isDone = async () => {
      const now = await this.followed();
      const finishedAt = ({ status }: KubeObject) => (status as Status).operationState?.finishedAt;
      const isNew = (one: KubeObject) => before.get(one.metadata.name) !== finishedAt(one);
      return now.every(isNew) && !(await this.unsettled()).length;
    };
    if (!await waitUntil(isDone, SETTLED_MS, 500)) throw new Error(`Argo CD did not sync again: ${(await this.unsettled()).join('\n')}`);
  }

  public followed(): Promise<KubeObject[]> {
    return this.client.list(API, 'Application');
  }

  public async stop(): Promise<void> {
    clearInterval(this.timer);
  }

  private async refresh(): Promise<void> {
    const isStale = ({ status }: KubeObject) => (status as Status | undefined)?.sync?.revision !== this.repository.head;
    const stale = (await this.followed()).filter(isStale);
    for (const one of stale) await this.client.merge(one, { metadata: { annotations: { [REFRESH]: 'normal' } } });
    if (!stale.length) return;
    for (const set of await this.client.list(API, 'ApplicationSet')) {
      await this.client.merge(set, { metadata: { annotations: { 'argocd.argoproj.io/application-set-refresh': 'true' } } });
    }
  }
}

function complaint({ metadata, status }: KubeObject): string {
  const { sync, health, operationState, conditions = [], resources = [] } = (status ?? {}) as Status;
  const others = resources.filter((one) => one.status !== 'Synced').map(({ kind, name, status: is }) => `${kind} ${name} ${is}`);
  return [
    [`${metadata.name}:`, sync?.status, sync?.revision?.slice(0, 7), health?.status, operationState?.phase, operationState?.message].join(' '),
    ...conditions.map(({ type, message }) => `${type}: ${message}`), ...others.slice(0, 10),
  ].join('\n    ');
}

/** What Argo CD reads of its own cluster. The health of Applications is what our page says. */
function settings(): KubeObject[] {
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  const [, snippet] = /ConfigMap `argocd-cm` once:\n\n```yaml\n([\s\S]*?)```/.exec(fs.readFileSync(PAGE, 'utf8'))!;
  const [config] = parseManifest(`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\n${snippet}`, PAGE);
  const named = (name: string) => ({ name, namespace: NAMESPACE, labels });
  return [
    bareNamespace(NAMESPACE),
    { ...config, metadata: named('argocd-cm') },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: named('argocd-rbac-cm') },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: named('argocd-cmd-params-cm') },
    { apiVersion: 'v1', kind: 'Secret', metadata: named('argocd-secret'), stringData: { 'server.secretkey': 'dGVzdA==' } },
  ];
}

/** The clusters of a fleet: all are this one, by different addresses. */
function clusters({ port, token, ca }: Endpoint): KubeObject[] {
  // The certificate of the server has this name, and not each of the addresses.
  const tlsClientConfig = { caData: Buffer.from(ca).toString('base64'), serverName: 'kubernetes.default.svc' };
  const config = { bearerToken: token, tlsClientConfig };
  return Object.entries({ 'plant-hamburg': '127.0.0.1', 'aws-us-1': 'localhost' }).map(([name, host]) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `cluster-${name}`, namespace: NAMESPACE, labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
    stringData: { name, server: `https://${host}:${port}`, config: JSON.stringify(config) },
  }));
}
