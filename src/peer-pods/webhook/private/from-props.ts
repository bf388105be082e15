import { WebhookModel } from './model';
import { CERTIFICATE_SECRET, NAME_PREFIX, NAMESPACE, PROGRAM } from './names';
import { VM_RESOURCE } from '../../private/extended-resource';
import { managerModel } from '../../private/manager/from-props';
import { OWN_LABEL } from '../../private/manager/model';
import { PeerPodsWebhookProps, WebhookFailurePolicy } from '../peer-pods-webhook-props';
import { WebhookCertificate } from '../webhook-certificate';

export const RUNTIME_CLASS = 'kata-remote';

const DEFAULT_REPLICAS = 2;

/** Props that were found right, with the defaults. */
export function resolve(props: PeerPodsWebhookProps, chartNamespace: string | undefined): WebhookModel {
  const facts = props.release._facts;
  const { namespace = NAMESPACE, replicas = DEFAULT_REPLICAS } = props;
  const certificate = props.certificate ?? WebhookCertificate.certManager();
  return {
    ...managerModel(props, {
      image: facts.images.webhook, proxy: facts.images.authProxy, builtInMetrics: facts.webhookServesMetrics,
    }),
    namePrefix: NAME_PREFIX,
    program: PROGRAM,
    namespace,
    namespaceObject: props.createNamespace ?? namespace !== chartNamespace ? { labels: NAMESPACE_LABELS } : undefined,
    replicas,
    disruptionBudget: props.disruptionBudget ?? replicas > 1,
    targetRuntimeClass: props.runtimeClassName ?? RUNTIME_CLASS,
    extendedResource: props.extendedResource ?? VM_RESOURCE,
    failurePolicy: props.failurePolicy ?? WebhookFailurePolicy.FAIL,
    tlsMinVersion: props.tlsMinVersion,
    tlsCipherSuites: props.tlsCipherSuites?.join(','),
    certificate: certificate._settings,
    certificateSecret: certificate._secret?.name ?? CERTIFICATE_SECRET,
    readiness: 'admission', // the page says ready before the webhook can be called
    configuration: {
      operations: ['CREATE'], // what a webhook says of an update changes nothing: these fields of a pod cannot change
      scope: 'Namespaced',
      reinvocationPolicy: 'IfNeeded',
      excludedNamespaces: [...new Set([namespace, 'kube-system', ...props.excludedNamespaces ?? []])],
      matchRuntimeClass: true,
    },
    podAccess: false,
    ownLabels: { [OWN_LABEL]: PROGRAM },
  };
}

const NAMESPACE_LABELS = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
};
