/*
 * What src/values may use beyond the public API: the same rules and the same rendering, as functions of props.
 */
import { DpfHcpLogLevel } from './dpf-hcp-log-level';

/** A log level as values say it; the empty text leaves it to the operator. */
export const logLevel = (text: string) => DpfHcpLogLevel._of(text);

export { DpfHcpReleaseFacts, RELEASE_0_1_0, RELEASE_0_1_0_PRE } from './catalogue/releases';
export { checkOperator, checkSafety } from './private/check-operator';
export { definitionObjects } from './private/crds';
export { operatorObjects } from './private/objects';
export { AFFINITY, checkShape, REQUIREMENTS } from './private/pod-shape';
export { resolve } from './private/from-props';
