import { RUNTIME_CLASS } from './from-props';
import { NAMESPACE } from './names';
import { Problems } from '../../../common/private/problems';
import { isDnsLabel, isDnsName } from '../../../common/private/rules/names';
import { checkWorkload } from '../../../common/private/workload-rules';
import { checkTlsProfile } from '../../private/check-values';
import { checkExtendedResource } from '../../private/extended-resource';
import { PeerPodsWebhookProps } from '../peer-pods-webhook-props';
import { WebhookCertificate } from '../webhook-certificate';

/** Rules on the props of a webhook. */
export function check(props: PeerPodsWebhookProps, problems: Problems): void {
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
  checkMetrics(props, problems);
  checkTlsProfile(props, props.release._facts, problems);
  checkWorkload(props, [], problems);
}

function checkMetrics({ release, metrics }: PeerPodsWebhookProps, problems: Problems): void {
  const { version, webhookServesMetrics } = release._facts;
  if (webhookServesMetrics && (metrics?._kind === 'open' || metrics?._proxyImage)) {
    problems.addSentence('metrics', `the webhook of release ${version} asks the API server itself who may read its metrics; allowed: `
      + 'MetricsEndpoint.authenticated() without an image, MetricsEndpoint.disabled(). Take one of them.');
  }
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
