/** A part of an object that may be missing, by its path: `spec.template.spec`. */
export function part(object: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (
    typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? (inner as Record<string, unknown>)[key] : undefined), object);
}

/** A list in an object, by its path. Empty if the path does not exist. */
export function listAt(object: unknown, path: string): readonly unknown[] {
  const found = part(object, path);
  return Array.isArray(found) ? found : [];
}
