import type { ContainerResources, k8s } from 'cdk8s-plus-28';
import { isObject, Kind, listOf, objectWith, structOf, TEXT } from './types';
import { isSize } from './units';
import { Toleration } from '../placement';

/*
 * What Kubernetes' own structs are made of. The types are those of cdk8s-plus-28; users of newer versions of cdk8s-plus also pass
 * fields that came later.
 */

/** A struct with fields that cdk8s-plus-28 does not have yet. */
type Since28<T, Fields extends string> = T & { readonly [field in Fields]?: unknown };

const CPU = objectWith('a Cpu of cdk8s-plus', 'amount');
const SIZE: Kind = { name: 'a Size of cdk8s', is: isSize };

export const RESOURCES = structOf<ContainerResources>('an object with cpu and memory', {
  cpu: structOf('{ request, limit }', { request: CPU, limit: CPU }),
  memory: structOf('{ request, limit }', { request: SIZE, limit: SIZE }),
  ephemeralStorage: structOf('{ request, limit }', { request: SIZE, limit: SIZE }),
});

export const TOLERATION = structOf<Toleration>('a Toleration', {
  key: 'text',
  operator: 'for a rule of its own',
  value: 'text',
  effect: 'for a rule of its own',
  tolerationSeconds: { name: 'a whole number', is: Number.isInteger },
});

const WEIGHT: Kind = { name: 'a whole number from 1 to 100', is: (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) <= 100 };
const EXPRESSIONS = listOf(structOf<k8s.NodeSelectorRequirement>('{ key, operator, values }', {
  key: 'text', operator: 'text', values: listOf(TEXT),
}, 'key', 'operator'));
const NODE_TERM = structOf<k8s.NodeSelectorTerm>('{ matchExpressions }', { matchExpressions: EXPRESSIONS, matchFields: EXPRESSIONS });

export const NODE_AFFINITY = structOf<k8s.NodeAffinity>('a NodeAffinity of Kubernetes', {
  requiredDuringSchedulingIgnoredDuringExecution: structOf<k8s.NodeSelector>(
    '{ nodeSelectorTerms }', { nodeSelectorTerms: listOf(NODE_TERM) }, 'nodeSelectorTerms'),
  preferredDuringSchedulingIgnoredDuringExecution: listOf(structOf<k8s.PreferredSchedulingTerm>(
    '{ weight, preference }', { weight: WEIGHT, preference: NODE_TERM }, 'weight', 'preference')),
});

const TEXTS: Kind = { name: 'texts by their names', is: (value) => isObject(value) && Object.values(value).every(TEXT.is) };
const LABELS = structOf<k8s.LabelSelector>('a LabelSelector of Kubernetes', { matchLabels: TEXTS, matchExpressions: EXPRESSIONS });
type PodAffinityTerm = Since28<k8s.PodAffinityTerm, 'matchLabelKeys' | 'mismatchLabelKeys'>;
const POD_TERM = structOf<PodAffinityTerm>('{ topologyKey, labelSelector }', {
  topologyKey: 'text',
  labelSelector: LABELS,
  namespaceSelector: LABELS,
  namespaces: listOf(TEXT),
  matchLabelKeys: listOf(TEXT),
  mismatchLabelKeys: listOf(TEXT),
}, 'topologyKey');
const POD_AFFINITY = structOf<k8s.PodAffinity>('a PodAffinity of Kubernetes', {
  requiredDuringSchedulingIgnoredDuringExecution: listOf(POD_TERM),
  preferredDuringSchedulingIgnoredDuringExecution: listOf(structOf<k8s.WeightedPodAffinityTerm>(
    '{ weight, podAffinityTerm }', { weight: WEIGHT, podAffinityTerm: POD_TERM }, 'weight', 'podAffinityTerm')),
});

export const AFFINITY = structOf<k8s.Affinity>('an Affinity of Kubernetes', {
  nodeAffinity: NODE_AFFINITY, podAffinity: POD_AFFINITY, podAntiAffinity: POD_AFFINITY,
});

const ID: Kind = { name: 'a whole number, 0 or more', is: (value) => Number.isInteger(value) && Number(value) >= 0 };

const PROFILE = structOf<k8s.SeccompProfile>('{ type, localhostProfile }', { type: 'text', localhostProfile: 'text' }, 'type');

export const SE_LINUX_OPTIONS = structOf<k8s.SeLinuxOptions>('{ level, role, type, user }', {
  level: 'text', role: 'text', type: 'text', user: 'text',
});

export const SECURITY_CONTEXT = structOf<Since28<k8s.SecurityContext, 'appArmorProfile'>>('a SecurityContext of Kubernetes', {
  allowPrivilegeEscalation: 'boolean',
  appArmorProfile: PROFILE,
  capabilities: structOf<k8s.Capabilities>('{ add, drop }', { add: listOf(TEXT), drop: listOf(TEXT) }),
  privileged: 'boolean',
  procMount: 'text',
  readOnlyRootFilesystem: 'boolean',
  runAsGroup: ID,
  runAsNonRoot: 'boolean',
  runAsUser: ID,
  seLinuxOptions: SE_LINUX_OPTIONS,
  seccompProfile: PROFILE,
  windowsOptions: objectWith('a WindowsSecurityContextOptions of Kubernetes'),
});
