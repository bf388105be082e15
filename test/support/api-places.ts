import { App, Chart, Duration, Size } from 'cdk8s';
import * as library from 'cdk8s-coco';
import { Cpu, PercentOrAbsolute } from 'cdk8s-plus-28';
import { Call, Field, parseCalls, parseEnum, parseFields, Type } from '../../src/common/private/api-type';
import { CLASSES, ENUMS, STRUCTS } from '../../src/common/private/api-types';
import { Recording } from '../../src/fleet/private/reads';

/*
 * Right values of every type of the public API, and every place in them that can hold another value: each argument of each call,
 * each field, each item, however deep.
 */

const SHA = '0123456789abcdef'.repeat(4);
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

const tarball = () => library.ContainerdTarball.forAllNodes('https://mirror.example.com/c.tar.gz', SHA);
const source = () => library.SecretSource.fromSecret({ name: 'a' } as any);
/** Those that are constructs are in an app of their own: a cluster has some of them once. */
const elsewhere = () => new Chart(new App(), 'sample', { namespace: 'coco-system' });
const kata = () => new library.KataRuntime(elsewhere(), 'Kata', {
  release: library.KataRelease.V4_1_0, shims: [library.KataShim.REMOTE, library.KataShim.QEMU],
});
const inventory = () => library.FleetInventory.of({ clusters: [{ name: 'a', facts: { a: 1 } }] });
const redfish = {
  release: library.RedfishRelease.V0_2_1,
  platform: library.RedfishPlatform.KUBERNETES,
  chassis: [{ name: 'lab', namespace: 'lab' }],
  get users() { return [{ username: 'ironic', credentials: source(), chassis: ['lab'] }]; },
};

/** A right value of each class and interface. */
const INSTANCES: Record<string, (chart: Chart) => unknown> = {
  App: () => new App(),
  Architecture: () => library.Architecture.X86_64,
  CocoConstruct: () => new library.PrivilegedNamespace(elsewhere(), 'Namespace'),
  Construct: (chart) => chart,
  ContainerImage: () => library.ContainerImage.of('a/b', { tag: '1' }),
  ContainerdTarball: tarball,
  Cpu: () => Cpu.millis(10),
  CustomContainerdInstaller: () => new library.CustomContainerdInstaller(elsewhere(), 'Containerd', { tarballs: [tarball()] }),
  Delivery: () => library.Delivery.kubectl(new App()),
  DpfHcpLogLevel: () => library.DpfHcpLogLevel.INFO,
  DpfHcpPlacement: () => library.DpfHcpPlacement.worker(),
  DpfHcpRelease: () => library.DpfHcpRelease.latest(),
  DpuWorkerRelease: () => library.DpuWorkerRelease.latest(),
  Duration: () => Duration.minutes(5),
  Fleet: () => library.Fleet.of({ inventory: inventory(), blueprints: [{ compose: () => undefined }] }),
  FleetCluster: () => library.FleetCluster._of(new Recording(inventory()._clusters[0])),
  FleetInventory: () => inventory(),
  FleetDelivery: () => library.FleetDelivery.kubectl(),
  FleetShard: () => library.FleetShard.of(1, 1),
  IBlueprint: () => ({ compose: () => undefined }),
  FluxSource: () => library.FluxSource.existingGit('a'),
  IConfigMap: () => ({ name: 'a' }),
  IConstruct: (chart) => chart,
  IKataRuntime: kata,
  INodeStep: (chart) => INSTANCES.CustomContainerdInstaller(chart),
  ImagePolicy: () => library.ImagePolicy.apply(new App(), {}),
  InstallOrder: (chart) => library.InstallOrder.of(chart),
  IRedfishServer: () => new library.RedfishServer(elsewhere(), 'Redfish', redfish),
  ISecret: () => ({ name: 'a' }),
  KataDeployment: () => library.KataDeployment.daemonSet(),
  KataRelease: () => library.KataRelease.V4_1_0,
  KataRuntime: kata,
  KataRuntimeClass: () => kata().runtimeClass(library.KataShim.QEMU),
  KataShim: () => library.KataShim.QEMU,
  KataUpdateStrategy: () => library.KataUpdateStrategy.onDelete(),
  KubernetesDistribution: () => library.KubernetesDistribution.K8S,
  MetricsEndpoint: () => library.MetricsEndpoint.disabled(),
  PeerPodConfigController: () => new library.PeerPodConfigController(elsewhere(), 'Configs'),
  PeerPodLimit: () => library.PeerPodLimit.forEachNode(2),
  PeerPodsCrds: () => new library.PeerPodsCrds(new App(), 'sample'),
  PeerPodsIdentity: () => library.PeerPodsIdentity.awsRole({ roleArn: 'arn:aws:iam::123456789012:role/peer-pods' }),
  PeerPodsProvider: () => library.PeerPodsProvider.docker(),
  PeerPodsRelease: () => library.PeerPodsRelease.latest(),
  PercentOrAbsolute: () => PercentOrAbsolute.absolute(1),
  RedfishClient: () => library.RedfishClient.anyPod(),
  RedfishExposure: () => library.RedfishExposure.none(),
  RedfishRelease: () => library.RedfishRelease.V0_2_3,
  RedfishScc: () => library.RedfishScc.none(),
  RedfishTls: () => library.RedfishTls.certManager({ issuerName: 'a' }),
  RedfishVolume: () => library.RedfishVolume.configMap('a', '/a'),
  SecretSource: source,
  SecretStore: () => library.SecretStore.named('a'),
  Size: () => Size.gibibytes(1),
  Snapshotter: () => library.Snapshotter.NYDUS,
  UninstallPhase: () => library.UninstallPhase.of(new App()),
  VirtualMachineSelector: () => library.VirtualMachineSelector.all(),
  WebhookCertificate: () => library.WebhookCertificate.certManager(),
};

