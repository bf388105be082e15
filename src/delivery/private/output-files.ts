import { Changes, OutputFolder } from '../../common/private/output-folder';

/** Lists the files that were written: the next synth removes those that it no longer has. */
const RECORD = '.cdk8s-coco-delivery';

/**
 * Writes files into a folder, and removes those of an earlier run. Manifests that somebody else put there are refused: an engine
 * would apply them, too.
 *
 * @param files by path in the folder, with "/"
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string | Buffer>): Changes {
  const output = new OutputFolder(folder, { name: 'Delivery', marker: RECORD, text: '', foreign });
  try {
    const before = recorded(output.read(RECORD) ?? '');
    const record = (paths: Iterable<string>) => output.update(new Map([[RECORD, lines(paths)]]));
    record([...before, ...files.keys()]); // a run that is killed leaves nothing that the next one does not know
    const changes = output.update(files, before.filter((path) => !files.has(path)));
    record(files.keys());
    return changes;
  } finally {
    output.close();
  }
}

const lines = (paths: Iterable<string>) => [...new Set(paths)].sort().map((path) => `${path}\n`).join('');

/** Whatever stands there, nothing outside of the folder is removed. */
const recorded = (text: string) => text.split('\n').filter((path) => path && path.split('/').every((part) => !['', '.', '..'].includes(part)));

function foreign(paths: readonly string[], text: string): string[] {
  const known = new Set(recorded(text));
  return paths.filter((path) => /\.(ya?ml|json)$/.test(path) && !known.has(path));
}
