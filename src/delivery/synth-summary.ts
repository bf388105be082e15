import { App } from 'cdk8s';
import { ClusterPart, partsOf } from './private/cluster-parts';
import { deliveryOf } from './private/deliveries';
import { Commands } from './private/engines/engine';
import { installCommands } from './private/install-commands';
import { prerequisiteLines, prerequisitesOf } from './private/prerequisite-notes';
import { table } from './private/table';
import { nodesOf } from './private/tree';
import { uninstallCommands, uninstallPreconditions } from './private/uninstall-commands';
import { UninstallPhase } from './uninstall-phase';
import { checked } from '../common/private/checked';
import { KataRuntime } from '../kata';

/** An app that was synthesized, for the summary. */
export interface SynthesizedApp {
  /** The app. Apps for several clusters each have a folder of their own. */
  readonly app: App;

  /**
   * Its uninstall phase.
   * @default - none was written
   */
  readonly uninstall?: UninstallPhase;
}

/**
 * A summary of a synth for the terminal: its output, and the commands that install and remove it.
 *
 * The commands are printed for each cluster. They succeed in the order in which they are printed, and delete only objects that
 * constructs of this library emitted. Lines that begin with `#` are for the reader.
 *
 * cdk8s-cli keeps the standard output of apps to itself: print the text to standard error.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { KataRelease, KataRuntime, SynthSummary } from 'cdk8s-coco';
 *
 * const app = new App();
 * new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: KataRelease.V4_1_0 });
 * app.synth();
 * const text = SynthSummary.of([{ app }]).text;
 */
export class SynthSummary {
  /**
   * The summary of one app or several, each after its `synth()`.
   *
   * @throws if something else is given
   */
  public static of(apps: SynthesizedApp[]): SynthSummary {
    return new SynthSummary(apps);
  }

  /** The complete text. */
  public readonly text: string;

  private constructor(apps: SynthesizedApp[]) {
    const written = apps.flatMap(({ app, uninstall }): Written[] => {
      const undo = uninstall ? partsOf(uninstall.app) : [];
      const plan = deliveryOf(app);
      const clusters = plan?.clusters() ?? [];
      return partsOf(app).map((part) => {
        const cluster = clusters.find((one) => one.cluster === part.cluster);
        const delivery = plan && cluster && plan.engine.commands(cluster, part.folder);
        return { part, delivery, undo: undo.find((one) => one.cluster === part.cluster) };
      });
    });
    const parts = written.map(({ part }) => part);
    const title = (verb: string, part: ClusterPart) => (parts.length > 1 ? `${verb} ${nameOf(part, apps.length)}:` : `${verb}:`);
    this.text = [
      overview(parts),
      ...prerequisites(parts, title),
      ...written.map(({ part, delivery }) => section(title('Install', part), delivery?.install ?? installCommands(part))),
      ...new Set(apps.map(({ app }) => UPGRADE[deliveryOf(app)?.engine.name ?? ''] ?? UPGRADE_BY_COMMIT)),
      ...notes(parts.flatMap(runtimesOf)),
      ...written.map((one) => ({ part: one.part, lines: removal(one) })).filter(({ lines }) => lines.length)
        .map(({ part, lines }) => section(title('Uninstall', part), lines)),
    ].join('\n\n');
  }

  public toString(): string {
    return this.text;
  }
}

checked(SynthSummary, 'SynthSummary');

interface Written {
  readonly part: ClusterPart;
  /** The same cluster in the uninstall phase. */
  readonly undo?: ClusterPart;
  /** What the engine that was chosen for the app needs. */
  readonly delivery?: Commands;
}

/** How an app is upgraded, by engine. */
const UPGRADE: Readonly<Record<string, string>> = {
  '': 'Upgrade: synthesize, look at the difference, and run the commands of Install again. Objects that are no longer in the files stay.',
  'kubectl': 'Upgrade: synthesize, look at the difference, and run the commands of Install again. Objects that are no longer in the files are deleted.',
};
const UPGRADE_BY_COMMIT = 'Upgrade: synthesize, look at the difference, commit and push.';

/** How a cluster gets rid of an app. */
function removal({ part, undo, delivery }: Written): string[] {
  if (!delivery || (undo && deliveryOf(part.app)?.engine.name === 'kubectl')) return uninstallCommands(part, undo);
  return [...uninstallPreconditions(part), ...delivery.uninstall];
}

/** How a cluster is called among several. */
function nameOf({ cluster, folder }: ClusterPart, apps: number): string {
  if (cluster === undefined) return `${folder}/ on its cluster`;
  return apps > 1 ? `${folder}/ on ${cluster}` : `on ${cluster}`;
}

function overview(parts: readonly ClusterPart[]): string {
  const assigned = parts.some(({ cluster }) => cluster !== undefined);
  const rows = parts.flatMap(({ cluster = '-', charts, folder, objects }) => charts.map((chart) => [
    ...(assigned ? [cluster] : []),
    chart.node.path,
    folder,
    String(objects.filter(({ node }) => node.chart === chart).length),
    chart.namespace ?? '-',
    nodesOf(chart).filter(isRuntime).flatMap(({ runtimeClassNames }) => runtimeClassNames).join(' '),
  ]));
  return table([...(assigned ? ['CLUSTER'] : []), 'CHART', 'FOLDER', 'OBJECTS', 'NAMESPACE', 'RUNTIMECLASSES'], rows);
}

/** Once, where all clusters need the same. */
function prerequisites(parts: readonly ClusterPart[], title: (verb: string, part: ClusterPart) => string): string[] {
  const all = parts.map((part) => ({ part, lines: prerequisiteLines(prerequisitesOf(part.charts.flatMap(nodesOf))) }))
    .filter(({ lines }) => lines.length);
  const text = ({ lines }: { readonly lines: string[] }) => lines.join('\n');
  if (all.length === parts.length && all.every((one) => text(one) === text(all[0]))) {
    return all.length ? [section('Prerequisites; each command succeeds if the cluster has it:', all[0].lines)] : [];
  }
  return all.map(({ part, lines }) => section(title('Prerequisites of', part).replace(' on its cluster', ''), lines));
}

const isRuntime = (node: unknown): node is KataRuntime => node instanceof KataRuntime;
const runtimesOf = ({ charts }: ClusterPart) => charts.flatMap(nodesOf).filter(isRuntime);

/** What to look at after the installation, and how a pod asks for the runtime. */
function notes(runtimes: readonly KataRuntime[]): string[] {
  if (!runtimes.length) return [];
  const workloads = new Set(runtimes.map((one) => `kubectl get daemonset,job -n ${one.namespace}`));
  return [
    section('Check that the nodes are ready and the RuntimeClasses are there:', [
      ...workloads,
      'kubectl get nodes -L katacontainers.io/kata-runtime',
      'kubectl get runtimeclass',
    ]),
    section('Run a pod with one of the RuntimeClasses above, the one that fits its nodes:', [
      'apiVersion: v1',
      'kind: Pod',
      'metadata:',
      '  name: my-pod',
      'spec:',
      `  runtimeClassName: ${runtimes[0].runtimeClassNames[0]}`,
      '  containers:',
      '    - name: app',
      '      image: registry.example.com/app:1.0',
    ]),
  ];
}

function section(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}
