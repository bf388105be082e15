import { Document, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';
import { lookup } from '../common/private/free-keys';
import { show, showFile } from '../common/private/redact';
import { PlanObject } from '../plan/manifest';
import { syntaxMessage } from '../values/engine/syntax-message';
import { isMap } from '../values/engine/tree';

/**
 * The objects in the text of a file, those of lists included.
 *
 * @param problems takes what is no YAML and what is no object, with its place
 */
export function objectsOfText(file: string, text: string, problems: string[]): PlanObject[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, prettyErrors: false, logLevel: 'silent', uniqueKeys: false, lineCounter: lines });
  return (Array.isArray(documents) ? documents : []).flatMap((document, index): PlanObject[] => {
    const problem = problemOf(document);
    if (problem) {
      const { line, col } = lines.linePos(problem.offset);
      problems.push(`${showFile(file)}:${line}:${col}: ${problem.message}`);
      return [];
    }
    const value = toJs(document);
    if (value === null) return [];
    const at = `${showFile(file)}: document ${index + 1}`;
    if (isMap(value) && value.kind === 'List' && Array.isArray(value.items)) return value.items.flatMap((one) => objectOf(one, at, problems));
    return objectOf(value, at, problems);
  });
}

/** The first thing that is wrong in a document: the others mostly follow from it. */
function problemOf(document: Document): { readonly offset: number; readonly message: string } | undefined {
  const [cause] = document.errors;
  if (cause) return { offset: cause.pos[0], message: syntaxMessage(cause) };
  const offset = repeatedKey(document);
  return offset === undefined ? undefined : { offset, message: 'a map has this key already; keep one of them' };
}

/** Where a key stands that its map has already. The parser would compare each key with all others: minutes for a map of 2 MiB. */
function repeatedKey(document: Document): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Map: (_, { items }) => {
      const met = new Set<unknown>();
      const repeated = items.find(({ key }) => isScalar(key) && met.size === met.add(key.value).size);
      if (!repeated) return undefined;
      offset = (repeated.key as { range?: readonly number[] | null }).range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function toJs(document: Pick<Document, 'toJS'>): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 }) as unknown ?? null;
  } catch {
    return 'unreadable';
  }
}

/** Fields of metadata that rules look into, and what they are. */
const METADATA: Readonly<Record<string, { readonly what: string; readonly is: (value: unknown) => boolean }>> = {
  namespace: { what: 'a string', is: (value) => typeof value === 'string' },
  labels: { what: 'a map', is: isMap },
  annotations: { what: 'a map', is: isMap },
};

/** The object, without the fields of its metadata that are null, as the API server reads it. None where it is no object. */
function objectOf(value: unknown, at: string, problems: string[]): PlanObject[] {
  if (!isMap(value) || typeof value.apiVersion !== 'string' || typeof value.kind !== 'string' || !isMap(value.metadata)
    || typeof value.metadata.name !== 'string') {
    problems.push(`${at} is no Kubernetes object; needed: apiVersion, kind and metadata.name`);
    return [];
  }
  const metadata = Object.entries(value.metadata).filter(([key, one]) => one !== null || !lookup(METADATA, key));
  const wrong = metadata.filter(([key, one]) => lookup(METADATA, key)?.is(one) === false);
  problems.push(...wrong.map(([key, one]) => `${at}: metadata.${key}: got ${typeof one === 'object' ? show(one) : `a ${typeof one}`}; allowed: ${METADATA[key].what}`));
  return wrong.length ? [] : [{ ...value, metadata: Object.fromEntries(metadata) } as unknown as PlanObject];
}
