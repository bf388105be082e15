import { Chart } from 'cdk8s';
import {
  Architecture, ContainerImage, KataRelease, KataRuntime, KataShim, PeerPodController, PeerPodsCaaProps, PeerPodsProvider,
  PeerPodsRelease,
} from 'cdk8s-coco';
import {
  ALIBABA, AWS, AZURE, BYOM, compose, existing, GCP, IBMCLOUD, LIBVIRT, NAMESPACE, POWERVS, refused, VSPHERE, written,
} from './support';
import { PROGRAM_API } from '../../src/peer-pods/catalogue/program-needs';
import { PEER_PODS_RELEASES } from '../../src/peer-pods/catalogue/releases';
import { PROVIDERS } from '../../src/peer-pods/providers/table';
import { emitted, identities, one } from '../support/emitted';
import { Manifest } from '../support/synth';

/** Each provider with the smallest options, on the newest release that has it. */
const CASES: Record<string, Partial<PeerPodsCaaProps>> = {
  'alibabacloud': { provider: PeerPodsProvider.alibabaCloud(ALIBABA) },
  'aws': { provider: PeerPodsProvider.aws(AWS) },
  'azure': { provider: PeerPodsProvider.azure(AZURE) },
  'byom': { provider: PeerPodsProvider.byom(BYOM), credentials: undefined, sshKey: existing() },
  'docker': { provider: PeerPodsProvider.docker(), credentials: undefined, release: PeerPodsRelease.V0_17_0 },
  'gcp': { provider: PeerPodsProvider.gcp(GCP) },
  'ibmcloud': { provider: PeerPodsProvider.ibmCloud(IBMCLOUD) },
  'ibmcloud-powervs': { provider: PeerPodsProvider.ibmCloudPowerVs(POWERVS) },
  'libvirt': { provider: PeerPodsProvider.libvirt(LIBVIRT), credentials: undefined, sshKey: existing() },
  'vsphere': { provider: PeerPodsProvider.vsphere(VSPHERE), release: PeerPodsRelease.V0_17_0 },
};

const CONTROLLER = 'peerpodctrl-controller-manager';
const ADAPTOR = 'cloud-api-adaptor';

/** What an account may do: `where: verb group/resource/name`. */
function rights(objects: readonly Manifest[], account: string): string[] {
  const isAccount = ({ name, namespace }: Manifest) => name === account && namespace === NAMESPACE;
  const bindings = objects.filter(({ kind, subjects }) => /Binding$/.test(kind) && subjects.some(isAccount));
  return bindings.flatMap(({ roleRef, metadata: { namespace = '*' } }) => {
    const role = objects.find(({ kind, metadata }) => kind === roleRef.kind && metadata.name === roleRef.name
      && (kind === 'ClusterRole' || metadata.namespace === namespace))!;
    return role.rules.filter(({ resources }: Manifest) => resources).flatMap(({ apiGroups, resources, resourceNames = ['*'], verbs }: Manifest) => (
      verbs.flatMap((verb: string) => resources.flatMap((resource: string) => resourceNames.map((name: string) => (
        `${namespace}: ${verb} ${apiGroups[0]}/${resource}/${name}`))))));
  });
}

const EVERY_ADAPTOR = [
  '*: get /pods/*', '*: list /pods/*', '*: get /serviceaccounts/*', '*: get /secrets/*',
  '*: create confidentialcontainers.org/peerpods/*', '*: patch confidentialcontainers.org/peerpods/*', '*: update /pods/finalizers/*',
  '*: patch /nodes/status/*',
];

const EVERY_CONTROLLER = [
  ...['delete', 'get', 'list', 'update', 'watch'].map((verb) => `*: ${verb} confidentialcontainers.org/peerpods/*`),
  ...['configmaps', 'secrets'].flatMap((resource) => ['peer-pods-cm', 'peer-pods-secret'].map((name) => `${NAMESPACE}: get /${resource}/${name}`)),
  ...['create', 'get', 'update'].map((verb) => `${NAMESPACE}: ${verb} coordination.k8s.io/leases/*`),
  ...['create', 'patch'].map((verb) => `${NAMESPACE}: ${verb} /events/*`),
  '*: create authentication.k8s.io/tokenreviews/*', '*: create authorization.k8s.io/subjectaccessreviews/*',
];

const POOL = (...verbs: string[]) => verbs.map((verb) => `${NAMESPACE}: ${verb} /configmaps/byom-ip-pool-state`);
const CLUSTER_INFO = 'kube-system: get /configmaps/cluster-info';
const NODES = '*: get /nodes/*';

