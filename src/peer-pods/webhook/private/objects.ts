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
export function webhookObjects(model: WebhookModel): Emission[] {
  return [
    ...account(model),
    ...(model.podAccess ? managerAccess(model, POD_RULES) : []),
    ...leaderElection(model),
    ...metricsAccess(model),
    service(model),
    ...certificateObjects(model),
    ...guardObjects(model, ADMISSION_PORT),
    deployment(model),
    webhookConfiguration(model),
  ];
}

const hasMetricsPort = ({ metrics: { kind } }: ManagerModel) => kind === 'proxy' || kind === 'built-in';

function service(model: WebhookModel): Emission {
  const annotations: Record<string, string> = model.certificate.kind === 'openshift-service-ca'
    ? { 'service.beta.openshift.io/serving-cert-secret-name': model.certificateSecret } : {};
  return {
    id: 'Service',
    manifest: anyService({ name: serviceName(model), namespace: model.namespace, annotations }, {
      ports: [
        ...(hasMetricsPort(model) ? [{ name: 'https', port: 8443, protocol: 'TCP', targetPort: 'https' }] : []),
        { name: 'webhook', port: 443, protocol: 'TCP', targetPort: ADMISSION_PORT },
      ],
      selector: { ...SELECTOR, ...model.ownLabels },
    }),
  };
}

function deployment(model: WebhookModel): Emission {
  const builtIn = model.metrics.kind === 'built-in';
  const variable = (name: string, value?: string) => (value ? [{ name, value }] : []);
  return managerDeployment(model, {
    args: ['--leader-elect', HEALTH_ARGUMENT, metricsArgument(model)],
    env: [
      { name: 'TARGET_RUNTIMECLASS', value: model.targetRuntimeClass },
      { name: 'POD_VM_EXTENDED_RESOURCE', value: model.extendedResource },
      ...variable('TLS_MIN_VERSION', model.tlsMinVersion),
      ...variable('TLS_CIPHER_SUITES', model.tlsCipherSuites),
    ],
    ports: model.readiness === 'admission' ? [
      ...(builtIn ? [METRICS_PORT] : []),
      { containerPort: ADMISSION_PORT, name: 'webhook-server', protocol: 'TCP' },
    ] : undefined,
    readinessProbe: model.readiness === 'admission'
      ? { tcpSocket: { port: ADMISSION_PORT }, initialDelaySeconds: 5, periodSeconds: 10 } : undefined,
    volumeMounts: [{ mountPath: '/tmp/k8s-webhook-server/serving-certs', name: 'cert', readOnly: true }],
    spec: {
      securityContext: { runAsNonRoot: true },
      volumes: [{ name: 'cert', secret: { defaultMode: 0o644, secretName: model.certificateSecret } }],
    },
  });
}
