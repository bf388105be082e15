/*
 * What src/values may use beyond the public API: the same rules and the same rendering, as functions of props.
 */
export {
  RELEASE_0_16_0_PRE_CI, RELEASE_3_21_0, RELEASE_3_22_0, RELEASE_3_25_0, RELEASE_4_0_0, RELEASE_4_1_0, KNOWN_SHIMS, ReleaseFacts,
} from './catalogue/releases';
export { CONFIDENTIAL_SHIMS, ShimFacts } from './catalogue/shims';
export { StructuredRelease } from './catalogue/structured-releases';
export { checkGate } from './private/check-gate';
export { environment } from './private/environment/environment';
export { ENVIRONMENT, PER_ARCHITECTURE } from './private/environment/variables';
export { workloads } from './private/manifest';
export { resolve } from './private/resolve';
export { install as installStructured } from './private/structured/install';
export * from './private/structured/model';
export { structuredNames } from './private/structured/names';
export { uninstall as uninstallStructured } from './private/structured/uninstall';
