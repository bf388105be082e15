import { lookup } from '../common/private/free-keys';
import { didYouMean } from '../common/private/suggest';
import type { Values } from '../values/engine/tree';

const PREFIX = 'chart:';

/** The values files that a chart has in itself, such as `chart:values/kata-s390x.yaml`. */
export interface ShippedFiles {
  /** The chart, for messages. */
  readonly chart: string;
  /** With the prefix. */
  readonly names: readonly string[];
  /** The values or the text of one of them; undefined for other names. */
  read(name: string): Values | Buffer | undefined;
}

/** The files by path. No other path leads anywhere: nothing is looked up in folders. */
export function shippedFiles(chart: string, files: Readonly<Record<string, () => Values | Buffer>>): ShippedFiles {
  return {
    chart,
    names: Object.keys(files).map((path) => `${PREFIX}${path}`),
    read: (name) => lookup(files, name.slice(PREFIX.length))?.(),
  };
}

/** Whether a name is one of a file in the chart. A file in a folder of that name is `./chart:...`. */
export const isShipped = (name: string) => name.startsWith(PREFIX);

/** What to say of a file that the chart does not have. */
export function unknownFile(name: string, { chart, names }: ShippedFiles): string {
  if (!names.length) return `${chart} has no values files in itself; give the path of a file`;
  const near = shippedLike(name.slice(PREFIX.length), { names }) ?? didYouMean(name, names);
  return `${chart} has no such file; allowed: ${names.join(', ')}${near ? `; did you mean ${near}?` : ''}`;
}

/** The file that a path or a URL leads to, if the chart has it: by its whole path, else by the name alone. */
export function shippedLike(place: string, { names }: Pick<ShippedFiles, 'names'>): string | undefined {
  const path = `/${place.replace(/[?#].*$/s, '')}`;
  const pathOf = (name: string) => `/${name.slice(PREFIX.length)}`;
  const file = path.slice(path.lastIndexOf('/'));
  const named = names.filter((name) => pathOf(name).endsWith(file));
  return names.find((name) => path.endsWith(pathOf(name))) ?? (named.length === 1 && file.length > 1 ? named[0] : undefined);
}
