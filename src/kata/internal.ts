/*
 * What src/values may use beyond the public API: the same rules and the same rendering, as functions of props.
 */
export { whereItIs } from './catalogue/history';
export {
  KNOWN_SHIMS, RELEASE_0_16_0_PRE_CI, RELEASES, ReleaseFacts, releaseFacts,
} from './catalogue/releases';
export { CONFIDENTIAL_SHIMS, ShimFacts } from './catalogue/shims';
export { StructuredRelease } from './catalogue/structured-releases';
export { checkGate, gateTarget, gateTargetOfModel } from './private/check-gate';
export { readDropIn } from './private/drop-in';
export { environment } from './private/environment/environment';
export { ENVIRONMENT, PER_ARCHITECTURE } from './private/environment/variables';
export { INSTALLERS } from './private/installers';
export { ownLabelsIn } from './private/own-labels';
export { resolve } from './private/resolve';
export { KataSettings } from './private/settings';
export { structured } from './private/structured/from-settings';
export { install as installStructured } from './private/structured/install';
export { memoryGaps } from './private/structured/memory';
export * from './private/structured/model';
export { socketFolderOf } from './private/structured/monitor';
export { structuredNames } from './private/structured/names';
export { uninstall as uninstallStructured, uninstalledGate as uninstalledStructuredGate } from './private/structured/uninstall';
