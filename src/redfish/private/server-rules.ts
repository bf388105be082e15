import { Configuration, UserConfiguration } from './configuration';
import { showKey } from '../../common/private/redact';
import { didYouMean } from '../../common/private/suggest';

/** One thing for which the server would refuse its configuration. */
export interface Refusal {
  /** The way to the value in the configuration. */
  readonly path: readonly (string | number)[];
  /** What stands there; nothing for a password. */
  readonly got?: unknown;
  readonly allowed: string;
  readonly repair: string;
}

/** The fewest bytes of a password that the server takes. */
export const SHORTEST_PASSWORD = 6;

const CONVENTIONS = ['legacy', 'enhanced'];
const NAME = /^[a-z0-9-]{1,63}$/;
const USERNAME = /^[A-Za-z0-9_-]{1,63}$/;
const SIZE = /^[+-]?[0-9]+([KMGTPE]i?)$/;

/**
 * The rules of the server's own validator, which stops on the first that is broken. A password that is added on start
 * is not looked at.
 *
 * @see https://github.com/v1k0d3n/kubevirt-redfish/blob/v0.2.1/pkg/config/config.go
 */
export function serverRules(configuration: Configuration): Refusal[] {
  const { server, chassis, authentication, kubevirt, datavolume } = configuration;
  const found: Refusal[] = [];
  const rule = (holds: boolean, path: Refusal['path'], got: unknown, allowed: string, repair: string) => {
    if (!holds) found.push({ path, got, allowed, repair });
  };

  rule(server.host !== '', ['server', 'host'], server.host, 'an address to listen on', 'Take 0.0.0.0 for all of the pod\'s.');
  rule(isPort(server.port), ['server', 'port'], server.port, 'a port from 1 to 65535', 'Take 8443.');
  rule(!server.tls.enabled || Boolean(server.tls.cert_file && server.tls.key_file), ['server', 'tls', 'enabled'], true,
    'true only with the files of a certificate', 'Give it one with `tls` of RedfishServer.');

  const { system_id_convention: convention } = configuration;
  rule(convention === undefined || CONVENTIONS.includes(convention), ['system_id_convention'], convention,
    CONVENTIONS.map((one) => `"${one}"`).join(', '), 'Take "legacy", as the chart does.');

  rule(chassis.length > 0, ['chassis'], [], 'at least one chassis', 'Name the namespace that the machines are in.');
  chassis.forEach((one, index) => {
    const at = (key: string) => ['chassis', index, key];
    rule(NAME.test(one.name), at('name'), one.name, 'a-z, 0-9 and "-", at most 63 characters', 'It becomes part of URLs.');
    rule(NAME.test(one.namespace), at('namespace'), one.namespace, 'the name of a namespace', 'Name the one that the machines are in.');
    rule(one.service_account !== '', at('service_account'), '', 'the name of a service account',
      'The server does not use it, and insists on it: take the server\'s own.');
    rule(chassis.findIndex(({ name }) => name === one.name) === index, at('name'), one.name, 'each name once', 'Rename one of the two.');
  });

  if (authentication) users(authentication.users, chassis.map(({ name }) => name), rule);

  rule(kubevirt.api_version === 'v1', ['kubevirt', 'api_version'], kubevirt.api_version, '"v1"', 'The server supports no other.');
  rule(isWhole(kubevirt.timeout, 1, 300), ['kubevirt', 'timeout'], kubevirt.timeout, '1 to 300 seconds', 'Take 30.');
  rule(SIZE.test(datavolume.storage_size), ['datavolume', 'storage_size'], datavolume.storage_size,
    'a whole number and a unit, like "10Gi"', 'The server takes no other form of a quantity.');
  rule(datavolume.helper_image !== '', ['datavolume', 'helper_image'], '', 'an image with sh, wget and dd', 'Name one.');
  for (const key of ['vm_update_timeout', 'iso_download_timeout'] as const) {
    rule(isGoDuration(datavolume[key]), ['datavolume', key], datavolume[key], 'a duration like "30s" or "1h30m"', 'A number needs its unit.');
  }
  return found;
}

type Rule = (holds: boolean, path: Refusal['path'], got: unknown, allowed: string, repair: string) => void;

function users(all: readonly UserConfiguration[], chassis: readonly string[], rule: Rule): void {
  const known = chassis.map(showKey).join(', ');
  rule(all.length > 0, ['authentication', 'users'], [], 'at least one user', 'There is no anonymous access.');
  all.forEach((one, index) => {
    const at = (...keys: (string | number)[]) => ['authentication', 'users', index, ...keys];
    rule(USERNAME.test(one.username), at('username'), one.username, 'letters, digits, "-" and "_", at most 63', 'Choose another name.');
    rule(Buffer.byteLength(one.password) >= SHORTEST_PASSWORD, at('password'), undefined,
      `at least ${SHORTEST_PASSWORD} characters`, 'Choose a longer one.');
    rule(one.chassis.length > 0, at('chassis'), [], `at least one of: ${known}`, 'A user without chassis can do nothing.');
    one.chassis.forEach((name, position) => {
      const near = didYouMean(name, chassis);
      rule(chassis.includes(name), at('chassis', position), name, `the chassis that there are: ${known}`,
        near ? `Did you mean "${showKey(near)}"?` : 'Add the chassis, or take another one.');
    });
    rule(all.findIndex(({ username }) => username === one.username) === index, at('username'), one.username, 'each name once',
      'Merge the two.');
  });
}

const isWhole = (value: unknown, from: number, to: number) => (
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to);
const isPort = (value: unknown) => isWhole(value, 1, 65535);

/** Go's syntax of durations. The server takes the empty text for its own default. */
function isGoDuration(text: string): boolean {
  return text === '' || text === '0' || /^[+-]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$/.test(text);
}
