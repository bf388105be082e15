import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { ofCall, ofType, some, struct } from './arbitraries';
import { build, isMap, Made, Path, without } from './recipe';
import { one } from './values';
import * as coco from '../../src';
import { parseFields } from '../../src/common/private/api-type';
import { STRUCTS } from '../../src/common/private/api-types';

/*
 * The constructs with what goes together in their props: a release with its shims, a provider with its credentials. All else is
 * random.
 */

type Props = Record<string, unknown>;

/** A construct that properties are about. */
export interface Subject {
  readonly name: string;
  /** Its type in the API, if it has props. */
  readonly props: string;
  readonly arbitrary: fc.Arbitrary<Props>;
  /** Composes it from built props. */
  readonly compose: (chart: Chart, props: any) => void;
  /** What recipes may refer to as `given.<name>`. */
  readonly given?: (chart: Chart) => Record<string, unknown>;
}

const call = (name: string, ...args: fc.Arbitrary<unknown>[]) => (
  fc.tuple(...args).map((values) => new Made(name, values as unknown[])));
const release = (type: string) => ofType(type) as fc.Arbitrary<Made>;
const named = (of: fc.Arbitrary<string>) => call('SecretSource.fromSecretName', of);
const source = (...keys: string[]) => fc.oneof(
  named(one('keys', 'a.b', 'true')),
  call('SecretSource.externalSecret', some({
    store: ofType('SecretStore'),
    refreshInterval: call('Duration.minutes', fc.integer({ min: 1, max: 600 })),
    keys: some(Object.fromEntries(keys.map((key) => [key, ofType('RemoteSecretKey')])), ...keys),
  }, 'store', 'keys')),
);

/** Kata: shims that the release has on the architectures, and a default among them. */
const kata = release('KataRelease').chain((made) => {
  const names = (build(made) as coco.KataRelease).shimNames('x86_64');
  const shim = fc.constantFrom(...names);
  const configured = fc.tuple(shim, ofType('KataShimOptions')).map(([name, options]) => (
    new Made('KataShim.withOptions', [new Made('KataShim.of', [name]), without(options as Props, ['architectures'])])));
  return fc.uniqueArray(fc.oneof(shim.map((name) => new Made('KataShim.of', [name])), configured), {
    minLength: 1, maxLength: 4, selector: (made2) => JSON.stringify(made2.what === 'KataShim.of' ? made2.args![0] : (made2.args![0] as Made).args![0]),
  }).chain((shims) => {
    const chosen = fc.constantFrom(...shims.map((made2) => (made2.what === 'KataShim.of' ? made2 : made2.args![0] as Made)));
    return struct('KataRuntimeProps', {
      release: fc.constant(made),
      shims: fc.constant(shims),
      architectures: fc.constant([new Made('Architecture.X86_64')]),
      architectureDefaultShims: some({ architecture: fc.constant(new Made('Architecture.X86_64')), shim: chosen }, 'architecture', 'shim').map((value) => [value]),
      defaultShim: chosen,
      customRuntimes: struct('CustomKataRuntime', { baseShim: chosen }).map((value) => [value]),
      lifecycle: fc.constantFrom('present', 'draining'),
    });
  });
});

const containerd = struct('CustomContainerdInstallerProps', {
  tarballs: fc.oneof(
    call('ContainerdTarball.forAllNodes', one('https://mirror.example.com/a.tar.gz'), one('0123456789abcdef'.repeat(4))),
    fc.constant(new Made('ContainerdTarball.fromSecretUrl', [{ secret: { name: 'url' }, key: 'url' }, 'ab'.repeat(32)])),
  ).map((made) => [made]),
});

const KEYS: Readonly<Record<string, string[]>> = {
  alibabaCloud: ['ALIBABACLOUD_ACCESS_KEY_ID', 'ALIBABACLOUD_ACCESS_KEY_SECRET'],
  aws: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  azure: ['AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET', 'AZURE_TENANT_ID'],
  gcp: ['GCP_CREDENTIALS'],
  ibmCloud: ['IBMCLOUD_API_KEY'],
  ibmCloudPowerVs: ['IBMCLOUD_API_KEY'],
  vsphere: ['GOVC_USERNAME', 'GOVC_PASSWORD'],
};
const OPTIONS: Readonly<Record<string, string>> = {
  alibabaCloud: 'AlibabaCloud', aws: 'Aws', azure: 'Azure', byom: 'Byom', docker: 'Docker', gcp: 'Gcp', ibmCloud: 'IbmCloud', ibmCloudPowerVs: 'IbmCloudPowerVs', libvirt: 'Libvirt', vsphere: 'Vsphere',
};
const GIVEN: Readonly<Record<string, Record<string, fc.Arbitrary<unknown>>>> = {
  byom: { maxRangeIps: fc.integer({ min: 11, max: 100 }) },
  gcp: { confidentialType: one('SEV', 'SEV_SNP'), machineType: one('n2d-standard-2') },
  ibmCloud: { instanceProfile: one('bx3dc-2x10') },
  vsphere: { host: one('esx1'), drs: fc.constant(false), datastore: one('ds1') },
};
const IDENTITIES: Readonly<Record<string, string>> = {
  alibabaCloud: 'alibabaRrsa', aws: 'awsRole', azure: 'azureWorkloadIdentity', gcp: 'gcpFederation', ibmCloud: 'ibmTrustedProfile',
};

