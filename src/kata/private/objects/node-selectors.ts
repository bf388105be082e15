import type { NodeAffinity, NodeSelectorTerm, Toleration } from 'kubernetes-types/core/v1';
import { linuxAffinity, requiredTerms } from './affinity';
import { CocoError } from '../../../common/private/coco-error';
import { has } from '../../../common/private/free-keys';
import { KATA_LABEL } from '../../../common/private/kata-label';
import { show } from '../../../common/private/redact';
import { sortedMap } from '../../../common/private/sorted-map';
import { NodeExpression, KataModel } from '../model';

/** The label by which one installation marks its nodes. */
export function instanceLabel({ suffix }: Pick<KataModel, 'suffix'>): string {
  return `kata-deploy.katacontainers.io/${suffix || 'default'}`;
}

/**
 * The nodes that Jobs install, as selectors of labels: a node matches one of them. None for every node.
 *
 * @throws where the selection cannot be said in selectors of labels; settings are checked before
 */
export function installSelectors(model: KataModel): string[] {
  if (!model.release.dispatcherOwnsNodes) {
    const { nodeSelector = model.nodeSelector, nodeSelectorExpressions } = model.job;
    const own = nodeSelectorExpressions ?? withoutControlPlanes(model, nodeSelector, onlyTerm(linuxAffinity(model).nodeAffinity));
    return all([labelSelector(nodeSelector, own)]);
  }
  return selectors(model.nodeSelector, requiredTerms(model));
}

/** The nodes that Jobs clean. */
export function cleanupSelectors(model: KataModel): string[] {
  const { cleanup, cleanupNodeSelectorExpressions } = model.job;
  if (!cleanup) return [installedLabel(model)];
  const { nodeSelector, nodeAffinity } = cleanup;
  if (!model.release.dispatcherOwnsNodes) {
    return all([labelSelector(nodeSelector, cleanupNodeSelectorExpressions ?? onlyTerm(nodeAffinity))]);
  }
  return selectors(nodeSelector, nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []);
}

/** The label of the nodes that an installation may have touched; for releases without a mark of their own, any installation. */
export function installedLabel(model: Pick<KataModel, 'release' | 'suffix'>): string {
  return model.release.instanceLabels ? instanceLabel(model) : KATA_LABEL;
}

/**
 * The nodes that a DaemonSet may have installed: those that it selects now, and those that it selected once and that are
 * labelled. Every node where it selects all, or in ways that selectors of labels do not know.
 */
export function installedSelectors(model: KataModel): string[] {
  const terms = requiredTerms(model);
  const unknown = ({ matchFields, matchExpressions = [] }: NodeSelectorTerm) => (
    matchFields?.length || matchExpressions.some(({ operator }) => !has(EXPRESSIONS, operator))
  );
  if (terms.some(unknown)) return [];
  const selected = selectors(model.nodeSelector, terms);
  return selected.length ? all([...selected, installedLabel(model)]) : [];
}

/** The nodes that Jobs should have installed and did not. */
export function lateSelectors(model: KataModel): string[] {
  const { nodeSelector } = model;
  const missing = `${installedLabel(model)}!=true`;
  const terms = orEvery(requiredTerms(model))
    .map(({ matchExpressions }) => ({ matchExpressions: withoutControlPlanes(model, nodeSelector, matchExpressions) }));
  const selected = model.release.dispatcherOwnsNodes ? selectors(nodeSelector, terms) : installSelectors(model);
  return selected.length ? selected.map((selector) => `${selector},${missing}`) : [missing];
}

/** The expressions of the only term, for dispatchers that take one selector. */
function onlyTerm(affinity: NodeAffinity | undefined): NodeExpression[] {
  const [term] = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return term?.matchExpressions ?? [];
}

const EXPRESSIONS: Record<string, (key: string, values: readonly string[]) => string> = {
  Exists: (key) => key,
  DoesNotExist: (key) => `!${key}`,
  In: (key, values) => `${key} in (${values.join(',')})`,
  NotIn: (key, values) => `${key} notin (${values.join(',')})`,
};

/** No term stands for every node. */
const orEvery = <T extends object>(terms: readonly T[]): readonly Partial<T>[] => (terms.length ? terms : [{}]);

function selectors(
  equal: Readonly<Record<string, string>>, terms: readonly { readonly matchExpressions?: readonly NodeExpression[] }[],
): string[] {
  return all(orEvery(terms).map(({ matchExpressions }) => labelSelector(equal, matchExpressions)));
}

function labelSelector(equal: Readonly<Record<string, string>> = {}, expressions: readonly NodeExpression[] = []): string {
  return [
    ...Object.entries(sortedMap(equal)).map(([key, value]) => `${key}=${value}`),
    ...expressions.map(({ key, operator, values }) => {
      if (!has(EXPRESSIONS, operator)) throw new CocoError('nodeSelector', `got the operator ${show(operator)}; allowed: ${Object.keys(EXPRESSIONS).join(', ')}`);
      return EXPRESSIONS[operator](key, values ?? []);
    }),
  ].join(',');
}

/** Each once; an empty one matches every node, and so do all then. */
function all(some: readonly string[]): string[] {
  return some.includes('') ? [] : [...new Set(some)];
}

/** The labels of nodes that the API server runs on. Most distributions taint these nodes by the same keys. */
const ROLES = ['control-plane', 'master'].map((role) => `node-role.kubernetes.io/${role}`);

/** Distributions that leave them open to all pods. */
const UNTAINTED = ['k3s', 'rke2'];

const accepts = ({ key, operator, value, effect }: Toleration) => (
  (!key || ROLES.includes(key)) && (operator === 'Exists' || !value) && (!effect || effect === 'NoSchedule'));

/**
 * A selection of nodes by labels, without control planes where their taint keeps a DaemonSet away from them: dispatchers
 * that do not look at taints would install there, and one that does fails where it finds nothing else.
 *
 * Whoever names the labels has chosen.
 */
function withoutControlPlanes(
  { tolerations, distribution }: Pick<KataModel, 'tolerations' | 'distribution'>,
  labels: Readonly<Record<string, string>>,
  expressions: readonly NodeExpression[] = [],
): NodeExpression[] {
  const named = [...Object.keys(labels), ...expressions.map(({ key }) => key)].some((key) => ROLES.includes(key));
  if (named || UNTAINTED.includes(distribution) || tolerations.some(accepts)) return [...expressions];
  return [...expressions, ...ROLES.map((key) => ({ key, operator: 'DoesNotExist' }))];
}
