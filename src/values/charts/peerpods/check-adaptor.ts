import { CONTROLLER, PeerPodsReading } from './input';
import { AdaptorModel, unfitInstances, isNeeded, ProviderDefinition } from '../../../peer-pods/internal';
import { formatPath, Finding, warning } from '../../engine/findings';

/** Warns about values that the chart renders, and that do not do what they seem to. */
export function checkAdaptor(reading: PeerPodsReading, model: AdaptorModel): void {
  const { values: { problems }, provider: { key, definition } } = reading;
  checkIgnored(reading);
  checkCertificates(reading, model);
  if (!definition) return;
  problems.push(
    ...nodes(definition, model),
    ...credentials(key, definition, model),
    ...image(definition, model),
    ...instances(key, definition, model),
    ...controller(reading, definition, model),
  );
}

/** What keeps the resource controller from deleting VMs: they go on, and cost money. */
function controller(
  { values, provider: { key } }: PeerPodsReading, definition: ProviderDefinition, { config, release }: AdaptorModel,
): Finding[] {
  const { version, providers, controllerProviders } = release;
  const { name, title, needs: { metadata = [] } = {} } = definition;
  if (!values.on(CONTROLLER, 'enabled') || !providers.includes(name)) return [];
  if (!controllerProviders.includes(name)) {
    return [warning(`${CONTROLLER}.enabled`, `the resource controller ${version} was built without ${title}, and deletes none of its VMs; `
      + 'look for VMs whose pods are gone, or set it to false')];
  }
  const needs = metadata.filter((need) => need.program === 'controller' && isNeeded(need, config));
  return needs.map(({ unless = [], reason }) => warning(formatPath(['providerConfigs', key, unless[0]]),
    `empty, so the resource controller asks the metadata service for ${reason}, which its pod may not reach; it deletes no VM then; set it`));
}

/** What no template reads, with the other values as they are. */
function checkIgnored({ values, given, provider: { key } }: PeerPodsReading): void {
  const mode = values.value('secrets', 'mode');
  const others = Object.keys(values.map('providerConfigs')).filter((one) => given.on('providerConfigs', one));
  if (!given.on('providerConfigs', key) && others.length) {
    values.warn(['provider'], `is "${key}", and providerConfigs has settings of ${others.join(', ')} alone; set it to ${others.join(' or ')}`);
  }
  if (mode === 'reference' && given.on('providerSecrets', key)) {
    values.warn(['providerSecrets', key], 'not used where secrets.mode is reference; take the values out of the file');
  }
  for (const name of ['existingSecretName', 'existingSshKeySecretName', 'existingTlsSecretName']) {
    if (mode !== 'reference' && given.on('secrets', name)) {
      values.warn(['secrets', name], 'not used unless secrets.mode is reference; set the mode to it');
    }
  }
  if (given.on('limit')) {
    values.warn(['limit'], 'no template of the chart reads it; '
      + `set ${values.place('providerConfigs', key, 'PEERPODS_LIMIT_PER_NODE')}, the most VMs on one node`);
  }
}

/** Certificates need a Secret and the settings that name its files. */
function checkCertificates({ values, provider: { key } }: PeerPodsReading, { config, tlsSecret }: AdaptorModel): void {
  const file = ['providerConfigs', key, 'CACERT_FILE'];
  const certificates = values.section('secrets', 'tlsCerts');
  if (config.CACERT_FILE && !tlsSecret) {
    values.warn(file, 'the chart mounts no Secret with the file, and the adaptor stops; leave it out');
  } else if (!config.CACERT_FILE && certificates.keys.some((one) => certificates.on(one))) {
    values.warn(['secrets', 'tlsCerts'], `not used without ${values.place(...file)}, and so CERT_FILE and CERT_KEY, which name files in /etc/certificates; set them`);
  }
}

function nodes({ unlabelledNodes }: ProviderDefinition, { placement: { nodeSelector = {} } }: AdaptorModel): Finding[] {
  return unlabelledNodes ? [warning('daemonset', `runs on nodes with the label ${Object.keys(nodeSelector)[0]}, as in the chart, `
    + `which ${unlabelledNodes} does not set; label them`)] : [];
}

/** The chart creates a Secret with whatever the values have, and the adaptor stops on one that lacks a key. */
function credentials(key: string, provider: ProviderDefinition, model: AdaptorModel): Finding[] {
  const { title, credentials: sets, identities } = provider;
  const secret = model.secrets.find((one) => one.name === model.access.secret);
  const has = (variable: string) => Boolean(secret?.data[variable] || model.config[variable]);
  if (!secret || !sets.length || sets.some((set) => set.every(has))) return [];
  const needed = sets.map((set) => set.join(' and ')).join(', or ');
  const unless = identities ? `, unless ${title} knows its pods by an identity` : '';
  return [warning(formatPath(['providerSecrets', key]), `without ${needed} the adaptor stops${unless}`)];
}

/** Release images were built without some providers. */
function image({ name, title }: ProviderDefinition, { image: reference, release }: AdaptorModel): Finding[] {
  const { repository, tag } = release.images.adaptorDev;
  if (!release.devOnly.includes(name) || !reference.startsWith(`${repository}:v`) || reference.endsWith('-dev')) return [];
  return [warning('image.tag', `a release image, with which the adaptor stops: it was built without ${title}; take ${tag}`)];
}

/** Types that the cloud refuses, as the pages of the cloud have it. */
function instances(key: string, definition: ProviderDefinition, { config, release }: AdaptorModel): Finding[] {
  const unless = definition.settings.disableCvm?.env;
  return unfitInstances(definition, config, release).map(({ env, value, refused, allowed, reason }) => warning(
    formatPath(['providerConfigs', key, env]),
    `${value}: ${reason}; take ${allowed}${refused ? `, or set ${unless} to "true", for VMs without protection` : ''}`,
  ));
}