/** Right texts, by the name of the field or parameter, where "a" is none. */
const TEXTS: Readonly<Record<string, string>> = {
  bootMacAddress: '02:00:00:00:00:01',
  caBundle: CERTIFICATE,
  chassis: 'lab',
  cidr: '10.0.0.0/8',
  host: 'host.example.com',
  id: 'X',
  mountPath: '/a',
  reference: 'a/b:1',
  sha256: SHA,
  url: 'https://mirror.example.com/c.tar.gz',
};

const fieldsOf = new Map(Object.entries(STRUCTS).map(([name, text]) => [name, parseFields(text)]));
const enumsOf = new Map(Object.entries(ENUMS).map(([name, text]) => [name, parseEnum(text)]));
export const CALLS: ReadonlyMap<string, readonly Call[]> = new Map(
  Object.entries(CLASSES).map(([name, text]) => [name, parseCalls(text)]));

/** A right value: of structs, what is needed. */
export function right(type: Type, chart: Chart, name = ''): unknown {
  switch (type.kind) {
    case 'text': return TEXTS[name] ?? 'a';
    case 'number':
    case 'whole': return 2;
    case 'boolean': return true;
    case 'any': return 'a';
    case 'list': return [right(type.of, chart, name)];
    case 'map': return { a: right(type.of, chart, name) };
  }
  const fields = fieldsOf.get(type.name);
  if (type.name === 'RedfishServerProps') return { ...redfish };
  if (fields) {
    const required = fields.filter(({ optional }) => !optional);
    return Object.fromEntries(required.map((one) => [one.name, right(one.type, chart, one.name)]));
  }
  const members = enumsOf.get(type.name);
  if (members) return members.find(Boolean);
  const make = INSTANCES[type.name];
  if (!make) throw new Error(`no sample of ${type.name}`);
  return make(chart);
}

/** Whether a value of no class fits a type. */
export function isRight(type: Type, value: unknown): boolean {
  const isMap = typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]';
  switch (type.kind) {
    case 'text': return typeof value === 'string';
    case 'number': return typeof value === 'number' && Number.isFinite(value);
    case 'whole': return Number.isInteger(value) && Number(value) >= type.from && Number(value) <= type.to;
    case 'boolean': return typeof value === 'boolean';
    case 'any': return true;
    case 'list': return Array.isArray(value) && Array.from(value).every((one) => isRight(type.of, one));
    case 'map': return isMap && Object.values(value as object).every((one) => isRight(type.of, one));
  }
  const fields = fieldsOf.get(type.name);
  if (!fields) return enumsOf.get(type.name)?.includes(value as string) ?? false;
  return isMap && Object.keys(value as object).every((key) => fields.some(({ name }) => name === key))
    && fields.every(({ optional }) => optional);
}

