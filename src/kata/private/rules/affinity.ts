import type { k8s } from 'cdk8s-plus-28';
import { isMap } from '../../../common/private/is-map';

const LIST_OF_STRINGS = ['values', 'namespaces'];
const LIST_OF_MAPS = ['nodeSelectorTerms', 'matchExpressions', 'matchFields', 'preferredDuringSchedulingIgnoredDuringExecution'];
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const MAPS = ['nodeAffinity', 'podAffinity', 'podAntiAffinity', 'preference', 'podAffinityTerm', 'labelSelector', 'namespaceSelector', 'matchLabels'];

/**
 * As much of an affinity as rules can look into. Charts hand on what their user wrote, with whatever types it has: those are for
 * the API server.
 */
export function readableAffinity(given: unknown): k8s.Affinity {
  return readable(isMap(given) ? given : {}, '') as k8s.Affinity;
}

function readable(map: Readonly<Record<string, unknown>>, within: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).flatMap(([key, value]): [string, unknown][] => {
    if (value === null || value === undefined) return [];
    const isList = LIST_OF_MAPS.includes(key) || (key === REQUIRED && within !== 'nodeAffinity');
    if (isList) return Array.isArray(value) ? [[key, value.map((one: unknown) => readable(isMap(one) ? one : {}, key))]] : [];
    if (LIST_OF_STRINGS.includes(key)) return Array.isArray(value) ? [[key, value]] : [];
    if (!MAPS.includes(key) && key !== REQUIRED) return [[key, value]];
    if (!isMap(value)) return [];
    const inner = readable(value, key);
    // Terms are what the API server requires there.
    return [[key, key === REQUIRED && within === 'nodeAffinity' ? { nodeSelectorTerms: [], ...inner } : inner]];
  }));
}
