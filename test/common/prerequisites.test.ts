import { ApiObject, App, Chart } from 'cdk8s';
import {
  Cluster, ContainerdTarball, CustomContainerdInstaller, IPrerequisites, KataRelease, KataRuntime, KataShim,
  NodeFeatureDiscovery, PeerPodAlerts, PeerPodConfigController, PeerPodController, PeerPodQuota, PeerPodsCAA, PeerPodsCrds,
  PeerPodsProvider, PeerPodsRelease, PeerPodsResource, PeerPodsWebhook, Prerequisite, PrivilegedNamespace,
  RedfishBareMetalHost, RedfishExposure, RedfishPlatform, RedfishRelease, RedfishServer, RedfishTls, SecretSource, SecretStore,
  WebhookCertificate,
} from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { AppPrerequisite } from '../../src/common/private/app-prerequisites';
import { EmittedObject } from '../../src/common/private/emit';
import { prerequisitesOfObject, WrittenObject } from '../../src/common/private/object-needs';
import { PRESETS } from '../cluster/presets';
import { share, some, stride, Strides } from '../support/stride';
import { newChart } from '../support/synth';

const lines = (all: Prerequisite[]) => all.map(({ name, check }) => `${name}: ${check}`);
const of = (construct: IPrerequisites) => lines(construct.prerequisites);
const reference = (chart: Chart, name: string) => SecretSource.fromSecret(Secret.fromSecretName(chart, name, name));

const NAMESPACE = 'namespace a: kubectl get namespace a';
const PEER_PODS = 'definitions of confidentialcontainers.org: kubectl get crd peerpods.confidentialcontainers.org';
const REMOTE = 'RuntimeClass kata-remote: kubectl get runtimeclass kata-remote';
const CERTIFICATES = 'cert-manager: kubectl get crd certificates.cert-manager.io';
const KUBERNETES = 'Kubernetes 1.28 or newer: kubectl get --raw /version | grep -Eq \'"minor": *"(2[8-9]|[3-9][0-9]|[1-9][0-9][0-9])\'';
const KUBEVIRT = [
  'KubeVirt: kubectl get crd virtualmachines.kubevirt.io virtualmachineinstances.kubevirt.io',
  'Containerized Data Importer of KubeVirt: kubectl get crd datavolumes.cdi.kubevirt.io',
];

