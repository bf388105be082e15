import { EDITIONS, EditionEntry } from './editions';
import { Path } from './engine/findings';
import type { SchemaNode } from './engine/schema';
import { hasPath } from './engine/unknown-key';

/** Tells which other editions of the same chart have a key. */
export function editionsWith(entry: EditionEntry): (path: Path) => string[] {
  let others: { name: string; schema: SchemaNode }[] | undefined;
  return (path) => {
    others ??= EDITIONS.filter((other) => other !== entry && other.chart === entry.chart)
      .map(({ name, load }) => ({ name, schema: load().schema }));
    return others.filter(({ schema }) => hasPath(schema, path)).map(({ name }) => name);
  };
}