/** What upstream's sources ask for beyond that. */
const MORE: Record<string, { adaptor: string[]; controller: string[] }> = {
  byom: { adaptor: [`${NAMESPACE}: create /configmaps/*`, ...POOL('get', 'update')], controller: POOL('get', 'update') },
  ibmcloud: { adaptor: [CLUSTER_INFO, NODES], controller: [CLUSTER_INFO, NODES] },
};

test('every provider is looked at', () => {
  expect(Object.keys(CASES)).toEqual(PROVIDERS.map(({ name }) => name));
});

test.each(Object.keys(CASES))('%s: adaptor and resource controller may do what their programs do, and no more', (name) => {
  const objects = written(CASES[name]);
  const { adaptor = [], controller = [] } = MORE[name] ?? {};
  expect(rights(objects, ADAPTOR).sort()).toEqual([...EVERY_ADAPTOR, ...adaptor].sort());
  expect(rights(objects, CONTROLLER).sort()).toEqual([...EVERY_CONTROLLER, ...controller].sort());
});

test('every right has its reason', () => {
  const ofProviders = PROVIDERS.flatMap(({ needs: { api = [], podVariables = [], files = [], metadata = [] } = {} }) => (
    [...api, ...podVariables, ...files, ...metadata]));
  const needs = [...PROGRAM_API, ...ofProviders];
  expect(needs.length).toBeGreaterThan(15);
  expect(needs.filter(({ reason }) => !/\w{3}/.test(reason))).toEqual([]);
});

describe('IBM Cloud', () => {
  const ibm = (options: object = {}) => written({ provider: PeerPodsProvider.ibmCloud({ ...IBMCLOUD, ...options }) });
  const environment = (objects: readonly Manifest[]) => one(objects, 'Deployment', CONTROLLER).spec.template.spec.containers
    .find((container: Manifest) => container.name === 'manager').env.map((variable: Manifest) => variable.name);

  test('the resource controller knows its node, whose labels have the zone', () => {
    expect(one(ibm(), 'Deployment', CONTROLLER).spec.template.spec.containers.slice(-1)[0].env)
      .toContainEqual({ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } });
  });

  test('with clusterId, nothing in kube-system is read', () => {
    const objects = ibm({ clusterId: 'c1' });
    expect(identities(objects).filter((name) => name.includes('kube-system'))).toEqual([]);
    expect(rights(objects, CONTROLLER)).toContain(NODES); // the zone is still to be found
  });

  test('with zone and endpoint, the resource controller reads no node', () => {
    const objects = ibm({ zone: 'eu-de-1', vpcEndpoint: 'https://eu-de.iaas.cloud.ibm.com/v1' });
    expect(rights(objects, CONTROLLER)).not.toContain(NODES);
    expect(environment(objects)).toEqual(['PEERPODS_NAMESPACE']);
    expect(rights(objects, ADAPTOR)).toContain(NODES); // subnet and VPC are still to be found
    const all = ibm({ zone: 'eu-de-1', vpcEndpoint: 'https://eu-de.iaas.cloud.ibm.com/v1', vpcId: 'v', subnetId: 's', resourceGroupId: 'r' });
    expect(rights(all, ADAPTOR)).not.toContain(NODES);
  });

  test('a resource controller that stands alone is told the provider', () => {
    const alone = (provider?: PeerPodsProvider) => emitted((chart) => {
      new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest(), provider });
    }, NAMESPACE);
    expect(rights(alone(PeerPodsProvider.ibmCloud(IBMCLOUD)), CONTROLLER)).toEqual(expect.arrayContaining([CLUSTER_INFO, NODES]));
    expect(rights(alone(), CONTROLLER).sort()).toEqual([...EVERY_CONTROLLER].sort());
  });
});

test('byom: the state of the pool may stand in another namespace', () => {
  const objects = written({ ...CASES.byom, provider: PeerPodsProvider.byom({ ...BYOM, poolNamespace: 'machines' }) });
  expect(rights(objects, ADAPTOR).filter((right) => right.includes('byom'))).toEqual(
    ['get', 'update'].map((verb) => `machines: ${verb} /configmaps/byom-ip-pool-state`));
});

test('0.17.0: keys of VMs are Secrets in a namespace that the program has built in', () => {
  const objects = written({ release: PeerPodsRelease.V0_17_0, secureComms: true });
  expect(rights(objects, ADAPTOR).filter((right) => right.startsWith('confidential-containers-system'))).toEqual(
    ['create', 'delete', 'get'].map((verb) => `confidential-containers-system: ${verb} /secrets/*`));
});

