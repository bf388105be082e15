import { Chart, Duration, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import {
  BareMetalHostBootMode, ContainerImage, ImagePullPolicy, RedfishBareMetalHost, RedfishClient, RedfishExposure,
  RedfishLogLevel, RedfishPermissions, RedfishPlatform, RedfishRelease, RedfishScc, RedfishServer, RedfishServerProps,
  RedfishSystemIdConvention, RedfishSystemPath,
  RedfishTls, RedfishVolume, RestrictedNamespace, RouteTermination, SecretSource, SecretStore, TaintEffect, TolerationOperator,
  VirtualMachineSelector,
} from '../../src';

type Compose = (chart: Chart) => void;

const { KUBERNETES, OPENSHIFT } = RedfishPlatform;
const HOST = 'redfish.example.com';
const IMAGE = ContainerImage.of('registry.example.com/kubevirt-redfish', { tag: 'v0.2.1' });
const CA = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

const reference = (chart: Chart, name: string) => SecretSource.fromSecret(Secret.fromSecretName(chart, `Ref-${name}`, name));

/** A server for one user and one chassis, and what the preset is about. */
function server(props: Partial<RedfishServerProps>): Compose {
  return (chart) => new RedfishServer(chart, 'Redfish', {
    release: RedfishRelease.V0_2_1,
    platform: KUBERNETES,
    chassis: [{ name: 'lab', namespace: 'lab' }],
    users: [{ username: 'ironic', credentials: reference(chart, 'redfish-ironic'), chassis: ['lab'] }],
    ...props,
  });
}

const issuer = RedfishTls.certManager({ issuerName: 'internal' });

/** Servers with each way in, each kind of certificate, each kind of rights, and each prop. */
export const REDFISH_PRESETS: Readonly<Record<string, Compose>> = {
  ...Object.fromEntries(RedfishRelease.all().flatMap((release) => Object.values(RedfishPermissions).map((permissions) => (
    [`redfish ${release.version}, rights: ${permissions}`, server({ release, permissions, image: IMAGE })])))),
  'redfish, as small as it gets': server({}),
  'redfish, and its namespace': (chart) => {
    new RestrictedNamespace(chart, 'Namespace');
    server({})(chart);
  },
  'redfish, OpenShift, edge': server({ platform: OPENSHIFT, exposure: RedfishExposure.route(HOST) }),
  'redfish, OpenShift, re-encrypt': server({ platform: OPENSHIFT, exposure: RedfishExposure.route(HOST), tls: RedfishTls.serviceCa(), scc: RedfishScc.custom() }),
  'redfish, OpenShift, re-encrypt with an authority of its own': server({
    platform: OPENSHIFT,
    exposure: RedfishExposure.route(HOST, { destinationCaCertificate: CA }),
    tls: issuer,
    scc: RedfishScc.none(),
  }),
  'redfish, OpenShift, passthrough': server({
    platform: OPENSHIFT, exposure: RedfishExposure.route(HOST, { termination: RouteTermination.PASSTHROUGH }), tls: issuer,
  }),
  'redfish, Ingress': server({ exposure: RedfishExposure.ingress(HOST) }),
  'redfish, Ingress, every option': server({
    tls: issuer,
    exposure: RedfishExposure.ingress(HOST, {
      ingressClassName: 'nginx', tlsSecretName: 'redfish-edge', controllerNamespace: 'ingress-nginx', annotations: { 'example.com/note': 'a' },
    }),
  }),
  'redfish, Gateway': server({ exposure: RedfishExposure.gateway(HOST, { gatewayName: 'edge', sectionName: 'https' }) }),
  'redfish, Gateway, every option': server({
    tls: RedfishTls.certManager({
      issuerName: 'internal', issuerKind: 'Issuer', issuerGroup: 'cert-manager.io', dnsNames: [HOST, '*.lab.example.com'], duration: Duration.days(30),
    }),
    exposure: RedfishExposure.gateway(HOST, {
      gatewayName: 'edge', gatewayNamespace: 'gateways', sectionName: 'https', backendCaConfigMap: 'internal-ca', controllerNamespace: 'gateways',
    }),
  }),
  'redfish, load balancer': (chart) => server({
    tls: RedfishTls.fromSecret(reference(chart, 'redfish-tls')),
    exposure: RedfishExposure.loadBalancer({ host: HOST, sourceRanges: ['10.0.0.0/8', 'fd00::/8'], annotations: { 'metallb.io/address-pool': 'lab' } }),
  })(chart),
  'redfish, node port': server({ exposure: RedfishExposure.nodePort({ nodePort: 30443, unsafeWithoutTls: true }) }),
  'redfish, the rights of the chart': server({ permissions: RedfishPermissions.CLUSTER_WIDE }),
  'redfish, rights from elsewhere': server({ permissions: RedfishPermissions.NONE, serviceAccountName: 'redfish', networkPolicy: false }),
  'redfish, passwords from a store': server({
    users: ['ironic', 'Ops_2'].map((username) => ({
      username,
      credentials: SecretSource.externalSecret({ store: SecretStore.clusterWide('vault'), keys: { password: { key: 'bmc/redfish', property: username } } }),
      chassis: ['lab'],
    })),
  }),
  'redfish, one Secret with the whole configuration': (chart) => new RedfishServer(chart, 'Redfish', {
    release: RedfishRelease.V0_2_1,
    platform: KUBERNETES,
    chassis: [{ name: 'lab', namespace: 'lab' }],
    configuration: reference(chart, 'redfish-config'),
  }),
  'redfish, every prop': everyProp,
  'redfish, hosts of Metal3': (chart) => {
    const redfish = new RedfishServer(chart, 'Redfish', {
      release: RedfishRelease.V0_2_1,
      platform: OPENSHIFT,
      chassis: [{ name: 'lab', namespace: 'lab', vmSelector: VirtualMachineSelector.all() }],
      users: [{ username: 'ironic', credentials: reference(chart, 'redfish-ironic'), chassis: ['lab'] }],
      tls: RedfishTls.serviceCa(),
      exposure: RedfishExposure.route(HOST),
      clients: [RedfishClient.hostNetwork(), RedfishClient.namespace('openshift-machine-api')],
    });
    ['02:00:00:00:00:01', '02:00:00:00:00:02'].forEach((bootMacAddress, index) => new RedfishBareMetalHost(chart, `Worker${index}`, {
      server: redfish,
      chassis: 'lab',
      virtualMachine: `worker-${index}`,
      bootMacAddress,
      credentials: SecretSource.externalSecret({
        store: SecretStore.named('vault'), keys: { username: { key: 'bmc', property: 'user' }, password: { key: 'bmc', property: 'password' } },
      }),
      ...(index ? {
        name: 'spare',
        namespace: 'hosts',
        labels: { pool: 'spare' },
        online: false,
        bootMode: BareMetalHostBootMode.LEGACY,
        systemPath: RedfishSystemPath.CHASSIS,
        internal: true,
        unsafeDisableCertificateVerification: true,
        userDataSecretName: 'user-data',
        description: 'A spare one',
      } : {}),
    }));
  },
};

function everyProp(chart: Chart): void {
  const props: Required<Omit<RedfishServerProps, 'configuration'>> = {
    platform: OPENSHIFT,
    release: RedfishRelease.REDFISH_CONTROLLER,
    systemIdConvention: RedfishSystemIdConvention.ENHANCED,
    chassis: [
      { name: 'lab', namespace: 'lab', description: 'The "lab"', vmSelector: VirtualMachineSelector.namesWithLabels(['vm-1'], { 'example.com/bmc': 'yes' }) },
      { name: 'prod', namespace: 'prod', vmSelector: VirtualMachineSelector.all(), serviceAccountName: 'redfish-prod', createServiceAccount: true },
      { name: 'prod-2', namespace: 'prod', vmSelector: VirtualMachineSelector.names('vm-2') },
    ],
    users: [
      { username: 'ironic', credentials: reference(chart, 'redfish-ironic'), chassis: ['lab', 'prod'] },
      { username: 'Ops_2', credentials: reference(chart, 'redfish-ops'), passwordHashKey: 'hash', chassis: ['prod-2'] },
    ],
    name: 'virtual-bmc',
    image: IMAGE,
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    imagePullSecrets: [Secret.fromSecretName(chart, 'Mirror', 'mirror')],
    configImage: ContainerImage.of('registry.example.com/busybox', { tag: '1.37' }),
    replicas: 2,
    port: 9443,
    commonLabels: { team: 'metal' },
    commonAnnotations: { 'example.com/owner': 'metal' },
    podLabels: { tier: 'bmc' },
    podAnnotations: { 'example.com/scrape': 'no' },
    resources: {
      cpu: { request: Cpu.millis(50), limit: Cpu.units(1) },
      memory: { request: Size.mebibytes(256) },
      ephemeralStorage: { limit: Size.gibibytes(8) },
    },
    logLevel: RedfishLogLevel.DEBUG,
    logging: true,
    additionalEnv: { HTTPS_PROXY: 'http://proxy.example.com:3128' },
    tls: RedfishTls.serviceCa(),
    exposure: RedfishExposure.route(HOST, { termination: RouteTermination.REENCRYPT, annotations: { 'haproxy.router.openshift.io/timeout': '2m' } }),
    clients: [
      RedfishClient.namespace('metal3'), RedfishClient.pods('tools', { app: 'ironic' }), RedfishClient.cidr('10.0.0.0/8'), RedfishClient.hostNetwork(), RedfishClient.anyPod(),
    ],
    networkPolicy: true,
    disruptionBudget: true,
    permissions: RedfishPermissions.CHASSIS_NAMESPACES,
    serviceAccountName: 'redfish',
    scc: RedfishScc.custom({
      name: 'bmc', priority: 5, runAsUser: { min: 1000, max: 2000 }, fsGroup: { min: 1000, max: 2000 }, supplementalGroups: { min: 1, max: 2000 },
    }),
    runAsUser: 1500,
    kubevirtTimeout: Duration.minutes(1),
    kubevirtAllowInsecureTls: true,
    dataVolume: {
      storageSize: Size.gibibytes(10),
      storageClass: 'lvms-vg1',
      allowInsecureTls: true,
      vmUpdateTimeout: Duration.seconds(90),
      isoDownloadTimeout: Duration.hours(2),
      helperImage: ContainerImage.of('registry.example.com/alpine', { tag: '3.22' }),
    },
    cdiUploadProxy: { serviceName: 'cdi-uploadproxy', namespaces: ['cdi', 'openshift-cnv'], port: 8443, timeout: Duration.minutes(2) },
    livenessProbe: {
      initialDelay: Duration.minutes(1), period: Duration.seconds(20), timeout: Duration.seconds(10), failureThreshold: 6,
    },
    readinessProbe: { initialDelay: Duration.seconds(0) },
    temporarySize: Size.gibibytes(20),
    additionalVolumes: [
      RedfishVolume.configMap('authorities', '/etc/redfish-ca'), RedfishVolume.secret('client', '/etc/client'),
      RedfishVolume.persistentVolumeClaim('images', '/var/images'), RedfishVolume.emptyDir('/var/cache', Size.mebibytes(1500)),
    ],
    nodeSelector: { pool: 'infra' },
    tolerations: [{ key: 'infra', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: {} } }],
      },
    },
    priorityClassName: 'system-cluster-critical',
  };
  new RedfishServer(chart, 'Redfish', props);
}
