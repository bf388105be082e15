import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Container, Probe } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import { objectNames, DpfHcpModel, selectorLabels } from './model';
import { binding, clusterRole, role } from '../../common/private/access-objects';
import { Emission } from '../../common/private/emission';
import { disruptionBudget, ingressPolicy } from '../../common/private/guards';
import { configMap, Manifest, metadata, serviceAccount } from '../../common/private/manifest';

/** The objects of an operator. The Deployment comes last: what it needs is there then. */
export function operatorObjects(model: DpfHcpModel): Emission[] {
  const { release } = model;
  return [
    ...accessObjects(model),
    ...(release.provisionerConfig
      ? [{ id: 'Config', manifest: provisionerConfig(model), keep: true }]
      : [{ id: 'BlueFieldImages', manifest: blueFieldImages(model) }]),
    ...guards(model),
    { id: 'Resource', manifest: deployment(model) },
  ];
}

/** The labels of all objects: common ones win, as in the chart. */
function labels(model: DpfHcpModel): Record<string, string> {
  return {
    ...selectorLabels(model),
    'app.kubernetes.io/version': model.release.appVersion,
    'app.kubernetes.io/part-of': 'dpf-hcp-provisioner-operator',
    ...model.commonLabels,
  };
}

/** A map, or nothing where it is empty. */
function unlessEmpty<T extends object>(map: T): T | undefined {
  return Object.keys(map).length > 0 ? map : undefined;
}

function accessObjects(model: DpfHcpModel): Emission[] {
  const { rules, openshiftConfigRules, namespace, serviceAccountName, serviceAccountAnnotations } = model;
  const names = objectNames(model);
  const common = labels(model);
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

function blueFieldImages(model: DpfHcpModel): Manifest {
  const { namespace, commonAnnotations: annotations } = model;
  const { images } = objectNames(model);
  return configMap({ name: images, namespace, labels: labels(model), annotations }, model.blueFieldImages);
}

/** Kept when it disappears from a folder: the operator does nothing without it, not even clean up. */
function provisionerConfig(model: DpfHcpModel): Manifest {
  return {
    apiVersion: 'provisioning.dpu.hcp.io/v1alpha1',
    kind: 'DPFHCPProvisionerConfig',
    metadata: metadata({ name: 'default', labels: labels(model), annotations: model.commonAnnotations }),
    spec: model.config,
  };
}

/** The metadata of the Deployment, and of what guards its pods. */
function metadataOf(model: DpfHcpModel): ObjectMeta {
  const { name, namespace, commonAnnotations } = model;
  return metadata({ name, namespace, labels: labels(model), annotations: commonAnnotations });
}

function guards(model: DpfHcpModel): Emission[] {
  const [own, selector] = [metadataOf(model), selectorLabels(model)];
  const ports = [{ port: model.healthProbe.port, protocol: 'TCP' }];
  return [
    ...(model.networkPolicy ? [{ id: 'NetworkPolicy', manifest: ingressPolicy(own, selector, [{ ports }]) }] : []),
    ...(model.disruptionBudget ? [{ id: 'DisruptionBudget', manifest: disruptionBudget(own, selector) }] : []),
  ];
}

function deployment(model: DpfHcpModel): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(model),
    spec: {
      replicas: model.replicas,
      selector: { matchLabels: selectorLabels(model) },
      template: {
        metadata: { annotations: unlessEmpty(model.podAnnotations), labels: selectorLabels(model) },
        spec: {
          serviceAccountName: model.serviceAccountName,
          terminationGracePeriodSeconds: 10,
          securityContext: model.podSecurityContext,
          ...model.placement,
          containers: [manager(model)],
        },
      },
    },
  };
}

function manager(model: DpfHcpModel): Container {
  const { healthProbe: { port, liveness, readiness }, logLevel } = model;
  const probe = (path: string, { initialDelaySeconds, periodSeconds }: typeof liveness): Probe => (
    { httpGet: { path, port }, initialDelaySeconds, periodSeconds });
  return {
    name: 'manager',
    image: model.image.reference,
    imagePullPolicy: model.imagePullPolicy || undefined,
    command: ['/manager'],
    args: [
      ...(model.leaderElection ? ['--leader-elect'] : []),
      `--health-probe-bind-address=:${port}`,
      ...(logLevel ? [`--zap-log-level=${logLevel}`] : []),
    ],
    securityContext: model.securityContext,
    env: model.blueFieldValidation ? [{ name: 'ENABLE_BLUEFIELD_VALIDATION', value: 'true' }] : undefined,
    ports: [{ containerPort: port, name: 'health', protocol: 'TCP' }],
    livenessProbe: probe('/healthz', liveness),
    readinessProbe: probe('/readyz', readiness),
    resources: model.resources,
  };
}
