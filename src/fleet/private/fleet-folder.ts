import { Changes, OutputFolder } from '../../common/private/output-folder';

/** Where the folders of clusters are. */
const CLUSTERS = 'clusters';

/** Says that a fleet owns the folder. It is the same in each shard, and in each run. */
const MARKER = '.cdk8s-coco-fleet';
const MARKER_TEXT = 'A fleet of cdk8s-coco writes clusters/<cluster>/<component>/<component>.k8s.yaml in this folder, and removes such files that it no longer has.\n';

/** The file of a component, in the folder of its cluster. */
export const componentFile = (component: string) => `${component}/${component}.k8s.yaml`;

/** The folder of a fleet. The files say what is there: there is no other state. What the fleet did not write stays as it is. */
export class FleetFolder {
  private readonly output: OutputFolder;

  /** @param shard tells what several processes write at the same time apart */
  constructor(folder: string, shard: string) {
    this.output = new OutputFolder(folder, { name: 'a fleet', marker: MARKER, text: MARKER_TEXT, part: shard.replace('/', '-of-') });
  }

  /** The clusters that have a folder. */
  public clusters(): string[] {
    return this.output.entries(CLUSTERS).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  }

  /** Writes what a cluster has, by path in its folder, and removes what it no longer has. */
  public write(cluster: string, files: ReadonlyMap<string, Buffer>): Changes {
    const folder = `${CLUSTERS}/${cluster}`;
    const gone = this.filesOf(cluster).filter((path) => !files.has(path));
    return this.output.update(new Map([...files].map(([path, content]) => [`${folder}/${path}`, content])), gone.map((path) => `${folder}/${path}`));
  }

  /** Removes the files of a cluster that is no longer in the fleet. */
  public remove(cluster: string): Changes {
    const changes = this.write(cluster, new Map());
    this.output.prune(`${CLUSTERS}/${cluster}`);
    return changes;
  }

  /** Whether a cluster still has a folder: with files that the fleet did not write. */
  public has(cluster: string): boolean {
    return this.output.has(`${CLUSTERS}/${cluster}`);
  }

  public close(): void {
    this.output.close();
  }

  /** What the fleet may have written into the folder of a cluster. */
  private filesOf(cluster: string): string[] {
    return this.output.entries(`${CLUSTERS}/${cluster}`).filter((entry) => entry.isDirectory()).map(({ name }) => componentFile(name));
  }
}
