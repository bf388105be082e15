import { ApiObject, App, Chart, Names, YamlOutputType } from 'cdk8s';
import { chartsOf, nodesOf } from './tree';

/** The definitions of custom resources that an app writes into files of their own. */
export interface Definitions {
  /** Their names. */
  readonly names: string[];
  /** What kubectl gets with `-f` for them alone; nothing where they have no files of their own. */
  readonly files: string[];
  /** The same for all else. */
  readonly others: string[];
}

/** The definitions of an app, which must be there before what they define, and which must outlive it. */
export function definitionsOf(app: App, folder: string): Definitions {
  const charts = chartsOf(app).map((chart) => ({ chart, objects: nodesOf(chart).filter(ApiObject.isApiObject) }))
    .filter(({ objects }) => objects.length > 0);
  const isDefinition = ({ kind }: ApiObject) => kind === 'CustomResourceDefinition';
  const alone = charts.filter(({ objects }) => objects.every(isDefinition));
  const paths = (some: typeof charts) => some.flatMap(({ chart }) => fileOf(app, chart) ?? []).map((file) => `${folder}/${file}`);
  return {
    names: charts.flatMap(({ objects }) => objects.filter(isDefinition).map(({ metadata }) => metadata.name!)),
    files: paths(alone),
    others: paths(charts.filter((one) => !alone.includes(one))),
  };
}

/** The file or folder of a chart; nothing where cdk8s numbers them, as it does when charts depend on each other. */
function fileOf(app: App, chart: Chart): string | undefined {
  const numbered = chartsOf(app).some(({ node }) => node.children.some(Chart.isChart))
    || app.node.findAll().some(({ node }) => node.dependencies.length > 0);
  if (numbered) return undefined;
  switch (app.yamlOutputType) {
    case YamlOutputType.FILE_PER_CHART: return `${Names.toDnsLabel(chart)}${app.outputFileExtension}`;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE: return `${Names.toDnsLabel(chart)}/`;
    default: return undefined;
  }
}
