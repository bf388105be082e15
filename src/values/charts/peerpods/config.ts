import { checkSettings } from './check-settings';
import { checkTls } from './check-tls';
import { PeerPodsReading } from './input';
import { has, put } from '../../../common/private/free-keys';
import { show } from '../../../common/private/redact';
import { DATA_KEY, isDataKey } from '../../../common/private/rules/names';
import { isMap } from '../../engine/tree';
import { unquotedKeyProblem } from '../../engine/unquoted-text';

const TLS_PROFILE: Readonly<Record<string, string>> = { minVersion: 'TLS_MIN_VERSION', cipherSuites: 'TLS_CIPHER_SUITES' };

/** The adaptor's ConfigMap. Where the chart writes a key twice, the last one counts. */
export function configOf(reading: PeerPodsReading): Record<string, string> {
  const { values, facts, provider: { key: provider, name, definition } } = reading;
  if (!isMap(values.value('providerConfigs'))) {
    values.error(['providerConfigs'], `missing; the chart needs it; write {${provider}: {}}, or take the chart's file of the provider`);
  }
  const config: Record<string, string> = { CLOUD_PROVIDER: name };
  if (name !== provider) {
    values.warn(['provider'], `the adaptor stops on ${show(provider)}, which the chart writes; here it gets ${show(name)}, the name that it accepts`);
  }
  const settings = values.section('providerConfigs', provider);
  for (const key of Object.keys(values.map('providerConfigs', provider))) {
    const wrong = isDataKey(key) ? unquotedKeyProblem(key) : `no key of a ConfigMap; allowed: ${DATA_KEY}`;
    if (wrong) settings.error([key], wrong);
    if (key === 'CLOUD_PROVIDER') settings.warn([key], 'comes over the provider, as in the chart; leave it out');
    put(config, key, settings.asGiven(false, key));
  }
  if (facts.tlsProfile) {
    const profile = values.section('tlsProfile');
    for (const [key, variable] of Object.entries(TLS_PROFILE)) {
      if (!profile.on(key)) continue;
      if (has(config, variable)) settings.warn([variable], `is also set in tlsProfile.${key}, which takes precedence; remove one of them`);
      config[variable] = profile.asGiven(false, key);
    }
    const suites = profile.on('cipherSuites') ? profile.place('cipherSuites') : settings.place('TLS_CIPHER_SUITES');
    values.problems.push(...checkTls('adaptor', suites, config.TLS_MIN_VERSION, config.TLS_CIPHER_SUITES));
  }
  if (definition) {
    const path = (variable: string) => settings.place(variable);
    values.problems.push(...checkSettings({ definition, release: facts.release, config, path }));
  }
  checkProvider(reading);
  return config;
}

/** A provider that the release no longer has. The chart may have a file for it still; then it is rendered. */
function checkProvider({ facts, values, provider: { key, definition } }: PeerPodsReading): void {
  const { version, providers } = facts.release;
  if (!definition || providers.includes(definition.name)) return;
  const message = `Cloud API Adaptor ${version} stops on ${show(key)}: ${definition.removed ?? 'it does not have it'}`;
  if (facts.filesOfRemoved.includes(key)) values.warn(['provider'], message);
  else values.error(['provider'], `${message}; allowed: ${providers.join(', ')}`);
}
