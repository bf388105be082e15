import { ChartOnDisk } from './chart';
import { recognize } from './recognize';
import { lookup } from '../../common/private/free-keys';
import { ChartEdition } from '../chart-edition';
import { EditionEntry } from '../editions';
import { EditionDocument } from '../editions/edition-document';
import { editionsWith } from '../editions-with';
import { check } from '../engine/check';
import { Finding } from '../engine/findings';
import { knownValues } from '../engine/known-values';
import { SchemaNode } from '../engine/schema';
import { removable, without } from '../engine/tree';

/** A chart on disk as an edition. */
export interface EditionOnDisk {
  /** The edition that has its templates. */
  readonly entry: EditionEntry;
  readonly edition: ChartEdition;
  /** Findings in the chart's own files. */
  readonly problems: readonly Finding[];
}

/**
 * What a chart on disk makes of values: what the edition with its templates does, with the chart's own values below the user's.
 *
 * @throws ChartRefusal where there is no such edition
 */
export function editionOnDisk(chart: ChartOnDisk, lenient: boolean): EditionOnDisk {
  const { edition: { entry }, document, notes } = recognize(chart);
  const problems: Finding[] = [...notes];
  const { schema } = entry.load(document);
  return { entry, edition: entry.load(withKnownValues(document, schema, { lenient, entry }, problems)), problems };
}

interface Options {
  readonly lenient: boolean;
  /** For the values of the outermost chart: the edition that knows them. */
  readonly entry?: EditionEntry;
}

/** The same with those values alone that the schema allows, as a values file of the user would be read. */
function withKnownValues(document: EditionDocument, schema: SchemaNode, options: Options, problems: Finding[]): EditionDocument {
  const { onDisk, subcharts } = document;
  if (!onDisk) return document;
  const { lenient, entry } = options;
  const found = check(schema, onDisk.values, { lenient, editionsWith: entry && editionsWith(entry) });
  problems.push(...found.map((one) => ({ ...one, path: `chart:${onDisk.path}: ${one.path}`, place: undefined })));
  const wrong = found.flatMap(({ place }) => (place ? [removable(place)] : []));
  const inner = Object.entries(subcharts).map(([key, subchart]): [string, EditionDocument] => {
    const field = schema.kind === 'object' ? lookup(schema.fields, key) : undefined;
    return [key, field ? withKnownValues(subchart, field, { lenient }, problems) : subchart];
  });
  return {
    ...document,
    onDisk: { ...onDisk, values: without(knownValues(schema, onDisk.values), wrong) },
    subcharts: Object.fromEntries(inner),
  };
}
