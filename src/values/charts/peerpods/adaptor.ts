import { planConfig } from './config';
import { PeerPodsInput } from './edition-facts';
import { imageText } from './image';
import { chosenProvider } from './provider';
import { checkAnnotations, checkLabels, checkNamespaceName, unquoted } from './quoting';
import { rollingUpdate } from './rolling-update';
import { planSecrets } from './secrets';
import { sectionOf } from './sections';
import { tokens } from './tokens';
import { settingWarnings } from './warnings';
import { AdaptorSettings, chartGrants, NO_ACCESS } from '../../../peer-pods/internal';
import { formatPath, Finding } from '../../engine/findings';
import { isTrue } from '../../engine/reader';

const IMAGE = {
  path: ['image'],
  repositoryKey: 'name',
  fallback: { repository: 'quay.io/confidential-containers/cloud-api-adaptor', tag: 'latest' },
} as const;

/** What the values say of the adaptor. */
export interface AdaptorPlan {
  readonly settings: AdaptorSettings;
  readonly problems: readonly Finding[];
}

/** The adaptor that the values mean. */
export function planAdaptor(input: PeerPodsInput): AdaptorPlan {
  const { values, facts, user, context } = input;
  const problems: Finding[] = [];
  const chosen = chosenProvider(input);
  const { key: provider, definition } = chosen;
  const config = planConfig(input, chosen);
  const secrets = planSecrets(input, provider);
  const labelPath = (key: string) => formatPath(['daemonset', 'podLabels', key]);
  const namespace = facts.ownNamespaces ? checkNamespaceName(unquoted(values.namespace, 'namespace', user.sources, problems), 'namespace', problems)
    : context.namespace;
  const settings: AdaptorSettings = {
    release: facts.release,
    namespace,
    grants: chartGrants(facts.release, definition, namespace, config.config),
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
    ...rollingUpdate(sectionOf(values, 'daemonset', 'updateStrategy'), user.sources, problems),
    podAnnotations: {},
    placement: { nodeSelector: { 'node.kubernetes.io/worker': '' } }, // the chart has no value for it
    seccomp: false,
  };
  const found = [...config.problems, ...secrets.problems, ...problems];
  return { settings, problems: [...found, ...settingWarnings(input, chosen, settings)] };
}