describe('of each construct', () => {
  const caa = (chart: Chart, own = {}) => new PeerPodsCAA(chart, 'PeerPods', {
    release: PeerPodsRelease.latest(),
    provider: PeerPodsProvider.aws({ imageId: 'ami-0123456789abcdef0', region: 'eu-central-1' }),
    credentials: reference(chart, 'keys'),
    ...own,
  });
  const redfish = (chart: Chart, own = {}) => new RedfishServer(chart, 'Redfish', {
    release: RedfishRelease.V0_2_1,
    platform: RedfishPlatform.KUBERNETES,
    chassis: [{ name: 'lab', namespace: 'lab' }],
    users: [{ username: 'ironic', credentials: reference(chart, 'ironic'), chassis: ['lab'] }],
    ...own,
  });

  test.each<[string, (chart: Chart) => IPrerequisites, string[]]>([
    ['KataRuntime', (chart) => new KataRuntime(chart, 'X', { release: KataRelease.latest() }), [NAMESPACE]],
    ['KataRuntime with Node Feature Discovery', (chart) => new KataRuntime(chart, 'X', { release: KataRelease.latest(), nodeFeatureDiscovery: NodeFeatureDiscovery.PRESENT }), [
      'Node Feature Discovery: kubectl get crd nodefeaturerules.nfd.k8s-sigs.io', NAMESPACE,
    ]],
    ['KataRuntime from a private registry', (chart) => new KataRuntime(chart, 'X', {
      release: KataRelease.V3_22_0, imagePullSecrets: [Secret.fromSecretName(chart, 'Pull', 'mirror')], priorityClassName: 'agents',
    }), [NAMESPACE, 'Secret a/mirror: kubectl get secret mirror -n a', 'PriorityClass agents: kubectl get priorityclass agents']],
    ['KataRuntime of somebody else', (chart) => (
      KataRuntime.fromKataRuntimeAttributes(chart, 'X', { shims: [KataShim.QEMU_SNP, KataShim.REMOTE] }) as unknown as IPrerequisites
    ), ['RuntimeClass kata-qemu-snp: kubectl get runtimeclass kata-qemu-snp', REMOTE]],
    ['CustomContainerdInstaller', (chart) => new CustomContainerdInstaller(chart, 'X', {
      tarballs: [ContainerdTarball.unsafeWithoutChecksum('https://mirror.example.com/c.tar.gz')],
    }), [NAMESPACE]],
    ['PeerPodsCAA', (chart) => caa(chart), [REMOTE, 'Secret a/keys: kubectl get secret keys -n a', NAMESPACE]],
    ['its webhook', (chart) => caa(chart).webhook!, [KUBERNETES, CERTIFICATES.replace('crd ', 'crd issuers.cert-manager.io ')]],
    ['its resource controller', (chart) => caa(chart).resourceController!, [PEER_PODS, NAMESPACE]],
    ['PeerPodController', (chart) => new PeerPodController(chart, 'X', { release: PeerPodsRelease.latest() }), [PEER_PODS, NAMESPACE]],
    ['PeerPodsWebhook with an issuer', (chart) => new PeerPodsWebhook(chart, 'X', { release: PeerPodsRelease.latest(), certificate: WebhookCertificate.certManagerIssuer('ca') }), [
      KUBERNETES, CERTIFICATES, 'ClusterIssuer ca: kubectl get clusterissuer ca',
    ]],
    ['PeerPodsWebhook with a Secret', (chart) => new PeerPodsWebhook(chart, 'X', {
      release: PeerPodsRelease.latest(),
      certificate: WebhookCertificate.provided(Secret.fromSecretName(chart, 'Tls', 'tls'), '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'),
    }), [KUBERNETES, 'Secret peer-pods-webhook-system/tls: kubectl get secret tls -n peer-pods-webhook-system']],
    ['PeerPodsWebhook on OpenShift', (chart) => new PeerPodsWebhook(chart, 'X', { release: PeerPodsRelease.latest(), certificate: WebhookCertificate.openshiftServiceCa() }), [
      KUBERNETES, 'service CA operator of OpenShift: kubectl get crd servicecas.operator.openshift.io',
    ]],
    ['PeerPodConfigController', (chart) => new PeerPodConfigController(chart, 'X'), [PEER_PODS.replace('peerpods.', 'peerpodconfigs.'), NAMESPACE]],
    ['PeerPodConfig', (chart) => new PeerPodConfigController(chart, 'X').addConfig('Y'), [
      'Secret a/peer-pods-secret: kubectl get secret peer-pods-secret -n a', 'ConfigMap a/peer-pods-cm: kubectl get configmap peer-pods-cm -n a',
      NAMESPACE, PEER_PODS.replace('peerpods.', 'peerpodconfigs.'),
    ]],
    ['PeerPodAlerts', (chart) => new PeerPodAlerts(chart, 'X'), [NAMESPACE, 'Prometheus Operator: kubectl get crd prometheusrules.monitoring.coreos.com']],
    ['PeerPodQuota', (chart) => new PeerPodQuota(chart, 'X', { vms: 1, namespace: 'default' }), []],
    ['RedfishServer', (chart) => redfish(chart), [
      ...KUBEVIRT, NAMESPACE, 'namespace lab: kubectl get namespace lab', 'Secret a/ironic: kubectl get secret ironic -n a',
    ]],
    ['RedfishServer behind a Gateway', (chart) => redfish(chart, {
      tls: RedfishTls.certManager({ issuerName: 'ca', issuerKind: 'Issuer' }),
      exposure: RedfishExposure.gateway('redfish.example.com', { gatewayName: 'edge', gatewayNamespace: 'gateways', sectionName: 'https', backendCaConfigMap: 'authority' }),
    }), [
      ...KUBEVIRT, NAMESPACE, 'namespace lab: kubectl get namespace lab', CERTIFICATES, 'Issuer a/ca: kubectl get issuer ca -n a',
      'Gateway API, with a controller: kubectl get crd httproutes.gateway.networking.k8s.io backendtlspolicies.gateway.networking.k8s.io', 'Gateway gateways/edge: kubectl get gateway edge -n gateways',
      'ConfigMap a/authority: kubectl get configmap authority -n a', 'Secret a/ironic: kubectl get secret ironic -n a',
    ]],
    ['RedfishServer on OpenShift with a store', (chart) => redfish(chart, {
      platform: RedfishPlatform.OPENSHIFT,
      tls: RedfishTls.serviceCa(),
      exposure: RedfishExposure.route('redfish.example.com'),
      users: [{
        username: 'ironic', chassis: ['lab'], credentials: SecretSource.externalSecret({ store: SecretStore.named('vault'), keys: { password: { key: 'x' } } }),
      }],
    }), [
      'OpenShift: kubectl get crd clusterversions.config.openshift.io', ...KUBEVIRT, NAMESPACE,
      'External Secrets Operator: kubectl get crd externalsecrets.external-secrets.io', 'SecretStore a/vault: kubectl get secretstore vault -n a',
      'namespace lab: kubectl get namespace lab', 'service CA operator of OpenShift: kubectl get crd servicecas.operator.openshift.io',
      'OpenShift: kubectl api-resources --api-group=route.openshift.io -o name | grep -qx routes.route.openshift.io',
    ]],
    ['RedfishBareMetalHost', (chart) => new RedfishBareMetalHost(chart, 'X', {
      server: redfish(chart), chassis: 'lab', virtualMachine: 'worker-0', bootMacAddress: '02:00:00:00:00:01', credentials: reference(chart, 'bmc'),
    }), [
      'Secret a/bmc with the keys username, password: kubectl get secret bmc -n a -o jsonpath=\'{.data.username} {.data.password}\' | grep -Eq \'^[^ ]+ [^ ]+$\'',
      NAMESPACE, 'Metal3, with the Baremetal Operator: kubectl get crd baremetalhosts.metal3.io',
    ]],
  ])('%s', (_, compose, expected) => {
    expect(of(compose(newChart('a'))).sort()).toEqual([...expected].sort());
  });
});

