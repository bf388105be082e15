export {
  PeerPodController, PeerPodControllerOptions, PeerPodControllerProps, PeerPodsCrds, PeerPodsCrdsProps, PeerPodsResource,
} from './controller';
export { PeerPodAlerts, PeerPodAlertsProps, PeerPodLimit, PeerPodQuota, PeerPodQuotaProps } from './cost';
export { PeerPodsManagerOptions } from './manager-options';
export { MetricsEndpoint } from './metrics-endpoint';
export { PeerPodConfig, PeerPodConfigController, PeerPodConfigControllerProps, PeerPodConfigProps } from './peer-pod-config';
export { PeerPodsAdaptorOptions } from './peer-pods-adaptor-options';
export { PeerPodsCAA } from './peer-pods-caa';
export { PeerPodsCaaProps, PeerPodsImageVariant } from './peer-pods-caa-props';
export { PeerPodsIdentity, PeerPodsIdentityBinding } from './peer-pods-identity';
export {
  AlibabaRrsaOptions, AwsRoleOptions, AzureWorkloadIdentityOptions, GcpFederationOptions, IbmTrustedProfileOptions,
} from './peer-pods-identity-options';
export { PeerPodsProvider } from './peer-pods-provider';
export { PeerPodsRelease } from './peer-pods-release';
export { PeerPodsAlibabaCloudOptions } from './providers/alibabacloud';
export { PeerPodsAwsOptions } from './providers/aws';
export { PeerPodsAzureOptions } from './providers/azure';
export { PeerPodsByomOptions } from './providers/byom';
export { PeerPodsDockerOptions } from './providers/docker';
export { GcpConfidentialType, PeerPodsGcpOptions } from './providers/gcp';
export { PeerPodsIbmCloudOptions } from './providers/ibmcloud';
export { PeerPodsIbmCloudPowerVsOptions, PowerVsProcessorType } from './providers/ibmcloud-powervs';
export { LibvirtLaunchSecurity, PeerPodsLibvirtOptions } from './providers/libvirt';
export { PeerPodsVsphereOptions } from './providers/vsphere';
export { TlsCipherSuite, TlsMinVersion } from './tls-profile';
export {
  CertManagerIssuerKind, PeerPodsWebhook, PeerPodsWebhookOptions, PeerPodsWebhookProps, WebhookCertificate, WebhookFailurePolicy,
} from './webhook';
