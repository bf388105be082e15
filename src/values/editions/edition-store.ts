import type { EditionDifference, EditionDocument } from './edition-document';
import { applyDifference } from '../../common/private/document-difference';
import { packageText } from '../../common/private/script';

/** The folder of the editions of all charts, from the package root: a folder per chart, a file per version. */
export const EDITIONS_FOLDER = 'src/values/editions';

const loaded = new Map<string, EditionDocument>();

/** What is known of an edition. Each is read once, with those that it is a difference to. */
export function editionDocument(chart: string, version: string): EditionDocument {
  const name = `${chart}@${version}`;
  const known = loaded.get(name);
  if (known) return known;
  const difference = JSON.parse(packageText(`${EDITIONS_FOLDER}/${chart}/${version}.json`)) as EditionDifference;
  const before = difference.from === undefined ? {} : editionDocument(chart, difference.from);
  const document = applyDifference<EditionDocument>(before, difference);
  loaded.set(name, document);
  return document;
}

/** The versions of a chart that are known, the oldest first. */
export function editionVersions(chart: string): readonly string[] {
  const index = JSON.parse(packageText(`${EDITIONS_FOLDER}/index.json`)) as Record<string, readonly string[]>;
  return index[chart] ?? [];
}
