import * as fs from 'node:fs';
import * as path from 'node:path';
import { appsOf, GitOpsApp, Stage } from './apps';
import { ARGO_CD, ARGO_CD_PER_CLUSTER } from './argo-cd';
import { changesSince, endOf } from './audit';
import { GitOpsEngine, objectsIn, RunningEngine } from './engine';
import { FLUX } from './flux';
import { Neighbours, withStatus } from './neighbours';
import { judgeOrder } from './order';
import { GitRepository } from './repository';
import { findEngine } from '../assets';
import { Client } from '../client';
import { runCommand, tail } from '../command';
import { NODES, STAGES } from '../lifecycle/nodes';
import { onSimulatedCluster, SimulatedCluster } from '../lifecycle/simulated-cluster';
import { bareNamespace, describe, identity, isCrd, isNamespace, KubeObject } from '../objects';
import { Report } from '../report';
import { outsideObjects } from '../suites';
import { waitUntil } from '../wait';

const SETTLED_MS = 240_000;
/** How long nothing may change before and after a sync of the same commit. */
const QUIET_MS = 4_000;
const COMMAND_SECONDS = 300;
const ENGINES: readonly GitOpsEngine[] = [FLUX, ARGO_CD, ARGO_CD_PER_CLUSTER];
/** Where the machines of the Redfish servers and the hosts of Metal3 are: these are there before. */
const PLACES = ['lab', 'hosts'];
/** What engines never delete. */
const KEPT = ['Namespace', 'CustomResourceDefinition', 'DPFHCPProvisionerConfig'];
/** The definitions of the engines' own kinds come with the engines. */
const ENGINE_KINDS = /\.(argoproj\.io|kustomize\.toolkit\.fluxcd\.io|source\.toolkit\.fluxcd\.io)$/;

/** Real engines deliver apps to simulated clusters, commit by commit. With words, only what has one of them in its name. */
export async function judgeGitOps(report: Report, say: (line: string) => void, words: readonly string[] = []): Promise<void> {
  let judged = 0;
  for (const engine of ENGINES) {
    const isWanted = ({ name }: GitOpsApp) => !words.length || words.some((word) => `${engine.name}, ${name}`.includes(word));
    const apps = appsOf(engine).filter(isWanted);
    if (!apps.length) continue;
    judged += apps.length;
    const program = await findEngine(engine.program, say);
    const outside = outsideObjects().filter(({ metadata }) => !ENGINE_KINDS.test(metadata.name)).map(withStatus);
    const start = { objects: [...NODES, ...outside, ...PLACES.map(bareNamespace)], stages: STAGES, audits: true };
    await onSimulatedCluster(start, say, (cluster) => judgeEngine(engine, program, cluster, apps, report, say));
  }
  if (!judged) report.line(false, `no app of an engine has one of these words in its name: ${words.join(' ')}`);
}

async function judgeEngine(
  engine: GitOpsEngine,
  program: string,
  cluster: SimulatedCluster,
  apps: readonly GitOpsApp[],
  report: Report,
  say: (line: string) => void,
): Promise<void> {
  const repository = await GitRepository.create();
  const running = await engine.start(program, cluster, repository);
  const neighbours = new Neighbours(cluster.client);
  try {
    for (const app of apps) {
      const run = new AppRun(engine, running, cluster, repository, app, report, say);
      if (!await run.through()) say(cluster.logs());
    }
  } finally {
    neighbours.stop();
    await running.stop();
    repository.remove();
  }
}

/** An app on an engine, from its first commit until it is removed. */
class AppRun {
  private readonly client: Client;
  private failures: string[] = [];
  private ok = true;
  private users: KubeObject[] = [];
  /** All that any commit had, by identity. */
  private readonly all = new Map<string, KubeObject>();

  public constructor(
    private readonly engine: GitOpsEngine,
    private readonly running: RunningEngine,
    private readonly cluster: SimulatedCluster,
    private readonly repository: GitRepository,
    private readonly app: GitOpsApp,
    private readonly report: Report,
    private readonly say: (line: string) => void,
  ) {
    this.client = cluster.client;
  }

  /** Returns whether all was as it should be. */
  public async through(): Promise<boolean> {
    for (const [index, stage] of this.app.stages.entries()) {
      await this.stage(stage, index === 0);
      if (!this.ok) break; // what follows would tell the same once more
    }
    await this.removal();
    await this.cleanUp();
    return this.ok;
  }

