import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Affinity, Container, Probe } from 'kubernetes-types/core/v1';
import { objectNames, OperatorSettings, selectorLabels } from './settings';
import { AnyEmission } from '../../common/private/emission';


/** A Kubernetes object as it is written on the wire. */
export type Manifest = { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly namespace?: string } };

/** The objects of an operator. The Deployment comes last: what it needs is there then. */
export function operatorObjects(settings: OperatorSettings): AnyEmission[] {
  const { release } = settings;
  return [
    { id: 'ServiceAccount', manifest: serviceAccount(settings) },
    ...accessObjects(settings),
    ...(release.provisionerConfig
      ? [{ id: 'Config', manifest: provisionerConfig(settings), keep: true }]
      : [{ id: 'BlueFieldImages', manifest: blueFieldImages(settings) }]),
    { id: 'Resource', manifest: deployment(settings) as Manifest },
  ];
}

/** The labels of all objects: common ones win, as in the chart. */
function labels(settings: OperatorSettings): Record<string, string> {
  return {
    ...selectorLabels(settings),
    'app.kubernetes.io/version': settings.release.appVersion,
    'app.kubernetes.io/part-of': 'dpf-hcp-provisioner-operator',
    ...settings.commonLabels,
  };
}

/** A map, or nothing where it is empty. */
function unlessEmpty<T extends object>(map: T): T | undefined {
  return Object.keys(map).length > 0 ? map : undefined;
}

function serviceAccount(settings: OperatorSettings): Manifest {
  const { serviceAccountName: name, namespace, serviceAccountAnnotations } = settings;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace, labels: labels(settings), annotations: unlessEmpty(serviceAccountAnnotations) },
  } as Manifest;
}

function accessObjects(settings: OperatorSettings): AnyEmission[] {
  const { rules, openshiftConfigRules, namespace, serviceAccountName } = settings;
  const names = objectNames(settings);
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const object = (kind: string, name: string, more: object, inNamespace?: string) => ({
    apiVersion, kind, metadata: { name, ...(inNamespace ? { namespace: inNamespace } : {}), labels: labels(settings) }, ...more,
  }) as Manifest;
  return [
    { id: 'ClusterRole', manifest: object('ClusterRole', names.role, { rules }) },
    {
      id: 'ClusterRoleBinding',
      manifest: object('ClusterRoleBinding', names.clusterRoleBinding, {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: names.role },
        subjects: [{ kind: 'ServiceAccount', name: serviceAccountName, namespace }],
      }),
    },
    ...(openshiftConfigRules
      ? [{ id: 'OpenshiftConfigRole', manifest: object('Role', names.role, { rules: openshiftConfigRules }, 'openshift-config') }] : []),
  ];
}

function blueFieldImages(settings: OperatorSettings): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: objectNames(settings).images,
      namespace: settings.namespace,
      labels: labels(settings),
      annotations: unlessEmpty(settings.commonAnnotations),
    },
    data: settings.blueFieldImages,
  } as Manifest;
}

/** Kept when it disappears from a folder: the operator does nothing without it, not even clean up. */
function provisionerConfig(settings: OperatorSettings): Manifest {
  return {
    apiVersion: 'provisioning.dpu.hcp.io/v1alpha1',
    kind: 'DPFHCPProvisionerConfig',
    metadata: { name: 'default', labels: labels(settings), annotations: unlessEmpty(settings.commonAnnotations) },
    spec: settings.config,
  } as Manifest;
}

function deployment(settings: OperatorSettings): Deployment {
  const { nodeSelector, tolerations, affinity } = settings;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: settings.name,
      namespace: settings.namespace,
      labels: labels(settings),
      annotations: unlessEmpty(settings.commonAnnotations),
    },
    spec: {
      replicas: settings.replicas,
      selector: { matchLabels: selectorLabels(settings) },
      template: {
        metadata: { annotations: unlessEmpty(settings.podAnnotations), labels: selectorLabels(settings) },
        spec: {
          serviceAccountName: settings.serviceAccountName,
          imagePullSecrets: settings.imagePullSecrets.length ? settings.imagePullSecrets.map((name) => ({ name })) : undefined,
          terminationGracePeriodSeconds: 10,
          securityContext: settings.podSecurityContext,
          nodeSelector: unlessEmpty(nodeSelector),
          tolerations: tolerations.length ? tolerations.map((one) => ({ ...one })) : undefined,
          affinity: affinity && unlessEmpty(affinity) as Affinity,
          containers: [manager(settings)],
        },
      },
    },
  };
}

function manager(settings: OperatorSettings): Container {
  const { healthProbe: { port, liveness, readiness }, logLevel } = settings;
  const probe = (path: string, { initialDelaySeconds, periodSeconds }: typeof liveness): Probe => (
    { httpGet: { path, port }, initialDelaySeconds, periodSeconds });
  return {
    name: 'manager',
    image: settings.image.reference,
    imagePullPolicy: settings.imagePullPolicy || undefined,
    command: ['/manager'],
    args: [
      ...(settings.leaderElection ? ['--leader-elect'] : []),
      `--health-probe-bind-address=:${port}`,
      ...(logLevel ? [`--zap-log-level=${logLevel}`] : []),
    ],
    securityContext: settings.securityContext,
    env: settings.blueFieldValidation ? [{ name: 'ENABLE_BLUEFIELD_VALIDATION', value: 'true' }] : undefined,
    ports: [{ containerPort: port, name: 'health', protocol: 'TCP' }],
    livenessProbe: probe('/healthz', liveness),
    readinessProbe: probe('/readyz', readiness),
    resources: settings.resources,
  };
}
