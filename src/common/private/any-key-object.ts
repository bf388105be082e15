import { ApiObject, ApiObjectProps, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { has } from './free-keys';

/**
 * An object whose maps may have any keys. cdk8s loses a label called `__proto__` and fails on one called `constructor`: such keys
 * go past it under another name.
 */
export class AnyKeyObject extends ApiObject {
  private readonly disguised: boolean;

  constructor(scope: Construct, id: string, props: ApiObjectProps) {
    const safe = withKeys(props, disguise) as ApiObjectProps;
    super(scope, id, safe);
    this.disguised = safe !== props;
  }

  public toJson(): any {
    const json: unknown = super.toJson();
    return this.disguised ? withKeys(json, reveal) : json;
  }
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
