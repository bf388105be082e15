/*
 * What src/values may use beyond the public API: the same rules and the same rendering.
 */
export { check } from './private/check';
export { resolve } from './private/model';
export { cleanupDaemonSet, gate, installerDaemonSet } from './private/objects';
