import { PeerPodsInput } from './edition-facts';
import { ChosenProvider } from './provider';
import { quoted } from './quoting';
import { sectionOf } from './sections';
import { settingWarnings } from './settings';
import { tlsProblems } from './tls';
import { has, put } from '../../../common/private/free-keys';
import { show } from '../../../common/private/redact';
import { DATA_KEY, isDataKey } from '../../../common/private/rules/names';
import { ProviderDefinition } from '../../../peer-pods/internal';
import { error, formatPath, Finding, warning } from '../../engine/findings';
import { isTrue } from '../../engine/reader';
import { isMap } from '../../engine/tree';
import { unquotedKeyProblem } from '../../engine/unquoted-text';

/** The settings of the adaptor, as texts by environment variable. */
export interface ConfigPlan {
  readonly config: Readonly<Record<string, string>>;
  readonly problems: readonly Finding[];
}

const TLS_PROFILE: Readonly<Record<string, string>> = { minVersion: 'TLS_MIN_VERSION', cipherSuites: 'TLS_CIPHER_SUITES' };

/** What stands in the ConfigMap. Where the chart writes a key twice, the last one counts. */
export function planConfig(input: PeerPodsInput, { key: provider, name, definition }: ChosenProvider): ConfigPlan {
  const { values, facts, user } = input;
  const problems: Finding[] = [];
  if (!isMap(values.providerConfigs)) {
    problems.push(error('providerConfigs', `missing; the chart needs it; write {${provider}: {}}, or take the chart's file of the provider`));
  }
  const config: Record<string, string> = { CLOUD_PROVIDER: name };
  if (name !== provider) {
    problems.push(warning('provider', `the adaptor stops on ${show(provider)}, which the chart writes; `
      + `here it gets ${show(name)}, the name that it accepts`));
  }
  const place = (key: string) => formatPath(['providerConfigs', provider, key]);
  for (const [key, value] of Object.entries(sectionOf(values.providerConfigs, provider))) {
    const wrong = isDataKey(key) ? unquotedKeyProblem(key) : `no key of a ConfigMap; allowed: ${DATA_KEY}`;
    if (wrong) problems.push(error(place(key), wrong));
    if (key === 'CLOUD_PROVIDER') problems.push(warning(place(key), 'comes over the provider, as in the chart; leave it out'));
    put(config, key, quoted(value, place(key), user.sources, false, problems));
  }
  if (facts.tlsProfile) {
    for (const [key, variable] of Object.entries(TLS_PROFILE)) {
      const value = sectionOf(values, 'tlsProfile')[key];
      if (!isTrue(value)) continue;
      if (has(config, variable)) problems.push(warning(place(variable), `is also set in tlsProfile.${key}, which takes precedence; remove one of them`));
      config[variable] = quoted(value, formatPath(['tlsProfile', key]), user.sources, false, problems);
    }
    const suitesAt = isTrue(sectionOf(values, 'tlsProfile').cipherSuites) ? 'tlsProfile.cipherSuites' : place('TLS_CIPHER_SUITES');
    problems.push(...tlsProblems('adaptor', suitesAt, config.TLS_MIN_VERSION, config.TLS_CIPHER_SUITES));
  }
  if (definition) problems.push(...settingWarnings({ definition, release: facts.release, config, path: place }));
  problems.push(...gone(input, provider, definition));
  return { config, problems };
}

/** A provider that the release no longer has. The chart may have a file for it still; then it is rendered. */
function gone({ facts }: PeerPodsInput, provider: string, definition?: ProviderDefinition): Finding[] {
  const { version, providers } = facts.release;
  if (!definition || providers.includes(definition.name)) return [];
  const message = `Cloud API Adaptor ${version} stops on ${show(provider)}: ${definition.removed ?? 'it does not have it'}`;
  return [facts.filesOfRemoved.includes(provider) ? warning('provider', message) : error('provider', `${message}; allowed: ${providers.join(', ')}`)];
}
