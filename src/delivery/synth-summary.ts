import { relative } from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { IUninstallable } from '../common';
import { KataRuntime } from '../kata';
import { Definitions, definitionsOf } from './private/definition-files';
import { prerequisiteLines, prerequisitesOf } from './private/prerequisite-notes';
import { table } from './private/table';
import { chartsOf, nodesOf, uninstallablesOf } from './private/tree';
import { UninstallPhase } from './uninstall-phase';

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
 * What a synth wrote, and what to do with it: for people at a terminal.
 *
 * cdk8s-cli keeps the standard output of apps to itself: print this to standard error.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { KataRuntime, SynthSummary } from 'cdk8s-coco';
 *
 * const app = new App();
 * new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata');
 * app.synth();
 * const text = SynthSummary.of([{ app }]).text;
 */
export class SynthSummary {
  /** The summary of one app or several. */
  public static of(apps: SynthesizedApp[]): SynthSummary {
    return new SynthSummary(apps);
  }

  /** The whole text. */
  public readonly text: string;

  private constructor(apps: SynthesizedApp[]) {
    const written = apps.map(({ app, uninstall }) => ({
      folder: shown(app.outdir),
      recursive: FOLDERS.includes(app.yamlOutputType) ? '-R ' : '',
      undo: uninstall && chartsOf(uninstall.app).length ? shown(uninstall.app.outdir) : undefined,
      charts: chartsOf(app).map(summaryOf),
      definitions: definitionsOf(app, shown(app.outdir)),
    }));
    const prerequisites = prerequisitesOf(apps.flatMap(({ app }) => app.node.findAll()));
    const runtimes = written.flatMap(({ charts }) => charts.flatMap((chart) => chart.runtimes));
    this.text = [
      table(['CHART', 'FOLDER', 'OBJECTS', 'NAMESPACE', 'RUNTIMECLASSES'], written.flatMap(({ folder, charts }) => charts.map((chart) => [
        chart.name, folder, String(chart.objects), chart.namespace, chart.runtimes.flatMap((one) => one.runtimeClassNames).join(' '),
      ]))),
      ...(prerequisites.length ? [section('The cluster must have before; each command succeeds where it does:', prerequisiteLines(prerequisites))] : []),
      section(written.length > 1 ? 'Install, each folder on its own cluster:' : 'Install:', written.flatMap(installCommands)),
      ...(runtimes.length ? [notes(runtimes)] : []),
      ...uninstallNotes(written),
    ].join('\n\n');
  }

  public toString(): string {
    return this.text;
  }
}

const FOLDERS = [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE];

interface Written {
  readonly folder: string;
  /** kubectl's option for files that lie in a folder per chart. */
  readonly recursive: string;
  readonly undo?: string;
  readonly charts: ReturnType<typeof summaryOf>[];
  readonly definitions: Definitions;
}

/** Definitions go first, and are waited for: kubectl knows no kind that was not there when it started. */
function installCommands({ folder, recursive, definitions: { names, files } }: Written): string[] {
  const apply = `kubectl apply ${recursive}-f ${folder}/`;
  if (!names.length) return [apply];
  const first = files.length ? `kubectl apply ${files.map((file) => `-f ${file}`).join(' ')}` : `${apply} # complains of kinds that are not there yet`;
  return [first, `kubectl wait --for=condition=Established ${names.map((name) => `crd/${name}`).join(' ')}`, apply];
}

/** What is deleted in the end: definitions stay, as all objects of their kinds would go with them. */
function deletions({ folder, definitions: { names, others } }: Written): string {
  return names.length && others.length ? others.map((file) => `-f ${file}`).join(' ') : `-f ${folder}/`;
}

function uninstallNotes(written: Written[]): string[] {
  const first = written.find(({ undo }) => undo);
  if (!first) return [];
  // What was installed last goes first.
  const changed = first.charts.flatMap(({ uninstallables }) => uninstallables).reverse();
  return [section(`Uninstall, which cleans every node${written.length > 1 ? ` (shown for ${first.folder}/)` : ''}:`, [
    ...changed.filter((one) => one.installWorkloads.length)
      .map((one) => `kubectl delete ${one.installWorkloads.join(' ')} -n ${one.namespace}`),
    `kubectl apply ${first.recursive}-f ${first.undo}/`,
    ...changed.map(waiting),
    `kubectl delete ${first.recursive}-f ${first.undo}/ ${deletions(first)}`,
  ])];
}

function summaryOf(chart: Chart) {
  const nodes = nodesOf(chart);
  return {
    name: chart.node.path,
    namespace: chart.namespace ?? '-',
    objects: nodes.filter(ApiObject.isApiObject).length,
    runtimes: nodes.filter((node): node is KataRuntime => node instanceof KataRuntime),
    uninstallables: uninstallablesOf(chart),
  };
}

/** How to wait until the nodes are clean. */
function waiting({ uninstallWorkload: workload, namespace }: IUninstallable): string {
  return workload.startsWith('job/')
    ? `kubectl wait --for=condition=complete ${workload} -n ${namespace} --timeout=1h`
    : `kubectl rollout status ${workload} -n ${namespace}`;
}

/** What to look at after the installation, and how a pod asks for the runtime. */
function notes(runtimes: KataRuntime[]): string {
  const daemonSets = new Set(runtimes.map((one) => `kubectl get daemonset,job -n ${one.namespace}`));
  const example = runtimes[0].runtimeClassNames[0];
  return [
    section('Check that the nodes are ready and the RuntimeClasses are there:', [
      ...daemonSets,
      'kubectl get nodes -L katacontainers.io/kata-runtime',
      'kubectl get runtimeclass',
    ]),
    section('Run a pod with one of the RuntimeClasses above, the one that fits its nodes:', [
      'apiVersion: v1',
      'kind: Pod',
      'metadata:',
      '  name: my-pod',
      'spec:',
      `  runtimeClassName: ${example}`,
      '  containers:',
      '    - name: app',
      '      image: registry.example.com/app:1.0',
    ]),
  ].join('\n\n');
}

function section(title: string, lines: string[]): string {
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

function shown(folder: string): string {
  const path = relative('', folder);
  return path && !path.startsWith('..') ? path : folder;
}
