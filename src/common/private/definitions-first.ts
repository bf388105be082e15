import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { sameCluster } from './claims';

const DEFINITION = 'CustomResourceDefinition';

/** Apps whose charts are put in order. */
const ordered = new WeakSet<IConstruct>();

/**
 * Has a custom resource definition stand before the objects of its API group in all that cdk8s writes.
 *
 * cdk8s orders charts, and objects in a chart, by their dependencies and then by the construct tree. A dependency between charts
 * takes exponential time, and numbers the files of all charts. So charts are put in order where an app tells which it has, and
 * only objects of the same chart depend on each other.
 */
export function definitionFirst(definition: ApiObject): void {
  chartsInOrder(definition.node.root);
  const group = definition.name.slice(definition.name.indexOf('.') + 1);
  definition.node.addValidation({
    validate: () => {
      for (const object of objectsOf(definition.chart)) {
        if (object.apiGroup === group) object.node.addDependency(definition);
      }
      return [];
    },
  });
}

export const isDefinition = ({ kind }: { readonly kind?: string }) => kind === DEFINITION;

/** What others stand on, so that it comes before everything else: definitions and namespaces. */
export const isFoundation = (object: { readonly kind?: string }) => isDefinition(object) || object.kind === 'Namespace';

/** Charts of definitions alone come before all others, unless they depend on something. */
function chartsInOrder(root: IConstruct): void {
  if (!(root instanceof App) || ordered.has(root)) return;
  ordered.add(root);
  const inherited = Object.getPrototypeOf(root) as object;
  Object.defineProperty(root, 'charts', {
    configurable: true,
    get: () => {
      const charts = Reflect.get(inherited, 'charts', root) as Chart[];
      const first = charts.filter((chart) => !chart.node.dependencies.length && hasOnlyDefinitions(chart));
      return [...first, ...charts.filter((chart) => !first.includes(chart))];
    },
  });
}

function hasOnlyDefinitions(chart: Chart): boolean {
  const objects = objectsOf(chart);
  return objects.length > 0 && objects.every(isDefinition);
}

const objectsOf = (chart: Chart) => chart.node.findAll().filter(ApiObject.isApiObject).filter((object) => object.chart === chart);

/**
 * A chart for the definitions that a construct brings, in the same cluster. It lies at the root of the tree, since its name then
 * decides alone what its file is called: that sorts before the files of all other charts.
 */
export function definitionsChart(construct: Construct): Chart {
  const { root, path } = construct.node;
  const chart = new Chart(root as Construct, freeId(root, `0-${path.replace(/\//g, '-').toLowerCase()}-crds`));
  sameCluster(Chart.of(construct), chart);
  return chart;
}

function freeId(root: IConstruct, id: string, count = 1): string {
  const name = count > 1 ? `${id}-${count}` : id;
  return root.node.tryFindChild(name) ? freeId(root, id, count + 1) : name;
}