  private async stage(stage: Stage, isFirst: boolean): Promise<void> {
    const start = Date.now();
    const logged = endOf(this.cluster.plane.auditLog);
    this.failures = [];
    const before = isFirst ? [] : this.objects();
    if (isFirst) fs.rmSync(path.join(this.repository.path, 'dist'), { recursive: true, force: true });
    await stage.write(this.engine, this.repository.path);
    if (this.engine.readsRepository) this.useRepository();
    await this.repository.commit(`${this.app.name}: ${stage.name}`);
    if (isFirst) await this.kubectl('apply', '-f', this.engine.bootstrap(this.app.cluster));
    const told = [`${this.objects().length} objects in ${this.engine.units(this.repository.path).length} units`];
    if (await this.settles()) {
      told.push(`ready in ${((Date.now() - start) / 1000).toFixed(0)} s`);
      this.checkNodes(stage); // at once: this is what engines say that is done
      await this.checkObjects(before);
      if (isFirst || this.engine.ordersUpdates) told.push(await this.checkOrder(logged, start));
      told.push(await this.checkResync());
    }
    if (isFirst) await this.addUsersObjects();
    this.tell(stage.name, told);
  }

  /** The address of the repository is the one thing that differs from what an app writes. */
  private useRepository(): void {
    for (const file of fs.readdirSync(this.repository.path, { recursive: true, withFileTypes: true })) {
      const name = path.join(file.parentPath, file.name);
      if (!file.isFile() || name.includes('/.git/')) continue;
      fs.writeFileSync(name, fs.readFileSync(name, 'utf8').replace(/https:\/\/git\.example\.com\/\w+\.git/g, this.repository.url));
    }
  }

  private objects(): KubeObject[] {
    const objects = this.engine.units(this.repository.path).flatMap(({ folder }) => objectsIn(this.repository.path, folder));
    objects.forEach((one) => this.all.set(identity(one), one));
    return objects;
  }

  private async settles(): Promise<boolean> {
    const isSettled = async () => !(await this.running.unsettled()).length;
    if (await waitUntil(isSettled, SETTLED_MS, 500)) return true;
    this.failures.push(`not ready after ${SETTLED_MS / 1000} s:\n${(await this.running.unsettled()).join('\n')}`);
    return false;
  }

  private checkNodes({ nodes }: Stage): void {
    if (!nodes) return;
    const { installed } = this.cluster.agents;
    const changed = [...installed].filter(([, { kata, containerd }]) => kata || containerd).map(([name]) => name);
    if (nodes === 'clean' && changed.length) this.failures.push(`the engine says that all is ready, and nodes are not clean: ${changed.join(' ')}`);
    if (nodes === 'changed' && !changed.length) this.failures.push('the engine says that all is ready, and no node has Kata');
  }

  /** All of this commit is there, and of the one before only what is kept. */
  private async checkObjects(before: readonly KubeObject[]): Promise<void> {
    const now = this.objects();
    const names = new Set(now.map(identity));
    for (const object of now) {
      if (!await this.client.get(object)) this.failures.push(`it is not there: ${describe(object)}`);
    }
    await this.expectPruned(before.filter((object) => !names.has(identity(object))));
  }

  /** Engines delete all but what is kept, and that is what it should be. */
  private async expectPruned(gone: readonly KubeObject[]): Promise<void> {
    const [kept, pruned] = [gone.filter((one) => this.engine.keeps(one)), gone.filter((one) => !this.engine.keeps(one))];
    const isKept = ({ kind }: KubeObject) => KEPT.includes(kind);
    this.failures.push(...kept.filter((one) => !isKept(one)).map((one) => `it is kept, and should not be: ${describe(one)}`));
    this.failures.push(...pruned.filter(isKept).map((one) => `nothing keeps it: ${describe(one)}`));
    const left = async () => this.thatAre(pruned);
    await waitUntil(async () => !(await left()).length, 60_000, 500);
    this.failures.push(...(await left()).map((one) => `it is still there: ${describe(one)}`));
    const there = (await this.thatAre(kept)).map(identity);
    this.failures.push(...kept.filter((one) => !there.includes(identity(one))).map((one) => `it was deleted: ${describe(one)}`));
  }

  private async thatAre(objects: readonly KubeObject[]): Promise<KubeObject[]> {
    const there: KubeObject[] = [];
    for (const object of objects) {
      const found = await this.client.get(object);
      if (found && !found.metadata.deletionTimestamp) there.push(object);
    }
    return there;
  }

