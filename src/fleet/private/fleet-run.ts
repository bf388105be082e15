import { Builds, nameOf } from './builds';
import { Built } from './built';
import { Clashes } from './clashes';
import { ClusterData } from './cluster-data';
import { componentFile, FleetFolder } from './fleet-folder';
import { Progress } from './progress';
import { summary } from './summary';
import { CocoError } from '../../common/private/coco-error';
import { count, some } from '../../common/private/counts';
import { Changes } from '../../common/private/output-folder';
import { shownFolder } from '../../delivery/private/cluster-parts';
import { ComponentPlace } from '../../delivery/private/component';
import { assembled } from '../../delivery/private/components';
import { Engine } from '../../delivery/private/engines/engine';
import { imageList, imagesFile } from '../../delivery/private/image-list';
import { IBlueprint } from '../blueprint';
import { FleetResult } from '../fleet-result';
import { FleetShard } from '../fleet-shard';

/** What a run needs to know. */
export interface FleetRunOptions {
  readonly outdir: string;
  /** All of the fleet. */
  readonly fleet: readonly ClusterData[];
  /** Those of the shard. */
  readonly clusters: readonly ClusterData[];
  readonly shard: FleetShard;
  readonly blueprints: readonly IBlueprint[];
  /** What brings manifests to the clusters. */
  readonly engine?: Engine;
  /** Which groups select no cluster. */
  readonly groupsOfNone: readonly number[];
}

/** Problems and notes beyond these are only counted. */
const SHOWN = 100;

/** One synth of a fleet. */
export class FleetRun {
  private readonly builds: Builds;

  private readonly clashes = new Clashes();

  private readonly names: Record<'newClusters' | 'changedClusters' | 'removedClusters' | 'leftFolders', string[]> = {
    newClusters: [], changedClusters: [], removedClusters: [], leftFolders: [],
  };

  private unchanged = 0;

  /** What comes after what in each cluster, where the engine tells it for all clusters at once. */
  private readonly places = new Map<string, readonly ComponentPlace[]>();

  private readonly files = { written: 0, unchanged: 0, removed: 0 };

  /** By what is said: the clusters that it is about. */
  private readonly told = new Map<string, string[]>();

  private readonly problems = new Map<string, string[]>();

  private fault: unknown;

  constructor(private readonly options: FleetRunOptions) {
    this.builds = new Builds(options.blueprints, options.outdir, options.engine !== undefined);
  }

  public run(): FleetResult {
    const { outdir, shard, clusters, engine } = this.options;
    const folder = new FleetFolder(outdir, shard.toString(), engine);
    const before = new Set(folder.clusters());
    const progress = new Progress(clusters.length);
    try {
      for (const data of clusters) {
        const built = this.build(data);
        if (built) this.write(folder, data.name, built, before.has(data.name));
        progress.tick();
      }
      this.throwProblems();
      if (engine) this.share(folder, engine);
      this.remove(folder, before);
    } finally {
      progress.end();
      folder.close();
    }
    const { names, unchanged: unchangedClusters, files, builds: { count: builds } } = this;
    const result = { ...names, unchangedClusters, files, builds, notes: this.notes() };
    return { ...result, text: summary(result, shard) };
  }

  /** What a cluster has; nothing if there are problems. */
  private build(data: ClusterData): Built[] | undefined {
    let isRight = true;
    const fail = (what: string, fault?: unknown) => {
      isRight = false;
      this.fault ??= fault;
      add(this.problems, what, data.name);
    };
    const all = this.options.blueprints.flatMap((blueprint, index): Built[] => {
      try {
        const built = this.builds.of(index, data);
        built.told.forEach((line) => add(this.told, line, data.name));
        if (built.error !== undefined) fail(`${nameOf(blueprint, index)}: ${built.error}`, built.fault);
        return [built];
      } catch (error) {
        if (!(error instanceof CocoError)) throw error;
        fail(error.message);
        return [];
      }
    });
    this.clashes.of(all).forEach((what) => fail(what));
    return isRight ? all : undefined;
  }

  private write(folder: FleetFolder, name: string, built: readonly Built[], isKnown: boolean): void {
    const { written, removed } = this.counted(folder.write(name, this.filesOf(name, built)));
    if (!isKnown && written.length) this.names.newClusters.push(name);
    else if (written.length || removed.length) this.names.changedClusters.push(name);
    else this.unchanged++;
  }

  private filesOf(name: string, built: readonly Built[]): Map<string, string | Buffer> {
    const { engine, outdir } = this.options;
    if (!engine) {
      return new Map(built.flatMap(({ components }) => components).map((one) => [componentFile(name, one.name), one.content]));
    }
    const all = built.map(({ delivered }) => delivered!);
    const components = assembled(all.map(({ part }) => part), engine.createNamespaces);
    if (engine.sharesComponents) this.places.set(name, components.map(placeOf));
    const files = new Map(engine.clusterFiles({ name, cluster: name, components }, shownFolder(outdir)));
    return files.set(imagesFile({ name }), imageList(all.flatMap(({ images }) => images)));
  }

  /** Writes what the engine has once for all clusters. */
  private share(folder: FleetFolder, engine: Engine): void {
    const clusters = this.options.fleet.map(({ name }) => ({ name, cluster: name, components: this.places.get(name) ?? [] }));
    this.counted(folder.share(engine.sharedFiles(clusters, shownFolder(this.options.outdir))));
  }

  private counted(changes: Changes): Changes {
    this.files.written += changes.written.length;
    this.files.removed += changes.removed.length;
    this.files.unchanged += changes.unchanged;
    return changes;
  }

  private remove(folder: FleetFolder, before: ReadonlySet<string>): void {
    const names = new Set(this.options.clusters.map(({ name }) => name));
    for (const name of before) {
      if (names.has(name) || !this.options.shard.includes(name)) continue;
      const { removed } = this.counted(folder.remove(name));
      if (removed.length) this.names.removedClusters.push(name);
      if (folder.has(name)) this.names.leftFolders.push(name);
    }
  }

  private notes(): string[] {
    const groups = this.options.groupsOfNone.map((index) => `warning: groups[${index}] selects no cluster`);
    return [...groups, ...[...this.told].map(([line, names]) => `${line} (${this.about(names)})`)];
  }

  private about(names: readonly string[]): string {
    return names.length > 1 && names.length === this.options.clusters.length ? `all ${count(names.length)} clusters` : some(names);
  }

  private throwProblems(): void {
    if (!this.problems.size) return;
    const failed = new Set([...this.problems.values()].flat());
    const more = this.problems.size > SHOWN ? [`  - and ${count(this.problems.size - SHOWN)} more problems`] : [];
    const lines = [...this.problems].slice(0, SHOWN).map(([what, names]) => `  - ${this.about(names)}: ${what.replace(/\n/g, '\n    ')}`);
    const error = new CocoError('Fleet.synth', `${count(failed.size)} of ${count(this.options.clusters.length)} clusters have problems. They keep the files that they had; the others are `
      + `written, and nothing was removed.\n${[...lines, ...more].join('\n')}`);
    throw this.fault === undefined ? error : Object.defineProperty(error, 'cause', { value: this.fault });
  }
}

/** Without what is in the component: it is remembered for each cluster. */
const placeOf = ({ name, level, dependsOn }: ComponentPlace): ComponentPlace => ({ name, level, dependsOn });

function add(map: Map<string, string[]>, key: string, name: string): void {
  const names = map.get(key);
  if (names) names.push(name);
  else map.set(key, [name]);
}
