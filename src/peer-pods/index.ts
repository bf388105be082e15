export {
  PeerPodController, PeerPodControllerOptions, PeerPodControllerProps, PeerPodsCrds, PeerPodsCrdsProps, PeerPodsResource,
} from './controller';
export { PeerPodAlerts, PeerPodAlertsProps, PeerPodLimit, PeerPodQuota, PeerPodQuotaProps } from './cost';
export { PeerPodsManagerOptions } from './manager-options';
export { MetricsEndpoint } from './metrics-endpoint';
export { PeerPodConfig, PeerPodConfigController, PeerPodConfigControllerProps, PeerPodConfigProps } from './peer-pod-config';
export { PeerPodsRelease } from './peer-pods-release';
export { TlsCipherSuite, TlsMinVersion } from './tls-profile';
export {
  CertManagerIssuerKind, PeerPodsWebhook, PeerPodsWebhookOptions, PeerPodsWebhookProps, WebhookCertificate, WebhookFailurePolicy,
} from './webhook';
