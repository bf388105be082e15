import { checkAdaptor } from './check-adaptor';
import { configOf } from './config';
import { PeerPodsReading } from './input';
import { secretsOf } from './secrets';
import { tokens } from './tokens';
import { AdaptorModel, chartGrants, NO_ACCESS } from '../../../peer-pods/internal';
import { imageAt } from '../../engine/image';
import { annotationsAt, labelsAt, nameAt } from '../../engine/names';
import { Reader } from '../../engine/reader';

/** The adaptor that the values mean. */
export function adaptorModel(reading: PeerPodsReading): AdaptorModel {
  const { values, facts, context, provider: { key: provider, definition } } = reading;
  const config = configOf(reading);
  const secrets = secretsOf(reading);
  const daemonSet = values.section('daemonset');
  const namespace = facts.ownNamespaces ? nameAt(values, ['namespace'], 'label') : context.namespace;
  const model: AdaptorModel = {
    release: facts.release,
    namespace,
    grants: chartGrants(facts.release, definition, namespace, config),
    labels: {
      'app.kubernetes.io/name': 'peerpods',
      'app.kubernetes.io/instance': context.releaseName,
      'app.kubernetes.io/managed-by': 'Helm',
    },
    config,
    secrets: secrets.inline,
    access: {
      ...NO_ACCESS,
      secret: secrets.credentials,
      serviceAccountAnnotations: annotationsAt(daemonSet, ['serviceAccount', 'annotations']),
      podLabels: labelsAt(daemonSet, ['podLabels'], { app: 'cloud-api-adaptor' }),
      ...tokens(reading),
    },
    sshSecret: facts.ssh.mountedForAll || facts.ssh.providers.includes(provider) ? secrets.ssh : undefined,
    tlsSecret: values.on('providerConfigs', provider, 'CACERT_FILE') ? secrets.certificates : undefined,
    hostFolders: definition?.hostFolders ?? [],
    command: ['/usr/local/bin/entrypoint.sh'],
    image: imageOf(values.section('image')),
    imagePullPolicy: 'Always',
    ...rollingUpdate(daemonSet),
    podAnnotations: {},
    placement: { nodeSelector: { 'node.kubernetes.io/worker': '' } }, // the chart has no value for it
    seccomp: false,
  };
  checkAdaptor(reading, model);
  return model;
}

/** The chart has defaults for what is empty. */
function imageOf(image: Reader): string {
  const repository = image.on('name') ? image.text('name') : 'quay.io/confidential-containers/cloud-api-adaptor';
  const tag = image.on('tag') ? image.text('tag') : 'latest';
  return image.hasError('tag') ? '' : imageAt(image, `${repository}:${tag}`).reference;
}

/** The chart prints both without quotes, so a text of digits is a number. Where it prints nothing, the API server decides. */
function rollingUpdate(daemonSet: Reader): Pick<AdaptorModel, 'maxUnavailable' | 'maxSurge'> {
  const strategy = daemonSet.section('updateStrategy');
  const update = { maxUnavailable: strategy.scalar('maxUnavailable'), maxSurge: strategy.scalar('maxSurge') };
  const some = (value: number | string) => Number.parseInt(String(value), 10) > 0;
  const away = some(update.maxUnavailable ?? 1);
  const twice = some(update.maxSurge ?? 0);
  if (away === twice) {
    strategy.error([], `maxUnavailable and maxSurge are ${away ? 'both more than 0' : 'both 0'}, `
      + 'which the API server refuses; set one of them to 0, and the other not');
  }
  return update;
}
