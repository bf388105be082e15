/*
 * What src/values may use beyond the public API: the same rules and the same rendering, as functions of the model.
 */
export {
  ARCHITECTURES, ENVIRONMENT, KNOWN_SHIMS, RELEASE_0_16_0_PRE_CI, RELEASES, ReleaseFacts, releaseFacts,
} from './catalogue/releases';
export { CONFIDENTIAL_SHIMS, ShimFacts } from './catalogue/shims';
export { checkModel } from './private/check-model';
export { checkGate, gateTarget } from './private/check-gate';
export { resolve } from './private/from-props';
export * from './private/model';
export { objectNames } from './private/names';
export { install, uninstall, uninstalledGate } from './private/objects/phases';
export { Origin } from './private/rules/report';
export { unknownShim } from './private/rules/shims';
