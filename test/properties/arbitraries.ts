import * as fc from 'fast-check';
import { Made } from './recipe';
import { MAPS, NUMBERS, one, TEXTS } from './values';
import * as coco from '../../src';
import { Call, Field, parseCalls, parseEnum, parseFields, Type } from '../../src/common/private/api-type';
import { CLASSES, ENUMS, STRUCTS } from '../../src/common/private/api-types';

/*
 * Random recipes of every type of the public API: all its fields, enums, members and static methods, from the data by which calls
 * are checked. values.ts says what a string or a number may be. A field that is missing there fails the run that meets it.
 */

type Any = fc.Arbitrary<unknown>;

const call = (name: string, ...args: Any[]): Any => fc.tuple(...args).map((values) => new Made(name, values as unknown[]));
export const some = (fields: Readonly<Record<string, Any>>, ...required: string[]): fc.Arbitrary<Record<string, unknown>> => (
  fc.record(fields, { requiredKeys: required, noNullPrototype: true }));
const list = (of: Any, min = 0): Any => (
  fc.uniqueArray(of, { minLength: min, maxLength: min + 2, selector: (value) => JSON.stringify(value) }));

const seconds = (min: number, max: number): Any => call('Duration.seconds', fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max })));
const DURATIONS: Readonly<Record<string, Any>> = {
  activeDeadline: seconds(1, 86400),
  buildTimeout: seconds(60, 3600),
  duration: fc.oneof(call('Duration.hours', fc.integer({ min: 1, max: 2160 })), call('Duration.days', fc.integer({ min: 1, max: 90 }))),
  healthWindow: seconds(1, 600),
  initialDelay: seconds(0, 3600),
  installTimeout: seconds(60, 86400),
  isoDownloadTimeout: seconds(1, 86400),
  kubevirtTimeout: seconds(1, 300),
  nodeSettle: seconds(0, 600),
  period: seconds(1, 3600),
  proxyTimeout: seconds(1, 3600),
  refreshInterval: seconds(60, 86400),
  sshTimeout: seconds(1, 600),
  startTimeout: seconds(10, 600),
  timeout: seconds(1, 3600),
  ttlAfterFinished: seconds(60, 86400),
  vmUpdateTimeout: seconds(1, 86400),
  waitForNodes: seconds(0, 600),
  waitNodeReady: seconds(0, 600),
};

const gibibytes = (min: number, max: number): Any => call('Size.gibibytes', fc.integer({ min, max }));
const SIZES: Readonly<Record<string, Any>> = {
  maxDownloadSize: gibibytes(1, 4),
  maxUnpackedSize: gibibytes(4, 8),
  memory: gibibytes(2, 64),
  rootDiskSize: gibibytes(8, 64),
  rootVolumeSize: gibibytes(8, 64),
  size: gibibytes(1, 4),
  storageSize: gibibytes(1, 64),
  systemDiskSize: gibibytes(20, 64),
  temporarySize: gibibytes(1, 64),
};

const requirement = fc.oneof(
  some({ key: TEXTS.key, operator: one('In', 'NotIn'), values: list(TEXTS.value, 1) }, 'key', 'operator', 'values'),
  some({ key: TEXTS.key, operator: one('Exists', 'DoesNotExist') }, 'key', 'operator'),
);
const term = some({ matchExpressions: list(requirement, 1) }, 'matchExpressions');
const nodeAffinity = some({
  requiredDuringSchedulingIgnoredDuringExecution: some({ nodeSelectorTerms: list(term, 1) }, 'nodeSelectorTerms'),
  preferredDuringSchedulingIgnoredDuringExecution: list(some({ weight: fc.integer({ min: 1, max: 100 }), preference: term }, 'weight', 'preference')),
});
const podTerm = some({
  topologyKey: one('kubernetes.io/hostname', 'topology.kubernetes.io/zone'),
  labelSelector: some({ matchLabels: MAPS.labels, matchExpressions: list(requirement) }),
  namespaces: list(TEXTS.namespace),
}, 'topologyKey', 'labelSelector');
const podAffinity = some({
  requiredDuringSchedulingIgnoredDuringExecution: list(podTerm),
  preferredDuringSchedulingIgnoredDuringExecution: list(
    some({ weight: fc.integer({ min: 1, max: 100 }), podAffinityTerm: podTerm }, 'weight', 'podAffinityTerm')),
});

