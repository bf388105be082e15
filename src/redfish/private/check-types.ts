import { Duration, Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { ContainerImage, SecretSource } from '../../common';
import { Problems, unknownName } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { checkTypes, ClassKind, instanceOf, Kind, listOf, objectWith, TEXT } from '../../common/private/types';
import { RedfishChassis, VirtualMachineSelector } from '../redfish-chassis';
import { RedfishClient } from '../redfish-client';
import { RedfishCdiUploadProxy, RedfishDataVolume, RedfishProbe } from '../redfish-data-volume';
import {
  RedfishExposure, RedfishGatewayOptions, RedfishIngressOptions, RedfishRouteOptions, RedfishServiceOptions,
} from '../redfish-exposure';
import { RedfishLogLevel, RedfishPermissions, RedfishPlatform, RedfishSystemIdConvention } from '../redfish-platform';
import { RedfishRelease } from '../redfish-release';
import { RedfishCustomSccOptions, RedfishScc } from '../redfish-scc';
import { RedfishServerProps } from '../redfish-server-props';
import { RedfishCertManagerOptions, RedfishTls } from '../redfish-tls';
import { RedfishUser } from '../redfish-user';
import { RedfishVolume } from '../redfish-volume';

const NUMBER: ClassKind = { name: 'a whole number', is: (value) => Number.isInteger(value) };
const DURATION = instanceOf(Duration);
const OWN_RULE = 'for a rule of its own';

/** What every prop is, for callers without a compiler: they hear of misspelt ones too. The type makes this list complete. */
const PROPS: Record<keyof RedfishServerProps, Kind> = {
  platform: OWN_RULE,
  release: instanceOf(RedfishRelease),
  systemIdConvention: OWN_RULE,
  chassis: listOf(objectWith('a chassis: { name, namespace }')),
  users: OWN_RULE,
  configuration: OWN_RULE,
  name: 'text',
  image: instanceOf(ContainerImage),
  imagePullPolicy: OWN_RULE,
  imagePullSecrets: listOf(objectWith('a Secret of cdk8s-plus', 'name')),
  configImage: instanceOf(ContainerImage),
  replicas: NUMBER,
  port: NUMBER,
  labels: 'texts by name',
  annotations: 'texts by name',
  podLabels: 'texts by name',
  podAnnotations: 'texts by name',
  resources: objectWith('{ cpu, memory, ephemeralStorage } of cdk8s-plus'),
  logLevel: OWN_RULE,
  logging: 'boolean',
  additionalEnv: OWN_RULE,
  tls: OWN_RULE,
  exposure: instanceOf(RedfishExposure),
  clients: listOf(instanceOf(RedfishClient)),
  networkPolicy: 'boolean',
  permissions: OWN_RULE,
  serviceAccountName: 'text',
  scc: instanceOf(RedfishScc),
  runAsUser: NUMBER,
  kubevirtTimeout: DURATION,
  kubevirtAllowInsecureTls: 'boolean',
  dataVolume: objectWith('an object'),
  cdiUploadProxy: objectWith('an object'),
  livenessProbe: objectWith('an object'),
  readinessProbe: objectWith('an object'),
  temporarySize: instanceOf(Size),
  additionalVolumes: listOf(instanceOf(RedfishVolume)),
  nodeSelector: 'texts by name',
  tolerations: listOf(objectWith('a Toleration')),
  affinity: objectWith('an affinity of Kubernetes'),
  priorityClassName: 'text',
};

const CHASSIS: Record<keyof RedfishChassis, Kind> = {
  name: 'text',
  namespace: 'text',
  description: 'text',
  vmSelector: instanceOf(VirtualMachineSelector),
  serviceAccountName: 'text',
  createServiceAccount: 'boolean',
};
const USER: Record<keyof RedfishUser, Kind> = { username: 'text', credentials: OWN_RULE, passwordKey: 'text', passwordHashKey: 'text', chassis: listOf(TEXT) };
const DATA_VOLUME: Record<keyof RedfishDataVolume, Kind> = {
  storageSize: instanceOf(Size),
  storageClass: 'text',
  allowInsecureTls: 'boolean',
  vmUpdateTimeout: DURATION,
  isoDownloadTimeout: DURATION,
  helperImage: instanceOf(ContainerImage),
};
const UPLOAD_PROXY: Record<keyof RedfishCdiUploadProxy, Kind> = { serviceName: 'text', namespaces: listOf(TEXT), port: NUMBER, timeout: DURATION };
const PROBE: Record<keyof RedfishProbe, Kind> = {
  initialDelay: DURATION, period: DURATION, timeout: DURATION, failureThreshold: NUMBER,
};
const ROUTE: Record<keyof RedfishRouteOptions, Kind> = { termination: OWN_RULE, destinationCaCertificate: 'text', annotations: 'texts by name' };
const INGRESS: Record<keyof RedfishIngressOptions, Kind> = {
  ingressClassName: 'text', tlsSecretName: 'text', controllerNamespace: 'text', annotations: 'texts by name',
};
const GATEWAY: Record<keyof RedfishGatewayOptions, Kind> = {
  gatewayName: 'text',
  gatewayNamespace: 'text',
  sectionName: 'text',
  backendCaConfigMap: 'text',
  controllerNamespace: 'text',
  annotations: 'texts by name',
};
const SERVICE: Record<keyof RedfishServiceOptions, Kind> = {
  sourceRanges: listOf(TEXT), host: 'text', unsafeWithoutTls: 'boolean', annotations: 'texts by name',
};
const EXPOSURES: Record<string, [Record<string, Kind>, string[]]> = {
  route: [ROUTE, []],
  ingress: [INGRESS, []],
  gateway: [GATEWAY, ['gatewayName', 'sectionName']],
  loadBalancer: [SERVICE, []],
  nodePort: [{ ...SERVICE, nodePort: NUMBER }, []],
};
const RESOURCES: Record<keyof ContainerResources, Kind> = {
  cpu: objectWith('{ request, limit }'), memory: objectWith('{ request, limit }'), ephemeralStorage: objectWith('{ request, limit }'),
};
const RANGE = { min: NUMBER, max: NUMBER };
const SCC: Record<keyof RedfishCustomSccOptions, Kind> = {
  name: 'text', priority: NUMBER, runAsUser: objectWith('{ min, max }'), fsGroup: objectWith('{ min, max }'), supplementalGroups: objectWith('{ min, max }'),
};
const CERTIFICATE: Record<keyof RedfishCertManagerOptions, Kind> = {
  issuerName: 'text', issuerKind: 'text', issuerGroup: 'text', dnsNames: listOf(TEXT), duration: DURATION,
};

/** Reports what is of another type, or does not exist, and tells whether other rules may look at the props. */
export function checkPropTypes(props: RedfishServerProps, problems: Problems): boolean {
  let right = checkTypes(props, PROPS, problems);
  const nested = (prop: string, value: unknown, kinds: Record<string, Kind>, required: readonly string[] = []) => {
    if (value !== undefined) right = checkOptions(prop, value, kinds, required, problems) && right;
  };
  right = checkSecretive(props, problems) && right;
  const items = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) as object[] : []);
  checkMember('platform', props.platform, RedfishPlatform, problems);
  checkMember('systemIdConvention', props.systemIdConvention, RedfishSystemIdConvention, problems);
  checkMember('permissions', props.permissions, RedfishPermissions, problems);
  checkMember('logLevel', props.logLevel, RedfishLogLevel, problems);
  items(props.chassis).forEach((one, index) => nested(`chassis[${index}]`, one, CHASSIS, ['name', 'namespace']));
  items(props.users).forEach((one, index) => nested(`users[${index}]`, one, USER, ['username', 'chassis']));
  if (props.chassis === undefined) {
    right = false;
    problems.add('chassis', undefined, 'at least one chassis', 'Name the namespace that the machines are in: [{ name: \'tenant-a\', namespace: \'tenant-a\' }].');
  }
  if (!right) return false;
  nested('dataVolume', props.dataVolume, DATA_VOLUME);
  nested('cdiUploadProxy', props.cdiUploadProxy, UPLOAD_PROXY, ['namespaces']);
  nested('livenessProbe', props.livenessProbe, PROBE);
  nested('readinessProbe', props.readinessProbe, PROBE);
  nested('resources', props.resources, RESOURCES);
  const size = instanceOf(Size);
  for (const [kind, amount] of Object.entries({ cpu: objectWith('a Cpu of cdk8s-plus', 'amount'), memory: size, ephemeralStorage: size })) {
    const given = props.resources?.[kind as keyof ContainerResources];
    if (isOptions(given)) nested(`resources.${kind}`, given, { request: amount, limit: amount });
  }
  const exposure: Record<string, unknown> = { ...props.exposure?._kind };
  for (const [kind, [kinds, required]] of Object.entries(EXPOSURES)) {
    if (kind in exposure) nested('exposure', exposure[kind] ?? null, kinds, required);
  }
  const tls = props.tls?._kind ?? {};
  if ('certManager' in tls) nested('tls', tls.certManager ?? null, CERTIFICATE, ['issuerName']);
  const scc = props.scc?._kind.custom;
  nested('scc', scc, SCC);
  for (const key of ['runAsUser', 'fsGroup', 'supplementalGroups'] as const) {
    if (typeof scc?.[key] === 'object') nested(`scc.${key}`, scc[key], RANGE, ['min', 'max']);
  }
  return right;
}