  private async checkOrder(logged: number, since: number): Promise<string> {
    const changes = changesSince(this.cluster.plane.auditLog, logged, since);
    const { ordered, inWaves, failures } = await judgeOrder({
      engine: this.engine, client: this.client, repository: this.repository.path, head: this.repository.head, changes,
    });
    this.failures.push(...failures);
    return `${ordered} units after others, ${inWaves} objects in later waves of one unit`;
  }

  /** A sync of the same commit changes no object. */
  private async checkResync(): Promise<string> {
    const versions = async () => new Map(await Promise.all(this.objects().map(async (one): Promise<[string, unknown]> => (
      [describe(one), (await this.client.get(one))?.metadata.resourceVersion]))));
    const differences = (one: Map<string, unknown>, other: Map<string, unknown>) => (
      [...one].filter(([name, version]) => other.get(name) !== version).map(([name]) => name));
    let before = await versions();
    await waitUntil(async () => {
      const [last, now] = [before, await versions()];
      before = now;
      return !differences(last, now).length;
    }, 60_000, QUIET_MS);
    try {
      await this.running.resync();
    } catch (error) {
      this.failures.push(error instanceof Error ? error.message : String(error));
    }
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const changed = differences(before, await versions());
    this.failures.push(...changed.map((name) => `a sync of the same commit changed it: ${name}`));
    this.failures.push(...(await this.running.unsettled()).map((one) => `not ready after a sync of the same commit: ${one}`));
    return `${changed.length} changed by a sync of the same commit`;
  }

  /** In each namespace of the app. */
  private async addUsersObjects(): Promise<void> {
    const namespaces = this.objects().filter(isNamespace).map(({ metadata }) => metadata.name);
    const users = namespaces.map((namespace): KubeObject => (
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'users-own', namespace }, data: { mine: 'yes' } }));
    this.users = [];
    for (const one of users) {
      if (await this.client.get(bareNamespace(one.metadata.namespace!))) this.users.push((await this.client.apply(one)).object);
    }
  }

  /** What the pages say comes last: the bootstrap file is deleted. */
  private async removal(): Promise<void> {
    const start = Date.now();
    this.failures = [];
    const now = this.objects();
    await this.kubectl('delete', '-f', this.engine.bootstrap(this.app.cluster), '--timeout=240s');
    const followed = async () => (await this.running.followed()).map(describe);
    await waitUntil(async () => !(await followed()).length, SETTLED_MS, 500);
    this.failures.push(...(await followed()).map((one) => `it is still there: ${one}`));
    await this.expectPruned(now);
    for (const user of this.users) {
      const after = await this.client.get(user);
      const isSame = after?.metadata.resourceVersion === user.metadata.resourceVersion;
      if (!isSame) this.failures.push(`an object of a user was touched: ${describe(user)}`);
    }
    const kept = now.filter((one) => this.engine.keeps(one)).length;
    this.tell('removed', [`${kept} of ${now.length} objects kept`, `${((Date.now() - start) / 1000).toFixed(0)} s`]);
  }

  /** The next app finds nothing of this one. */
  private async cleanUp(): Promise<void> {
    for (const one of await this.running.followed()) {
      await this.client.dropFinalizers(one);
      await this.client.delete(one);
    }
    const isLast = (one: KubeObject) => isNamespace(one) || isCrd(one);
    for (const object of [...this.all.values()].sort((a, b) => Number(isLast(a)) - Number(isLast(b)))) {
      await this.client.delete(object).catch(() => undefined); // of a kind that is gone
    }
    const namespaces = [...this.all.values()].filter(isNamespace);
    const found = () => Promise.all(namespaces.map((one) => this.client.get(one)));
    const isGone = async () => (await found()).every((one) => one === undefined);
    if (!await waitUntil(isGone, SETTLED_MS, 500)) this.say(`namespaces of ${this.app.name} are not gone`);
    this.client.discovery.forget();
  }

  private async kubectl(...args: string[]): Promise<void> {
    const env = { PATH: process.env.PATH, KUBECONFIG: this.cluster.kubeconfig, HOME: this.cluster.plane.directory };
    const { ok, output } = await runCommand('kubectl', args, { cwd: this.repository.path, env }, COMMAND_SECONDS);
    if (!ok) this.failures.push(`failed: kubectl ${args.join(' ')}\n${tail(output)}`);
  }

  private tell(stage: string, what: readonly string[]): void {
    this.ok &&= !this.failures.length;
    this.report.line(!this.failures.length, `${this.engine.name}, ${this.app.name}, ${stage}: ${what.join(', ')}`, this.failures);
  }
}
