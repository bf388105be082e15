import { App, Chart } from 'cdk8s';
import { BROKEN, nodeOf, STAGES } from './nodes';
import { isBroken, isLate, POOL_NODES, PoolNode } from './pools';
import { IsWanted, SCHEDULING_CASES, SchedulingCase } from './scheduling-cases';
import { onSimulatedCluster, SimulatedCluster } from './simulated-cluster';
import { Delivery, Lifecycle, SynthSummary } from '../../../src';
import { runCommand, tail } from '../command';
import { bareNamespace, describe, isCrd, isNamespace, KubeObject } from '../objects';
import { Report } from '../report';
import { outsideObjects } from '../suites';
import { readSummary } from '../summary';
import { temporaryFolder } from '../temporary';
import { waitUntil } from '../wait';

const NAMESPACE = 'coco-system';
const SETTLED_MS = 120_000;
const COMMAND_SECONDS = 240;
/** What waits until programs run everywhere: some nodes are not ready at first. */
const ROLLOUT = /^kubectl (rollout status|wait \S*job)/;

/** Where the machines of the Redfish server are: this namespace is there before. */
const MACHINES = 'lab';

/** A node that has registered, and whose kubelet then stopped. */
const RESOURCES = { 'cpu': '64', 'memory': '256Gi', 'ephemeral-storage': '1Ti', 'pods': '250' };
const NOT_READY = { allocatable: RESOURCES, capacity: RESOURCES, conditions: [{ type: 'Ready', status: 'False', reason: 'KubeletNotReady' }] };

/** Programs of constructs on 200 nodes: where they run, and whether all of them get there and go again. */
export async function judgeScheduling(report: Report, say: (line: string) => void, words: readonly string[] = []): Promise<void> {
  const cases = SCHEDULING_CASES.filter(({ name }) => !words.length || words.some((word) => name.includes(word)));
  if (!cases.length) report.line(false, `no case has one of these words in its name: ${words.join(' ')}`);
  const nodes = POOL_NODES.filter((node) => !isLate(node)).map(nodeOf);
  const objects = [...nodes, ...outsideObjects(), bareNamespace(MACHINES)];
  await onSimulatedCluster({ objects, stages: STAGES }, say, async (cluster) => {
    for (const one of cases) {
      for (const node of POOL_NODES.filter(isBroken)) await cluster.client.setStatus(nodeOf(node), NOT_READY);
      await new SchedulingRun(cluster, one, report).through();
    }
  });
}

interface Container {
  readonly name: string;
}

interface Pod extends KubeObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
  };
  readonly status: { readonly phase: string };
}

class SchedulingRun {
  private readonly folder = temporaryFolder('scheduling');
  private readonly failures: string[] = [];
  private readonly found: string[] = [];

  public constructor(
    private readonly cluster: SimulatedCluster,
    private readonly judged: SchedulingCase,
    private readonly report: Report,
  ) {}

  public async through(): Promise<void> {
    const start = Date.now();
    const { agents } = this.cluster;
    const { programs, servers = {}, cleanups = {}, tolerant = [] } = this.judged;
    agents.visits.clear();
    const rollouts = await this.phase(Lifecycle.PRESENT, ROLLOUT);
    for (const [name, isWanted] of Object.entries(programs)) {
      await this.expectOn(name, isWanted, (node) => !isLate(node) && (tolerant.includes(name) || !isBroken(node)));
    }
    for (const [name, isWanted] of Object.entries(servers)) await this.expectServer(name, isWanted);
    await this.join();
    for (const command of rollouts) await this.shell(command, 'present');
    for (const [name, isWanted] of Object.entries(programs)) await this.expectOn(name, isWanted, () => true);
    await this.expectNoPending();
    agents.visits.clear();
    await this.phase(Lifecycle.DRAINING);
    for (const [name, isWanted] of Object.entries(cleanups)) this.expectVisits(name, isWanted);
    const dirty = [...agents.installed].filter(([, { kata, containerd }]) => kata || containerd).map(([name]) => name);
    if (dirty.length) this.failures.push(`not clean: ${short(dirty)}`);
    await this.expectNoPending();
    await this.phase(Lifecycle.ABSENT);
    await this.leave();
    this.report.line(!this.failures.length, `${this.judged.name}: ${this.found.join(', ')}; ${((Date.now() - start) / 1000).toFixed(0)} s`, this.failures);
    this.folder.remove();
  }

