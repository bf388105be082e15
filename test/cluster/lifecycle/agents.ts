import { parse } from 'yaml';
import { DONE } from './nodes';
import { Client } from '../client';
import { KubeObject } from '../objects';

/** How often to look. */
const INTERVAL_MS = 300;

/** Labels that kata-deploy gives to its nodes; the dispatcher of Jobs finds nodes by the second one. */
const KATA_LABELS = { 'katacontainers.io/kata-runtime': 'true', 'kata-deploy.katacontainers.io/default': 'true' };

/** What is on a node, as far as this library changes nodes. */
export interface Installed {
  containerd: boolean;
  kata: boolean;
}

type Labels = Readonly<Record<string, string>>;

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

interface Container {
  readonly name: string;
  readonly command?: readonly string[];
}

interface Pod extends KubeObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes?: readonly { readonly configMap?: { readonly name: string } }[];
  };
}

/**
 * The programs in our pods, as far as a cluster sees them: what they wait for, what they leave on the node, and the labels that
 * they set. Their commands and selectors are those of the manifests. Any other pod is ready at once.
 */
export class NodeAgents {
  /** By node. */
  public readonly installed = new Map<string, Installed>();

  /** Which programs ran on which nodes: `containerd-cleanup worker-1`. */
  public readonly visits = new Set<string>();

  private running?: Promise<void>;
  private stopped = false;
  private pods: readonly Pod[] = [];

  public constructor(private readonly client: Client) {}

  public start(): void {
    this.running = this.run();
  }