const range = (unit: string, low: [number, number], high: [number, number]): Any => some({
  request: call(unit, fc.integer({ min: low[0], max: low[1] })), limit: call(unit, fc.integer({ min: high[0], max: high[1] })),
});

/** Types of other libraries, and those whose fields go together. */
const TYPES: Readonly<Record<string, Any>> = {
  'k8s.Affinity': some({ nodeAffinity, podAffinity, podAntiAffinity: podAffinity }),
  'k8s.NodeAffinity': nodeAffinity,
  'k8s.SecurityContext': some({
    runAsUser: fc.integer({ min: 0, max: 65535 }),
    readOnlyRootFilesystem: fc.boolean(),
    seccompProfile: fc.constant({ type: 'RuntimeDefault' }),
    capabilities: some({ drop: fc.constant(['ALL']) }),
  }),
  'k8s.SeLinuxOptions': some(Object.fromEntries(['level', 'role', 'type', 'user'].map((name) => [name, TEXTS[`SeLinuxOptions.${name}`]]))),
  'ContainerResources': some({
    cpu: range('Cpu.millis', [1, 500], [500, 4000]),
    memory: range('Size.mebibytes', [16, 128], [128, 4096]),
    ephemeralStorage: range('Size.mebibytes', [16, 128], [128, 4096]),
  }),
  'ContainerImageOptions': fc.oneof(some({ tag: TEXTS.tag, digest: TEXTS.digest }, 'tag'), some({ digest: TEXTS.digest }, 'digest')),
  'JobCleanupSelection': fc.oneof(some({ nodeAffinity, nodeSelector: MAPS.nodeSelector }), some({ nodes: list(TEXTS.nodes, 1) }, 'nodes')),
  'PeerPodLimit': fc.oneof(
    call('PeerPodLimit.forEachNode', NUMBERS.vms),
    fc.tuple(NUMBERS.nodes, fc.integer({ min: 1, max: 9 })).map(([nodes, each]) => new Made('PeerPodLimit.total', [nodes * each, nodes]))),
  'ISecret': some({ name: TEXTS.name }, 'name'),
  'IConfigMap': some({ name: TEXTS.name }, 'name'),
  'PercentOrAbsolute': fc.oneof(call('PercentOrAbsolute.percent', fc.integer({ min: 1, max: 100 })), call('PercentOrAbsolute.absolute', fc.integer({ min: 1, max: 50 }))),
  'Toleration': fc.oneof(
    fc.constant({ operator: 'Exists' }),
    some({ key: TEXTS.key, operator: one('Exists'), effect: one('NoSchedule', 'PreferNoSchedule', 'NoExecute') }, 'key', 'operator'),
    some({ key: TEXTS.key, operator: one('Equal'), value: TEXTS.value, effect: one('NoSchedule') }, 'key', 'value'),
    some({ key: TEXTS.key, operator: one('Exists'), effect: one('NoExecute'), tolerationSeconds: NUMBERS.tolerationSeconds }, 'key', 'operator', 'effect'),
  ),
};

/** Static methods that other types than the props of a construct take, or that need a construct. */
const LEFT_OUT = /\.(checkManifest|checkUpdate|confidential|fromKataRuntimeAttributes|nvidiaGpu|remote)$/;

const known = new Map<string, Any>();

/** A recipe of a type, by its name: a struct, an enum or a class. */
export function ofType(name: string): Any {
  let found = known.get(name);
  if (!found) {
    found = makeType(name);
    known.set(name, found);
  }
  return found;
}

