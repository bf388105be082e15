/*
 * What src/values may use beyond the public API: the same rules and the same rendering, as functions of props.
 */
export { RELEASE_0_16_0_PRE_CI, RELEASE_3_21_0, RELEASE_3_22_0, KNOWN_SHIMS, ReleaseFacts } from './catalogue/releases';
export { CONFIDENTIAL_SHIMS } from './catalogue/shims';
export { checkGate } from './private/check-gate';
export { environment } from './private/environment/environment';
export { ENVIRONMENT, PER_ARCHITECTURE } from './private/environment/variables';
export { resolve } from './private/resolve';
