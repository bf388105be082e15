import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { DPU_WORKER_OBJECTS } from './dpu-worker-crds';
import { EXTERNAL_SECRETS } from './external-secrets';
import { NODE_FEATURE_RULES } from './node-feature-rules';
import { KubeObject } from './objects';
import { OUTSIDE_CRDS } from './outside-crds';
import { PRESETS } from './presets';
import { REDFISH_CRDS } from './redfish-crds';
import { UninstallPhase } from '../../src';

/** Objects that belong on one cluster. */
export interface Suite {
  /** Unique; how the report calls it. */
  readonly name: string;

  /**
   * The objects of both phases. It is called once; an error thrown here fails the suite.
   *
   * `install` is applied to an empty cluster. `uninstall` is applied after that, when the objects of `install` have
   * been deleted; without objects there is no such phase.
   */
  objects(): SuiteObjects;
}

/** The objects of a suite by phase. */
export interface SuiteObjects {
  /** Objects as `JSON.parse` gives them: `apiVersion`, `kind`, `metadata.name`. The order is kept within a kind. */
  readonly install: readonly object[];
  readonly uninstall: readonly object[];
}

/** What is judged besides the apps of this repository: the presets of the library, a suite each. */
export const SUITES: readonly Suite[] = Object.entries(PRESETS).map(([name, compose]) => ({
  name,
  objects: () => {
    const app = new App();
    compose(new Chart(app, 'preset', { namespace: 'coco-system' }));
    return { install: objectsOf(app), uninstall: objectsOf(UninstallPhase.of(app).app) };
  },
}));

function objectsOf(app: App): object[] {
  const objects = app.node.findAll().filter(Chart.isChart).flatMap((chart) => chart.toJson() as KubeObject[]);
  return [...objects, ...objects.flatMap(dispatchedJobs)];
}

/** The Jobs that a dispatcher makes for a node, of the manifests in a ConfigMap: what it only gets later is judged as well. */
function dispatchedJobs({ kind, metadata: { name, namespace }, data }: KubeObject): KubeObject[] {
  if (kind !== 'ConfigMap') return [];
  return Object.entries(data as Record<string, string>).filter(([file]) => file.endsWith('-job.yaml')).map(([file, text]) => {
    const job = parse(text) as KubeObject & { spec: { template: { spec: object } } };
    Object.assign(job.spec.template.spec, { nodeName: 'node-1' });
    return { ...job, metadata: { ...job.metadata, name: `${name}-${file.replace('.yaml', '')}`.slice(-63), namespace } };
  });
}

/**
 * Objects that clusters have before us and that ours need, such as the CRDs of cert-manager.
 * They are applied first, must not fail or warn either, and stay until the end.
 */
export function outsideObjects(): readonly KubeObject[] {
  return distinct([NODE_FEATURE_RULES, EXTERNAL_SECRETS, ...DPU_WORKER_OBJECTS, ...REDFISH_CRDS, ...OUTSIDE_CRDS]);
}

/** The first of each name: rooms that need the same kind define it each for itself, as far as they need it. */
function distinct(objects: readonly KubeObject[]): KubeObject[] {
  return [...new Map([...objects].reverse().map((one) => [one.metadata.name, one])).values()].reverse();
}
