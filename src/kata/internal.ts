/*
 * What src/values may use beyond the public API: the same rules and the same rendering, as functions of props.
 */
export { whereItIs } from './catalogue/history';
export {
  KNOWN_SHIMS, RELEASE_0_16_0_PRE_CI, RELEASES, ReleaseFacts, releaseFacts,
} from './catalogue/releases';
export { CONFIDENTIAL_SHIMS, ShimFacts } from './catalogue/shims';
export { PerShimRelease } from './catalogue/per-shim-releases';
export { checkGate, gateTarget, gateTargetOfModel } from './private/check-gate';
export { readDropIn } from './private/drop-in';
export { environment } from './private/per-list/environment';
export { ENVIRONMENT, PER_ARCHITECTURE } from './private/per-list/variables';
export { installerOf } from './private/installers';
export { ownLabelsIn } from './private/own-labels';
export { resolve } from './private/resolve';
export { KataSettings } from './private/settings';
export { perShimModel } from './private/per-shim/from-settings';
export { install as installPerShim } from './private/per-shim/install';
export { memoryGaps } from './private/per-shim/memory';
export * from './private/per-shim/model';
export { socketFolderOf } from './private/per-shim/monitor';
export { perShimNames } from './private/per-shim/names';
export { uninstall as uninstallPerShim, uninstalledGate as uninstalledPerShimGate } from './private/per-shim/uninstall';
