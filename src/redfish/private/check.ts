import { checkExposure } from './check-exposure';
import { Configuration } from './configuration';
import { configurationOf } from './from-props';
import { releaseOf, secretKeyOf } from './model';
import { IdRange } from './scc';
import { SHORTEST_PASSWORD, serverRules } from './server-rules';
import { checkVolumes } from './volumes';
import { checkMebibytes, checkSeconds, checkWhole } from '../../common/private/amount-rules';
import { lookup } from '../../common/private/free-keys';
import { Problems } from '../../common/private/problems';
import { DATA_KEY, isDataKey, isDnsLabel, isDnsName, isLabelKey, isLabelValue, isVariableName } from '../../common/private/rules/names';
import { checkSecretSource } from '../../common/private/secret-source-rules';
import { checkWorkload } from '../../common/private/workload-rules';
import { CONFIG_FILE } from '../catalogue/defaults';
import { RedfishReleaseFacts, RELEASES } from '../catalogue/releases';
import { RedfishChassis } from '../redfish-chassis';
import { RedfishPlatform, RedfishSystemIdConvention } from '../redfish-platform';
import { RedfishServerProps } from '../redfish-server-props';

/** A hash as the server's library reads it. */
const BCRYPT = /^\$2[aby]\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{53}$/;

const OWN_LABELS = ['name', 'instance', 'version'].map((name) => `app.kubernetes.io/${name}`);

/** Variables that props set, and the start of those by which the server overrides its file. */
const OWN_VARIABLES = ['CONFIG_PATH', 'LOG_LEVEL', 'REDFISH_LOG_LEVEL', 'REDFISH_LOGGING_ENABLED'];

/** Rules on the props of the server, all of them. */
export function check(props: RedfishServerProps, problems: Problems): void {
  checkNames(props, problems);
  props.chassis.forEach((one, index) => checkChassis(one, `chassis[${index}]`, problems));
  checkRelease(props, problems);
  checkUsers(props, problems);
  checkServerRules(props, problems);
  checkOpenShift(props, problems);
  checkEnvironment(props, problems);
  checkVolumes(props.additionalVolumes ?? [], props.temporarySize, problems);
  checkExposure(props, problems);
  checkNumbers(props, problems);
  checkWorkload(props, OWN_LABELS, problems);
}

function checkNames(props: RedfishServerProps, problems: Problems): void {
  const { name, serviceAccountName, dataVolume, cdiUploadProxy: proxy } = props;
  if (name !== undefined && (!isDnsLabel(name) || name.length > 40 || /^[0-9]/.test(name))) {
    problems.add('name', name, 'a-z, 0-9 and "-", starting with a letter, at most 40 characters', 'The names of all objects start with it.');
  }
  const names = { serviceAccountName, 'dataVolume.storageClass': dataVolume?.storageClass };
  for (const [prop, value] of Object.entries(names)) {
    if (value !== undefined && !isDnsName(value)) problems.add(prop, value, 'the name of an object: a-z, 0-9, "-" and "."', 'Leave it out for the default.');
  }
  if (proxy && !proxy.namespaces.length) problems.add('cdiUploadProxy.namespaces', [], 'at least one namespace', 'Name that of CDI, such as "cdi".');
  (proxy?.namespaces ?? []).forEach((one, index) => checkNamespaceName(`cdiUploadProxy.namespaces[${index}]`, one, problems));
  if (proxy?.serviceName !== undefined && !isDnsLabel(proxy.serviceName)) {
    problems.add('cdiUploadProxy.serviceName', proxy.serviceName, 'the name of a Service', 'Leave it out for "cdi-uploadproxy".');
  }
}

function checkChassis(chassis: RedfishChassis, prop: string, problems: Problems): void {
  checkNamespaceName(`${prop}.namespace`, chassis.namespace, problems);
  const account = chassis.serviceAccountName;
  if (account && !isDnsName(account)) problems.add(`${prop}.serviceAccountName`, account, 'the name of a service account', 'Leave it out for the server\'s own.');
  if (chassis.createServiceAccount && !account) {
    problems.add(`${prop}.createServiceAccount`, true, 'true only with a name', 'Name it with `serviceAccountName`.');
  }
  const selector = chassis.vmSelector;
  if (!selector) return;
  const all = 'VirtualMachineSelector.all() takes every machine of the namespace.';
  const { _labels: labels, _names: names } = selector;
  const place = `${prop}.vmSelector`;
  if (labels !== undefined) {
    if (!Object.keys(labels).length) problems.addSentence(place, `got no labels, and the server would take that for every machine; allowed: at least one. ${all}`);
    for (const [label, value] of Object.entries(labels)) checkLabel(`${place}["${label}"]`, label, value, problems);
  }
  if (names !== undefined && !names.length) {
    problems.addSentence(place, `got no names, and the server would take that for every machine; allowed: at least one. ${all}`);
  }
  (names ?? []).forEach((one, index) => {
    if (!isDnsName(one)) problems.add(`${place}.names[${index}]`, one, 'the name of a virtual machine', 'Take it from kubectl get vm.');
  });
}