  /**
   * Commits a lifecycle: writes the files, and runs the commands that the summary prints. Returns those that it leaves for later.
   */
  private async phase(lifecycle: Lifecycle, later?: RegExp): Promise<string[]> {
    const app = new App({ outdir: `${this.folder.path}/dist` });
    this.judged.compose(new Chart(app, 'coco', { namespace: NAMESPACE }), lifecycle);
    Delivery.kubectl(app).synth();
    const [cluster] = readSummary(SynthSummary.of([{ app }]).text).clusters;
    const commands = cluster?.install ?? []; // nothing is left of some apps
    for (const command of commands.filter((one) => !later?.test(one))) await this.shell(command, lifecycle);
    return commands.filter((one) => later?.test(one));
  }

  private async shell(command: string, what: string): Promise<void> {
    const env = { PATH: process.env.PATH, KUBECONFIG: this.cluster.kubeconfig, HOME: this.folder.path };
    const { ok, output } = await runCommand('sh', ['-c', command], { env }, COMMAND_SECONDS);
    if (!ok) this.failures.push(`${what}: failed: ${command}\n${tail(output)}`);
  }

  /** Late nodes join, and broken ones get ready. A CronJob that looks for nodes has its time. */
  private async join(): Promise<void> {
    const { client } = this.cluster;
    for (const node of POOL_NODES.filter(isLate)) await client.apply(nodeOf(node));
    const heal = { metadata: { labels: { [BROKEN]: null } } };
    for (const node of POOL_NODES.filter(isBroken)) await client.merge(nodeOf(node), heal);
    const isNotReady = ({ spec }: KubeObject) => (
      ((spec as { taints?: { key: string }[] }).taints ?? []).some(({ key }) => /^node\.kubernetes\.io\/(not-ready|unreachable)$/.test(key)));
    await waitUntil(async () => !(await client.list('v1', 'Node')).some(isNotReady), SETTLED_MS, 500);
    const { lateNodes } = this.judged;
    if (!lateNodes) return;
    await this.shell(`kubectl create job now --from=cronjob/${lateNodes} -n ${NAMESPACE}`, 'late nodes');
    await this.shell(`kubectl wait job/now -n ${NAMESPACE} --for=condition=Complete --timeout=120s`, 'late nodes');
  }

  /** As it was before: late nodes are not there, broken ones are not ready, and nothing of the case is left. */
  private async leave(): Promise<void> {
    const { client, agents } = this.cluster;
    const app = new App();
    const chart = new Chart(app, 'coco', { namespace: NAMESPACE });
    this.judged.compose(chart, Lifecycle.PRESENT);
    const kept = (Chart.of(chart).toJson() as KubeObject[]).filter((one) => isNamespace(one) || isCrd(one));
    for (const one of [...kept, bareNamespace(NAMESPACE)]) await client.delete(one);
    const isGone = async () => !(await client.list('v1', 'Namespace')).some(({ metadata }) => metadata.deletionTimestamp);
    if (!await waitUntil(isGone, SETTLED_MS, 500)) this.failures.push('namespaces are not gone');
    for (const node of POOL_NODES.filter((one) => isLate(one) || isBroken(one))) {
      await client.delete(nodeOf(node));
      agents.installed.delete(node.name);
      if (isBroken(node)) await client.apply(nodeOf(node));
    }
    client.discovery.forget();
  }

