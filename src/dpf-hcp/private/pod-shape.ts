import { has } from '../../common/private/free-keys';
import { Problems } from '../../common/private/problems';
import { didYouMean } from '../../common/private/suggest';

/** What stands at a place of a pod: a value, a list, a map of strings, or fields. */
export type Shape = 'string' | 'boolean' | 'integer' | 'id' | 'map of strings' | 'anything' | { readonly listOf: Shape } | Fields;
interface Fields { readonly fields: { readonly [field: string]: Shape } }

const fields = (map: { readonly [field: string]: Shape }): Fields => ({ fields: map });
const listOf = (shape: Shape): Shape => ({ listOf: shape });
const PROFILE = fields({ localhostProfile: 'string', type: 'string' });
const SE_LINUX = fields({ level: 'string', role: 'string', type: 'string', user: 'string' });
const WINDOWS = fields({ gmsaCredentialSpec: 'string', gmsaCredentialSpecName: 'string', hostProcess: 'boolean', runAsUserName: 'string' });

/** The security context of a pod. */
export const POD_SECURITY = fields({
  appArmorProfile: PROFILE,
  fsGroup: 'id',
  fsGroupChangePolicy: 'string',
  runAsGroup: 'id',
  runAsNonRoot: 'boolean',
  runAsUser: 'id',
  seLinuxChangePolicy: 'string',
  seLinuxOptions: SE_LINUX,
  seccompProfile: PROFILE,
  supplementalGroups: listOf('id'),
  supplementalGroupsPolicy: 'string',
  sysctls: listOf(fields({ name: 'string', value: 'string' })),
  windowsOptions: WINDOWS,
});

/** The security context of a container. */
export const CONTAINER_SECURITY = fields({
  allowPrivilegeEscalation: 'boolean',
  appArmorProfile: PROFILE,
  capabilities: fields({ add: listOf('string'), drop: listOf('string') }),
  privileged: 'boolean',
  procMount: 'string',
  readOnlyRootFilesystem: 'boolean',
  runAsGroup: 'id',
  runAsNonRoot: 'boolean',
  runAsUser: 'id',
  seLinuxOptions: SE_LINUX,
  seccompProfile: PROFILE,
  windowsOptions: WINDOWS,
});

const EXPRESSIONS = listOf(fields({ key: 'string', operator: 'string', values: listOf('string') }));
const NODES = fields({ matchExpressions: EXPRESSIONS, matchFields: EXPRESSIONS });
const LABELS = fields({ matchExpressions: EXPRESSIONS, matchLabels: 'map of strings' });
const PODS = fields({
  labelSelector: LABELS,
  matchLabelKeys: listOf('string'),
  mismatchLabelKeys: listOf('string'),
  namespaceSelector: LABELS,
  namespaces: listOf('string'),
  topologyKey: 'string',
});
const POD_AFFINITY = fields({
  preferredDuringSchedulingIgnoredDuringExecution: listOf(fields({ podAffinityTerm: PODS, weight: 'integer' })),
  requiredDuringSchedulingIgnoredDuringExecution: listOf(PODS),
});

/** The affinity of a pod. */
export const AFFINITY = fields({
  nodeAffinity: fields({
    preferredDuringSchedulingIgnoredDuringExecution: listOf(fields({ preference: NODES, weight: 'integer' })),
    requiredDuringSchedulingIgnoredDuringExecution: fields({ nodeSelectorTerms: listOf(NODES) }),
  }),
  podAffinity: POD_AFFINITY,
  podAntiAffinity: POD_AFFINITY,
});

/** The requirements of a container; quantities have rules of their own. */
export const REQUIREMENTS = fields({ claims: listOf(fields({ name: 'string', request: 'string' })), limits: 'anything', requests: 'anything' });

interface Rule {
  readonly is: (value: unknown) => boolean;
  readonly allowed: string;
  readonly repair: string;
}

const VALUES: Readonly<Record<string, Rule>> = {
  string: { is: (value) => typeof value === 'string', allowed: 'a string', repair: 'Numbers and booleans need quotes.' },
  boolean: { is: (value) => typeof value === 'boolean', allowed: 'true, false', repair: 'Give a boolean, not a string.' },
  integer: { is: Number.isSafeInteger, allowed: 'a whole number', repair: 'Give a number, not a string.' },
  id: {
    is: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31,
    allowed: 'a whole number from 0 to 2147483647',
    repair: 'Give the number of a user or group.',
  },
};

/** Reports what Kubernetes could not read at a place of a pod. It takes null for what is not there. */
export function checkShape(prop: string, value: unknown, shape: Shape, problems: Problems): void {
  if (value === undefined || value === null || shape === 'anything') return;
  if (typeof shape === 'string' && shape !== 'map of strings') {
    const { is, allowed, repair } = VALUES[shape];
    if (!is(value)) problems.add(prop, value, allowed, repair);
    return;
  }
  const list = typeof shape === 'object' && 'listOf' in shape;
  if (typeof value !== 'object' || Array.isArray(value) !== list) {
    problems.add(prop, value, list ? 'a list' : 'an object', 'Write it as in a pod.');
    return;
  }
  if (list) {
    (value as unknown[]).forEach((item, index) => checkShape(`${prop}[${index}]`, item, shape.listOf, problems));
    return;
  }
  const known = typeof shape === 'object' ? shape.fields : undefined;
  for (const [field, item] of Object.entries(value)) {
    if (!known) {
      checkShape(`${prop}["${field}"]`, item, 'string', problems);
    } else if (has(known, field)) {
      checkShape(`${prop}.${field}`, item, known[field], problems);
    } else {
      const near = didYouMean(field, Object.keys(known));
      problems.addSentence(`${prop}.${field}`, `Kubernetes has no such field; ${near ? `did you mean "${near}"?` : `allowed: ${Object.keys(known).join(', ')}.`}`);
    }
  }
}
