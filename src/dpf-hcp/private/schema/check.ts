import { RULES } from './rules';
import { defaulted, JsonMap, Schema } from './schema';
import { lookup } from '../../../common/private/free-keys';
import { isMap } from '../../../common/private/is-map';
import { part } from '../../../common/private/part';
import { didYouMean } from '../../../common/private/suggest';

/** Told of each field that the API server would refuse. Paths are as it writes them: `spec.networking.clusterNetwork[0].cidr`. */
export type Refuse = (path: string, got: unknown, allowed: string, repair: string) => void;

/**
 * Everything for which the API server would refuse an object that is created, or applied over an earlier one, with
 * unknown fields being errors.
 *
 * @param before the object as it was, for the rules on changes
 */
export function checkObject(schema: Schema, object: unknown, refuse: Refuse, before?: unknown): void {
  const checker = new Checker(refuse);
  checker.unknownFields(schema, object, '');
  checker.value(schema, defaulted(schema, object), before === undefined ? undefined : defaulted(schema, before), '');
}

const TYPES: Record<Schema['type'], { readonly name: string; readonly is: (value: unknown) => boolean }> = {
  object: { name: 'an object', is: isMap },
  array: { name: 'a list', is: Array.isArray },
  string: { name: 'a string', is: (value) => typeof value === 'string' },
  integer: { name: 'a whole number', is: Number.isInteger },
  boolean: { name: 'true, false', is: (value) => typeof value === 'boolean' },
};

/** Metadata has rules of its own, and the API server passes over the status of what is created or applied. */
const ELSEWHERE = ['metadata', 'status'];

class Checker {
  private count = 0;

  constructor(private readonly refuse: Refuse) {}

  public unknownFields(schema: Schema, value: unknown, path: string): void {
    if (Array.isArray(value)) value.forEach((item, index) => schema.items && this.unknownFields(schema.items, item, `${path}[${index}]`));
    if (!isMap(value)) return;
    const { properties = {}, additionalProperties } = schema;
    for (const [key, item] of Object.entries(value)) {
      const below = lookup(properties, key) ?? additionalProperties;
      const place = join(path, key);
      if (place === 'metadata') continue; // the API server's own
      if (below) {
        this.unknownFields(below, item, place);
      } else {
        const near = didYouMean(key, Object.keys(properties));
        this.add(place, item, `the fields ${Object.keys(properties).join(', ')}`, near ? `Did you mean "${near}"?` : 'Leave it out.');
      }
    }
  }

  public value(schema: Schema, value: unknown, before: unknown, path: string): void {
    const type = TYPES[schema.type];
    if (!type.is(value)) {
      this.add(path, value, type.name, 'The API server takes no other type.');
      return; // rules need a value of the right type
    }
    const { count } = this;
    if (typeof value === 'string') this.text(schema, value, path);
    if (typeof value === 'number') this.number(schema, value, path);
    if (Array.isArray(value)) this.list(schema, value, path);
    if (isMap(value)) this.map(schema, value, isMap(before) ? before : {}, path);
    if (this.count === count) this.rules(schema, value, before, path);
  }

  private text(schema: Schema, value: string, path: string): void {
    const length = [...value].length; // characters, as the API server counts
    const { minLength = 0, maxLength = Infinity, pattern } = schema;
    if (length < minLength || length > maxLength) {
      this.add(path, value.slice(0, 80), `${minLength} to ${maxLength} characters`.replace(/^0 to/, 'at most'), `It has ${length}.`);
    } else if (pattern !== undefined && !new RegExp(pattern).test(value)) {
      this.add(path, value, `what matches ${pattern}`, lookup(PATTERN_REPAIRS, path) ?? 'Write it in this form.');
    }
    const choices = schema.enum ?? schema.allOf?.[0].enum;
    if (choices && !choices.includes(value)) {
      const near = didYouMean(value, choices as string[]);
      this.add(path, value, choices.join(', '), near ? `Did you mean "${near}"?` : 'Take one of them.');
    }
  }

  private number(schema: Schema, value: number, path: string): void {
    const [min, max] = schema.format === 'int32' ? [-(2 ** 31), 2 ** 31 - 1] : [-Infinity, Infinity];
    if (value < min || value > max) this.add(path, value, `a whole number from ${min} to ${max}`, 'Write a smaller one.');
  }

  private list(schema: Schema, value: readonly unknown[], path: string): void {
    if (value.length > (schema.maxItems ?? Infinity)) {
      this.add(path, value, `a list of at most ${schema.maxItems}`, `It has ${value.length}: leave out what is too much.`);
    }
    value.forEach((item, index) => schema.items && this.value(schema.items, item, undefined, `${path}[${index}]`));
  }

  private map(schema: Schema, value: JsonMap, before: JsonMap, path: string): void {
    for (const key of schema.required ?? []) {
      if (lookup(value, key) === undefined) {
        const below = schema.properties![key];
        this.add(join(path, key), undefined, TYPES[below.type].name, 'It is required.');
      }
    }
    const { properties = {}, additionalProperties } = schema;
    for (const [key, item] of Object.entries(value)) {
      const below = lookup(properties, key) ?? additionalProperties;
      if (below && !ELSEWHERE.includes(join(path, key))) this.value(below, item, lookup(before, key), join(path, key));
    }
  }

  private rules(schema: Schema, value: unknown, before: unknown, path: string): void {
    for (const { rule } of schema['x-kubernetes-validations'] ?? []) {
      const { transition, holds, field, allowed, repair } = RULES[rule];
      if ((transition && before === undefined) || holds(value, before)) continue;
      if (field) this.add(join(path, field), part(value, field), allowed, repair);
      else this.add(path, value, allowed, repair);
    }
  }

  private add(path: string, got: unknown, allowed: string, repair: string): void {
    this.count += 1;
    this.refuse(path, got, allowed, repair);
  }
}

const PATTERN_REPAIRS: Readonly<Record<string, string>> = {
  'spec.baseDomain': 'Write a domain in lower case with at least one dot, like "clusters.example.com".',
};

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}