  private async pods(): Promise<Pod[]> {
    return (await this.cluster.client.list('v1', 'Pod') as Pod[]).filter(({ metadata }) => !metadata.deletionTimestamp);
  }

  private async nodesOf(container: string): Promise<string[]> {
    const isIn = ({ spec: { containers, initContainers = [] } }: Pod) => (
      [...initContainers, ...containers].some(({ name }) => name === container));
    const having = (await this.pods()).filter(isIn);
    return having.flatMap(({ spec }) => spec.nodeName ?? []).sort();
  }

  /** The pods with a container are on exactly the nodes that are wanted, one on each. */
  private async expectOn(container: string, isWanted: IsWanted, isThere: (node: PoolNode) => boolean): Promise<void> {
    const wanted = POOL_NODES.filter((node) => isWanted(node) && isThere(node)).map(({ name }) => name).sort();
    const isRight = async () => String(await this.nodesOf(container)) === String(wanted);
    if (!await waitUntil(isRight, SETTLED_MS, 1000)) {
      const found = await this.nodesOf(container);
      const [missing, wrong] = [wanted.filter((name) => !found.includes(name)), found.filter((name) => !wanted.includes(name))];
      if (missing.length) this.failures.push(`${container} is missing on ${short(missing)}`);
      if (wrong.length) this.failures.push(`${container} should not be on ${short(wrong)}`);
      if (new Set(found).size < found.length) this.failures.push(`${container} is twice on a node`);
    }
    this.found.push(`${container} on ${wanted.length} nodes`);
  }

  /**
   * The pod of a Deployment may be on exactly the nodes that are wanted. One pod says little of where it might have been: a
   * DaemonSet with the same template shows it.
   */
  private async expectServer(name: string, isWanted: IsWanted): Promise<void> {
    const { client } = this.cluster;
    const [deployment] = (await client.list('apps/v1', 'Deployment')).filter(({ metadata }) => metadata.name === name);
    if (!deployment) {
      this.failures.push(`there is no Deployment ${name}`);
      return;
    }
    const { namespace } = deployment.metadata;
    const { template } = structuredClone(deployment.spec) as { template: { spec: { containers: { name: string }[] } } };
    const probe = `probe-${name}`;
    template.spec.containers.forEach((container, index) => { container.name = index ? `${probe}-${index}` : probe; });
    const labels = { probe };
    const daemonSet: KubeObject = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: probe, namespace },
      spec: { selector: { matchLabels: labels }, template: { ...template, metadata: { labels } } },
    };
    await client.apply(daemonSet);
    await this.expectOn(probe, isWanted, (node) => !isLate(node) && !isBroken(node));
    await client.delete(daemonSet);
  }

  private expectVisits(program: string, isWanted: IsWanted): void {
    const wanted = POOL_NODES.filter(isWanted).map(({ name }) => name);
    const missed = wanted.filter((name) => !this.cluster.agents.visits.has(`${program} ${name}`));
    const wrong = POOL_NODES.filter((node) => !isWanted(node) && this.cluster.agents.visits.has(`${program} ${node.name}`)).map(({ name }) => name);
    if (missed.length) this.failures.push(`${program} did not run on ${short(missed)}`);
    if (wrong.length) this.failures.push(`${program} should not run on ${short(wrong)}`);
    this.found.push(`${program} on ${wanted.length}`);
  }

  /** Every pod has a node, and runs there or has run. */
  private async expectNoPending(): Promise<void> {
    const pending = async () => (await this.pods()).filter(({ spec, status }) => spec.nodeName === undefined || status.phase === 'Pending');
    if (await waitUntil(async () => !(await pending()).length, SETTLED_MS, 1000)) return;
    this.failures.push(`pending for ${SETTLED_MS / 1000} s: ${short((await pending()).map(describe))}`);
  }
}

const short = (names: readonly string[]) => `${names.slice(0, 12).join(' ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}`;
