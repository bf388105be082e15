import { chartFolder } from './chart-folder';
import { MISSING, placeAt, readFile } from '../common/private/read-file';
import { unpack } from '../values/chart-on-disk/archive';
import { ChartOnDisk, readChart } from '../values/chart-on-disk/chart';
import { Budget, ChartFiles, MOST_ARCHIVE_BYTES } from '../values/chart-on-disk/chart-files';
import { refuse } from '../values/chart-on-disk/refusal';

/**
 * Reads a chart in a folder or an archive.
 *
 * @throws ChartRefusal with what is wrong with it
 */
export function chartOnDisk(path: string): ChartOnDisk {
  const budget = new Budget();
  return readChart(filesAt(path, budget), path, budget);
}

function filesAt(path: string, budget: Budget): ChartFiles {
  const place = placeAt(path);
  if (typeof place === 'object') refuse(path, place.reason);
  if (place === 'nothing') refuse(path, `${MISSING} or folder; allowed: a chart on disk, or one that is built in: cdk8s-coco charts lists them`);
  if (place === 'folder') return chartFolder(path, budget);
  const archive = place === 'file' ? readFile(path, MOST_ARCHIVE_BYTES) : 'is no file; allowed: an archive or a folder';
  if (typeof archive === 'string') refuse(path, archive);
  if (archive.length > MOST_ARCHIVE_BYTES) refuse(path, `is too large; allowed: ${MOST_ARCHIVE_BYTES / 1024 / 1024} MiB for an archive`);
  return unpack(archive, path, budget);
}
