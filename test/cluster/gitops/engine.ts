import { App } from 'cdk8s';
import { GitRepository } from './repository';
import { EngineProgram } from '../go-build';
import { SimulatedCluster } from '../lifecycle/simulated-cluster';
import { readManifests } from '../manifests';
import { KubeObject } from '../objects';

/** An engine that runs: it follows the commits of a repository. */
export interface RunningEngine {
  /** Why not all is as the commit says; nothing where it is. */
  unsettled(): Promise<string[]>;
  /** Lets it apply the same commit once more, and waits until it has. */
  resync(): Promise<void>;
  /** What it follows that is still there. */
  followed(): Promise<KubeObject[]>;
  stop(): Promise<void>;
}

/** What an engine takes as one: the objects of a folder, after other such units. */
export interface Unit {
  /** The Kustomization or Application. */
  readonly name: string;
  readonly key: string;
  /** Relative to the repository, without `./`. */
  readonly folder: string;
  /** Units that are ready before its first object is made. */
  readonly after: readonly string[];
}

/** An engine, and what this library writes for it. */
export interface GitOpsEngine {
  readonly name: string;
  /** Whether it reads the repository itself: then the address in its files is replaced. */
  readonly readsRepository: boolean;
  readonly program: EngineProgram;
  /** What somebody applies once, and deletes in the end. */
  readonly bootstrap: (cluster: string) => string;
  /** Whether later commits keep the order of the first one. */
  readonly ordersUpdates: boolean;
  /** Makes an app of one cluster write for it. */
  deliver(app: App): void;
  start(program: string, cluster: SimulatedCluster, repository: GitRepository): Promise<RunningEngine>;
  /** The units of a commit, by what its files say. */
  units(repository: string): Unit[];
  /** Whether a state of a Kustomization or Application means that all its objects are there and healthy. */
  isReady(object: Readonly<Record<string, unknown>>, revision: string): boolean;
  /** Whether an annotation keeps it from deleting an object. */
  keeps(object: KubeObject): boolean;
}

/** The objects in the files of a folder of a repository. */
export function objectsIn(repository: string, folder: string): KubeObject[] {
  return readManifests(`${repository}/${folder}`).flatMap(({ objects }) => [...objects]);
}
