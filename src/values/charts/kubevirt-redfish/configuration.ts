import type { RedfishFacts } from './map';
import { show, showKey } from '../../../common/private/redact';
import { serverRules } from '../../../redfish/internal';
import type { Configuration, Refusal, UserConfiguration } from '../../../redfish/internal';
import { describe, formatPath, warning } from '../../engine/findings';
import { Reader } from '../../engine/reader';
import { inWordsOfValues } from '../../engine/values-words';

/** The server's configuration, as the chart's template writes it and the server reads it. */
export function configurationOf(reader: Reader, { helperImage, systemIdConvention }: RedfishFacts): Configuration {
  for (const path of [['kubevirt'], ['server', 'tls'], ['datavolume'], ['authentication']]) reader.need(...path);
  const [server, kubevirt, datavolume] = ['server', 'kubevirt', 'datavolume'].map((key) => reader.section(key));
  const configuration: Configuration = {
    server: {
      host: server.quoted('host'),
      port: server.value('port') as number,
      tls: { enabled: server.on('tls', 'enabled') },
    },
    ...(systemIdConvention ? { system_id_convention: server.quoted('system_id_convention') } : {}),
    chassis: reader.sections('chassis').map((one) => ({
      name: one.quoted('name'),
      namespace: one.quoted('namespace'),
      service_account: one.quoted('service_account'),
      description: one.quoted('description'),
      ...(one.on('vm_selector') ? { vm_selector: one.map('vm_selector') } : {}),
    })),
    authentication: { users: reader.sections('authentication', 'users').map(userOf) },
    kubevirt: {
      api_version: kubevirt.quoted('api_version'),
      timeout: kubevirt.value('timeout') as number,
      ...(kubevirt.on('allow_insecure_tls') ? { allow_insecure_tls: true } : {}),
    },
    datavolume: {
      storage_size: datavolume.quoted('storage_size'),
      allow_insecure_tls: datavolume.on('allow_insecure_tls'),
      storage_class: datavolume.quoted('storage_class'),
      vm_update_timeout: datavolume.quoted('vm_update_timeout'),
      iso_download_timeout: datavolume.quoted('iso_download_timeout'),
      ...(helperImage ? { helper_image: datavolume.quoted('helper_image') } : {}),
    },
  };
  warnings(reader, configuration);
  return configuration;
}

const userOf = (user: Reader): UserConfiguration => ({
  username: user.quoted('username'),
  password: user.quotedSecret('password'),
  chassis: user.list('chassis').map((_, index) => user.quoted('chassis', index)),
});

/**
 * The chart's own examples break rules of the server, and the image may be one of the user's own: what the server would
 * refuse is a warning, and rendered.
 */
function warnings(reader: Reader, configuration: Configuration): void {
  for (const { path, got, allowed, repair } of serverRules(configuration)) {
    const value = got === undefined ? '' : `got ${Array.isArray(got) ? 'an empty list' : describe(got)}; `;
    reader.problems.push(warning(formatPath(placeOf(path)), `the server stops on it: ${value}allowed: ${allowed}. ${repairOf(path, inWordsOfValues(repair))}`));
  }
  configuration.chassis.forEach(({ vm_selector: selector }, index) => {
    for (const label of Object.keys(selector?.labels ?? {}).filter((one) => /[A-Z]/.test(one))) {
      reader.warn(['chassis', index, 'vm_selector', 'labels', label],
        `the server reads the label as "${showKey(label).toLowerCase()}", so it selects other machines or none; take a label in lower case`);
    }
  });
  for (const section of ['kubevirt', 'datavolume'] as const) {
    if (configuration[section].allow_insecure_tls) {
      reader.warn([section, 'allow_insecure_tls'], 'TLS is not verified, so a man in the middle can impersonate the server; set it to false');
    }
  }
  if (configuration.datavolume.helper_image?.endsWith(':latest')) {
    reader.warn(['datavolume', 'helper_image'], `${show(configuration.datavolume.helper_image)} can be a different image tomorrow; pin a release`);
  }
}

/** Where the values have what the file says. */
const placeOf = (path: Refusal['path']) => (path[0] === 'system_id_convention' ? ['server', ...path] : path);

function repairOf(path: Refusal['path'], repair: string): string {
  return path[0] === 'server' && path[1] === 'tls' ? 'The chart has no value for a certificate: set server.tls.enabled to false, and terminate TLS in front of the server.' : repair;
}