describe('nodes', () => {
  const architecturesOf = ({ spec }: Manifest) => spec.template.spec.affinity?.nodeAffinity
    .requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions.find(({ key }: Manifest) => key === 'kubernetes.io/arch')?.values;
  const daemonSets = (props: (chart: Chart) => Partial<PeerPodsCaaProps>) => {
    const aws = { provider: PeerPodsProvider.aws(AWS), credentials: existing() };
    const objects = emitted((chart) => compose(chart, { ...aws, ...props(chart) }), NAMESPACE);
    return (name: string) => architecturesOf(one(objects, 'DaemonSet', name));
  };

  test.each(Object.keys(CASES))('%s: the adaptor runs where Kata runs, and nowhere else', (name) => {
    const release = CASES[name].release ?? PeerPodsRelease.V0_22_0;
    const found = daemonSets((chart) => ({
      ...CASES[name],
      ...(CASES[name].credentials === undefined && 'credentials' in CASES[name] ? { credentials: undefined } : {}),
      runtime: new KataRuntime(chart, 'Kata', { release: KataRelease.of(release.kataVersion), shims: [KataShim.REMOTE] }),
    }));
    expect(found('cloud-api-adaptor-daemonset')).toEqual(['amd64']);
  });

  test('several architectures', () => {
    const found = daemonSets((chart) => ({
      runtime: new KataRuntime(chart, 'Kata', { release: KataRelease.V4_0_0, shims: [KataShim.REMOTE], architectures: [Architecture.S390X, Architecture.PPC64LE] }),
    }));
    expect(found('cloud-api-adaptor-daemonset')).toEqual(['s390x', 'ppc64le']);
    expect(found('kata-deploy')).toEqual(['s390x', 'ppc64le']);
  });

  test('without a runtime here: those of the Kata of the release', () => {
    expect(daemonSets(() => ({}))('cloud-api-adaptor-daemonset')).toEqual(['amd64', 's390x', 'ppc64le']);
    expect(daemonSets(() => ({ release: PeerPodsRelease.V0_17_0 }))('cloud-api-adaptor-daemonset')).toEqual(['amd64', 's390x']);
  });

  test('an image of your own may be built for any', () => {
    const image = ContainerImage.of('registry.example.com/caa', { tag: '1' });
    expect(daemonSets(() => ({ image }))('cloud-api-adaptor-daemonset')).toEqual(['amd64', 's390x', 'ppc64le']);
  });

  test('nodes of an architecture that is not served', () => {
    expect(refused({ nodeSelector: { 'kubernetes.io/arch': 'arm64' } })).toEqual([
      '  - nodeSelector["kubernetes.io/arch"]: got "arm64"; allowed: amd64, s390x, ppc64le. Kata with the shim remote and the adaptor run there alone. '
      + 'Set `architectures` of the runtime.',
    ]);
  });

  test('webhook and resource controller run where their images were built for', () => {
    const [webhook, controller] = ['peer-pods-webhook-controller-manager', CONTROLLER];
    const of = (release: PeerPodsRelease) => [webhook, controller].map((name) => architecturesOf(one(written({ release }), 'Deployment', name)));
    expect(of(PeerPodsRelease.V0_22_0)).toEqual([['amd64', 'ppc64le', 's390x'], ['amd64', 'arm64', 'ppc64le', 's390x']]);
    expect(of(PeerPodsRelease.V0_17_0)).toEqual([['amd64', 'ppc64le', 's390x'], ['amd64', 'ppc64le', 's390x']]);
  });
});

test('the startup probe looks at pods of the RuntimeClass that there is', () => {
  const variables = (multiInstallSuffix?: string) => one(emitted((chart) => compose(chart, {
    provider: PeerPodsProvider.aws(AWS),
    credentials: existing(),
    runtime: KataRuntime.fromKataRuntimeAttributes(chart, 'Kata', { shims: [KataShim.REMOTE], multiInstallSuffix }),
  }), NAMESPACE), 'DaemonSet').spec.template.spec.containers[0].env.filter(({ name }: Manifest) => name === 'RUNTIMECLASS_NAME');
  expect(variables('two')).toEqual([{ name: 'RUNTIMECLASS_NAME', value: 'kata-remote-two' }]);
  expect(variables()).toEqual([]);
});

test('what the images of a release were built with is a part of what its source has', () => {
  for (const { providers, devOnly, controllerProviders } of PEER_PODS_RELEASES) {
    expect([...devOnly, ...controllerProviders].filter((name) => !providers.includes(name))).toEqual([]);
  }
});

