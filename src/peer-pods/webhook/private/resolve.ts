import { CERTIFICATE_SECRET, NAME_PREFIX, NAMESPACE, PROGRAM } from './names';
import { WebhookSettings } from './settings';
import { Problems } from '../../../common/private/problems';
import { isDnsLabel, isDnsName } from '../../../common/private/rules/names';
import { checkExtendedResource, VM_RESOURCE } from '../../private/extended-resource';
import { checkManager, managerSettings } from '../../private/manager/resolve';
import { OWN_LABEL } from '../../private/manager/settings';
import { checkTlsProfile } from '../../private/tls-rules';
import { PeerPodsWebhookProps, WebhookFailurePolicy } from '../peer-pods-webhook-props';
import { WebhookCertificate } from '../webhook-certificate';

export const RUNTIME_CLASS = 'kata-remote';

const DEFAULT_REPLICAS = 2;

/**
 * Checks props and fills their defaults in. Settings are only to be used when no problem was found.
 *
 * @param problems takes everything that is wrong
 */
export function resolve(props: PeerPodsWebhookProps, chartNamespace: string | undefined, problems: Problems): WebhookSettings {
  checkManager(props, problems);
  const facts = props.release._facts;
  const namespace = props.namespace ?? NAMESPACE;
  check(props, problems);
  checkTlsProfile(props, facts, problems);
  if (facts.webhookServesMetrics && (props.metrics?._kind === 'open' || props.metrics?._proxyImage)) {
    problems.addSentence('metrics', `the webhook of release ${facts.version} asks the API server itself who may read its metrics; allowed: `
      + 'MetricsEndpoint.authenticated() without an image, MetricsEndpoint.disabled(). Take one of them.');
  }
  const { replicas = DEFAULT_REPLICAS } = props;
  const certificate = props.certificate ?? WebhookCertificate.certManager();
  return {
    ...managerSettings(props, {
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

function check(props: PeerPodsWebhookProps, problems: Problems): void {
  const { replicas, runtimeClassName, namespace, certificate } = props;
  if (replicas !== undefined && !(Number.isInteger(replicas) && replicas >= 1)) {
    problems.add('replicas', replicas, 'a whole number from 1', 'Without a replica no peer pod can start; two let one node fail.');
  }
  if (runtimeClassName !== undefined && !isDnsName(runtimeClassName)) {
    problems.add('runtimeClassName', runtimeClassName, 'a DNS name: a-z, 0-9, "-" and "."', `Leave it out for ${RUNTIME_CLASS}.`);
  }
  checkNamespaceName('namespace', namespace, problems);
  if (namespace !== undefined && /^(default|kube-.*)$/.test(namespace)) {
    problems.add('namespace', namespace, 'a namespace of its own, not one of Kubernetes', `Pods of it never reach the webhook. Leave it out for ${NAMESPACE}.`);
  }
  (props.excludedNamespaces ?? []).forEach((one, index) => checkNamespaceName(`excludedNamespaces[${index}]`, one, problems));
  checkExtendedResource(props.extendedResource, problems);
  checkCertificate(certificate, problems);
}

function checkNamespaceName(prop: string, name: string | undefined, problems: Problems): void {
  if (name === undefined || isDnsLabel(name)) return;
  problems.add(prop, name, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'Take it from kubectl get namespaces.');
}

function checkCertificate(certificate: WebhookCertificate | undefined, problems: Problems): void {
  const settings = certificate?._settings;
  if (settings?.kind === 'cert-manager' && settings.issuer) {
    if (!isDnsName(settings.issuer.name)) {
      problems.add('certificate.name', settings.issuer.name, 'the name of an issuer: a DNS name', 'Take it from kubectl get clusterissuers.');
    }
  }
  if (settings?.kind !== 'provided') return;
  const { caBundle: bundle = '' } = settings;
  const allowed = 'one or more certificates in PEM: "-----BEGIN CERTIFICATE-----", base64, "-----END CERTIFICATE-----"';
  if (bundle.includes('PRIVATE KEY')) {
    problems.addHidden('certificate.caBundle', allowed, 'It has a private key in it, which belongs into the Secret only: leave it out, and replace the key.');
  } else if (!isCertificates(bundle)) {
    problems.addHidden('certificate.caBundle', allowed, bundle.startsWith('LS0t')
      ? 'It is in base64 already: decode it, as it is encoded here.' : 'Use the ca.crt of the CA that signs the certificate.');
  }
}

/** Whether a text has certificates, and nothing else between such lines. What people write beside them is for people. */
function isCertificates(text: string): boolean {
  const rest = text.replace(/-----BEGIN CERTIFICATE-----\s[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g, '');
  return rest !== text && !/-----(BEGIN|END)/.test(rest);
}
