import { lookup } from '../../../common/private/free-keys';
import { isMap } from '../../../common/private/is-map';

/** The part of a structural schema that our custom resource definitions use. */
export interface Schema {
  readonly 'type': 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly 'description'?: string;
  readonly 'default'?: unknown;
  readonly 'enum'?: readonly unknown[];
  readonly 'allOf'?: readonly { readonly enum: readonly unknown[] }[];
  readonly 'format'?: string;
  readonly 'minLength'?: number;
  readonly 'maxLength'?: number;
  readonly 'pattern'?: string;
  readonly 'items'?: Schema;
  readonly 'maxItems'?: number;
  readonly 'minimum'?: number;
  readonly 'properties'?: { readonly [name: string]: Schema };
  readonly 'additionalProperties'?: Schema;
  readonly 'required'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly { readonly rule: string; readonly message: string }[];
}

export type JsonMap = { [key: string]: unknown };

/**
 * The value as the API server keeps it: defaults filled in, and nulls gone where a field may not be null.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting
 */
export function defaulted(schema: Schema, value: unknown): unknown {
  if (Array.isArray(value)) return schema.items ? value.map((item) => defaulted(schema.items!, item)) : value;
  if (!isMap(value)) return value;
  const { properties = {}, additionalProperties } = schema;
  const kept = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    const below = lookup(properties, key) ?? additionalProperties;
    return item === undefined || (item === null && below) ? [] : [[key, below ? defaulted(below, item) : item]];
  });
  const missing = Object.entries(properties)
    .filter(([key, below]) => below.default !== undefined && !kept.some(([name]) => name === key))
    .map(([key, below]): [string, unknown] => [key, defaulted(below, structuredClone(below.default))]);
  return Object.fromEntries([...kept, ...missing]);
}
