/** A string of a document, or the key of one of its maps. */
export interface Text {
  /** `metadata.annotations."example.com/mode"`, `the key data."x y"`. */
  readonly field: string;
  readonly text: string;
  readonly isKey: boolean;
}

/** All strings and keys of plain data. */
export function* textsOf(value: unknown, path = ''): Generator<Text> {
  if (typeof value === 'string') yield { field: path || 'the document', text: value, isKey: false };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (Array.isArray(value)) {
      yield* textsOf(inner, `${path}[${key}]`);
      continue;
    }
    const field = `${path && `${path}.`}${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)}`;
    yield { field: `the key ${field}`, text: key, isKey: true };
    yield* textsOf(inner, field);
  }
}

/** How messages call a manifest. */
export function nameOf(document: unknown): string {
  const { kind, metadata } = (document ?? {}) as { kind?: unknown; metadata?: { name?: unknown; namespace?: unknown } };
  if (typeof kind !== 'string') return 'YAML';
  const shown = (value: unknown) => (/^[\w.:-]+$/.test(String(value)) ? String(value) : JSON.stringify(value));
  const namespace = metadata?.namespace === undefined ? '' : ` in the namespace ${shown(metadata.namespace)}`;
  return `${shown(kind)} ${shown(metadata?.name)}${namespace}`;
}
