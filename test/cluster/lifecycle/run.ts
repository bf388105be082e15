import { isDeepStrictEqual } from 'node:util';
import { App, Chart } from 'cdk8s';
import { Installed, NodeAgents } from './agents';
import { NODES, namesOfNodes, STAGES } from './nodes';
import { onSimulatedCluster, SimulatedCluster } from './simulated-cluster';
import { ContainerdTarball, CustomContainerdInstaller, Delivery, KataRelease, KataRuntime, Lifecycle, PrivilegedNamespace, SynthSummary } from '../../../src';
import { Client } from '../client';
import { runCommand, tail } from '../command';
import { KubeObject } from '../objects';
import { Report } from '../report';
import { readSummary } from '../summary';
import { temporaryFolder } from '../temporary';
import { waitUntil } from '../wait';

const NAMESPACE = 'coco-system';
const COMMAND_SECONDS = 240;
const SETTLED_MS = 120_000;

/** Objects of a user, which stay as they are: a ConfigMap, a Secret, and a DaemonSet on every node. */
const USERS: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'users-own' } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'users-own', namespace: 'users-own' }, data: { mine: 'yes' } },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'users-own', namespace: 'users-own' }, stringData: { mine: 'yes' } },
  { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'users-own' }, handler: 'runc' },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'users-own', namespace: 'users-own' },
    spec: {
      selector: { matchLabels: { app: 'users-own' } },
      template: {
        metadata: { labels: { app: 'users-own' } },
        spec: { tolerations: [{ operator: 'Exists' }], containers: [{ name: 'agent', image: 'registry.example.com/agent:1' }] },
      },
    },
  },
];

/** Kinds that come and go by themselves, or that the checks look at in another way. */
const IGNORED = /^(events|leases|nodes|namespaces|endpointslices|endpoints|componentstatuses|serviceaccounts|secrets\.token)/;

/** PRESENT, DRAINING, ABSENT and PRESENT on a cluster with controllers, a scheduler and simulated nodes. */
export async function runLifecycles(report: Report, say: (line: string) => void): Promise<void> {
  await onSimulatedCluster({ objects: [...NODES, ...USERS], stages: STAGES }, say, async (cluster) => {
    const run = new LifecycleRun(cluster, report, say);
    if (!await waitUntil(() => run.usersPodsRun(), SETTLED_MS, 500)) throw new Error(`the pods of a user do not run on all nodes\n${cluster.logs()}`);
    for (const release of [KataRelease.V3_22_0, KataRelease.V4_1_0]) await run.through(release);
    await run.proveThatItTells(KataRelease.V3_22_0);
  });
}

class LifecycleRun {
  private readonly folder = temporaryFolder('lifecycle');
  private readonly client: Client;
  private readonly agents: NodeAgents;
  private readonly kubeconfig: string;
  private failures: string[] = [];

  public constructor(
    { client, agents, kubeconfig }: SimulatedCluster,
    private readonly report: Report,
    private readonly say: (line: string) => void,
  ) {
    this.client = client;
    this.agents = agents;
    this.kubeconfig = kubeconfig;
  }

  public async usersPodsRun(): Promise<boolean> {
    const [daemonSet] = USERS.slice(-1);
    const status = (await this.client.get(daemonSet))?.status as { numberReady?: number } | undefined;
    return status?.numberReady === NODES.length;
  }

  public async through(release: KataRelease): Promise<void> {
    this.failures = [];
    const users = await this.usersObjects();
    const [labels, before] = [await this.labels(), await this.inventory()];
    const linux = namesOfNodes((one) => one['kubernetes.io/os'] === 'linux');
    const kata = await this.present(release, linux);
    await this.phase(release, Lifecycle.DRAINING);
    await this.expect('nodes that are not clean', () => this.nodesWith((one) => one.kata || one.containerd), []);
    this.expectVisits('containerd-cleanup', linux);
    this.expectVisits('kata-cleanup', kata);
    await this.phase(release, Lifecycle.ABSENT);
    await this.expect('objects that are left, or that are missing', async () => difference(before, await this.inventory()), []);
    await this.expect('labels of nodes', () => this.labels(), labels);
    await this.expect('objects of a user that were touched', async () => difference(users, await this.usersObjects()), []);
    const again = await this.present(release, linux);
    if (!isDeepStrictEqual(again, kata)) this.failures.push(`Kata is on other nodes than before: ${again.join(' ')}`);
    await this.phase(release, Lifecycle.DRAINING);
    await this.phase(release, Lifecycle.ABSENT);
    await this.expect('objects that are left in the end', async () => difference(before, await this.inventory()), []);
    this.report.line(!this.failures.length, `Kata ${release.version} and containerd: present, draining, absent, present on ${NODES.length} nodes, ${kata.length} with Kata`, this.failures);
  }

  /** Without DRAINING, nodes stay as they are: these checks have to find that. */
  public async proveThatItTells(release: KataRelease): Promise<void> {
    for (const lifecycle of [Lifecycle.PRESENT, Lifecycle.ABSENT]) await this.phase(release, lifecycle);
    const dirty = this.nodesWith(({ kata, containerd }) => kata || containerd);
    this.agents.visits.clear();
    this.failures = [];
    this.expectVisits('containerd-cleanup', dirty);
    const isTold = dirty.length > 0 && this.failures.length === 1;
    this.report.line(isTold, `self-test: absent without draining leaves ${dirty.length} nodes changed, and the checks tell it`);
  }

