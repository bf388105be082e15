import { CocoError } from '../../common/private/coco-error';
import { Changes, OutputFolder } from '../../common/private/output-folder';
import { showFile } from '../../common/private/redact';
import { Engine } from '../../delivery/private/engines/engine';
import { imagesFile } from '../../delivery/private/image-list';

/** Where the folders of clusters are. */
const CLUSTERS = 'clusters';

/** Says that a fleet owns the folder, and for which engine. It is the same in each shard, and in each run. */
const MARKER = '.cdk8s-coco-fleet';
const MARKER_TEXT = 'A fleet of cdk8s-coco writes clusters/<cluster>/<component>/<component>.k8s.yaml in this folder, and removes such files that it no longer has.\n';
const ENGINE = 'Engine: ';

/** The file of a component, where a folder has only manifests. */
export const componentFile = (cluster: string, component: string) => `${CLUSTERS}/${cluster}/${component}/${component}.k8s.yaml`;

/** The folder of a fleet. The files say what is there: there is no other state. What the fleet did not write stays as it is. */
export class FleetFolder {
  private readonly output: OutputFolder;

  /**
   * @param shard tells what several processes write at the same time apart
   * @throws if the folder was written by something else, or for another engine
   */
  constructor(folder: string, shard: string, private readonly engine?: Engine) {
    const text = engine ? `${MARKER_TEXT}${ENGINE}${engine.name}\n` : MARKER_TEXT;
    this.output = new OutputFolder(folder, { name: 'a fleet', marker: MARKER, text, part: shard.replace('/', '-of-') });
    const before = engineIn(this.output.read(MARKER));
    if (before !== undefined && before !== engine?.name) {
      this.output.close();
      throw new CocoError(showFile(folder), `holds files for ${before}, got a fleet for ${engine?.name ?? 'no engine'}; allowed: one engine for a folder. Remove the folder and run it `
        + 'again, or give the fleet another `outdir`.');
    }
    this.output.update(new Map([[MARKER, text]])); // a folder without an engine may get one
  }

  /** The clusters that have a folder. */
  public clusters(): string[] {
    const folders = [CLUSTERS, ...this.engine?.folder ? [this.engine.folder] : []];
    return [...new Set(folders.flatMap((folder) => this.foldersIn(folder)))].sort();
  }

  /** Writes what a cluster has, and removes what it no longer has. */
  public write(cluster: string, files: ReadonlyMap<string, string | Buffer>): Changes {
    return this.output.update(files, this.filesOf(cluster).filter((path) => !files.has(path)));
  }

  /** Writes what clusters have in common. */
  public share(files: ReadonlyMap<string, string | Buffer>): Changes {
    return this.output.update(files, (this.engine?.sharedPaths ?? []).filter((path) => !files.has(path)));
  }

  /** Removes the files of a cluster that is no longer in the fleet. */
  public remove(cluster: string): Changes {
    const changes = this.write(cluster, new Map());
    this.output.prune(`${CLUSTERS}/${cluster}`);
    if (this.engine?.folder) this.output.prune(`${this.engine.folder}/${cluster}`);
    return changes;
  }

  /** Whether a cluster still has a folder: with files that the fleet did not write. */
  public has(cluster: string): boolean {
    return this.output.has(`${CLUSTERS}/${cluster}`);
  }

  public close(): void {
    this.output.close();
  }

  private foldersIn(path: string): string[] {
    return this.output.entries(path).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }

  /** What the fleet may have written for a cluster. A folder goes last: it tells a later run that there is more to remove. */
  private filesOf(cluster: string): string[] {
    const own = this.engine?.filesOf(cluster) ?? { paths: [], folders: [] };
    const matching = own.folders.flatMap(({ path, names }) => (
      this.output.entries(path).filter((entry) => entry.isFile() && names.test(entry.name)).map(({ name }) => `${path}/${name}`)));
    const components = this.foldersIn(`${CLUSTERS}/${cluster}`).map((name) => componentFile(cluster, name));
    return [...own.paths, ...matching, ...this.engine ? [imagesFile({ name: cluster })] : [], ...components];
  }
}

const engineIn = (text = '') => text.split('\n').find((line) => line.startsWith(ENGINE))?.slice(ENGINE.length);
