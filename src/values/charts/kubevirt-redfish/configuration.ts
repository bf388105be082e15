import type { RedfishFacts } from './map';
import { Printing } from './printing';
import { show, showKey } from '../../../common/private/redact';
import { serverRules } from '../../../redfish/internal';
import type { Configuration, Refusal, UserConfiguration } from '../../../redfish/internal';
import { describe, formatPath, warning } from '../../engine/findings';
import { isMap, Values } from '../../engine/tree';
import { inWordsOfValues } from '../../engine/values-words';

/** The server's configuration, as the chart's template writes it and the server reads it. */
export function configurationOf(print: Printing, { helperImage, systemIdConvention }: RedfishFacts): Configuration {
  const allowInsecure = Boolean(print.section('kubevirt').allow_insecure_tls);
  print.section('server', 'tls');
  print.section('datavolume');
  const configuration: Configuration = {
    server: {
      host: print.quoted('server', 'host'),
      port: print.at(['server', 'port']) as number,
      tls: { enabled: Boolean(print.at(['server', 'tls', 'enabled'])) },
    },
    ...(systemIdConvention ? { system_id_convention: print.quoted('server', 'system_id_convention') } : {}),
    chassis: items(print, 'chassis').map((one, index) => ({
      name: print.quoted('chassis', index, 'name'),
      namespace: print.quoted('chassis', index, 'namespace'),
      service_account: print.quoted('chassis', index, 'service_account'),
      description: print.quoted('chassis', index, 'description'),
      ...(isMap(one.vm_selector) && Object.keys(one.vm_selector).length ? { vm_selector: one.vm_selector } : {}),
    })),
    authentication: { users: usersOf(print) },
    kubevirt: {
      api_version: print.quoted('kubevirt', 'api_version'),
      timeout: print.at(['kubevirt', 'timeout']) as number,
      ...(allowInsecure ? { allow_insecure_tls: true } : {}),
    },
    datavolume: {
      storage_size: print.quoted('datavolume', 'storage_size'),
      allow_insecure_tls: Boolean(print.at(['datavolume', 'allow_insecure_tls'])),
      storage_class: print.quoted('datavolume', 'storage_class'),
      vm_update_timeout: print.quoted('datavolume', 'vm_update_timeout'),
      iso_download_timeout: print.quoted('datavolume', 'iso_download_timeout'),
      ...(helperImage ? { helper_image: print.quoted('datavolume', 'helper_image') } : {}),
    },
  };
  warnings(print, configuration);
  return configuration;
}

function usersOf(print: Printing): UserConfiguration[] {
  print.section('authentication');
  return items(print, 'authentication', 'users').map((one, index) => ({
    username: print.quoted('authentication', 'users', index, 'username'),
    password: print.secret('authentication', 'users', index, 'password'),
    chassis: (Array.isArray(one.chassis) ? one.chassis : [])
      .map((_: unknown, position: number) => print.quoted('authentication', 'users', index, 'chassis', position)),
  }));
}

/** The maps of a list. What is none is what the schema speaks of. */
function items(print: Printing, ...path: string[]): Values[] {
  const value = print.at(path);
  return Array.isArray(value) ? value.map((one: unknown) => (isMap(one) ? one : {})) : [];
}

/**
 * The chart's own examples break rules of the server, and the image may be one of the user's own: what the server would
 * refuse is said, and rendered.
 */
function warnings(print: Printing, configuration: Configuration): void {
  for (const { path, got, allowed, repair } of serverRules(configuration)) {
    const value = got === undefined ? '' : `got ${Array.isArray(got) ? 'an empty list' : describe(got)}; `;
    print.problems.push(warning(formatPath(placeOf(path)), `the server stops on it: ${value}allowed: ${allowed}. ${repairOf(path, inWordsOfValues(repair))}`));
  }
  configuration.chassis.forEach(({ vm_selector: selector }, index) => {
    for (const label of Object.keys(selector?.labels ?? {}).filter((one) => /[A-Z]/.test(one))) {
      print.warn(['chassis', index, 'vm_selector', 'labels', label],
        `the server reads the label as "${showKey(label).toLowerCase()}", so it selects other machines or none; take a label in lower case`);
    }
  });
  for (const section of ['kubevirt', 'datavolume'] as const) {
    if (configuration[section].allow_insecure_tls) {
      print.warn([section, 'allow_insecure_tls'], 'TLS is not verified, so a man in the middle can impersonate the server; set it to false');
    }
  }
  if (configuration.datavolume.helper_image?.endsWith(':latest')) {
    print.warn(['datavolume', 'helper_image'], `${show(configuration.datavolume.helper_image)} can be a different image tomorrow; pin a release`);
  }
}

/** Where the values have what the file says. */
const placeOf = (path: Refusal['path']) => (path[0] === 'system_id_convention' ? ['server', ...path] : path);

function repairOf(path: Refusal['path'], repair: string): string {
  return path[0] === 'server' && path[1] === 'tls' ? 'The chart has no value for a certificate: set server.tls.enabled to false, and terminate TLS in front of the server.' : repair;
}
