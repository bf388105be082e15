import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Claim, collision, holder, inCluster, object as claimOf } from './claims';
import { Identity } from './emission';
import { ConstructProblem, reportByConstruct } from './report-by-construct';

/** An object of this library, and the construct that it is part of. */
interface Emitted {
  readonly object: ApiObject;
  readonly scope: Construct;
  readonly owner: IConstruct;
}

/** The objects of one construct tree, and what was found out about them. */
class Emissions {
  /** Those of one construct tree. */
  public static of(root: IConstruct): Emissions {
    const emissions = Emissions.all.get(root) ?? new Emissions(root);
    Emissions.all.set(root, emissions);
    return emissions;
  }

  private static readonly all = new WeakMap<IConstruct, Emissions>();

  private readonly emitted: Emitted[] = [];

  private readonly own = new Set<ApiObject>();

  /** What was there when no collision was found: cdk8s validates a whole app again for each of its charts. */
  private sound = { objects: 0, children: 0 };

  private constructor(private readonly root: IConstruct) {
    // Before all others. Here alone is the tree looked at: that costs as much as the app is large.
    reportByConstruct(root, () => this.check());
  }

  public add(one: Emitted): void {
    this.emitted.push(one);
    this.own.add(one.object);
  }

  /** What a scope emits that something else puts into the same cluster too. */
  private check(): readonly ConstructProblem[] {
    const state = { objects: this.emitted.length, children: this.root.node.children.length };
    if (this.sound.objects === state.objects && this.sound.children === state.children) return [];
    const taken = new Taken();
    const first = new Map<string, Emitted>();
    for (const one of this.emitted) this.compare(one, first, taken);
    for (const object of this.root.node.findAll().filter(ApiObject.isApiObject)) {
      if (!this.own.has(object)) this.compareForeign(object, first, taken);
    }
    const problems = taken.problems();
    if (!problems.length) this.sound = state;
    return problems;
  }

  private compare(one: Emitted, first: Map<string, Emitted>, taken: Taken): void {
    const what = claimOf(identity(one.object));
    const key = inCluster(one.scope, what);
    const before = first.get(key);
    if (!before) first.set(key, one);
    const owner = before?.owner ?? holder(one.scope, what, one.owner)?.owner;
    if (!owner || !isWritten(what, one.object) || (before && !isWritten(what, before.object))) return;
    taken.add(one.scope, before && owner === one.owner ? before.object : owner, what);
  }

  /** An object that is not of this library counts where it meets one that is. */
  private compareForeign(object: ApiObject, first: ReadonlyMap<string, Emitted>, taken: Taken): void {
    for (const what of foreignClaims(identity(object))) {
      const ours = first.get(inCluster(object, what));
      const scope = ours?.scope ?? holder(object, what, object)?.owner;
      if (!scope || (ours && !isWritten(what, ours.object))) continue;
      if (foreignClaims(written(object)).some((one) => isSame(one, what))) taken.add(scope, object, what);
    }
  }
}

/** By scope, and there by who has it too: what is taken. */
class Taken {
  private readonly found = new Map<IConstruct, Map<IConstruct, Claim[]>>();

  public add(scope: IConstruct, other: IConstruct, what: Claim): void {
    const others = this.found.get(scope) ?? new Map<IConstruct, Claim[]>();
    this.found.set(scope, others.set(other, [...others.get(other) ?? [], what]));
  }

  public problems(): ConstructProblem[] {
    return [...this.found].flatMap(([scope, others]) => [...others].map(([other, what]): ConstructProblem => (
      [scope, collision(what, other, scope, 'Leave one of the two out, or give it another name')])));
  }
}

/** What an object is called. Patches are not looked at, so that this costs nothing. */
function identity(object: ApiObject): Identity {
  const name: unknown = object.name;
  return typeof name === 'string'
    ? { apiVersion: object.apiVersion, kind: object.kind, metadata: { name, namespace: object.metadata.namespace } }
    : written(object);
}

const written = (object: ApiObject) => object.toJson() as Identity;

const isSame = (one: Claim, other: Claim) => one.kind === other.kind && one.name === other.name;

/** Whether an object is still what was claimed, after the patches that were made to it. */
const isWritten = (claim: Claim, object: ApiObject) => isSame(claimOf(written(object)), claim);

/** cdk8s gives every object the namespace of its chart: those of others may be cluster-wide all the same. */
function foreignClaims({ apiVersion, kind, metadata }: Identity): Claim[] {
  const everywhere = claimOf({ apiVersion, kind, metadata: { ...metadata, namespace: undefined } });
  return metadata?.namespace ? [claimOf({ apiVersion, kind, metadata }), everywhere] : [everywhere];
}

/**
 * Has an object looked at when the app is synthesized: nothing else may put one of the same kind and name into the same
 * cluster, be it of this library or the user's own.
 *
 * @param owner whose object it is; the uninstall phase emits below constructs of another app
 */
export function checkCollisions(object: ApiObject, scope: Construct, owner: IConstruct = scope): void {
  Emissions.of(object.node.root).add({ object, scope, owner });
}