  public async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.look();
      } catch {
        // An object that was deleted meanwhile: look again.
      }
      await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
    }
  }

  private async look(): Promise<void> {
    this.pods = await this.client.list('v1', 'Pod') as Pod[];
    for (const pod of this.pods) {
      const { nodeName } = pod.spec;
      if (nodeName === undefined || pod.metadata.deletionTimestamp || pod.metadata.annotations?.[DONE]) continue;
      if (await this.work(pod, nodeName)) await this.client.merge(pod, { metadata: { annotations: { [DONE]: 'true' } } });
    }
  }

  /** Does what the program of a pod does. Returns whether it is done. */
  private async work(pod: Pod, node: string): Promise<boolean> {
    const state = this.installed.get(node) ?? { containerd: false, kata: false };
    this.installed.set(node, state);
    const names = [...pod.spec.initContainers ?? [], ...pod.spec.containers].map(({ name }) => name);
    const runs = (name: string) => names.includes(name);
    const here = this.pods.filter((one) => one.spec.nodeName === node);
    const others = (name: string) => here.some(({ spec }) => spec.containers.some((one) => one.name === name));
    const visit = (name: string) => this.visits.add(`${name} ${node}`);
    if (runs('containerd-installer')) {
      state.containerd = true;
      visit('containerd-installer');
    } else if (runs('kube-kata')) {
      if (runs('wait-for-containerd') && !state.containerd) return false;
      state.kata = true;
      visit('kube-kata');
      await this.label(node, KATA_LABELS);
    } else if (runs('artifacts')) {
      state.kata = true;
      visit('kata-job');
      await this.label(node, KATA_LABELS);
    } else if (runs('kube-kata-cleanup') || runs('remove-artifacts')) {
      if (others('kube-kata')) return false;
      state.kata = false;
      visit('kata-cleanup');
      await this.label(node, Object.fromEntries(Object.keys(KATA_LABELS).map((key) => [key, null])));
    } else if (runs('containerd-cleanup')) {
      if (others('containerd-installer') || (runs('wait-for-kata-uninstall') && state.kata)) return false;
      state.containerd = false;
      visit('containerd-cleanup');
    } else if (runs('dispatcher')) {
      return this.dispatch(pod);
    }
    return true;
  }

  private async label(name: string, labels: object): Promise<void> {
    await this.client.merge({ apiVersion: 'v1', kind: 'Node', metadata: { name } }, { metadata: { labels } });
  }

  /** The dispatcher of Jobs: one for each node that its selectors find, once what installs is gone. */
  private async dispatch(pod: Pod): Promise<boolean> {
    const { namespace } = pod.metadata;
    const programs = [...pod.spec.initContainers ?? [], ...pod.spec.containers].map(({ command = [] }) => command);
    for (const command of programs.filter(([first]) => first === 'kubectl')) {
      if (await this.isLeft(command, namespace!)) return false;
    }
    for (const command of programs.filter(([first]) => first !== 'kubectl')) {
      if (!await this.dispatchJobs(pod, command)) return false;
    }
    return true;
  }

  /** One of the dispatchers of a pod. Returns whether its Jobs are done. */
  private async dispatchJobs(pod: Pod, command: readonly string[]): Promise<boolean> {
    const { namespace } = pod.metadata;
    const options = (name: string) => command.filter((one) => one.startsWith(`--${name}=`)).map((one) => one.slice(name.length + 3));
    const [prefix] = options('name-prefix');
    const template = await this.template(pod, options('job-template')[0]);
    const { tolerations = [] } = (template.spec as { template: { spec: { tolerations?: Toleration[] } } }).template.spec;
    // The program of 4.0.0, which sets no label itself, does not look at taints.
    const looksAtTaints = command.includes('--node-label=true') && !command.includes('--ignore-node-taints');
    const nodes = (await this.client.list('v1', 'Node')).filter(({ metadata, spec }) => (
      options('node-selector').some((selector) => selects(selector, metadata.labels as Labels))
      && (!looksAtTaints || isTolerated((spec as { taints?: Taint[] }).taints, tolerations))));
    const [owner] = pod.metadata.ownerReferences as { name: string; uid: string }[];
    for (const { metadata: { name } } of nodes) {
      const metadata = { ...template.metadata, name: `${prefix}-${name}`, namespace, ownerReferences: [owner] };
      const spec = structuredClone(template.spec) as { template: { spec: { nodeName?: string } } };
      spec.template.spec.nodeName = name;
      await this.client.apply({ ...template, metadata, spec });
    }
    const jobs = (await this.client.list('batch/v1', 'Job', namespace)).filter(({ metadata }) => (
      (metadata.ownerReferences as { uid: string }[] | undefined)?.some(({ uid }) => uid === owner.uid)));
    return jobs.every(({ status }) => (status as { succeeded?: number }).succeeded === 1);
  }

  /** Whether something is left that `kubectl wait --for=delete` waits for. */
  private async isLeft(command: readonly string[], namespace: string): Promise<boolean> {
    const [, , what] = command;
    if (what.startsWith('cronjob/')) {
      return await this.client.get({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: what.slice(8), namespace } }) !== undefined;
    }
    if (what.startsWith('daemonset/')) return await this.client.get({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: what.slice(10), namespace } }) !== undefined;
    const selector = command.find((one) => one.startsWith('--selector='))!.slice(11);
    const isEnded = ({ status }: Pod) => ['Succeeded', 'Failed'].includes((status as { phase: string }).phase);
    const passesOverEnded = command.some((one) => one.startsWith('--field-selector=status.phase!='));
    const others = this.pods.filter((one) => one.metadata.namespace === namespace && !(passesOverEnded && isEnded(one)));
    return others.some(({ metadata }) => selects(selector, metadata.labels as Labels));
  }

  /** The template that a dispatcher is told to take, in the ConfigMap that it mounts. */
  private async template(pod: Pod, file: string): Promise<KubeObject> {
    const { metadata: { namespace }, spec: { volumes = [] } } = pod;
    const [name] = volumes.flatMap(({ configMap }) => configMap?.name ?? []);
    const map = await this.client.get({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } });
    return parse((map!.data as Record<string, string>)[file.split('/').pop()!]) as KubeObject;
  }
}

/** Whether pods with these tolerations may be scheduled. */
function isTolerated(taints: readonly Taint[] = [], tolerations: readonly Toleration[]): boolean {
  return taints.filter(({ effect }) => effect !== 'PreferNoSchedule').every((taint) => tolerations.some(({ key, operator, value, effect }) => (
    (key === undefined || key === taint.key) && (operator === 'Exists' || value === taint.value) && (effect === undefined || effect === taint.effect))));
}

/** Label selectors: `a`, `!a`, `a=b`, `a!=b`, `a in (b, c)`, and several of them with commas. */
function selects(selector: string, labels: Labels = {}): boolean {
  return selector.split(/,(?![^(]*\))/).every((requirement) => {
    if (requirement.startsWith('!')) return !(requirement.slice(1) in labels);
    const differs = /^([^!]+)!=(.*)$/.exec(requirement);
    if (differs) return labels[differs[1]] !== differs[2];
    const found = /^(\S+) in \((.*)\)$/.exec(requirement) ?? /^([^=]+)=(.*)$/.exec(requirement);
    return found ? found[2].split(',').map((one) => one.trim()).includes(labels[found[1]]) : requirement in labels;
  });
}
