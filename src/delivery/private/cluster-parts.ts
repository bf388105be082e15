import { relative } from 'path';
import { App, Chart } from 'cdk8s';
import { AppObject, objectsOf } from './app-objects';
import { quoted } from './kubectl';
import { chartsOf } from './tree';
import { filesOf, recursion, WrittenFile } from './written-files';
import { clusterName } from '../../common/private/cluster-names';

/** What an app has for one cluster. */
export interface ClusterPart {
  readonly app: App;
  /** The name that its charts are assigned to. */
  readonly cluster?: string;
  /** The app's folder. */
  readonly folder: string;
  readonly charts: readonly Chart[];
  /** Its objects in the order of the tree: what others need comes first there. */
  readonly objects: readonly AppObject[];
  /** Its files, in the order in which kubectl reads them. */
  readonly files: readonly WrittenFile[];
  /** What the options `-f` of kubectl are for all of it; nothing if its files hold objects of other clusters, too. */
  readonly options?: string;
}

/** The clusters of an app, in the order of its tree. */
export function partsOf(app: App): ClusterPart[] {
  const charts = chartsOf(app);
  const clusters = [...new Set(charts.map(clusterName))];
  const objects = new Map(charts.map((chart) => [chart, objectsOf(chart)]));
  const files = filesOf(app, (chart) => objects.get(chart)!).filter((file) => file.objects.length > 0);
  const folder = shownFolder(app.outdir);
  return clusters.map((cluster): ClusterPart => {
    const mine = charts.filter((chart) => clusterName(chart) === cluster);
    const part = {
      app,
      cluster,
      folder,
      charts: mine,
      objects: mine.flatMap((chart) => objects.get(chart)!),
      files: files.filter((file) => file.charts.some((chart) => mine.includes(chart))),
    };
    const mixed = part.files.some((file) => file.charts.some((chart) => !mine.includes(chart)))
      || new Set(files.map(({ path }) => path)).size < files.length;
    if (clusters.length === 1) return { ...part, options: `${recursion(app)}-f ${quoted(`${folder}/`)}` };
    return mixed ? part : { ...part, options: fileOptions(part, part.files) };
  }).filter((part) => part.files.length > 0);
}

/** The options `-f` for some files: whole folders of charts where there are such. */
export function fileOptions({ folder, files: all }: Pick<ClusterPart, 'folder' | 'files'>, files: readonly WrittenFile[]): string {
  const paths = files.map(({ path }) => path);
  const folders = new Set(paths.filter((path) => path.includes('/')).map((path) => path.replace(/[^/]*$/, '')));
  const whole = [...folders].filter((one) => all.every(({ path }) => !path.startsWith(one) || paths.includes(path)));
  const single = paths.filter((path) => !whole.some((one) => path.startsWith(one)));
  return [...whole, ...single].sort().map((path) => `-f ${quoted(`${folder}/${path}`)}`).join(' ');
}

/** A folder as people give it to commands: from here, if it lies here. */
export function shownFolder(folder: string): string {
  const path = relative('', folder);
  return path && !path.startsWith('..') ? path : folder.replace(/(.)\/+$/, '$1');
}
