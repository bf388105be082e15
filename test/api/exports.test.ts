import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from 'cdk8s-coco';

const SOURCES = join(__dirname, '..', '..', 'src');

/** Classes and enums, which exist at run time. A new name is for ever: add it here on purpose. */
const VALUES = [
  'Architecture',
  'ArgoCdApplications',
  'ArgoCdGenerator',
  'BareMetalHostBootMode',
  'CertManagerIssuerKind',
  'Cluster',
  'CocoConstruct',
  'CocoRelease',
  'ContainerImage',
  'ContainerdTarball',
  'CustomContainerdInstaller',
  'Delivery',
  'DpfHcpAvailabilityPolicy',
  'DpfHcpCrds',
  'DpfHcpLogLevel',
  'DpfHcpOperator',
  'DpfHcpOperatorPreset',
  'DpfHcpPlacement',
  'DpfHcpProvisioner',
  'DpfHcpRelease',
  'DpuWorkerConfig',
  'DpuWorkerRelease',
  'DpuWorkerTopology',
  'ErofsMergeMode',
  'ErofsSnapshotterMode',
  'Fleet',
  'FleetCluster',
  'FleetInventory',
  'FleetSelectorOperator',
  'FleetShard',
  'FluxDeletionPolicy',
  'FluxSource',
  'GcpConfidentialType',
  'HostOs',
  'ImagePullPolicy',
  'InstallOrder',
  'KataDeployment',
  'KataLogLevel',
  'KataRelease',
  'KataRuntime',
  'KataRuntimeClass',
  'KataShim',
  'KataUpdateStrategy',
  'KubernetesDistribution',
  'LibvirtLaunchSecurity',
  'Lifecycle',
  'MetricsEndpoint',
  'NodeFeatureDiscovery',
  'PeerPodAlerts',
  'PeerPodConfig',
  'PeerPodConfigController',
  'PeerPodController',
  'PeerPodLimit',
  'PeerPodQuota',
  'PeerPodsCAA',
  'PeerPodsCrds',
  'PeerPodsIdentity',
  'PeerPodsImageVariant',
  'PeerPodsProvider',
  'PeerPodsRelease',
  'PeerPodsResource',
  'PeerPodsWebhook',
  'PowerVsProcessorType',
  'PrivilegedNamespace',
  'PullType',
  'RedfishBareMetalHost',
  'RedfishClient',
  'RedfishExposure',
  'RedfishLogLevel',
  'RedfishPermissions',
  'RedfishPlatform',
  'RedfishRelease',
  'RedfishScc',
  'RedfishServer',
  'RedfishSystemIdConvention',
  'RedfishSystemPath',
  'RedfishTls',
  'RedfishVolume',
  'RestrictedNamespace',
  'RouteTermination',
  'RuntimeClasses',
  'SecretSource',
  'SecretStore',
  'Snapshotter',
  'SynthSummary',
  'TaintEffect',
  'Tee',
  'TlsCipherSuite',
  'TlsMinVersion',
  'TolerationOperator',
  'UninstallPhase',
  'VirtualMachineSelector',
  'WebhookCertificate',
  'WebhookFailurePolicy',
];