/** What a provider of peer pods needs: its keys, or an identity of its cloud. */
function access(made: Made): fc.Arbitrary<Props> {
  const { providerNames, version } = build(made) as coco.PeerPodsRelease;
  const names = Object.keys(OPTIONS).filter((name) => providerNames.includes(name === 'ibmCloudPowerVs' ? 'ibmcloud-powervs' : name.toLowerCase()));
  return fc.constantFrom(...names).chain((name) => {
    const provider = call(`PeerPodsProvider.${name}`, struct(`PeerPods${OPTIONS[name]}Options`, GIVEN[name], Object.keys(GIVEN[name] ?? {})));
    const keys = KEYS[name];
    const ssh: Record<string, fc.Arbitrary<unknown>> = ['byom', 'libvirt'].includes(name) ? { sshKey: named(one('ssh')) } : {};
    const byKeys = keys ? some({ provider, credentials: source(...keys) }, 'provider', 'credentials') : some({ provider, ...ssh }, 'provider', ...Object.keys(ssh));
    if (!IDENTITIES[name] || (name === 'aws' && version !== '0.22.0')) return byKeys;
    const identity = ofCall('PeerPodsIdentity', IDENTITIES[name]);
    return fc.oneof(byKeys, some({ provider, identity }, 'provider', 'identity'));
  });
}

type Given = Record<string, fc.Arbitrary<unknown> | undefined>;
const peerPods = (props: string, given: Given, needed: boolean) => release('PeerPodsRelease').chain((made) => fc.tuple(
  struct(props, {
    ...given, release: fc.constant(made), credentials: undefined, identity: undefined, sshKey: undefined, provider: undefined,
  }),
  needed ? access(made) : fc.oneof(fc.constant({}), access(made)),
).map(([own, other]): Props => ({ ...own, ...other })));

const adaptor = peerPods('PeerPodsCaaProps', {
  runtime: undefined,
  tlsCertificates: source('ca.crt', 'client.crt', 'client.key'),
  maxUnavailable: fc.constant(new Made('PercentOrAbsolute.absolute', [0])),
  lifecycle: fc.constant('present'),
}, true);
const controller = peerPods('PeerPodControllerProps', {}, false);

const users = struct('RedfishUser', {
  username: one('ironic', 'true', '012'), passwordKey: undefined, passwordHashKey: undefined, credentials: source('password'), chassis: fc.constant(['lab']),
}).map((user) => [user]);
const redfish = fc.constantFrom('kubernetes', 'openshift').chain((platform) => {
  const only = (type: string, others: RegExp) => (ofType(type) as fc.Arbitrary<Made>).filter((made) => platform === 'openshift' || !others.test(made.what));
  return struct('RedfishServerProps', {
    platform: fc.constant(platform),
    chassis: struct('RedfishChassis', { name: one('lab') }, ['serviceAccountName']).map((chassis) => [chassis]),
    users,
    configuration: undefined,
    tls: fc.oneof(only('RedfishTls', /serviceCa|fromSecret/), named(one('redfish-tls')).map((made) => new Made('RedfishTls.fromSecret', [made]))),
    exposure: only('RedfishExposure', /route/),
    scc: platform === 'openshift' ? ofType('RedfishScc') : undefined,
    clients: only('RedfishClient', /hostNetwork/).map((made) => [made]),
  }, ['tls', 'image', 'users']);
});

const provisioner = struct('DpfHcpProvisionerProps', {
  pullSecret: source('.dockerconfigjson'),
  sshKey: source('id_rsa.pub'),
  networking: some({
    clusterNetwork: fc.constant([{ cidr: '10.128.0.0/14', hostPrefix: 23 }]),
    serviceNetwork: fc.constant([{ cidr: '172.30.0.0/16' }]),
    machineNetwork: fc.constant([{ cidr: '192.0.2.0/24' }]),
  }),
}, ['dpuDeploymentRef', 'virtualIp']);

