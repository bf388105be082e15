import { applyDifference, EditionDifference, EditionDocument, NO_EDITION } from './edition-document';
import { packageText } from '../../common/private/script';

/** The folder of the editions of all charts, from the package root: a folder per chart, a file per version. */
export const EDITIONS_FOLDER = 'src/values/editions';

const loaded = new Map<string, EditionDocument>();

/** What is known of an edition. Each is read once, with those that it is a difference to. */
export function editionDocument(chart: string, version: string): EditionDocument {
  const name = `${chart}@${version}`;
  let document = loaded.get(name);
  if (!document) {
    const difference = JSON.parse(packageText(`${EDITIONS_FOLDER}/${chart}/${version}.json`)) as EditionDifference;
    document = applyDifference(difference.from === undefined ? NO_EDITION : editionDocument(chart, difference.from), difference);
    loaded.set(name, document);
  }
  return document;
}
