import { ApiObject, ApiObjectProps, App, Chart, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { has } from './free-keys';
import { NOT_PLAIN, withFields } from './written-object';

/**
 * An object whose maps may have any keys. cdk8s loses a label called `__proto__` and fails on one called `constructor`: such keys
 * go past it under another name.
 *
 * Plain data is written without the resolvers of cdk8s, which take most of the time of a synth, in the same way.
 */
export class AnyKeyObject extends ApiObject {
  private readonly disguised: boolean;

  private readonly given: ApiObjectProps;

  constructor(scope: Construct, id: string, props: ApiObjectProps) {
    const safe = withKeys(props, disguise) as ApiObjectProps;
    super(scope, id, safe);
    this.disguised = safe !== props;
    this.given = props;
  }

  public toJson(): any {
    const plain = this.isPlain() ? this.plainJson() : undefined;
    if (plain) return plain;
    return this.revealed(super.toJson());
  }

  /** The same for two objects that are written alike; undefined where that is unknown until they are written. */
  protected writtenKey(): string | undefined {
    if (!this.isPlain()) return undefined;
    const metadata = this.metadata as unknown as Readonly<Record<string, unknown>>;
    if (!METADATA.every((field) => field in metadata)) return undefined; // another version keeps them elsewhere
    const key = JSON.stringify([this.given, ...METADATA.map((field) => metadata[field])]);
    return key.includes(UNRESOLVED) ? undefined : key;
  }

  private isPlain(): boolean {
    return !isPatched(this) && isStandard(this.node.root);
  }

  private plainJson(): unknown {
    try {
      return withFields(this.given, this.revealed(this.metadata.toJson() ?? {}), produced);
    } catch (thrown) {
      if (thrown === NOT_PLAIN) return undefined;
      throw thrown;
    }
  }

  private revealed(json: unknown): unknown {
    return this.disguised ? withKeys(json, reveal) : json;
  }
}

/** Where cdk8s keeps the metadata of an object; the last one holds what was added to it by other names. */
const METADATA = ['name', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences', '_additionalAttributes'];

/** What cdk8s makes of a value that is known at synth only. */
const UNRESOLVED = JSON.stringify(Lazy.any({ produce: () => undefined }));

/** What is known at synth only. */
function produced(value: object): unknown {
  if (value instanceof Lazy) return value.produce();
  throw NOT_PLAIN;
}

/** cdk8s keeps the patches of an object in a private field: where a version has another one, each object counts as patched. */
const isPatched = (object: ApiObject) => (object as unknown as { readonly patches?: readonly unknown[] }).patches?.length !== 0;

const standard = new WeakMap<IConstruct, boolean>();
let probe: { readonly resolvers: number; readonly sorted: boolean } | undefined;

/** Whether an app writes as apps do by default: with no resolvers of its own, and keys in order. */
function isStandard(root: IConstruct): boolean {
  let known = standard.get(root);
  if (known === undefined) {
    probe ??= probed();
    known = root instanceof App && probe.sorted && resolversOf(root) === probe.resolvers;
    standard.set(root, known);
  }
  return known;
}

const resolversOf = (app: App) => (app as unknown as { readonly resolvers?: readonly unknown[] }).resolvers?.length ?? -1;

/** An environment variable of cdk8s has keys stay in the order in which they were given. */
function probed(): { readonly resolvers: number; readonly sorted: boolean } {
  const app = new App();
  const json: unknown = new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'Probe', b: 1, a: 1 }).toJson();
  return { resolvers: resolversOf(app), sorted: Object.keys(json as object).indexOf('a') < Object.keys(json as object).indexOf('b') };
}

/** Behind the name, so that keys are sorted as if they had their own. */
const MARK = '\0';

const disguise = (key: string) => (key === 'constructor' || key === '__proto__' ? `${key}${MARK}` : key);
const reveal = (key: string) => (key.endsWith(MARK) ? key.slice(0, -MARK.length) : key);

/**
 * Data with other keys; the very same where no key changes. Instances of classes are not looked into, but for what is known at
 * synth only and is no name.
 */
function withKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withKeys(item, rename));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (value instanceof Lazy && !has(value, 'toString')) return Lazy.any({ produce: () => withKeys(value.produce(), rename) });
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value);
  const renamed = entries.map(([key, item]): [string, unknown] => [rename(key), withKeys(item, rename)]);
  const same = renamed.every(([key, item], index) => key === entries[index][0] && item === entries[index][1]);
  return same ? value : Object.fromEntries(renamed);
}
