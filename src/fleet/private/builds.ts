import { build, Built } from './built';
import { ClusterData } from './cluster-data';
import { answerText, idOf, Read, Recording } from './reads';
import { CocoError } from '../../common/private/coco-error';
import { IBlueprint } from '../blueprint';

/** What a blueprint asks next, after it got some answers; or what it builds, where it asks nothing more. */
interface Branch {
  read?: Read;
  readonly next: Map<string, Branch>;
  built?: Built;
}

/** How many bytes of manifests are kept for clusters that are alike. */
const LIMIT = 32 * 2 ** 20;

/**
 * What blueprints build. The same answers lead to the same manifests: each blueprint has a tree of what it asks, with a branch
 * for each answer, and manifests at the ends. The least recently used ones are forgotten, and built again if need be.
 */
export class Builds {
  /** How often a blueprint was built. */
  public count = 0;

  private readonly trees: Branch[];

  private readonly kept = new Map<Built, Branch>();

  private bytes = 0;

  constructor(
    private readonly blueprints: readonly IBlueprint[], private readonly outdir: string, private readonly forEngine: boolean,
  ) {
    this.trees = blueprints.map(() => ({ next: new Map() }));
  }

  /** What a blueprint builds for a cluster. */
  public of(index: number, data: ClusterData): Built {
    const known = this.find(index, data);
    if (known) return this.use(known);
    const recording = new Recording(data);
    const built = build(this.blueprints[index], recording, this.outdir, this.forEngine);
    this.count++;
    const branch = this.grow(index, recording);
    if (!recording.reads.some(({ what }) => what === 'name')) this.keep(built, branch); // no two clusters have one name
    return built;
  }

  private find(index: number, data: ClusterData): Built | undefined {
    let branch: Branch | undefined = this.trees[index];
    while (branch?.read) branch = branch.next.get(answerText(data, branch.read));
    return branch?.built;
  }

  private grow(index: number, { reads, data }: Recording): Branch {
    let branch = this.trees[index];
    for (const read of reads) {
      if (branch.built || (branch.read && idOf(branch.read) !== idOf(read))) this.fail(index, branch.read, read);
      branch.read = read;
      const text = answerText(data, read);
      const next = branch.next.get(text) ?? { next: new Map() };
      branch.next.set(text, next);
      branch = next;
    }
    if (branch.read) this.fail(index, branch.read);
    return branch;
  }

  private fail(index: number, before: Read | undefined, now?: Read): never {
    const asks = (read?: Read) => (read ? `asks for ${idOf(read)}` : 'asks for nothing more');
    throw new CocoError(nameOf(this.blueprints[index], index), `${asks(now)} where it ${asks(before).replace('asks', 'asked')} before, for a cluster with the `
      + 'same answers. Let what it builds follow from the cluster alone: no counters, no clock, nothing that it keeps from one cluster to the next.');
  }

  private keep(built: Built, branch: Branch): void {
    branch.built = built;
    this.kept.set(built, branch);
    this.bytes += built.bytes;
    for (const [oldest, place] of this.kept) {
      if (this.bytes <= LIMIT || oldest === built) return;
      this.kept.delete(oldest);
      this.bytes -= oldest.bytes;
      place.built = undefined;
    }
  }

  private use(built: Built): Built {
    const branch = this.kept.get(built)!;
    this.kept.delete(built);
    this.kept.set(built, branch);
    return built;
  }
}

/** How messages call a blueprint. */
export function nameOf(blueprint: IBlueprint, index: number): string {
  const { name } = blueprint.constructor;
  return `blueprints[${index}]${name && name !== 'Object' ? ` (${name})` : ''}`;
}
