import { Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  CertManagerIssuerKind, MetricsEndpoint, PeerPodAlerts, PeerPodConfigController, PeerPodController, PeerPodLimit, PeerPodQuota,
  PeerPodsCrds, PeerPodsRelease, PeerPodsResource, PeerPodsWebhook, PrivilegedNamespace, TlsCipherSuite, TlsMinVersion,
  WebhookCertificate,
} from '../../src';

const CA = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** The parts of peer pods that also stand alone. */
export const PEER_PODS_PARTS: Readonly<Record<string, (chart: Chart) => void>> = {
  ...Object.fromEntries(PeerPodsRelease.all().map((release) => [`webhook and resource controller, ${release.version}`, (chart: Chart) => {
    new PrivilegedNamespace(chart, 'Namespace');
    new PeerPodsCrds(chart, 'crds');
    new PeerPodsWebhook(chart, 'Webhook', { release });
    new PeerPodController(chart, 'Controller', { release });
  }])),
  'webhook, in the namespace of the controller, certificate of OpenShift': (chart) => {
    new PrivilegedNamespace(chart, 'Namespace');
    new PeerPodsWebhook(chart, 'Webhook', {
      release: PeerPodsRelease.latest(),
      namespace: 'coco-system',
      certificate: WebhookCertificate.openshiftServiceCa(),
      metrics: MetricsEndpoint.disabled(),
      excludedNamespaces: ['monitoring'],
    });
    new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest(), metrics: MetricsEndpoint.disabled() });
  },
  'webhook, given certificate, TLS profile': (chart) => {
    new PeerPodsWebhook(chart, 'Webhook', {
      release: PeerPodsRelease.latest(),
      runtimeClassName: 'kata-remote-b',
      certificate: WebhookCertificate.provided(Secret.fromSecretName(chart, 'Tls', 'hook-tls'), CA),
      tlsMinVersion: TlsMinVersion.TLS_1_2,
      tlsCipherSuites: [TlsCipherSuite.ECDHE_ECDSA_WITH_AES_128_GCM_SHA256],
    });
  },
  'webhook, issuer that exists': (chart) => {
    new PeerPodsWebhook(chart, 'Webhook', { release: PeerPodsRelease.latest(), certificate: WebhookCertificate.certManagerIssuer('own', CertManagerIssuerKind.ISSUER) });
  },
  'PeerPodConfig and its controller': (chart) => {
    new PrivilegedNamespace(chart, 'Namespace');
    new PeerPodsCrds(chart, 'crds', { resources: [PeerPodsResource.PEER_POD, PeerPodsResource.PEER_POD_CONFIG] });
    new PeerPodConfigController(chart, 'Controller').addConfig('Workers', {
      limit: PeerPodLimit.total(40, 4), nodeSelector: { pool: 'peer-pods' }, instanceType: 'm6a.large',
    });
  },
  'quota and alerts of peer pods': (chart) => {
    new PrivilegedNamespace(chart, 'Namespace');
    new PeerPodQuota(chart, 'Quota', { vms: 5 });
    new PeerPodAlerts(chart, 'Alerts', { labels: { release: 'prometheus' }, alertLabels: { team: 'platform' } });
  },
};
