import { withDeliveryAnnotations, Written } from './delivery-annotations';
import { AnyEmission } from './emission';
import { put } from './free-keys';
import { isObject } from './types';

/**
 * An object of a chart as the constructs of cdk8s would write it: keys in order, nothing that is null, and no empty list or map
 * in its metadata. `render` writes objects by this, so that it need not load cdk8s.
 */
export function writtenObject({ manifest, keep = false }: AnyEmission): Written {
  const { apiVersion, kind, metadata, ...content } = written(manifest, false) as Record<string, unknown>;
  const object = { apiVersion, kind, metadata: written(metadata, true) ?? {}, ...content } as unknown as Written;
  return withDeliveryAnnotations(object, { keep, rendered: true });
}

/** @param compact whether an empty list or map counts as nothing */
function written(value: unknown, compact: boolean): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return compact && !value.length ? undefined : value.map((one) => written(one, compact));
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const one = written(value[key], compact);
    if (one !== undefined) put(copy, key, one);
  }
  return compact && !Object.keys(copy).length ? undefined : copy;
}