function makeType(name: string): Any {
  if (TYPES[name]) return TYPES[name];
  if (STRUCTS[name] !== undefined) return struct(name);
  if (ENUMS[name] !== undefined) return fc.constantFrom(...parseEnum(ENUMS[name]));
  const type = (coco as unknown as Record<string, any>)[name];
  if (typeof type !== 'function') throw new Error(`no arbitrary of ${name}`);
  const members = Object.keys(type).filter((key) => type[key] instanceof type).map((key) => new Made(`${name}.${key}`));
  const calls = parseCalls(CLASSES[name] ?? '').filter(({ isStatic, name: method }) => isStatic && !LEFT_OUT.test(`${name}.${method}`));
  const without = staticsWithoutParameters(type, calls, members).map((key) => new Made(`${name}.${key}`, []));
  const byName = members.length > 0 && calls.length === 1 && calls[0].name === 'of'; // the same members again
  return fc.oneof(
    ...members.length + without.length ? [fc.constantFrom(...members, ...without)] : [],
    ...byName ? [] : calls.map((method) => made(name, method)),
  );
}

/** Such as `RedfishExposure.none()`: the data has only calls with parameters. */
function staticsWithoutParameters(type: any, calls: readonly Call[], members: readonly Made[]): string[] {
  if (members.length) return [];
  return Object.getOwnPropertyNames(type).filter((key) => (
    typeof type[key] === 'function' && type[key].length === 0 && !key.startsWith('_') && !['all', 'latest'].includes(key)
    && !calls.some((method) => method.name === key)));
}

/** A recipe by one static method of a class. */
export const ofCall = (type: string, name: string): Any => (
  made(type, parseCalls(CLASSES[type]).find((method) => method.isStatic && method.name === name)!));

const made = (type: string, { name, parameters }: Call): Any => fc.tuple(...parameters.map((field) => (
  field.optional ? fc.option(ofField(field, `${type}.${name}`), { nil: undefined }) : ofField(field, `${type}.${name}`))))
  .map((values) => new Made(`${type}.${name}`, values.slice(0, values.reduce<number>((length, value, index) => (value === undefined ? length : index + 1), 0))));

const fieldsOf = (name: string) => parseFields(STRUCTS[name]);

/**
 * All fields of a struct, or what is given for some of them; undefined takes one away.
 *
 * @param always fields that are there each time although they are optional
 */
export function struct(
  name: string, given: Readonly<Record<string, Any | undefined>> = {}, always: readonly string[] = [],
): fc.Arbitrary<Record<string, unknown>> {
  const fields = fieldsOf(name).filter((field) => !(field.name in given) || given[field.name]);
  return some(
    Object.fromEntries(fields.map((field) => [
      field.name, given[field.name] ?? fc.constant(undefined).chain(() => ofField(field, name)), // made when it is wanted
    ])),
    ...fields.filter((field) => !field.optional || always.includes(field.name)).map((field) => field.name));
}

/** A recipe of a field, or of a parameter: `within` is the struct, or the class and method. */
function ofField(field: Field, within: string): Any {
  return ofTyped(field.type, field.name, within);
}

function ofTyped(type: Type, name: string, within: string): Any {
  const found = (table: Readonly<Record<string, Any>>): Any => {
    const entry = table[`${within}.${name}`] ?? table[name];
    if (!entry) throw new Error(`test/properties/values.ts has no ${type.kind} for ${within}.${name}`);
    return entry;
  };
  switch (type.kind) {
    case 'text': return found(TEXTS);
    case 'number':
    case 'whole': return found(NUMBERS);
    case 'boolean': return fc.boolean();
    case 'any': return fc.constant('a');
    case 'list': return list(ofTyped(type.of, name, within), 1);
    case 'map': return type.of.kind === 'named' ? fc.dictionary(TEXTS.property, ofTyped(type.of, name, within), { minKeys: 1, maxKeys: 2 }) : found(MAPS);
  }
  if (type.name === 'Duration') return found(DURATIONS);
  if (type.name === 'Size') return found(SIZES);
  return ofType(type.name);
}
