/** Tells Argo CD and Flux to leave an object in the cluster when it disappears from its folder. */
export const KEEP = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};