const host = struct('RedfishBareMetalHostProps', {
  server: fc.constant(new Made('given.server')), chassis: one('lab'), credentials: source('username', 'password'),
});
const server = (chart: Chart) => ({
  server: new coco.RedfishServer(chart, 'Server', {
    release: coco.RedfishRelease.V0_2_1,
    platform: coco.RedfishPlatform.KUBERNETES,
    chassis: [{ name: 'lab', namespace: 'lab' }],
    users: [{ username: 'ironic', credentials: coco.SecretSource.fromSecretName('ironic'), chassis: ['lab'] }],
    tls: coco.RedfishTls.certManager({ issuerName: 'internal' }),
    exposure: coco.RedfishExposure.ingress('redfish.example.com'),
  }),
});

/** Every construct that has props and emits objects. */
export const SUBJECTS: readonly Subject[] = [
  plain('KataRuntime', 'KataRuntimeProps', kata),
  plain('CustomContainerdInstaller', 'CustomContainerdInstallerProps', containerd),
  plain('PeerPodsCAA', 'PeerPodsCaaProps', adaptor),
  plain('PeerPodsWebhook', 'PeerPodsWebhookProps'),
  plain('PeerPodController', 'PeerPodControllerProps', controller),
  plain('PeerPodConfigController', 'PeerPodConfigControllerProps'),
  {
    ...plain('PeerPodConfig', 'PeerPodConfigProps'),
    compose: (chart, props) => { new coco.PeerPodConfigController(chart, 'Configs').addConfig('Subject', props); },
  },
  plain('PeerPodQuota', 'PeerPodQuotaProps'),
  plain('PeerPodAlerts', 'PeerPodAlertsProps'),
  plain('PeerPodsCrds', 'PeerPodsCrdsProps', struct('PeerPodsCrdsProps', { resources: fc.subarray(['PeerPod', 'PeerPodConfig'], { minLength: 1 }) })),
  plain('DpfHcpOperator', 'DpfHcpOperatorProps', struct('DpfHcpOperatorProps', {
    lifecycle: fc.constant('present'), namespace: one('dpf-hcp-provisioner-system'),
  }, ['namespace'])),
  plain('DpfHcpProvisioner', 'DpfHcpProvisionerProps', provisioner),
  plain('DpuWorkerConfig', 'DpuWorkerConfigProps', struct('DpuWorkerConfigProps', { lifecycle: fc.constant('present') })),
  plain('RedfishServer', 'RedfishServerProps', redfish),
  { ...plain('RedfishBareMetalHost', 'RedfishBareMetalHostProps', host), given: server },
  plain('PrivilegedNamespace', 'PrivilegedNamespaceProps'),
  plain('RestrictedNamespace', 'RestrictedNamespaceProps'),
];

function plain(name: string, props: string, arbitrary = ofType(props) as fc.Arbitrary<Props>): Subject {
  const type = (coco as unknown as Record<string, any>)[name];
  return { name, props, arbitrary, compose: (chart, built) => { new type(chart, 'Subject', built); } };
}

/** The objects of a recipe, as they are written. */
export function synthesize({ compose, given }: Subject, recipe: unknown): any[] {
  const app = new App();
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  compose(chart, build(recipe, given?.(chart)));
  return app.charts.flatMap((each) => each.toJson());
}

/** What a recipe gives, and what was left out of it because other props exclude it. */
export interface Settled {
  readonly recipe: Props;
  readonly left: readonly string[];
  readonly objects: readonly any[];
}

/**
 * Leaves out props that messages name until the rest is accepted: what is right by itself is refused only beside others, and a
 * message names at least one of those that do not go together.
 *
 * @throws if a message names nothing that can be left out
 */
export function settle(subject: Subject, props: Props): Settled {
  let recipe = props;
  const left: string[] = [];
  for (;;) {
    try {
      return { objects: synthesize(subject, recipe), recipe, left };
    } catch (error) {
      const { name, message } = error as Error;
      const told = name === 'CocoError' ? [...message.matchAll(/^(?: {2}- |coco\/Subject: )(\w+)(?:\.(\w+))?/gm)] : [];
      const next = told.map(([, prop, option]): Path => (
        prop in recipe && !isRequired(subject, prop) ? [prop] : pathOf(recipe, prop, option))).filter((path) => path.length);
      if (!next.length) throw error;
      recipe = next.reduce(without, recipe);
      left.push(...next.map((path) => path.join('.')));
    }
  }
}

/** Where an option stands in the arguments by which a required prop is made. */
function pathOf(recipe: Props, prop: string, option?: string): Path {
  const { args = [] } = recipe[prop] instanceof Made ? recipe[prop] : { args: [] };
  const index = args.findIndex((value) => isMap(value) && option !== undefined && option in value);
  return index < 0 ? [] : [prop, index, option!];
}

const isRequired = ({ props }: Subject, prop: string) => (
  parseFields(STRUCTS[props]).some(({ name, optional }) => name === prop && !optional));
