import { some } from '../../common/private/counts';
import { Problems } from '../../common/private/problems';
import { isDnsLabel } from '../../common/private/rules/names';
import { ArgoCdDeliveryProps, ArgoCdRolloutStep } from '../argo-cd-delivery-props';
import { FluxDeliveryProps } from '../flux-delivery-props';
import { KubectlDeliveryProps } from '../kubectl-delivery-props';
import { ClusterPlaces } from './component';
import { matches } from './engines/argo-cd-application-set';

/** A cluster that an engine delivers to. */
export type DeliveredTo = Pick<ClusterPlaces, 'name' | 'cluster'>;

const NAME = 'a DNS label: a-z, 0-9 and "-", at most 40 characters';
const MAX_NAME = 40;

function checkName(prop: string, name: string | undefined, problems: Problems): void {
  if (name !== undefined && (!isDnsLabel(name) || name.length > MAX_NAME)) problems.add(prop, name, NAME, 'Give another one.');
}

/** A folder in a repository: it lies below the root of it. */
function checkPath(path: string | undefined, problems: Problems): void {
  if (path !== undefined && (path.startsWith('/') || path.split('/').includes('..'))) {
    problems.add('path', path, 'a folder in the repository, without "/" at its start and without ".."', 'Give the path from the root of the repository.');
  }
}

/** Clusters that no chart is assigned to are misspelt. */
function checkClusters(prop: string, given: object | undefined, clusters: readonly DeliveredTo[], problems: Problems): void {
  const known = new Set(clusters.map(({ cluster, name }) => cluster ?? name));
  for (const name of Object.keys(given ?? {})) {
    if (!known.has(name)) problems.add(`${prop}["${name}"]`, name, `the clusters that there are: ${some([...known])}`, 'Assign a chart to it, or leave it out.');
  }
}

export function checkKubectl(props: KubectlDeliveryProps, problems: Problems): void {
  checkName('name', props.name, problems);
}

export function checkFlux(props: FluxDeliveryProps, clusters: readonly DeliveredTo[], problems: Problems): void {
  checkName('name', props.name, problems);
  checkName('namespace', props.namespace, problems);
  checkPath(props.path, problems);
  checkClusters('kubeConfigSecrets', props.kubeConfigSecrets, clusters, problems);
}

export function checkArgoCd(props: ArgoCdDeliveryProps, clusters: readonly DeliveredTo[], problems: Problems): void {
  const { repoUrl, retry, applicationSet } = props;
  if (!repoUrl.trim()) problems.add('repoUrl', repoUrl, 'the address of a Git repository', 'Give the one that you commit the output to.');
  checkName('name', props.name, problems);
  checkName('namespace', props.namespace, problems);
  checkPath(props.path, problems);
  checkClusters('clusters', props.clusters, clusters, problems);
  if (retry?.limit !== undefined && retry.limit < 0) {
    problems.add('retry.limit', retry.limit, 'zero or more', 'Without an end, an Application cannot be deleted while its sync is tried again.');
  }
  if (!applicationSet) return;
  const servers = clusters.map(({ cluster }) => cluster === undefined || props.clusters?.[cluster]?.server !== undefined);
  if (new Set(servers).size > 1) {
    problems.addSentence('clusters', 'has a `server` for some clusters only; allowed with an ApplicationSet: for all, or for none. Its template has one destination.');
  }
  checkRollout(props, applicationSet.rollout ?? [], clusters, problems);
}

function checkRollout(
  props: ArgoCdDeliveryProps, rollout: readonly ArgoCdRolloutStep[], clusters: readonly DeliveredTo[], problems: Problems,
): void {
  const wrong = new Map<string, string[]>();
  for (const { cluster, name } of rollout.length ? clusters : []) {
    const labels = props.clusters?.[cluster ?? name]?.labels ?? {};
    const steps = rollout.flatMap((step, index) => (matches(step, { labels }) ? [index] : []));
    if (steps.length === 1) continue;
    const got = steps.length ? `the steps ${steps.join(' and ')}` : 'no step';
    wrong.set(got, [...wrong.get(got) ?? [], cluster ?? name]);
  }
  for (const [got, names] of wrong) {
    problems.addSentence('applicationSet.rollout', `got ${got} for ${names.length > 1 ? 'the clusters' : 'the cluster'} ${some(names)}; allowed: exactly one for each `
      + 'cluster. Argo CD syncs no Application without a step. Change the labels of the steps, or those of the cluster.');
  }
}
