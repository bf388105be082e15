import { withDeliveryAnnotations, Written } from './delivery-annotations';
import { Emission } from './emission';
import { put } from './free-keys';
import { isObject } from './types';

/**
 * An object of a chart as the constructs of cdk8s would write it: keys in order, nothing that is null, and no empty list or map
 * in its metadata. `render` writes objects by this, so that it need not load cdk8s.
 */
export function writtenObject(emission: Emission): Written {
  return withDeliveryAnnotations(writtenManifest(emission), { keep: emission.keep ?? false, rendered: true });
}

/** The same, before anything is added for Argo CD and Flux. */
export function writtenManifest({ manifest }: Pick<Emission, 'manifest'>): Written {
  return withFields(manifest, written(manifest.metadata, true, asMap) ?? {}, asMap);
}

/**
 * An object with its fields as cdk8s would write them. Throws `NOT_PLAIN` where they are no plain data.
 *
 * @param metadata as it is written
 * @param other returns plain data for what is none, or throws `NOT_PLAIN`
 */
export function withFields(manifest: object, metadata: unknown, other: Other): Written {
  const { apiVersion, kind, metadata: _, ...content } = manifest as Record<string, unknown>;
  return { apiVersion, kind, metadata, ...written(content, false, other) as Record<string, unknown> } as unknown as Written;
}

type Other = (value: object) => unknown;

/** Thrown where an object holds something else than plain data. */
export const NOT_PLAIN = Symbol('not plain data');

const asMap: Other = (value) => (isObject(value) ? { ...value } : value);

/** @param compact whether an empty list or map counts as nothing */
function written(value: unknown, compact: boolean, other: Other): unknown {
  if (value === null) return undefined;
  if (typeof value === 'function') throw NOT_PLAIN;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return compact && !value.length ? undefined : value.map((one) => written(one, compact, other));
  if (!isPlain(value)) return written(other(value), compact, other);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const one = written(value[key], compact, other);
    if (one !== undefined) put(copy, key, one);
  }
  return compact && !Object.keys(copy).length ? undefined : copy;
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
