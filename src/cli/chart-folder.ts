import { Dirent } from 'fs';
import { join } from 'path';
import { readFile, readFolder } from '../common/private/read-file';
import { decodeUtf8 } from '../common/private/utf8';
import { Budget, ChartFiles } from '../values/chart-on-disk/chart-files';
import { helmIgnore } from '../values/chart-on-disk/helm-ignore';
import { refuse } from '../values/chart-on-disk/refusal';

/** The files of a chart in a folder, without those that its .helmignore leaves out. */
export function chartFolder(folder: string, budget: Budget): ChartFiles {
  const files = new Map<string, () => Buffer>();
  const list = (at: string) => {
    const entries = readFolder(join(folder, at));
    return typeof entries === 'string' ? refuse(at || folder, entries) : entries;
  };
  const read = (path: string) => {
    const bytes = readFile(join(folder, path), budget.bytes);
    if (typeof bytes === 'string') refuse(path, bytes);
    budget.spend(bytes.length, path);
    return bytes;
  };
  const ignored = helmIgnore(list('').some(({ name }) => name === '.helmignore') ? textOf(read('.helmignore')) : '');
  const walk = (at: string) => {
    for (const entry of list(at)) {
      const path = `${at}${entry.name}`;
      budget.entry(folder);
      if (ignored(path, entry.isDirectory())) continue;
      const other = otherThanFile(entry);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.')) walk(`${path}/`); // such as .git: no part of a chart
      } else if (other && /^(charts|crds|templates)(\/|$)/.test(path)) {
        refuse(path, `is ${other}; allowed: files and folders. helm package makes an archive of such a chart`);
      } else {
        files.set(path, () => (other ? refuse(path, `is ${other}; allowed: a file`) : read(path)));
      }
    }
  };
  walk('');
  return files;
}

function otherThanFile(entry: Dirent): string | undefined {
  if (entry.isSymbolicLink()) return 'a link';
  return entry.isFile() || entry.isDirectory() ? undefined : 'a device, a pipe or a socket';
}

function textOf(bytes: Buffer): string {
  const text = decodeUtf8(bytes);
  return typeof text === 'string' ? text : refuse('.helmignore', text.message);
}