  /** Installs both. Returns the nodes that got Kata. */
  private async present(release: KataRelease, linux: readonly string[]): Promise<string[]> {
    this.agents.visits.clear();
    await this.phase(release, Lifecycle.PRESENT);
    await this.expect('nodes with containerd', () => this.nodesWith(({ containerd }) => containerd), linux);
    const selected = namesOfNodes((one) => one['kubernetes.io/os'] === 'linux' && one['kubernetes.io/arch'] === 'amd64');
    const tolerated = selected.filter((name) => name !== 'control-plane');
    await this.expect('nodes with Kata', () => this.nodesWith(({ kata }) => kata), tolerated);
    return this.nodesWith(({ kata }) => kata);
  }

  /** Commits a lifecycle: writes the files, and runs the commands that the summary prints. */
  private async phase(release: KataRelease, lifecycle: Lifecycle): Promise<void> {
    const start = Date.now();
    const app = new App({ outdir: `${this.folder.path}/dist` });
    const chart = new Chart(app, 'coco', { namespace: NAMESPACE });
    new PrivilegedNamespace(chart, 'Namespace');
    const tarballs = [ContainerdTarball.forAllNodes('https://mirror.example.com/containerd.tar.gz', '5'.repeat(64))];
    const containerd = new CustomContainerdInstaller(chart, 'Containerd', { tarballs, lifecycle });
    const nodeSelector = { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' };
    new KataRuntime(chart, 'Kata', { release, lifecycle, nodeSelector }).installAfter(containerd);
    Delivery.kubectl(app).synth();
    for (const command of readSummary(SynthSummary.of([{ app }]).text).clusters[0].install) {
      const env = { PATH: process.env.PATH, KUBECONFIG: this.kubeconfig, HOME: this.folder.path };
      const { ok, output } = await runCommand('sh', ['-c', command], { env }, COMMAND_SECONDS);
      if (!ok) this.failures.push(`${lifecycle}: failed: ${command}\n${tail(output)}`);
    }
    this.say(`  ${release.version} ${lifecycle}: ${((Date.now() - start) / 1000).toFixed(0)} s`);
  }

  private async expect<T>(what: string, found: () => T | Promise<T>, wanted: T): Promise<void> {
    const isRight = async () => isDeepStrictEqual(await found(), wanted);
    if (!await waitUntil(isRight, SETTLED_MS, 500)) this.failures.push(`${what}: got ${JSON.stringify(await found())}, not ${JSON.stringify(wanted)}`);
  }

  private expectVisits(program: string, nodes: readonly string[]): void {
    const missed = nodes.filter((name) => !this.agents.visits.has(`${program} ${name}`));
    if (missed.length) this.failures.push(`${program} did not run on ${missed.join(', ')}`);
    if (this.agents.visits.has(`${program} windows`)) this.failures.push(`${program} ran on windows`);
  }

  private nodesWith(has: (installed: Installed) => boolean): string[] {
    return [...this.agents.installed].filter(([, installed]) => has(installed)).map(([name]) => name).sort();
  }

  private async labels(): Promise<unknown[]> {
    return (await this.client.list('v1', 'Node')).map(({ metadata: { name, labels } }) => [name, labels]);
  }

  /** All objects outside of the namespaces of the cluster, by kind and name. */
  private async inventory(): Promise<string[]> {
    const env = { PATH: process.env.PATH, KUBECONFIG: this.kubeconfig, HOME: this.folder.path };
    const kubectl = async (command: string) => {
      const { ok, output } = await runCommand('sh', ['-c', command], { env }, COMMAND_SECONDS);
      if (!ok) throw new Error(`${command}\n${tail(output)}`);
      return output.split('\n').filter(Boolean);
    };
    const kinds = (await kubectl('kubectl api-resources --verbs=list,delete -o name')).filter((kind) => !IGNORED.test(kind));
    const columns = 'custom-columns=KIND:.kind,NAMESPACE:.metadata.namespace,NAME:.metadata.name';
    const found = await kubectl(`kubectl get ${kinds.join(',')} -A --no-headers -o ${columns}`);
    return found.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => !/ (kube-root-ca\.crt)$/.test(line)).sort();
  }

  /** What was applied, and the pods of it, each with what changes when somebody touches it. */
  private async usersObjects(): Promise<string[]> {
    const applied = await Promise.all(USERS.map((one) => this.client.get(one)));
    const pods = await this.client.list('v1', 'Pod', 'users-own');
    return [...applied, ...pods].map((one) => `${one?.kind} ${one?.metadata.name} ${String(one?.metadata.uid)} ${String(one?.metadata.generation)} ${JSON.stringify(one?.data)}`).sort();
  }
}

/** What is in one list alone. */
function difference(before: readonly string[], after: readonly string[]): string[] {
  return [...before.filter((one) => !after.includes(one)).map((one) => `- ${one}`), ...after.filter((one) => !before.includes(one)).map((one) => `+ ${one}`)];
}