function checkLabel(prop: string, label: string, value: unknown, problems: Problems): void {
  if (!isLabelKey(label)) {
    problems.add(prop, label, 'a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and "."', 'Rename it.');
  } else if (label !== label.toLowerCase()) {
    problems.add(prop, label, 'a label in lower case', 'The server reads every name of its file in lower case, and would select by another label.');
  }
  if (!isLabelValue(value)) {
    problems.add(prop, value, 'a label value: letters, digits, "-", "_" and ".", at most 63 characters', 'Numbers and booleans need quotes.');
  }
}

/** Props that only some releases know, and what the release cannot say by itself. */
function checkRelease(props: RedfishServerProps, problems: Problems): void {
  const { version, image, systemIdConvention, passwordHash } = releaseOf(props);
  const unknown = (prop: string, fits: (facts: RedfishReleaseFacts) => boolean) => {
    const known = RELEASES.filter(fits).map((one) => one.version);
    problems.addSentence(prop, `the release ${version} does not have it; allowed with: ${known.join(', ')}. Leave it out, or take one of these as \`release\`.`);
  };
  if (!image && !props.image) {
    problems.addSentence('image', `got nothing, and the release ${version} has no default. Pin an image by its digest: ContainerImage.of(repository, { digest }).`);
  }
  if (props.systemIdConvention === RedfishSystemIdConvention.ENHANCED && !systemIdConvention) unknown('systemIdConvention', (one) => one.systemIdConvention);
  (props.users ?? []).forEach(({ passwordKey, passwordHashKey, credentials }, index) => {
    if (passwordHashKey === undefined) return;
    const prop = `users[${index}].passwordHashKey`;
    if (!passwordHash) unknown(prop, (one) => one.passwordHash);
    if (passwordKey !== undefined) problems.addSentence(prop, 'cannot be combined with `passwordKey`. Remove one of the two.');
    const inline = credentials?._kind?.inline?.[passwordHashKey];
    if (typeof inline === 'string' && !BCRYPT.test(inline)) {
      problems.addHidden(`users[${index}].credentials`, 'a bcrypt hash: 60 characters that begin with $2a$, $2b$ or $2y$',
        'Make it with htpasswd -nbB "" \'the password\' | cut -d: -f2.');
    }
  });
}

function checkUsers(props: RedfishServerProps, problems: Problems): void {
  const { users, configuration, kubevirtTimeout, kubevirtAllowInsecureTls, dataVolume } = props;
  if (configuration) {
    checkSecretSource(configuration, { prop: 'configuration', keys: [CONFIG_FILE] }, problems);
    const idle = { users, kubevirtTimeout, kubevirtAllowInsecureTls, dataVolume };
    for (const prop of Object.entries(idle).filter(([, value]) => value !== undefined).map(([name]) => name)) {
      problems.addSentence(prop, 'cannot be combined with `configuration`, whose Secret has the whole file. Set it there, or remove `configuration`.');
    }
    return;
  }
  if (!users) problems.addSentence('users', 'got nothing; allowed: at least one user, or `configuration` with the whole file. There is no default user.');
  (users ?? []).forEach((one, index) => {
    const key = secretKeyOf(one);
    checkSecretSource(one.credentials, { prop: `users[${index}].credentials`, keys: [key], optionalKeys: ['username'] }, problems);
    if (!isDataKey(key)) {
      problems.add(`users[${index}].${one.passwordHashKey === undefined ? 'passwordKey' : 'passwordHashKey'}`, key, DATA_KEY, 'Take the key of the Secret.');
    }
  });
}

/** What the server's own validator would refuse. Of passwords only those are known that stand in the code. */
function checkServerRules(props: RedfishServerProps, problems: Problems): void {
  const unknown = '*'.repeat(SHORTEST_PASSWORD);
  const configuration: Configuration = {
    ...configurationOf(props),
    ...(props.users && !props.configuration ? {
      authentication: {
        users: props.users.map((user) => {
          const { username, chassis, credentials } = user;
          const inline = credentials?._kind?.inline?.[secretKeyOf(user)];
          return { username, chassis, password: typeof inline === 'string' ? inline : unknown };
        }),
      },
    } : {}),
  };
  for (const { path, got, allowed, repair } of serverRules(configuration)) {
    const prop = propOf(path);
    if (/^(dataVolume|kubevirtTimeout|systemIdConvention)/.test(prop)) continue; // said in the terms of the prop elsewhere
    if (path[path.length - 1] === 'password') problems.addHidden(prop, allowed, repair);
    else problems.add(prop, got, allowed, repair);
  }
}

/** The prop that a path of the configuration comes from. */
function propOf(path: readonly (string | number)[]): string {
  const names: Record<string, string> = { service_account: 'serviceAccountName', password: 'credentials', datavolume: 'dataVolume', system_id_convention: 'systemIdConvention' };
  const rest = path[0] === 'authentication' ? path.slice(1) : path;
  if (rest[0] === 'server') return rest[1] === 'port' ? 'port' : 'tls';
  if (rest[0] === 'kubevirt') return 'kubevirtTimeout';
  return rest.map((one, index) => (typeof one === 'number' ? `[${one}]` : `${index ? '.' : ''}${lookup(names, one) ?? one}`)).join('');
}

