import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Container, Probe } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import { objectNames, DpfHcpModel, selectorLabels } from './model';
import { binding, clusterRole, role } from '../../common/private/access-objects';
import { Emission } from '../../common/private/emission';
import { disruptionBudget, ingressPolicy } from '../../common/private/guards';
import { configMap, Manifest, metadata, serviceAccount } from '../../common/private/manifest';

/** The objects of an operator. The Deployment comes last: what it needs is there then. */
export function operatorObjects(settings: DpfHcpModel): Emission[] {
  const { release } = settings;
  return [
    ...accessObjects(settings),
    ...(release.provisionerConfig
      ? [{ id: 'Config', manifest: provisionerConfig(settings), keep: true }]
      : [{ id: 'BlueFieldImages', manifest: blueFieldImages(settings) }]),
    ...guards(settings),
    { id: 'Resource', manifest: deployment(settings) },
  ];
}

/** The labels of all objects: common ones win, as in the chart. */
function labels(settings: DpfHcpModel): Record<string, string> {
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

function accessObjects(settings: DpfHcpModel): Emission[] {
  const { rules, openshiftConfigRules, namespace, serviceAccountName, serviceAccountAnnotations } = settings;
  const names = objectNames(settings);
  const common = labels(settings);
  const account = { name: serviceAccountName, namespace };
  return [
    { id: 'ServiceAccount', manifest: serviceAccount({ ...account, labels: common, annotations: serviceAccountAnnotations }) },
    { id: 'ClusterRole', manifest: clusterRole({ name: names.role, labels: common }, rules) },
    {
      id: 'ClusterRoleBinding',
      manifest: binding({ name: names.clusterRoleBinding, labels: common }, { kind: 'ClusterRole', name: names.role }, account),
    },
    ...(openshiftConfigRules ? [{
      id: 'OpenshiftConfigRole',
      manifest: role({ name: names.role, namespace: 'openshift-config', labels: common }, openshiftConfigRules),
    }] : []),
  ];
}

function blueFieldImages(settings: DpfHcpModel): Manifest {
  const { namespace, commonAnnotations: annotations } = settings;
  const { images } = objectNames(settings);
  return configMap({ name: images, namespace, labels: labels(settings), annotations }, settings.blueFieldImages);
}

/** Kept when it disappears from a folder: the operator does nothing without it, not even clean up. */
function provisionerConfig(settings: DpfHcpModel): Manifest {
  return {
    apiVersion: 'provisioning.dpu.hcp.io/v1alpha1',
    kind: 'DPFHCPProvisionerConfig',
    metadata: metadata({ name: 'default', labels: labels(settings), annotations: settings.commonAnnotations }),
    spec: settings.config,
  };
}

/** The metadata of the Deployment, and of what guards its pods. */
function metadataOf(settings: DpfHcpModel): ObjectMeta {
  const { name, namespace, commonAnnotations } = settings;
  return metadata({ name, namespace, labels: labels(settings), annotations: commonAnnotations });
}

function guards(settings: DpfHcpModel): Emission[] {
  const [own, selector] = [metadataOf(settings), selectorLabels(settings)];
  const ports = [{ port: settings.healthProbe.port, protocol: 'TCP' }];
  return [
    ...(settings.networkPolicy ? [{ id: 'NetworkPolicy', manifest: ingressPolicy(own, selector, [{ ports }]) }] : []),
    ...(settings.disruptionBudget ? [{ id: 'DisruptionBudget', manifest: disruptionBudget(own, selector) }] : []),
  ];
}

function deployment(settings: DpfHcpModel): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(settings),
    spec: {
      replicas: settings.replicas,
      selector: { matchLabels: selectorLabels(settings) },
      template: {
        metadata: { annotations: unlessEmpty(settings.podAnnotations), labels: selectorLabels(settings) },
        spec: {
          serviceAccountName: settings.serviceAccountName,
          terminationGracePeriodSeconds: 10,
          securityContext: settings.podSecurityContext,
          ...settings.placement,
          containers: [manager(settings)],
        },
      },
    },
  };
}

function manager(settings: DpfHcpModel): Container {
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
