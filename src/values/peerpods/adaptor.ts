import { planConfig } from './config';
import { PeerPodsInput } from './facts';
import { imageText } from './image';
import { chosenProvider } from './provider';
import { rollingUpdate } from './rolling-update';
import { planSecrets } from './secrets';
import { sectionOf } from './sections';
import { checkAnnotations, checkLabels, checkNamespaceName, unquoted } from './texts';
import { tokens } from './tokens';
import { AdaptorSettings, NO_ACCESS, ProviderDefinition } from '../../peer-pods/internal';
import { formatPath, Problem, warning } from '../helm/problem';
import { isTrue } from '../helm/section';

const IMAGE = {
  path: ['image'],
  repositoryKey: 'name',
  fallback: { repository: 'quay.io/confidential-containers/cloud-api-adaptor', tag: 'latest' },
} as const;

/** What the values say of the adaptor. */
export interface AdaptorPlan {
  readonly settings: AdaptorSettings;
  readonly problems: readonly Problem[];
}

/** The adaptor that the values mean. */
export function planAdaptor(input: PeerPodsInput): AdaptorPlan {
  const { values, facts, user, context } = input;
  const problems: Problem[] = [];
  const chosen = chosenProvider(input);
  const { key: provider, definition } = chosen;
  const config = planConfig(input, chosen);
  const secrets = planSecrets(input, provider);
  const labelPath = (key: string) => formatPath(['daemonset', 'podLabels', key]);
  const settings: AdaptorSettings = {
    release: facts.release,
    namespace: facts.ownNamespaces ? checkNamespaceName(unquoted(values.namespace, 'namespace', user.sources, problems), 'namespace', problems)
      : context.namespace,
    labels: {
      'app.kubernetes.io/name': 'peerpods',
      'app.kubernetes.io/instance': context.releaseName,
      'app.kubernetes.io/managed-by': 'Helm',
    },
    config: config.config,
    secrets: secrets.inline,
    access: {
      ...NO_ACCESS,
      secret: secrets.credentials,
      serviceAccountAnnotations: checkAnnotations(
        sectionOf(values, 'daemonset', 'serviceAccount', 'annotations'),
        (key) => formatPath(['daemonset', 'serviceAccount', 'annotations', key]), problems),
      podLabels: checkLabels(sectionOf(values, 'daemonset', 'podLabels'), { app: 'cloud-api-adaptor' }, labelPath, problems),
      ...tokens(input, provider),
    },
    sshSecret: facts.ssh.mountedForAll || facts.ssh.providers.includes(provider) ? secrets.ssh : undefined,
    tlsSecret: isTrue(sectionOf(values, 'providerConfigs', provider).CACERT_FILE) ? secrets.certificates : undefined,
    hostFolders: definition?.hostFolders ?? [],
    command: ['/usr/local/bin/entrypoint.sh'],
    image: imageText(sectionOf(values, 'image'), IMAGE, user.sources, problems),
    imagePullPolicy: 'Always',
    imagePullSecrets: [],
    ...rollingUpdate(sectionOf(values, 'daemonset', 'updateStrategy'), user.sources, problems),
    podAnnotations: {},
    nodeSelector: { 'node.kubernetes.io/worker': '' }, // the chart has no value for it
    tolerations: [],
  };
  if (definition?.unlabelledNodes) {
    problems.push(warning('daemonset', `runs on nodes with the label ${Object.keys(settings.nodeSelector)[0]}, as in the chart, `
      + `which ${definition.unlabelledNodes} does not set; label them`));
  }
  if (definition) problems.push(...credentialWarnings(provider, definition, settings), ...imageWarnings(definition, settings));
  if (user.values.limit !== undefined && user.values.limit !== null) {
    problems.push(warning('limit', 'no template of the chart reads it; '
      + `set ${formatPath(['providerConfigs', provider, 'PEERPODS_LIMIT_PER_NODE'])}, the most VMs on one node`));
  }
  return { settings, problems: [...config.problems, ...secrets.problems, ...problems] };
}

/** The chart creates a Secret with whatever the values have, and the adaptor stops on one that lacks a key. */
function credentialWarnings(key: string, { title, credentials }: ProviderDefinition, settings: AdaptorSettings): Problem[] {
  const secret = settings.secrets.find((one) => one.name === settings.access.secret);
  const has = (variable: string) => Boolean(secret?.data[variable] || settings.config[variable]);
  if (!secret || !credentials.length || credentials.some((set) => set.every(has))) return [];
  const sets = credentials.map((set) => set.join(' and ')).join(', or ');
  return [warning(formatPath(['providerSecrets', key]), `without ${sets} the adaptor stops, unless ${title} knows its pods by an identity`)];
}

/** Release images lack the libraries in C that some providers need. */
function imageWarnings({ needsCgo, title }: ProviderDefinition, { image, release }: AdaptorSettings): Problem[] {
  const { repository, tag } = release.images.adaptorDev;
  if (!needsCgo || !image.startsWith(`${repository}:v`) || image.endsWith('-dev')) return [];
  return [warning('image.tag', `a release image, with which the adaptor stops: ${title} needs one with its library in C, such as ${tag}`)];
}
