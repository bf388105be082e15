import type { EditionDifference, EditionDocument } from './edition-document';
import { applyDifference } from '../../common/private/document-difference';
import { packageText } from '../../common/private/script';

/** The folder of all charts, from the package root. */
const CHARTS = 'src/values/charts';

/** The folder of the editions of a chart: a file for each version. */
export function editionsFolder(chart: string): string {
  return `${CHARTS}/${chart}/editions`;
}

const loaded = new Map<string, EditionDocument>();

/** What is known of an edition. Each is read once, with those that it is a difference to. */
export function editionDocument(chart: string, version: string): EditionDocument {
  const name = `${chart}@${version}`;
  const known = loaded.get(name);
  if (known) return known;
  const difference = JSON.parse(packageText(`${editionsFolder(chart)}/${version}.json`)) as EditionDifference;
  const before = difference.from === undefined ? {} : editionDocument(chart, difference.from);
  const document = applyDifference<EditionDocument>(before, difference);
  loaded.set(name, document);
  return document;
}

/** The versions of a chart that are known, the oldest first. */
export function editionVersions(chart: string): readonly string[] {
  const index = JSON.parse(packageText(`${CHARTS}/editions.json`)) as Record<string, readonly string[]>;
  return index[chart] ?? [];
}
