import { ApiObject, App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectsOf } from './app-objects';
import { folderName } from './folder-name';
import { missingNamespaces } from './missing-namespaces';
import { chartsOf } from './tree';
import { clusterName } from '../../common/private/cluster-names';
import { isClusterWide } from '../../common/private/cluster-wide';
import { CocoError } from '../../common/private/coco-error';
import { isFoundation } from '../../common/private/definitions-first';
import { groupOf, isKubernetesGroup, withDeliveryAnnotations } from '../../common/private/delivery-annotations';
import { EmittedObject } from '../../common/private/emit';
import { levelOf, orderOf } from '../../common/private/order';

/** An object as it is written on the wire. */
export interface DeliveredManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** Objects that an engine applies together. */
export interface Component {
  /** The name of its folder, and part of the names of engine objects. */
  readonly name: string;
  /** How many components come before it, one after the other. */
  readonly level: number;
  readonly manifests: readonly DeliveredManifest[];
  /** The names of the components that must be ready before it. */
  readonly dependsOn: readonly string[];
}

/** What one cluster gets. */
export interface ClusterDelivery {
  /** The name of its folder. */
  readonly name: string;
  /** The name that charts are assigned to. */
  readonly cluster?: string;
  /** In the order in which they are applied. */
  readonly components: readonly Component[];
}

/** The component with namespaces and definitions. All others depend on it. */
export const FOUNDATION = 'foundation';

/** The folder of the cluster that no chart is assigned to. */
const ONLY_CLUSTER = 'default';

/**
 * What an app delivers, by cluster and component. A component is a chart; where constructs of one chart come one after the
 * other, it is a step of the chart. Objects whose kinds other projects define are apart: one missing definition must not stop
 * everything else.
 *
 * @param createNamespaces whether namespaces of charts are added that the app does not have
 * @throws one error with all problems of the app
 */
export function clustersOf(app: App, createNamespaces: boolean): ClusterDelivery[] {
  validate(app);
  const byCluster = new Map<string | undefined, Chart[]>();
  for (const chart of chartsOf(app)) {
    const cluster = clusterName(chart);
    byCluster.set(cluster, [...byCluster.get(cluster) ?? [], chart]);
  }
  const deliveries = [...byCluster].map(([cluster, charts]) => ({
    name: cluster === undefined ? ONLY_CLUSTER : folderName(cluster),
    cluster,
    components: componentsOf(app, charts, createNamespaces),
  })).filter(({ components }) => components.length);
  const names = new Map<string, string | undefined>();
  for (const { name, cluster } of deliveries) {
    if (names.has(name)) {
      throw new CocoError('(root)', `Cluster.assign: the clusters ${names.get(name) ?? 'without a name'} and ${cluster} would both be written to the folder `
        + `${name}; allowed: names that differ in letters and digits. Rename one of the two.`);
    }
    names.set(name, cluster);
  }
  return deliveries;
}

/** What constructs find wrong, and what cannot be delivered. */
function validate(app: App): void {
  const problems = app.node.findAll().flatMap((node) => [
    ...node.node.validate().map((message) => `${node.node.path || '(root)'}: ${message}`),
    ...node.node.dependencies.filter((other) => !Chart.isChart(other) && Chart.of(other) !== Chart.of(node)).map((other) => (
      `${node.node.path}: addDependency: got ${other.node.path}, which is in another chart; allowed: parts of the same chart. Use installAfter.`)),
  ]);
  if (problems.length) throw new CocoError('the app is not valid', ['', ...problems].join('\n  - '));
}

interface Found {
  readonly name: string;
  readonly level: number;
  readonly isCustom: boolean;
  readonly manifests: DeliveredManifest[];
}

