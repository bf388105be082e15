import { PeerPodsInput } from './edition-facts';
import { CONTROLLER } from './keys';
import { ChosenProvider } from './provider';
import { sectionOf } from './sections';
import { AdaptorSettings, unfitInstances, isNeeded, ProviderDefinition } from '../../../peer-pods/internal';
import { formatPath, Finding, warning } from '../../engine/findings';
import { isTrue } from '../../engine/reader';
import { valueAt } from '../../engine/tree';

/** Values that the chart renders, and that do not do what they seem to. */
export function settingWarnings(input: PeerPodsInput, chosen: ChosenProvider, settings: AdaptorSettings): Finding[] {
  const { definition, key } = chosen;
  const general = [...ignored(input, chosen), ...certificates(input, chosen, settings)];
  if (!definition) return general;
  return [
    ...general,
    ...nodes(definition, settings),
    ...credentials(key, definition, settings),
    ...image(definition, settings),
    ...instances(key, definition, settings),
    ...controller(input, { ...chosen, definition }, settings),
  ];
}

/** What keeps the resource controller from deleting VMs: they go on, and cost money. */
function controller(
  { values }: PeerPodsInput, { key, definition }: Required<ChosenProvider>, { config, release }: AdaptorSettings,
): Finding[] {
  const { version, providers, controllerProviders } = release;
  const { name, title, needs: { metadata = [] } = {} } = definition;
  if (!isTrue(sectionOf(values, CONTROLLER).enabled) || !providers.includes(name)) return [];
  if (!controllerProviders.includes(name)) {
    return [warning(`${CONTROLLER}.enabled`, `the resource controller ${version} was built without ${title}, and deletes none of its VMs; `
      + 'look for VMs whose pods are gone, or set it to false')];
  }
  const needs = metadata.filter((need) => need.program === 'controller' && isNeeded(need, config));
  return needs.map(({ unless = [], reason }) => warning(formatPath(['providerConfigs', key, unless[0]]),
    `empty, so the resource controller asks the metadata service for ${reason}, which its pod may not reach; it deletes no VM then; set it`));
}

/** What no template reads, with the other values as they are. */
function ignored({ values, user }: PeerPodsInput, { key }: ChosenProvider): Finding[] {
  const given = (...path: string[]) => isTrue(valueAt(user.values, ...path));
  const mode = sectionOf(values, 'secrets').mode;
  const others = Object.keys(sectionOf(values.providerConfigs)).filter((one) => given('providerConfigs', one));
  const problems: Finding[] = [];
  if (!given('providerConfigs', key) && others.length) {
    problems.push(warning('provider', `is "${key}", and providerConfigs has settings of ${others.join(', ')} alone; set it to ${others.join(' or ')}`));
  }
  if (mode === 'reference' && given('providerSecrets', key)) {
    problems.push(warning(formatPath(['providerSecrets', key]), 'not used where secrets.mode is reference; take the values out of the file'));
  }
  for (const name of ['existingSecretName', 'existingSshKeySecretName', 'existingTlsSecretName']) {
    if (mode !== 'reference' && given('secrets', name)) {
      problems.push(warning(formatPath(['secrets', name]), 'not used unless secrets.mode is reference; set the mode to it'));
    }
  }
  if (given('limit')) {
    problems.push(warning('limit', 'no template of the chart reads it; '
      + `set ${formatPath(['providerConfigs', key, 'PEERPODS_LIMIT_PER_NODE'])}, the most VMs on one node`));
  }
  return problems;
}

/** Certificates need a Secret and the settings that name its files. */
function certificates({ values }: PeerPodsInput, { key }: ChosenProvider, { config, tlsSecret }: AdaptorSettings): Finding[] {
  const place = formatPath(['providerConfigs', key, 'CACERT_FILE']);
  if (config.CACERT_FILE && !tlsSecret) return [warning(place, 'the chart mounts no Secret with the file, and the adaptor stops; leave it out')];
  return !config.CACERT_FILE && Object.values(sectionOf(values, 'secrets', 'tlsCerts')).some(isTrue)
    ? [warning('secrets.tlsCerts', `not used without ${place}, and so CERT_FILE and CERT_KEY, which name files in /etc/certificates; set them`)] : [];
}

function nodes({ unlabelledNodes }: ProviderDefinition, { placement: { nodeSelector = {} } }: AdaptorSettings): Finding[] {
  return unlabelledNodes ? [warning('daemonset', `runs on nodes with the label ${Object.keys(nodeSelector)[0]}, as in the chart, `
    + `which ${unlabelledNodes} does not set; label them`)] : [];
}

/** The chart creates a Secret with whatever the values have, and the adaptor stops on one that lacks a key. */
function credentials(key: string, provider: ProviderDefinition, settings: AdaptorSettings): Finding[] {
  const { title, credentials: sets, identities } = provider;
  const secret = settings.secrets.find((one) => one.name === settings.access.secret);
  const has = (variable: string) => Boolean(secret?.data[variable] || settings.config[variable]);
  if (!secret || !sets.length || sets.some((set) => set.every(has))) return [];
  const needed = sets.map((set) => set.join(' and ')).join(', or ');
  const unless = identities ? `, unless ${title} knows its pods by an identity` : '';
  return [warning(formatPath(['providerSecrets', key]), `without ${needed} the adaptor stops${unless}`)];
}

/** Release images were built without some providers. */
function image({ name, title }: ProviderDefinition, { image: reference, release }: AdaptorSettings): Finding[] {
  const { repository, tag } = release.images.adaptorDev;
  if (!release.devOnly.includes(name) || !reference.startsWith(`${repository}:v`) || reference.endsWith('-dev')) return [];
  return [warning('image.tag', `a release image, with which the adaptor stops: it was built without ${title}; take ${tag}`)];
}

/** Types that the cloud refuses, as the pages of the cloud have it. */
function instances(key: string, definition: ProviderDefinition, { config, release }: AdaptorSettings): Finding[] {
  const unless = definition.settings.disableCvm?.env;
  return unfitInstances(definition, config, release).map(({ env, value, refused, allowed, reason }) => warning(
    formatPath(['providerConfigs', key, env]),
    `${value}: ${reason}; take ${allowed}${refused ? `, or set ${unless} to "true", for VMs without protection` : ''}`,
  ));
}