describe('what the app provides is none', () => {
  const alerts = (chart: Chart) => of(new PeerPodAlerts(chart, 'Alerts'));
  const object = (scope: Construct, id: string, kind: string, metadata: object, spec = {}) => (
    new ApiObject(scope, id, { apiVersion: 'v1', kind, metadata: metadata as { name: string }, spec }));
  const PROMETHEUS = 'Prometheus Operator: kubectl get crd prometheusrules.monitoring.coreos.com';

  test('a namespace, by whatever construct', () => {
    const [own, foreign] = [newChart('a'), newChart('a')];
    new PrivilegedNamespace(own, 'Namespace');
    object(foreign, 'Namespace', 'Namespace', { name: 'a' });
    expect([alerts(own), alerts(foreign)]).toEqual([[PROMETHEUS], [PROMETHEUS]]);
  });

  test('a definition', () => {
    const chart = newChart('a');
    object(chart, 'Crd', 'CustomResourceDefinition', { name: 'prometheusrules.monitoring.coreos.com' });
    expect(alerts(chart)).toEqual([NAMESPACE]);
  });

  test('an object of the user needs nothing', () => {
    const chart = newChart('a');
    const controller = new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest() });
    object(controller, 'Mine', 'Secret', { namespace: 'elsewhere' });
    expect(of(controller)).toEqual([PEER_PODS, NAMESPACE]);
  });

  test('peer pods with all their parts', () => {
    const chart = newChart('a');
    new PeerPodsCrds(chart.node.root as App, 'crds', { resources: [PeerPodsResource.PEER_POD] });
    new PrivilegedNamespace(chart, 'Namespace');
    const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.V4_0_0, shims: [KataShim.REMOTE] });
    object(chart, 'Keys', 'Secret', { name: 'keys' });
    const { webhook, resourceController, prerequisites } = new PeerPodsCAA(chart, 'PeerPods', {
      release: PeerPodsRelease.latest(),
      runtime,
      provider: PeerPodsProvider.aws({ imageId: 'ami-0123456789abcdef0', region: 'eu-central-1' }),
      credentials: reference(chart, 'keys'),
    });
    expect([...prerequisites, ...webhook!.prerequisites, ...resourceController!.prerequisites].map(({ name }) => name))
      .toEqual(['Kubernetes 1.28 or newer', 'cert-manager']);
  });

  test.each<[string, string, object]>([
    ['SealedSecret', 'tls', {}],
    ['ExternalSecret', 'tls', {}],
    ['ExternalSecret', 'other', { target: { name: 'tls' } }],
    ['Certificate', 'other', { secretName: 'tls' }],
  ])('a Secret that a %s makes', (kind, name, spec) => {
    const chart = newChart('a');
    const certificate = WebhookCertificate.provided(Secret.fromSecretName(chart, 'Tls', 'tls'), '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
    const webhook = new PeerPodsWebhook(chart, 'X', { release: PeerPodsRelease.latest(), certificate });
    object(chart, 'Made', kind, { name, namespace: webhook.namespace }, spec);
    expect(of(webhook)).toEqual([KUBERNETES]);
  });

  test('but for another cluster', () => {
    const app = new App();
    const [a, b] = ['a', 'b'].map((name) => {
      const chart = new Chart(app, name, { namespace: 'a' });
      Cluster.assign(chart, name);
      return chart;
    });
    new PrivilegedNamespace(a, 'Namespace');
    expect([alerts(a), alerts(b)]).toEqual([[PROMETHEUS], [NAMESPACE, PROMETHEUS]]);
  });
});

/** Of the presets. */
const SOME: Strides = { gate: 1, loop: 4 };

test(`each object of another project, in every preset, has a construct that tells${share(SOME)}`, () => {
  const silent: string[] = [];
  let foreign = 0;
  for (const [preset, compose] of some(Object.entries(PRESETS), SOME)) {
    const chart = new Chart(new App(), 'preset', { namespace: 'a' });
    compose(chart);
    const nodes = chart.node.root.node.findAll();
    const checks = nodes.flatMap((node) => (node as Partial<IPrerequisites>).prerequisites ?? []).map(({ check }) => check);
    const isTold = ({ check, definitions = [] }: AppPrerequisite) => checks.includes(check)
      || (definitions.length > 0 && definitions.every((one) => checks.some((text) => text.split(' ').includes(one))));
    for (const object of nodes.filter(EmittedObject.is)) {
      const json = object.toJson() as WrittenObject & { metadata: { annotations?: Record<string, string> } };
      if (!json.metadata.annotations?.['argocd.argoproj.io/sync-options']?.includes('SkipDryRun')) continue;
      foreign++;
      const needs = prerequisitesOfObject(json).filter(({ name }) => !name.startsWith('namespace '));
      if (!needs.some(isTold)) silent.push(`${preset}: ${object.kind}`);
    }
  }
  expect(foreign).toBeGreaterThan(10 / stride(SOME));
  expect(silent).toEqual([]);
});
