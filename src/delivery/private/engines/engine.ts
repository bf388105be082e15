import { Yaml } from 'cdk8s';
import { ClusterDelivery, ClusterPlaces } from '../component';

/** What an engine is given to read, as texts by path in the output folder. */
export type Files = Map<string, string | Buffer>;

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

  /** The folder that has a folder for each cluster, beside the one with their objects. */
  readonly folder?: string;

  /** The files that clusters may have in common. */
  readonly sharedPaths: readonly string[];

  /** Whether what clusters have in common says which components each of them has. */
  readonly sharesComponents: boolean;

  /** The files that clusters have in common. */
  sharedFiles(clusters: readonly ClusterPlaces[], folder: string): Files;

  /** The files of one cluster. */
  clusterFiles(cluster: ClusterDelivery, folder: string): Files;

  /** The files that a cluster may have, beside folders of components. */
  filesOf(cluster: string): OwnFiles;

  /** The file of a component. */
  fileOf(cluster: ClusterDelivery, component: string): string;

  /** How one of several clusters is installed and removed. */
  commands(cluster: ClusterDelivery, folder: string): Commands;
}

/** Files of an engine: by path, and by their names in a folder. */
export interface OwnFiles {
  readonly paths: readonly string[];
  readonly folders: readonly { readonly path: string; readonly names: RegExp }[];
}

/** Labels of the objects that configure engines. */
export const LABELS = { app: 'cdk8s-coco/app', cluster: 'cdk8s-coco/cluster', component: 'cdk8s-coco/component', wave: 'cdk8s-coco/wave' };

export const yaml = (...documents: readonly object[]) => Yaml.stringify(...documents);

/** Objects of clusters, in a folder for each. */
export const clusterFolder = ({ name }: Pick<ClusterPlaces, 'name'>) => `clusters/${name}`;

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
export function componentFiles(engine: Pick<Engine, 'fileOf'>, cluster: ClusterDelivery): [string, string | Buffer][] {
  return cluster.components.map((component) => [engine.fileOf(cluster, component.name), component.print()]);
}

/** Where there is a folder for each component. */
export const fileInFolder = (cluster: ClusterDelivery, component: string) => `${clusterFolder(cluster)}/${component}/${component}.k8s.yaml`;
