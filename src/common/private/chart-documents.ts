import { ApiObject, App, Chart } from 'cdk8s';
import { CocoError } from './coco-error';

/** A chart, and what a synth writes of it. */
export interface ChartDocuments {
  readonly chart: Chart;
  readonly documents: readonly unknown[];
}

/**
 * What `app.synth()` would write of each chart that has objects, in the order of the tree, without writing it. cdk8s goes through
 * the whole tree for each chart, and looks for dependencies there; here this is done only where there are dependencies.
 *
 * @throws one error with what the constructs find wrong
 */
export function chartDocuments(app: App): ChartDocuments[] {
  const nodes = app.node.findAll();
  const problems = nodes.flatMap((one) => one.node.validate().map((message) => `${one.node.path || '(root)'}: ${message}`));
  if (problems.length) throw new CocoError('the app is not valid', problems.map((one) => `\n  - ${one}`).join(''));
  const charts = nodes.filter(Chart.isChart);
  const hasOrder = nodes.some(({ node }) => node.dependencies.length)
    || charts.some(({ node }) => node.children.some(Chart.isChart));
  const objects = new Map<Chart, ApiObject[]>(charts.map((chart) => [chart, []]));
  for (const one of nodes) {
    if (ApiObject.isApiObject(one)) objects.get(one.chart)?.push(one);
  }
  const documentsOf = (chart: Chart): unknown[] => (
    hasOrder || isOverridden(chart) ? chart.toJson() : objects.get(chart)!.map((one) => one.toJson() as unknown));
  return charts.map((chart) => ({ chart, documents: documentsOf(chart) })).filter(({ documents }) => documents.length);
}

const isOverridden = (chart: Chart) => chart.toJson !== (Chart.prototype as Chart).toJson;
