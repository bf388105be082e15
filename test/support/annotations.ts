/** What Argo CD and Flux are told of an object that they never delete. */
export const KEEP = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/** What Argo CD is told of an object whose kind somebody else defines. */
export const FOREIGN = { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' };

/** What Flux is told of a Job, whose template cannot change. */
export const FORCED = { 'kustomize.toolkit.fluxcd.io/force': 'Enabled' };

/** What Flux is told of an object with shell in it. */
export const NO_SUBSTITUTION = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };
