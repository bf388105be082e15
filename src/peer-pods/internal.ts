/*
 * What src/values may use beyond the public API: the same rules and the same rendering, as functions of plain settings.
 */
export { CERTIFICATE_SETTINGS, COMMON_SETTINGS, commonSettings } from './catalogue/common-settings';
export { PEER_PODS_RELEASES, PeerPodsReleaseFacts, PinnedImage } from './catalogue/releases';
export { COMMON_VARIABLES } from './catalogue/sdk-variables';
export { peerPodCrd } from './controller/private/crd';
export { controllerNeeds, controllerObjects } from './controller/private/objects';
export { resolve as resolveController } from './controller/private/from-props';
export { ControllerModel } from './controller/private/model';
export { NO_ACCESS, WorkloadAccess } from './private/access';
export { adaptorObjects } from './private/adaptor-objects';
export { AdaptorModel, InlineSecret } from './private/model';
export { unfitInstances } from './private/check-instances';
export { chartGrants } from './private/grants';
export { ManagerModel } from './private/manager/model';
export { Emission } from '../common/private/emission';
export { NAMES, PATHS } from './private/names';
export { resolve as resolveAdaptor } from './private/from-props';
export { hasPassword, isSecretName } from './private/secrets-in-settings';
export { defaultOf, isRead, isSince, settingTexts } from './private/setting-texts';
export { isNeeded, ProviderDefinition, Setting, SettingTable } from './providers/contract';
export { PROVIDERS } from './providers/table';
export { webhookObjects } from './webhook/private/objects';
export { resolve as resolveWebhook } from './webhook/private/from-props';
export { WebhookModel } from './webhook/private/model';
