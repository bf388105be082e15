import { CertManagerIssuerKind, PeerPodsRelease, PeerPodsWebhook, WebhookCertificate } from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';
import { emitted, identities, one, problemsOf } from '../../support/emitted';

const CA = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

const webhook = (certificate?: WebhookCertificate) => emitted((chart) => new PeerPodsWebhook(chart, 'Webhook', { release: PeerPodsRelease.latest(), certificate }));
const byCertManager = (objects: object[]) => identities(objects).filter((id) => /^(Issuer|Certificate) /.test(id));
const annotations = (certificate?: WebhookCertificate) => one(webhook(certificate), 'MutatingWebhookConfiguration').metadata.annotations;

/** A Secret that exists, referred to from a chart of its own. */
function secret(name: string): Secret {
  let found: unknown;
  emitted((chart) => { found = Secret.fromSecretName(chart, 'Secret', name); });
  return found as Secret;
}

test('by default cert-manager makes it, and writes the CA into the registration', () => {
  const objects = webhook();
  expect(one(objects, 'Issuer').spec).toEqual({ selfSigned: {} });
  expect(one(objects, 'Certificate').spec).toEqual({
    dnsNames: [
      'peer-pods-webhook-webhook-service.peer-pods-webhook-system.svc',
      'peer-pods-webhook-webhook-service.peer-pods-webhook-system.svc.cluster.local',
    ],
    issuerRef: { kind: 'Issuer', name: 'peer-pods-webhook-selfsigned-issuer' },
    secretName: 'webhook-server-cert',
  });
  expect(annotations()).toEqual({ 'cert-manager.io/inject-ca-from': 'peer-pods-webhook-system/peer-pods-webhook-serving-cert' });
});

test('an issuer that exists is referred to, and none is emitted', () => {
  const given = webhook(WebhookCertificate.certManagerIssuer('internal-ca'));
  expect(byCertManager(given)).toEqual(['Certificate peer-pods-webhook-system/peer-pods-webhook-serving-cert']);
  expect(one(given, 'Certificate').spec.issuerRef).toEqual({ kind: 'ClusterIssuer', name: 'internal-ca' });
  const own = webhook(WebhookCertificate.certManagerIssuer('own', CertManagerIssuerKind.ISSUER));
  expect(one(own, 'Certificate').spec.issuerRef).toEqual({ kind: 'Issuer', name: 'own' });
});

test('a given Secret is mounted, and its CA stands in the registration', () => {
  const objects = webhook(WebhookCertificate.provided(secret('hook-tls'), CA));
  expect(byCertManager(objects)).toEqual([]);
  expect(one(objects, 'Deployment').spec.template.spec.volumes).toEqual([{ name: 'cert', secret: { defaultMode: 420, secretName: 'hook-tls' } }]);
  const { metadata, webhooks: [{ clientConfig }] } = one(objects, 'MutatingWebhookConfiguration');
  expect(Buffer.from(clientConfig.caBundle, 'base64').toString()).toBe(CA);
  expect(metadata.annotations).toBeUndefined();
});

test('OpenShift makes it for the Service, and writes its CA', () => {
  const objects = webhook(WebhookCertificate.openshiftServiceCa());
  expect(byCertManager(objects)).toEqual([]);
  expect(one(objects, 'Service').metadata.annotations).toEqual({ 'service.beta.openshift.io/serving-cert-secret-name': 'webhook-server-cert' });
  expect(annotations(WebhookCertificate.openshiftServiceCa())).toEqual({ 'service.beta.openshift.io/inject-cabundle': 'true' });
});

describe('what is refused', () => {
  const refused = (certificate: WebhookCertificate) => problemsOf((chart) => new PeerPodsWebhook(chart, 'Webhook', { release: PeerPodsRelease.latest(), certificate }));

  test.each([
    ['nothing', ''],
    ['base64 of it', Buffer.from(CA).toString('base64')],
    ['half of it', CA.slice(0, 40)],
    ['another thing in PEM beside it', `${CA}-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n`],
  ])('as a CA: %s', (_, bundle) => {
    const [, problem] = refused(WebhookCertificate.provided(secret('hook-tls'), bundle));
    expect(problem).toContain('certificate.caBundle: got a value that is not printed here; allowed: one or more certificates in PEM');
    expect(problem.includes('decode it')).toBe(bundle.startsWith('LS0t'));
  });

  test('a private key, of which nothing is printed', () => {
    const lines = refused(WebhookCertificate.provided(secret('hook-tls'), `${CA}-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n`));
    expect(lines[1]).toContain('It has a private key in it');
    expect(lines.join()).not.toContain('c2VjcmV0');
  });

  test('an issuer of an unknown kind and without a name', () => {
    expect(() => WebhookCertificate.certManagerIssuer('a', 'Isuer' as CertManagerIssuerKind)).toThrow(
      'WebhookCertificate.certManagerIssuer: kind: got "Isuer"; allowed: Issuer, ClusterIssuer. Did you mean "Issuer"? Take a member of CertManagerIssuerKind.');
    expect(refused(WebhookCertificate.certManagerIssuer('')).slice(1)).toEqual([
      '  - certificate.name: got ""; allowed: the name of an issuer: a DNS name. Take it from kubectl get clusterissuers.',
    ]);
  });

  test('a text in place of a Secret', () => {
    expect(() => WebhookCertificate.provided('hook-tls' as unknown as Secret, CA)).toThrow(
      'WebhookCertificate.provided: secret: got a value that is not printed here; allowed: a Secret of cdk8s-plus.');
  });

  test('several certificates, with lines between them, are a bundle', () => {
    expect(webhook(WebhookCertificate.provided(secret('hook-tls'), `# root\n${CA}subject=CN=two\r\n${CA.replace(/\n/g, '\r\n')}`))).toHaveLength(12);
  });
});
