/*
 * What src/values may use beyond the public API: the same rules and the same rendering, as functions of plain settings.
 */
export { PEER_PODS_0_17_0, PEER_PODS_0_22_0, PEER_PODS_RELEASES, PeerPodsReleaseFacts, PinnedImage } from './catalogue/releases';
export { NO_ACCESS, WorkloadAccess } from './private/access';
export { adaptorObjects } from './private/adaptor-objects';
export { AdaptorSettings, InlineSecret } from './private/adaptor-settings';
export { emit, Emission } from './private/manifest';
export { NAMES, PATHS } from './private/names';
