import { certificateObjects } from './certificate';
import { webhookConfiguration } from './configuration';
import { WebhookModel } from './model';
import { serviceName } from './names';
import { Emission } from '../../../common/private/emission';
import { service as anyService } from '../../../common/private/manifest';
import { account, leaderElection, managerAccess, metricsAccess } from '../../private/manager/access';
import { HEALTH_ARGUMENT, managerDeployment, METRICS_PORT, metricsArgument } from '../../private/manager/deployment';
import { guardObjects } from '../../private/manager/guards';
import { ManagerModel, SELECTOR } from '../../private/manager/model';

/** What the chart grants over pods, of all namespaces. */
const POD_RULES = [{ apiGroups: [''], resources: ['pods'], verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] }];

const ADMISSION_PORT = 9443;

/** Every object of the webhook. The configuration comes last: from then on the API server calls. */
export function webhookObjects(settings: WebhookModel): Emission[] {
  return [
    ...account(settings),
    ...(settings.podAccess ? managerAccess(settings, POD_RULES) : []),
    ...leaderElection(settings),
    ...metricsAccess(settings),
    service(settings),
    ...certificateObjects(settings),
    ...guardObjects(settings, ADMISSION_PORT),
    deployment(settings),
    webhookConfiguration(settings),
  ];
}

const hasMetricsPort = ({ metrics: { kind } }: ManagerModel) => kind === 'proxy' || kind === 'built-in';

function service(settings: WebhookModel): Emission {
  const annotations: Record<string, string> = settings.certificate.kind === 'openshift-service-ca'
    ? { 'service.beta.openshift.io/serving-cert-secret-name': settings.certificateSecret } : {};
  return {
    id: 'Service',
    manifest: anyService({ name: serviceName(settings), namespace: settings.namespace, annotations }, {
      ports: [
        ...(hasMetricsPort(settings) ? [{ name: 'https', port: 8443, protocol: 'TCP', targetPort: 'https' }] : []),
        { name: 'webhook', port: 443, protocol: 'TCP', targetPort: ADMISSION_PORT },
      ],
      selector: { ...SELECTOR, ...settings.ownLabels },
    }),
  };
}

function deployment(settings: WebhookModel): Emission {
  const builtIn = settings.metrics.kind === 'built-in';
  const variable = (name: string, value?: string) => (value ? [{ name, value }] : []);
  return managerDeployment(settings, {
    args: ['--leader-elect', HEALTH_ARGUMENT, metricsArgument(settings)],
    env: [
      { name: 'TARGET_RUNTIMECLASS', value: settings.targetRuntimeClass },
      { name: 'POD_VM_EXTENDED_RESOURCE', value: settings.extendedResource },
      ...variable('TLS_MIN_VERSION', settings.tlsMinVersion),
      ...variable('TLS_CIPHER_SUITES', settings.tlsCipherSuites),
    ],
    ports: settings.readiness === 'admission' ? [
      ...(builtIn ? [METRICS_PORT] : []),
      { containerPort: ADMISSION_PORT, name: 'webhook-server', protocol: 'TCP' },
    ] : undefined,
    readinessProbe: settings.readiness === 'admission'
      ? { tcpSocket: { port: ADMISSION_PORT }, initialDelaySeconds: 5, periodSeconds: 10 } : undefined,
    volumeMounts: [{ mountPath: '/tmp/k8s-webhook-server/serving-certs', name: 'cert', readOnly: true }],
    spec: {
      securityContext: { runAsNonRoot: true },
      volumes: [{ name: 'cert', secret: { defaultMode: 0o644, secretName: settings.certificateSecret } }],
    },
  });
}
