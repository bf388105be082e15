import { unfitInstances } from './check-instances';
import { hasPassword, isSecretName } from './secrets-in-settings';
import { isRead, settingTexts } from './setting-texts';
import { checkKeys, Problems } from '../../common/private/problems';
import { isVariableName } from '../../common/private/rules/names';
import { commonSettings } from '../catalogue/common-settings';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import type { PeerPodsProvider } from '../peer-pods-provider';
import { CLUSTER_TAG } from '../providers/cluster-tag';
import { ProviderDefinition, SettingValues } from '../providers/contract';

/** Whether the release has the provider. */
export function checkProvider(provider: PeerPodsProvider, release: PeerPodsReleaseFacts, problems: Problems): void {
  if (!release.providers.includes(provider.name)) {
    problems.addSentence('provider', `got ${provider} with the release ${release.version}, whose adaptor has: ${release.providers.join(', ')}. `
      + `${capital(provider._definition.removed ?? 'Take a release that has it')}.`);
  }
}

/** The variables that the provider's own settings become. */
export function providerTexts(
  definition: ProviderDefinition, options: SettingValues, clusterName: string | undefined, release: PeerPodsReleaseFacts,
  problems: Problems,
): Record<string, string> {
  const inner = new Problems();
  checkKeys(inner, options, definition.settings);
  problems.addAll(inner.all, (path) => `provider.${path}`);
  // What follows from others is left out where the program does not read it: the others are enough there.
  const derived = Object.entries(definition.derive?.(options) ?? {})
    .filter(([prop]) => isRead(definition.settings[prop], release));
  let values: SettingValues = { ...Object.fromEntries(derived), ...options };
  if (clusterName !== undefined) {
    const { clusterTag } = definition;
    if (typeof clusterTag === 'string') {
      problems.add('clusterName', clusterName, `nothing with ${definition.title}`, `${capital(clusterTag)}.`);
    } else if (JSON.stringify(options.tags ?? '').includes(`"${CLUSTER_TAG}`)) {
      problems.add('clusterName', clusterName, `nothing beside a tag ${CLUSTER_TAG} of your own`, 'Leave one of the two out.');
    } else {
      values = { ...values, tags: clusterTag(clusterName, options.tags) };
    }
  }
  const texts = settingTexts(definition.settings, values, release, 'provider.', problems);
  definition.check?.(options, release, problems);
  for (const { prop, value, allowed, reason } of unfitInstances(definition, texts, release).filter(({ refused }) => refused)) {
    problems.add(`provider.${prop}`, value, allowed, `${reason}. Or set disableCvm to true, for VMs without protection.`);
  }
  return texts;
}

const OWN = ['CLOUD_PROVIDER', 'NODE_NAME', 'POD_UID', 'CACERT_FILE', 'CERT_FILE', 'CERT_KEY'];

/** Rules on variables that no prop knows. */
export function checkAdditionalConfig(
  config: Readonly<Record<string, string>> | undefined, definition: ProviderDefinition, problems: Problems,
): void {
  const settings = { ...definition.settings, ...commonSettings(definition) };
  const known = new Map(Object.entries(settings).map(([prop, { env }]) => [env, prop]));
  for (const [name, value] of Object.entries(config ?? {}).sort()) {
    const prop = `additionalConfig["${name}"]`;
    if (!isVariableName(name)) {
      problems.add(prop, name, 'the name of an environment variable', 'Letters, digits and "_", not starting with a digit.');
    } else if (isSecretName(name)) {
      problems.addHidden(prop, 'no secrets, which everybody who reads ConfigMaps would see', 'Give it in `credentials`.');
    } else if (OWN.includes(name)) {
      problems.add(prop, name, `names that this library does not set itself: not ${OWN.join(', ')}`, 'Leave it out; `tlsCertificates` sets the files.');
    } else if (known.has(name)) {
      problems.add(prop, name, 'variables that no prop sets', `Use \`${known.get(name)}\`.`);
    } else if (typeof value !== 'string') {
      problems.add(prop, value, 'a string', 'Put it in quotes.');
    } else if (hasPassword(value)) {
      problems.addHidden(prop, 'a URL without a password', 'Everybody who reads ConfigMaps would see it.');
    }
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
