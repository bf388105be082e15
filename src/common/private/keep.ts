/**
 * Annotations that tell Argo CD and Flux to leave an object in the cluster when it disappears from its folder, as
 * `helm.sh/resource-policy: keep` tells Helm.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
 */
export const KEEP = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};