function componentsOf(app: App, charts: readonly Chart[], createNamespaces: boolean): Component[] {
  const foundation: DeliveredManifest[] = [];
  const found = new Map<string, Found>();
  const places = new Map<IConstruct, Set<Found>>();
  const ordered = new Set(orderOf(app).effective.flatMap(({ after, before }) => [after, before]));
  const defined = new Set<string>();
  const all = charts.flatMap((chart) => objectsOf(chart).map(({ node }) => ({ chart, node, manifest: manifestOf(node) })));
  for (const { manifest } of all) {
    if (manifest.kind === 'CustomResourceDefinition') defined.add(manifest.metadata.name.replace(/^[^.]*\./, ''));
  }
  const lowest = new Map<Chart, number>();
  for (const { chart, node } of all) lowest.set(chart, Math.min(lowest.get(chart) ?? Infinity, levelOf(node)));
  for (const { chart, node, manifest } of all) {
    if (isFoundation(manifest)) {
      foundation.push(manifest);
      continue;
    }
    const level = levelOf(node);
    const group = groupOf(manifest.apiVersion);
    const isCustom = !isKubernetesGroup(group) && !defined.has(group);
    const step = level === lowest.get(chart) ? '' : `-${level - lowest.get(chart)! + 1}`;
    const name = `${folderName(chart.node.path)}${step}${isCustom ? '-custom-resources' : ''}`;
    const key = `${chart.node.path} ${level} ${isCustom}`;
    const component = found.get(key) ?? { name, level, isCustom, manifests: [] };
    found.set(key, component);
    component.manifests.push(manifest);
    for (let one: IConstruct | undefined = node; one; one = one.node.scope) {
      if (ordered.has(one)) places.set(one, (places.get(one) ?? new Set()).add(component));
    }
  }
  if (createNamespaces) foundation.push(...missingNamespaces(charts, all.map(({ manifest }) => manifest)));
  checkNames([...found.values()]);
  return sorted(app, foundation, [...found.values()], places);
}

/** Components in their order, each with what it depends on. */
function sorted(
  app: App,
  foundation: readonly DeliveredManifest[],
  found: readonly Found[],
  places: ReadonlyMap<IConstruct, ReadonlySet<Found>>,
): Component[] {
  const needs = new Map<Found, Set<string>>();
  for (const { after, before, perNode } of orderOf(app).effective) {
    if (perNode) continue;
    const [later, earlier] = [[...places.get(after) ?? []], [...places.get(before) ?? []]];
    const waited = earlier.some(({ isCustom }) => !isCustom) ? earlier.filter(({ isCustom }) => !isCustom) : earlier;
    for (const one of later) {
      const names = needs.get(one) ?? new Set();
      waited.filter((other) => other !== one).forEach(({ name }) => names.add(name));
      needs.set(one, names);
    }
  }
  const base = foundation.length ? [FOUNDATION] : [];
  const kinds = (manifest: DeliveredManifest) => (manifest.kind === 'Namespace' ? 0 : 1);
  const components = found.map((one): Component => (
    { name: one.name, level: one.level, manifests: one.manifests, dependsOn: [...base, ...[...needs.get(one) ?? []].sort()] }));
  return [
    ...base.map((name) => ({ name, level: 0, manifests: [...foundation].sort((a, b) => kinds(a) - kinds(b)), dependsOn: [] })),
    ...components.sort((a, b) => a.level - b.level), // stable: otherwise in the order of the tree
  ];
}

function checkNames(found: readonly Found[]): void {
  const names = new Set([FOUNDATION]);
  for (const { name } of found) {
    if (names.has(name)) {
      throw new CocoError('(root)', `two components would have the name ${name}; allowed: names of charts that differ, and not "${FOUNDATION}". `
        + 'Give one of the charts another id.');
    }
    names.add(name);
  }
}

/** As it is applied: with annotations for engines, and without the namespace that cdk8s gives cluster-wide objects of users. */
function manifestOf(node: ApiObject): DeliveredManifest {
  const manifest = node.toJson() as DeliveredManifest;
  if (EmittedObject.is(node)) return manifest;
  const { namespace, ...metadata } = manifest.metadata;
  const placed = namespace !== undefined && isClusterWide(manifest) ? { ...manifest, metadata } : manifest;
  return withDeliveryAnnotations(placed, { keep: isFoundation(manifest), wave: isFoundation(manifest) ? 0 : levelOf(node) });
}

