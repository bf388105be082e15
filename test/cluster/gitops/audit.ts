import * as fs from 'node:fs';

/** Something that was changed, as the API server wrote it down. */
export interface Change {
  /** Milliseconds, with fractions. */
  readonly at: number;
  readonly verb: string;
  /** `<group>/<resource>/<namespace>/<name>`. */
  readonly key: string;
  readonly subresource: string;
  readonly userAgent: string;
  readonly isCreation: boolean;
  /** The object after the change, where the policy keeps it. */
  readonly object?: Record<string, unknown>;
}

interface Event {
  readonly verb: string;
  readonly requestURI: string;
  readonly userAgent?: string;
  readonly stageTimestamp: string;
  readonly objectRef?: {
    readonly apiGroup?: string;
    readonly resource?: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly subresource?: string;
  };
  readonly responseStatus?: { readonly code?: number };
  readonly responseObject?: Record<string, unknown>;
}

export const keyOf = (group: string, resource: string, namespace: string, name: string) => `${group}/${resource}/${namespace}/${name}`;

/** Where a log ends now. */
export const endOf = (file: string) => fs.statSync(file).size;

/**
 * All changes that took effect since a time, in their order.
 *
 * @param start where the log ended by then: whole logs of long runs are longer than a string can be
 */
export function changesSince(file: string, start: number, since: number): Change[] {
  const lines = textFrom(file, start).split('\n').filter(Boolean);
  return lines.flatMap((line): Change[] => {
    const { verb, requestURI, userAgent = '', stageTimestamp, objectRef: ref, responseStatus, responseObject } = parse(line) ?? NOTHING;
    const [code, at] = [responseStatus?.code ?? 0, time(stageTimestamp)];
    if (!ref?.resource || code < 200 || code > 299 || at < since || requestURI.includes('dryRun=All')) return [];
    const name = ref.name ?? (responseObject?.metadata as { name?: string } | undefined)?.name ?? '';
    const key = keyOf(ref.apiGroup ?? '', ref.resource, ref.resource === 'namespaces' ? '' : ref.namespace ?? '', name);
    const isCreation = code === 201 && !ref.subresource;
    return [{ at, verb, key, subresource: ref.subresource ?? '', userAgent, isCreation, object: responseObject }];
  }).sort((a, b) => a.at - b.at);
}

const NOTHING: Event = { verb: '', requestURI: '', stageTimestamp: '1970-01-01T00:00:00.000000Z' };

function textFrom(file: string, start: number): string {
  const text = Buffer.alloc(endOf(file) - start);
  const descriptor = fs.openSync(file, 'r');
  try {
    return text.toString('utf8', 0, fs.readSync(descriptor, text, 0, text.length, start));
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The last line may be half written. */
function parse(line: string): Event | undefined {
  try {
    return JSON.parse(line) as Event;
  } catch {
    return undefined;
  }
}

/** Two steps within a millisecond have an order, too. */
function time(stamp: string): number {
  const [whole, fraction] = stamp.replace('Z', '').split('.');
  return Date.parse(`${whole}Z`) + Number(`0.${fraction}`) * 1000;
}