/** A place in a value, and the whole with something at it. */
export interface Place {
  readonly at: string;
  readonly type: Type;
  readonly optional: boolean;
  /** What stands there is never printed. */
  readonly hidden: boolean;
  readonly put: (value: unknown, chart: Chart) => unknown;
}

/**
 * Every place in a value of a type.
 *
 * @param made whether the arguments of static methods are places too, where an instance may be made by one
 */
export function* places(field: Pick<Field, 'name' | 'type' | 'hidden' | 'optional'>, made: boolean, above: readonly string[] = []): Generator<Place> {
  const { name, type, hidden, optional } = field;
  yield { at: '', type, optional, hidden, put: (value) => value };
  if (type.kind === 'list' || type.kind === 'map') {
    const at = type.kind === 'list' ? '[0]' : '["a"]';
    const around = (value: unknown) => (type.kind === 'list' ? [value] : { a: value });
    yield* inside(at, { name, type: type.of, hidden, optional: false }, around, made, above);
  }
  if (type.kind !== 'named' || above.includes(type.name)) return;
  const deeper = [...above, type.name];
  for (const one of fieldsOf.get(type.name) ?? []) {
    yield* inside(`.${one.name}`, one, (value, chart) => ({ ...right(type, chart, name) as object, [one.name]: value }), made, deeper);
  }
  for (const call of made ? CALLS.get(type.name) ?? [] : []) {
    if (!call.isStatic || call.parameters.some((one) => one.name === 'scope')) continue;
    for (const [index, one] of call.parameters.entries()) {
      const make = (value: unknown, chart: Chart) => (
        callStatic(type.name, call, argumentsWith(call.parameters, index, value, chart)));
      yield* inside(`.${call.name}(${one.name})`, one, make, made, deeper);
    }
  }
}

function* inside(
  at: string, field: Pick<Field, 'name' | 'type' | 'hidden' | 'optional'>, around: (value: unknown, chart: Chart) => unknown,
  made: boolean, above: readonly string[],
): Generator<Place> {
  for (const place of places(field, made, above)) {
    yield { ...place, at: `${at}${place.at}`, hidden: place.hidden, put: (value, chart) => around(place.put(value, chart), chart) };
  }
}

/** Right arguments, but for one. */
export function argumentsWith(parameters: readonly Field[], index: number, value: unknown, chart: Chart): unknown[] {
  return parameters.map((one, at) => (at === index ? value : one.name === 'props' && one.optional ? undefined : right(one.type, chart, one.name)));
}

const exported = library as unknown as Record<string, any>;

export const callStatic = (className: string, { name }: Call, args: unknown[]): unknown => exported[className][name](...args);

/** Calls what a class has: a constructor, a static method, or a method of an instance. */
export function invoke(className: string, call: Call, args: unknown[], chart: Chart): unknown {
  if (call.name === 'new') return new exported[className](...args);
  if (call.isStatic) return callStatic(className, call, args);
  return (right({ kind: 'named', name: className }, chart) as Record<string, (...all: unknown[]) => unknown>)[call.name](...args);
}

/** Errors by the thousand: where each was made is of no interest, and takes longer to find out than all else. */
export function withoutFrames<T>(act: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return act();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A place in an argument of a call. */
export interface ArgumentPlace {
  readonly className: string;
  readonly call: Call;
  readonly index: number;
  readonly place: Place;
}

/** Every argument of every call, and every place in it. */
export function* allPlaces(made: boolean): Generator<ArgumentPlace> {
  for (const [className, calls] of CALLS) {
    for (const call of calls) {
      for (const [index, parameter] of call.parameters.entries()) {
        for (const place of places(parameter, made)) yield { className, call, index, place };
      }
    }
  }
}

