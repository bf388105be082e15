import type { NodeSelectorTerm } from 'kubernetes-types/core/v1';
import { requiredTerms } from './affinity';
import { withoutControlPlanes } from './control-planes';
import { NodeExpression, PerShimModel } from './model';
import { CocoError } from '../../../common/private/coco-error';
import { has } from '../../../common/private/free-keys';
import { KATA_LABEL } from '../../../common/private/kata-label';
import { show } from '../../../common/private/redact';
import { sortedMap } from '../../../common/private/sorted-map';

/** The label by which one installation marks its nodes. */
export function instanceLabel({ suffix }: Pick<PerShimModel, 'suffix'>): string {
  return `kata-deploy.katacontainers.io/${suffix || 'default'}`;
}

/**
 * The nodes that Jobs install, as selectors of labels: a node matches one of them. None for every node.
 *
 * @throws where the selection cannot be said in selectors of labels; settings are checked before
 */
export function installSelectors(settings: PerShimModel): string[] {
  const { job, release } = settings;
  if (!release.dispatcherOwnsNodes) return all([labelSelector(job.nodeSelector, job.nodeSelectorExpressions)]);
  return selectors(settings.nodeSelector, requiredTerms(settings));
}

/** The nodes that Jobs clean. */
export function cleanupSelectors({ job, release }: PerShimModel): string[] {
  const { nodeSelector, nodeAffinity } = job.cleanup;
  if (!release.dispatcherOwnsNodes) return all([labelSelector(nodeSelector, job.cleanupNodeSelectorExpressions)]);
  return selectors(nodeSelector, nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []);
}

/** The label of the nodes that an installation may have touched; for releases without a mark of their own, any installation. */
export function installedLabel(settings: Pick<PerShimModel, 'release' | 'suffix'>): string {
  return settings.release.instanceLabels ? instanceLabel(settings) : KATA_LABEL;
}

/**
 * The nodes that a DaemonSet may have installed: those that it selects now, and those that it selected once and that are
 * labelled. Every node where it selects all, or in ways that selectors of labels do not know.
 */
export function installedSelectors(settings: PerShimModel): string[] {
  const terms = requiredTerms(settings);
  const unknown = ({ matchFields, matchExpressions = [] }: NodeSelectorTerm) => (
    matchFields?.length || matchExpressions.some(({ operator }) => !has(EXPRESSIONS, operator))
  );
  if (terms.some(unknown)) return [];
  const selected = selectors(settings.nodeSelector, terms);
  return selected.length ? all([...selected, installedLabel(settings)]) : [];
}

/** The nodes that Jobs should have installed and did not. */
export function lateSelectors(settings: PerShimModel): string[] {
  const { nodeSelector } = settings;
  const missing = `${installedLabel(settings)}!=true`;
  const terms = orEvery(requiredTerms(settings))
    .map(({ matchExpressions }) => ({ matchExpressions: withoutControlPlanes(settings, nodeSelector, matchExpressions) }));
  const selected = settings.release.dispatcherOwnsNodes ? selectors(nodeSelector, terms) : installSelectors(settings);
  return selected.length ? selected.map((selector) => `${selector},${missing}`) : [missing];
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
