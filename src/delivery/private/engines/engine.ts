import { Yaml } from 'cdk8s';
import { ClusterDelivery } from '../components';

/** What an engine is given to read, as texts by path in the output folder. */
export type Files = Map<string, string>;

/** Commands for people, in their order. Lines that begin with `#` are for the reader. */
export interface Commands {
  readonly install: readonly string[];
  readonly uninstall: readonly string[];
}

/** What makes files of components for one engine. */
export interface Engine {
  /** What people call it. */
  readonly name: string;
  readonly createNamespaces: boolean;

  /** Everything in the output folder. */
  files(clusters: readonly ClusterDelivery[], folder: string): Files;

  /** The file of a component. */
  fileOf(cluster: ClusterDelivery, component: string): string;

  /** How one of several clusters is installed and removed. */
  commands(cluster: ClusterDelivery, folder: string): Commands;
}

/** Labels of what engines are told. */
export const LABELS = { app: 'cdk8s-coco/app', cluster: 'cdk8s-coco/cluster', component: 'cdk8s-coco/component', wave: 'cdk8s-coco/wave' };

export const yaml = (...documents: readonly object[]) => Yaml.stringify(...documents);

/** Objects of clusters, in a folder for each. */
export const clusterFolder = ({ name }: ClusterDelivery) => `clusters/${name}`;

/** A path in a repository: never with a "/" at its ends, nor with "./". */
export function repositoryPath(...parts: readonly string[]): string {
  return parts.flatMap((part) => part.split('/')).filter((part) => part && part !== '.').join('/');
}

/** The folder of the output in the repository, if it is not given: where it lies now, from here. */
export const outputPath = (path: string | undefined, folder: string) => path ?? (folder.startsWith('/') ? 'dist' : folder);

/** A map without what is undefined. */
export function defined<T extends object>(map: T): T {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined)) as T;
}

/** The component files of engines that read a folder for each. */
export function componentFiles(engine: Pick<Engine, 'fileOf'>, clusters: readonly ClusterDelivery[]): Files {
  return new Map(clusters.flatMap((cluster) => cluster.components.map(({ name, manifests }): [string, string] => (
    [engine.fileOf(cluster, name), yaml(...manifests)]))));
}

/** Where there is a folder for each component. */
export const fileInFolder = (cluster: ClusterDelivery, component: string) => `${clusterFolder(cluster)}/${component}/${component}.k8s.yaml`;
