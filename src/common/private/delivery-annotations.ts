import { sortedMap } from './sorted-map';

/*
 * The annotations of an object for Argo CD and Flux. Both read annotations of the object itself, never those of pods: no
 * workload rolls because of them.
 *
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 * https://argo-cd.readthedocs.io/en/stable/user-guide/compare-options/
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 * https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
export const COMPARE_OPTIONS = 'argocd.argoproj.io/compare-options';
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';
export const FLUX_PRUNE = 'kustomize.toolkit.fluxcd.io/prune';
export const FLUX_SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';
export const FLUX_FORCE = 'kustomize.toolkit.fluxcd.io/force';

/** Annotations whose value is a list of options. */
const LISTS = [SYNC_OPTIONS, COMPARE_OPTIONS];

/**
 * Stays in the cluster when it disappears from its folder (`Prune=false`), and when the Application is deleted
 * (`Delete=false`). `IgnoreExtraneous`: the Application is in sync all the same.
 */
const KEEP: Annotations = {
  [SYNC_OPTIONS]: 'Prune=false,Delete=false',
  [COMPARE_OPTIONS]: 'IgnoreExtraneous',
  [FLUX_PRUNE]: 'disabled',
};

/** Whether Argo CD and Flux leave an object in the cluster when it disappears from its folder. */
export function isKept({ metadata: { annotations = {} } }: Pick<Written, 'metadata'>): boolean {
  return optionsOf(annotations[SYNC_OPTIONS] ?? '').includes('Prune=false') && annotations[FLUX_PRUNE] === 'disabled';
}

/** API groups that every cluster serves. */
const KUBERNETES_GROUPS = new Set([
  '', 'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io', 'apps', 'autoscaling', 'batch',
  'certificates.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io', 'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io', 'node.k8s.io', 'policy', 'rbac.authorization.k8s.io', 'resource.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io',
]);

/** API groups whose definitions this library emits. */
const OWN_GROUPS = ['confidentialcontainers.org', 'provisioning.dpu.hcp.io'];

type Annotations = Readonly<Record<string, string>>;

/** An object as it is written on the wire. */
export interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly annotations?: Annotations };
}

/** What is known of an object beyond its manifest. */
export interface DeliveryOptions {
  /** Engines never delete it. */
  readonly keep?: boolean;
  /** How many steps come before it. */
  readonly wave?: number;
  /** It stands for an object of a chart, and has only the annotations without which an engine would change or delete it. */
  readonly rendered?: boolean;
}

/** The object with its annotations for Argo CD and Flux. Annotations that it has already win, option by option. */
export function withDeliveryAnnotations<T extends Written>(object: T, options: DeliveryOptions): T {
  const { metadata } = object;
  const all = merge(metadata.annotations ?? {}, required(object, options));
  if (!Object.keys(all).length) return object;
  return { ...object, metadata: sortedMap<unknown>({ ...metadata, annotations: sortedMap(all) }) };
}

function required(object: Written, { keep, rendered, wave }: DeliveryOptions): Annotations {
  return merge(keep ? KEEP : {}, {
    ...(wave ? { [SYNC_WAVE]: String(wave) } : {}),
    ...(isForeign(object) && !rendered ? { [SYNC_OPTIONS]: 'SkipDryRunOnMissingResource=true' } : {}),
    ...(object.kind === 'Job' ? { [FLUX_FORCE]: 'Enabled' } : {}), // the template of a Job cannot change
    ...(hasVariable(rendered ? commandsOf(object) : object) ? { [FLUX_SUBSTITUTE]: 'disabled' } : {}),
  });
}

/** Whether an object is of a kind that another project defines: one without its definition must not stop all the others. */
function isForeign({ apiVersion }: Written): boolean {
  const group = groupOf(apiVersion);
  return !isKubernetesGroup(group) && !OWN_GROUPS.includes(group);
}

/** Whether Kubernetes itself serves an API group. */
export const isKubernetesGroup = (group: string) => KUBERNETES_GROUPS.has(group);

/** The API group of an object; empty for the core of Kubernetes. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

/** The commands of containers. In rendered objects only these are ours; a variable elsewhere is the user's, who may mean it. */
function commandsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === 'command' ? [one] : commandsOf(one)));
}

/** Whether some text holds `${`, which Flux would replace where a Kustomization substitutes variables. */
function hasVariable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${');
  return typeof value === 'object' && value !== null && Object.entries(value).some((entry) => entry.some(hasVariable));
}

function merge(mine: Annotations, more: Annotations): Annotations {
  const lists = LISTS.filter((name) => name in mine && name in more).map((name) => [name, mergeLists(mine[name], more[name])]);
  return { ...more, ...mine, ...Object.fromEntries(lists) };
}

function mergeLists(mine: string, more: string): string {
  const name = (option: string) => option.split('=')[0];
  const known = optionsOf(mine).map(name);
  return [...optionsOf(mine), ...optionsOf(more).filter((option) => !known.includes(name(option)))].join(',');
}

const optionsOf = (list: string) => list.split(',').map((one) => one.trim()).filter(Boolean);
