/*
 * What src/values may use beyond the public API: the same rules and the same objects.
 */
export { DpuWorkerRelease } from './dpu-worker-release';
export { NAME, ROLE_LABEL } from './catalogue/names';
export { check, checkSafety } from './private/check';
export { dpuWorkerObjects } from './private/objects';
export { resolve } from './private/model';