/** Props in whose place somebody could write a secret itself: no message prints what they are. */
function checkSecretive({ users, configuration, tls, additionalEnv }: RedfishServerProps, problems: Problems): boolean {
  let right = true;
  const rule = (prop: string, value: unknown, fits: (value: unknown) => boolean, allowed: string, repair: string) => {
    if (value === undefined || fits(value)) return;
    right = false;
    problems.addHidden(prop, allowed, repair);
  };
  const user = 'a user: { username, credentials, chassis }';
  rule('users', users, Array.isArray, `a list, each of it ${user}`, 'Put it in [ ].');
  (Array.isArray(users) ? users : []).forEach((one, index) => rule(`users[${index}]`, one ?? null, isOptions, user, 'The password comes from a SecretSource.'));
  rule('configuration', configuration, (value) => value instanceof SecretSource, 'a SecretSource', 'Take SecretSource.fromSecret(...) or SecretSource.externalSecret(...).');
  rule('tls', tls, (value) => value instanceof RedfishTls, 'a RedfishTls', 'Take RedfishTls.certManager(...), or RedfishTls.fromSecret(...).');
  rule('additionalEnv', additionalEnv, isOptions, 'texts by their names, like { TZ: \'UTC\' }', 'Give an object.');
  return right;
}

const isOptions = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** As `checkNested`, for what may be no object at all. */
function checkOptions(
  prop: string, value: unknown, kinds: Record<string, Kind>, required: readonly string[], problems: Problems,
): boolean {
  if (isOptions(value)) return checkNested(prop, value, kinds, required, problems);
  problems.add(prop, value, `options by their names: ${Object.keys(kinds).join(', ')}`, 'Give an object.');
  return false;
}

/** As for the props themselves, with the place before each name. */
export function checkNested(
  prop: string, value: object, kinds: Record<string, Kind>, required: readonly string[], problems: Problems,
): boolean {
  const inner = new Problems();
  const right = checkTypes(value, kinds, inner);
  const missing = required.filter((key) => (value as Record<string, unknown>)[key] === undefined);
  for (const one of inner.all) problems.addSentence(`${prop}.${one.prop}`, one.message);
  for (const key of missing) problems.addSentence(`${prop}.${key}`, 'got nothing, and it is needed. Give it.');
  return right && !missing.length;
}

/** Rules on a value of a closed set. */
export function checkMember(
  prop: string, value: string | undefined, members: { readonly [name: string]: string }, problems: Problems,
): void {
  const all = Object.values(members);
  if (value === undefined && prop === 'platform') {
    problems.add(prop, value, all.join(', '), 'Say on what the server runs: RedfishPlatform.KUBERNETES or RedfishPlatform.OPENSHIFT.');
  } else if (value !== undefined && !all.includes(value)) {
    problems.addSentence(prop, typeof value === 'string' ? `got an ${unknownName('name', value, all)}`
      : `got ${show(value)}; allowed: ${all.join(', ')}. Take a member of the enum.`);
  }
}
