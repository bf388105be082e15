import type { Container, EnvFromSource, EnvVar, PodSpec, Probe, VolumeMount } from 'kubernetes-types/core/v1';
import { accountName, labels, ManagerModel, SELECTOR } from './model';
import { Emission } from '../../../common/private/emission';

/** What the pods of one manager have and those of others do not. */
export interface ManagerPod {
  /** The order of the arguments is upstream's, so that adopting a release changes nothing. */
  readonly args: readonly string[];
  readonly env: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly ports?: Container['ports'];
  readonly readinessProbe?: Probe;
  readonly volumeMounts: readonly VolumeMount[];
  /** It writes to /tmp. */
  readonly temporary?: boolean;
  readonly spec: Pick<PodSpec, 'securityContext' | 'volumes'>;
}

/** The Deployment of a manager, with the sidecar for its metrics where it has one. */
export function managerDeployment(model: ManagerModel, pod: ManagerPod): Emission {
  const { namespace, program, replicas, ownLabels, placement, podLabels } = model;
  return {
    id: 'Resource',
    manifest: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: accountName(model),
        namespace,
        labels: { ...labels(program, 'deployment', 'controller-manager', 'manager'), ...SELECTOR },
      },
      spec: {
        ...(replicas === undefined ? {} : { replicas }),
        selector: { matchLabels: SELECTOR },
        template: {
          metadata: {
            annotations: { 'kubectl.kubernetes.io/default-container': 'manager' },
            labels: { ...SELECTOR, ...ownLabels, ...podLabels },
          },
          spec: {
            ...placement,
            ...podSpec(model, pod),
            containers: [...metricsProxy(model), managerContainer(model, pod)],
            serviceAccountName: accountName(model),
            terminationGracePeriodSeconds: 10,
          },
        },
      },
    },
  };
}

/** Where the program serves its metrics. */
export function metricsArgument({ metrics: { kind } }: ManagerModel): string {
  const address = { 'proxy': '127.0.0.1:8080', 'built-in': ':8443', 'open': '0.0.0.0:8080', 'off': '0' }[kind];
  return `--metrics-bind-address=${address}`;
}

export const HEALTH_ARGUMENT = '--health-probe-bind-address=:8081';

export const METRICS_PORT = { containerPort: 8443, name: 'https', protocol: 'TCP' };

function managerContainer(model: ManagerModel, pod: ManagerPod): Container {
  const volumeMounts = [...pod.volumeMounts, ...(hasTemporary(model, pod) ? [TEMPORARY] : [])];
  return {
    name: 'manager',
    command: ['/manager'],
    args: [...pod.args],
    image: model.image,
    ...(model.imagePullPolicy ? { imagePullPolicy: model.imagePullPolicy } : {}),
    ...(pod.ports ? { ports: pod.ports } : {}),
    env: [...pod.env],
    ...(pod.envFrom ? { envFrom: [...pod.envFrom] } : {}),
    livenessProbe: { httpGet: { path: '/healthz', port: 8081 }, initialDelaySeconds: 15, periodSeconds: 20 },
    readinessProbe: pod.readinessProbe ?? { httpGet: { path: '/readyz', port: 8081 }, initialDelaySeconds: 5, periodSeconds: 10 },
    ...(model.resources ? { resources: model.resources } : {}),
    securityContext: {
      allowPrivilegeEscalation: false,
      ...(model.restricted ? { capabilities: { drop: ['ALL'] } } : {}),
      ...(model.readOnlyRoot ? { readOnlyRootFilesystem: true } : {}),
    },
    ...(volumeMounts.length ? { volumeMounts } : {}),
  };
}

/** What the program may write to where its root file system is read-only. */
const TEMPORARY = { mountPath: '/tmp', name: 'tmp' };
const TEMPORARY_SIZE = '256Mi';

const hasTemporary = ({ readOnlyRoot }: ManagerModel, { temporary }: ManagerPod) => readOnlyRoot && temporary === true;

function podSpec(model: ManagerModel, pod: ManagerPod): ManagerPod['spec'] {
  const { securityContext, volumes = [] } = pod.spec;
  const all = [
    ...volumes,
    ...(hasTemporary(model, pod) ? [{ name: TEMPORARY.name, emptyDir: { sizeLimit: TEMPORARY_SIZE } }] : []),
  ];
  return {
    securityContext: { ...securityContext, ...(model.restricted ? { seccompProfile: { type: 'RuntimeDefault' } } : {}) },
    ...(pod.spec.volumes || all.length ? { volumes: all } : {}),
  };
}

function metricsProxy({ metrics, restricted, readOnlyRoot }: ManagerModel): Container[] {
  if (metrics.kind !== 'proxy') return [];
  return [{
    name: 'kube-rbac-proxy',
    image: metrics.image,
    args: ['--secure-listen-address=0.0.0.0:8443', '--upstream=http://127.0.0.1:8080/', '--logtostderr=true', '--v=0'],
    ports: [METRICS_PORT],
    ...(metrics.resources ? { resources: metrics.resources } : {}),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      ...(readOnlyRoot ? { readOnlyRootFilesystem: true } : {}),
      ...(restricted ? { runAsNonRoot: true } : {}), // its image has a user of its own
    },
  }];
}
