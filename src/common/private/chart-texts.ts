import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { CocoError } from './coco-error';
import { Identity } from './emission';
import { EmittedObject } from './emit';
import { identityOf, ObjectText } from './object-text';

/** A chart, and what a synth writes of it. */
export interface ChartText {
  readonly chart: Chart;
  readonly text: string;
  /** Its objects, without what is in them. */
  readonly objects: readonly Identity[];
}

/**
 * What `app.synth()` would write of each chart that has objects, in the order of the tree, without writing it. cdk8s goes through
 * the whole tree for each chart, and looks for dependencies there; here this is done only where there are dependencies.
 *
 * @throws one error with what the constructs find wrong
 */
export function chartTexts(app: App): ChartText[] {
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
  return charts.map((chart) => {
    const all = hasOrder || isOverridden(chart) ? (chart.toJson() as Identity[]).map(asYaml) : objects.get(chart)!.map(print);
    return { chart, text: all.map(({ text }) => text).join('---\n'), objects: all.map(({ identity }) => identity) };
  }).filter((one) => one.objects.length);
}

const isOverridden = (chart: Chart) => chart.toJson !== (Chart.prototype as Chart).toJson;

/** An object as it stands in a file. */
export function print(object: ApiObject): ObjectText {
  // What rewrites objects, such as an image policy, puts another method in place.
  const isOwn = EmittedObject.is(object) && object.toJson === (EmittedObject.prototype as EmittedObject).toJson;
  return isOwn ? object.print() : asYaml(object.toJson() as Identity);
}

function asYaml(document: Identity): ObjectText {
  return { identity: identityOf(document), text: Yaml.stringify(document) };
}
