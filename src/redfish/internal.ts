/*
 * What src/values may use beyond the public API: the same objects.
 */
export { CLUSTER_RULES } from './catalogue/rules';
export { route } from './private/route';
export { securityContextConstraints } from './private/scc';
export { Configuration, configurationText, UserConfiguration } from './private/configuration';
export { check } from './private/check';
export { resolve } from './private/from-props';
export { serverObjects } from './private/server-objects';
export { objectNames } from './private/model';
export { Refusal, serverRules } from './private/server-rules';