/** Interfaces: props, options, and what constructs can be. */
const TYPES = [
  'AlibabaRrsaOptions',
  'ArchitectureDefaultShim',
  'ArgoCdApplicationSetProps',
  'ArgoCdCluster',
  'ArgoCdDeliveryProps',
  'ArgoCdIgnoreDifference',
  'ArgoCdRetry',
  'ArgoCdRolloutStep',
  'AwsRoleOptions',
  'AzureWorkloadIdentityOptions',
  'ContainerImageOptions',
  'ContainerdTarballOptions',
  'CustomContainerdInstallerProps',
  'CustomKataRuntime',
  'CustomKataShimOptions',
  'DaemonSetDeploymentProps',
  'DpfHcpClusterNetwork',
  'DpfHcpConfig',
  'DpfHcpCrdsProps',
  'DpfHcpCustomPlacementOptions',
  'DpfHcpHealthProbe',
  'DpfHcpNetwork',
  'DpfHcpNetworking',
  'DpfHcpObjectRef',
  'DpfHcpOperatorProps',
  'DpfHcpPlacementOptions',
  'DpfHcpProbeTiming',
  'DpfHcpProvisionerProps',
  'DpuWorkerConfigProps',
  'ErofsOptions',
  'ExternalSecretProps',
  'FleetClusterProps',
  'FleetFacts',
  'FleetFileCounts',
  'FleetGroup',
  'FleetInventoryProps',
  'FleetProps',
  'FleetResult',
  'FleetSelector',
  'FleetSelectorExpression',
  'FluxDeliveryProps',
  'FluxGitOptions',
  'FluxOciOptions',
  'GcpFederationOptions',
  'IBlueprint',
  'IKataRuntime',
  'INodeStep',
  'IOrdered',
  'IPrerequisites',
  'IRedfishServer',
  'IUninstallPreconditions',
  'IUninstallable',
  'IbmTrustedProfileOptions',
  'ImagePullProps',
  'JobCleanupSelection',
  'JobDeploymentProps',
  'KataContainerdOptions',
  'KataMonitorOptions',
  'KataProbe',
  'KataRuntimeAttributes',
  'KataRuntimeClassOptions',
  'KataRuntimeProps',
  'KataShimOptions',
  'KataVerificationOptions',
  'KubectlDeliveryProps',
  'NodeGate',
  'PeerPodAlertsProps',
  'PeerPodConfigControllerProps',
  'PeerPodConfigProps',
  'PeerPodControllerOptions',
  'PeerPodControllerProps',
  'PeerPodQuotaProps',
  'PeerPodsAdaptorOptions',
  'PeerPodsAlibabaCloudOptions',
  'PeerPodsAwsOptions',
  'PeerPodsAzureOptions',
  'PeerPodsByomOptions',
  'PeerPodsCaaProps',
  'PeerPodsCrdsProps',
  'PeerPodsDockerOptions',
  'PeerPodsGcpOptions',
  'PeerPodsIbmCloudOptions',
  'PeerPodsIbmCloudPowerVsOptions',
  'PeerPodsIdentityBinding',
  'PeerPodsLibvirtOptions',
  'PeerPodsManagerOptions',
  'PeerPodsVsphereOptions',
  'PeerPodsWebhookOptions',
  'PeerPodsWebhookProps',
  'PodPlacementProps',
  'Prerequisite',
  'PrivilegedNamespaceProps',
  'RedfishBareMetalHostProps',
  'RedfishCdiUploadProxy',
  'RedfishCertManagerOptions',
  'RedfishChassis',
  'RedfishCustomSccOptions',
  'RedfishDataVolume',
  'RedfishGatewayOptions',
  'RedfishIdRange',
  'RedfishIngressOptions',
  'RedfishNodePortOptions',
  'RedfishProbe',
  'RedfishRouteOptions',
  'RedfishServerProps',
  'RedfishServiceOptions',
  'RedfishUser',
  'RemoteSecretKey',
  'RestrictedNamespaceProps',
  'StartupTaint',
  'SynthesizedApp',
  'Toleration',
  'UninstallPhaseOptions',
  'UninstallPrecondition',
];

/** The names that a barrel exports one by one, and the rooms that it opens as a whole. */
function barrel(path: string): { names: string[]; rooms: string[] } {
  const source = readFileSync(path, 'utf8');
  const lists = [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)];
  return {
    names: lists.flatMap(([, list]) => list.split(',').map((name) => name.trim()).filter(Boolean)),
    rooms: [...source.matchAll(/^export \* from '\.\/([^']+)';$/gm)].map(([, room]) => room),
  };
}

const { names: direct, rooms } = barrel(join(SOURCES, 'index.ts'));
const exported = [...direct, ...rooms.flatMap((room) => barrel(join(SOURCES, room, 'index.ts')).names)];

test('every class and enum is in the list', () => {
  // Interfaces leave no value behind.
  expect(Object.entries(library).filter(([, value]) => value !== undefined).map(([name]) => name).sort()).toEqual(VALUES);
});

test('every interface is in the list', () => {
  expect(exported.filter((name) => !VALUES.includes(name)).sort()).toEqual(TYPES);
});

test('rooms name their exports one by one, each once', () => {
  for (const room of rooms) {
    expect([room, barrel(join(SOURCES, room, 'index.ts')).rooms]).toEqual([room, []]);
  }
  expect(exported).toHaveLength(new Set(exported).size);
});

test('nothing of values and cli is exported, nor what is private', () => {
  expect(rooms.filter((room) => ['values', 'cli'].includes(room))).toEqual([]);
  for (const room of rooms) expect(readFileSync(join(SOURCES, room, 'index.ts'), 'utf8')).not.toMatch(/private|internal|catalogue/);
});

test.each(VALUES)('%s is what jsii can carry into other languages: a class or an enum, no function or constant', (name) => {
  const value = (library as unknown as Record<string, unknown>)[name];
  const isClass = typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
  const isEnum = typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
  expect([isClass, isEnum]).toContain(true);
});