/** What exists on OpenShift only. */
function checkOpenShift({ platform, tls, exposure, scc, clients }: RedfishServerProps, problems: Problems): void {
  const range = (key: string, ids: IdRange | undefined) => {
    if (ids && !(ids.min >= 1 && ids.max >= ids.min)) {
      problems.addSentence(`scc.${key}`, `got ${ids.min} to ${ids.max}; allowed: ids from 1 up, the lowest first. Swap or correct them.`);
    }
  };
  const custom = scc?._kind.custom;
  range('runAsUser', custom?.runAsUser);
  range('fsGroup', custom?.fsGroup);
  range('supplementalGroups', custom?.supplementalGroups);
  if (custom?.name !== undefined && !isDnsName(custom.name)) problems.add('scc.name', custom.name, 'the name of an object', 'Leave it out for "<name>-scc".');
  if (platform === RedfishPlatform.OPENSHIFT) return;
  const only = (prop: string, what: string, repair: string) => problems.addSentence(prop,
    `got ${what}, which only OpenShift has, and \`platform\` is kubernetes. ${repair}`);
  if (exposure?._kind.route) only('exposure', 'a Route', 'Take RedfishExposure.ingress(...) or RedfishExposure.gateway(...).');
  if (tls?._kind.serviceCa) only('tls', 'RedfishTls.serviceCa()', 'Take RedfishTls.certManager(...) or RedfishTls.fromSecret(...).');
  if (scc) only('scc', 'SecurityContextConstraints', 'Leave it out.');
  (clients ?? []).forEach((one, index) => {
    if (one._kind.kind === 'hostNetwork') only(`clients[${index}]`, 'RedfishClient.hostNetwork()', 'Take RedfishClient.cidr(...) with the network of the nodes.');
  });
}

function checkNumbers(props: RedfishServerProps, problems: Problems): void {
  checkWhole('replicas', props.replicas, 0, 100, problems, 'The chart says 1.');
  checkWhole('port', props.port, 1024, 65535, problems, 'Lower ones are for root.');
  checkWhole('runAsUser', props.runAsUser, 1, 2 ** 31 - 1, problems, '0 is root.');
  checkWhole('cdiUploadProxy.port', props.cdiUploadProxy?.port, 1, 65535, problems, 'Leave it out for 443.');
  checkSeconds('kubevirtTimeout', props.kubevirtTimeout, 1, problems, 300);
  checkSeconds('dataVolume.vmUpdateTimeout', props.dataVolume?.vmUpdateTimeout, 1, problems, DAY);
  checkSeconds('dataVolume.isoDownloadTimeout', props.dataVolume?.isoDownloadTimeout, 1, problems, DAY);
  checkSeconds('cdiUploadProxy.timeout', props.cdiUploadProxy?.timeout, 1, problems, DAY);
  for (const prop of ['livenessProbe', 'readinessProbe'] as const) {
    const probe = props[prop];
    checkSeconds(`${prop}.initialDelay`, probe?.initialDelay, 0, problems, DAY);
    checkSeconds(`${prop}.period`, probe?.period, 1, problems, DAY);
    checkSeconds(`${prop}.timeout`, probe?.timeout, 1, problems, DAY);
    checkWhole(`${prop}.failureThreshold`, probe?.failureThreshold, 1, 1000, problems, 'Leave it out for 3.');
  }
  checkMebibytes('dataVolume.storageSize', props.dataVolume?.storageSize, 1, Infinity, problems);
  checkMebibytes('temporarySize', props.temporarySize, 1, Infinity, problems);
}

/** In seconds. */
const DAY = 24 * 3600;

function checkEnvironment({ additionalEnv = {} }: RedfishServerProps, problems: Problems): void {
  for (const [name, value] of Object.entries(additionalEnv)) {
    const place = `additionalEnv["${name}"]`;
    if (typeof value !== 'string') problems.addHidden(place, 'a string', 'Put it in quotes.');
    if (!isVariableName(name)) {
      problems.add(place, name, 'the name of an environment variable', 'Letters, digits and "_", not starting with a digit.');
    } else if (OWN_VARIABLES.includes(name) || name.startsWith('KUBEVIRT_REDFISH_')) {
      problems.add(place, name, `variables that no prop sets: not ${OWN_VARIABLES.join(', ')}, KUBEVIRT_REDFISH_...`,
        'Use the prop; the last ones would replace what the configuration says.');
    }
  }
}

function checkNamespaceName(prop: string, name: string, problems: Problems): void {
  if (/^[a-z0-9-]{1,63}$/.test(name) && isDnsLabel(name)) return;
  if (prop.startsWith('chassis') && !/^[a-z0-9-]{1,63}$/.test(name)) return; // the server's own rule reports it
  problems.add(prop, name, 'the name of a namespace: a-z, 0-9 and "-", at most 63 characters', 'Take it from kubectl get namespaces.');
}
