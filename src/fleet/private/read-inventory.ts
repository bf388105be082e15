import type { parseDocument as ParseDocument } from 'yaml';
import { InventoryData, repeated } from './check-inventory';
import { Architecture, KubernetesDistribution } from '../../common';
import { CocoError } from '../../common/private/coco-error';
import { Problems, unknownName } from '../../common/private/problems';
import { readFile } from '../../common/private/read-file';
import { showFile, withoutQuotes } from '../../common/private/redact';
import { checkFields, isObject, noFindings } from '../../common/private/types';
import { decodeUtf8 } from '../../common/private/utf8';
import { FleetClusterProps, FleetGroup } from '../fleet-cluster-props';

/** The most bytes of an inventory: some ten thousand clusters. */
const LIMIT = 16 * 1024 * 1024;

/** How messages call a file. */
export const placeOf = (file: string) => `FleetInventory.fromFile: ${showFile(file)}`;

/** Reads a YAML or JSON file. */
export function readInventory(file: string, problems: Problems): InventoryData {
  const data = parse(file);
  if (!isObject(data)) throw new CocoError(placeOf(file), 'allowed: a map with clusters, and groups where there are some.');
  const { $schema: _, ...fields } = data;
  const { clusters, groups } = fields;
  const isList = (value: unknown) => Array.isArray(value) || value === null || value === undefined;
  checkFields('FleetInventoryProps', {
    ...fields,
    clusters: Array.isArray(clusters) ? [] : clusters ?? undefined, // what is in the lists is checked one by one
    groups: isList(groups) ? [] : groups,
  }, '', noFindings(problems));
  return {
    clusters: Array.isArray(clusters) ? itemsOf<FleetClusterProps>('FleetClusterProps', 'clusters', clusters, problems) : undefined,
    groups: Array.isArray(groups) ? itemsOf<FleetGroup>('FleetGroup', 'groups', groups, problems) : undefined,
  };
}

function itemsOf<T>(struct: string, list: string, items: readonly unknown[], problems: Problems): Partial<T>[] {
  return items.map((item, index) => {
    const at = `${list}[${index}]`;
    if (!isObject(item)) {
      problems.add(at, item, 'a map', 'Write it as a map: see inventory.schema.json.');
      return {};
    }
    return checkFields(struct, withClasses(item, at, problems), `${at}.`, noFindings(problems)).right as Partial<T>;
  });
}

function parse(file: string): unknown {
  const fail = (why: string): never => { throw new CocoError(placeOf(file), why); };
  const bytes = readFile(file, LIMIT);
  if (typeof bytes === 'string') return fail(`${bytes}. Give the path of a YAML or JSON file.`);
  if (bytes.length > LIMIT) return fail('is too large; allowed: 16 MiB. Write several inventories, and combine their clusters in code.');
  const text = decodeUtf8(bytes);
  if (typeof text !== 'string') return fail(`line ${text.line}, column ${text.column}: ${text.message}.`);
  if (/\.json$/i.test(file)) {
    try {
      return JSON.parse(text);
    } catch (error) {
      return fail(`is not JSON: ${withoutQuotes((error as Error).message)}.`);
    }
  }
  const { parseDocument } = require('yaml') as { parseDocument: typeof ParseDocument }; // loaded where a file is read alone
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: true });
  const [cause] = document.errors; // the others mostly follow from it
  if (cause) fail(`is not a YAML document: ${withoutQuotes(cause.message.split('\n')[0]).replace(/:$/, '.')}`);
  try {
    return document.toJS();
  } catch (error) {
    return fail(`cannot be read: ${withoutQuotes((error as Error).message)}.`);
  }
}

/** Names of architectures and distributions as what they name. Unknown ones are problems, and left out. */
function withClasses({ architectures, distribution, ...rest }: Record<string, unknown>, at: string, problems: Problems): object {
  return {
    ...rest,
    ...(architectures === undefined ? {} : { architectures: architecturesOf(architectures, `${at}.architectures`, problems) }),
    ...(distribution === undefined ? {} : { distribution: distributionOf(distribution, `${at}.distribution`, problems) }),
  };
}

function architecturesOf(names: unknown, at: string, problems: Problems): unknown {
  if (!Array.isArray(names)) return names;
  const found = new Set<Architecture>();
  names.forEach((name: unknown, index) => {
    const architecture = Architecture.all().find((one) => one.name === name || one.kubernetesName === name);
    if (!architecture) {
      problems.addSentence(`${at}[${index}]`, unknownName('architecture', name as string, Architecture.all().map((one) => one.name)));
    } else if (found.has(architecture)) {repeated(`${at}[${index}]`, architecture, problems);} else {found.add(architecture);}
  });
  return names.length && !found.size ? undefined : [...found];
}

function distributionOf(name: unknown, at: string, problems: Problems): unknown {
  const all = KubernetesDistribution.all();
  const found = all.find((one) => one.name === name);
  if (!found) problems.addSentence(at, unknownName('distribution', name as string, all.map((one) => one.name)));
  return found;
}
