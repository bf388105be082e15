import { App, Chart, Yaml } from 'cdk8s';
import { ClusterDelivery, Component, FOUNDATION } from './component';
import { folderName } from './folder-name';
import { missingNamespaces } from './missing-namespaces';
import { Part, partOf } from './parts';
import { chartsOf } from './tree';
import { clusterName } from '../../common/private/cluster-names';
import { CocoError } from '../../common/private/coco-error';

/** The folder of the cluster that no chart is assigned to. */
const ONLY_CLUSTER = 'default';

/**
 * What an app delivers, by cluster and component.
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
    components: assembled([partOf(app, charts)], createNamespaces),
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
export function validate(app: App): void {
  const problems = app.node.findAll().flatMap((node) => [
    ...node.node.validate().map((message) => `${node.node.path || '(root)'}: ${message}`),
    ...node.node.dependencies.filter((other) => !Chart.isChart(other) && Chart.of(other) !== Chart.of(node)).map((other) => (
      `${node.node.path}: addDependency: got ${other.node.path}, which is in another chart; allowed: parts of the same chart. Use installAfter.`)),
  ]);
  if (problems.length) throw new CocoError('the app is not valid', ['', ...problems].join('\n  - '));
}

/** The components of a cluster, from the apps that are for it. Namespaces and definitions are one component of all apps. */
export function assembled(parts: readonly Part[], createNamespaces: boolean): Component[] {
  const missing = createNamespaces ? missingNamespaces(parts) : [];
  const foundation = [
    ...parts.flatMap((part) => part.foundation),
    ...missing.map((manifest) => ({ manifest, text: Yaml.stringify(manifest) })),
  ].sort((a, b) => rank(a) - rank(b)); // stable: otherwise in the order of the tree
  const components = parts.flatMap((part) => part.components).sort((a, b) => a.level - b.level);
  if (!foundation.length) return components;
  const manifests = foundation.map(({ manifest }) => manifest);
  const print = () => foundation.map(({ text }) => text).join('---\n');
  return [
    { name: FOUNDATION, level: 0, manifests, dependsOn: [], print },
    ...components.map((one) => ({ ...one, dependsOn: [FOUNDATION, ...one.dependsOn] })),
  ];
}

const rank = ({ manifest }: Part['foundation'][number]) => (manifest.kind === 'Namespace' ? 0 : 1);
