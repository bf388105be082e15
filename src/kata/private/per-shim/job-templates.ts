import type { Job } from 'kubernetes-types/batch/v1';
import type { ConfigMap, Container, Toleration } from 'kubernetes-types/core/v1';
import { configMap, identityLabels } from './config-maps';
import { hostSecurity, KATA_DEPLOY, kataDeployContainer, pullPolicy, verbosity } from './container';
import { podAnnotations } from './daemon-set';
import { environment } from './environment';
import { volumes } from './folders';
import { gateContainers, gateVolumes, pullSecrets } from './gates';
import { sha256 } from './hash';
import { PerShimModel } from './model';
import { ConfigMapNames, perShimNames } from './names';
import { yaml } from './yaml';

type Stage = 'install' | 'cleanup';

/** The ConfigMap with the Jobs of nodes, as a dispatcher mounts it. */
export interface MountedTemplates {
  readonly name: string;
  /** It changes with the Jobs. */
  readonly checksum: string;
}

export const JOB_TEMPLATE_FOLDER = '/etc/kata-job';
export const INSTALL_TEMPLATE = 'install-job.yaml';
export const CLEANUP_TEMPLATE = 'cleanup-job.yaml';

/** What the controller of DaemonSets adds to its pods: Jobs install on the same nodes, and make them not ready for a while. */
const DAEMON_SET_TOLERATIONS: readonly Toleration[] = [
  ...['not-ready', 'unreachable'].map((taint) => ({ key: `node.kubernetes.io/${taint}`, operator: 'Exists', effect: 'NoExecute' })),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable']
    .map((taint) => ({ key: `node.kubernetes.io/${taint}`, operator: 'Exists', effect: 'NoSchedule' })),
];

/** The manifests of which the dispatcher makes a Job for each node, and how its pod mounts them. */
export function jobTemplates(
  settings: PerShimModel, namespace: string,
): { readonly manifest: ConfigMap; readonly mounted: MountedTemplates } {
  const { configMaps, serviceAccount, jobTemplates: name } = perShimNames(settings);
  const jobs = { install: installJob(settings), cleanup: cleanupJob(settings, configMaps, serviceAccount) };
  return {
    manifest: configMap(settings, name, namespace, {
      [INSTALL_TEMPLATE]: yaml(jobs.install), [CLEANUP_TEMPLATE]: yaml(jobs.cleanup),
    }),
    mounted: { name, checksum: sha256(jobs) },
  };
}

/** The Job that installs one node. */
function installJob(settings: PerShimModel): Job {
  const { release, job, tolerations } = settings;
  const names = perShimNames(settings);
  const gates = gateContainers(settings);
  const stages = ['host-check', 'artifacts', 'cri'].map((stage) => hostContainer(settings, 'install', stage));
  const label = release.dispatcherOwnsNodes ? [] : [apiContainer(settings, 'label', 'install-stage-label')];
  const containers = [...gates, ...stages, ...label];
  const added = job.nodes.length ? [{ operator: 'Exists' }] : DAEMON_SET_TOLERATIONS;
  return nodeJob(settings, 'install', names.configMaps, names.serviceAccount, containers, [
    ...(release.dispatcherOwnsNodes ? added : []), ...tolerations,
  ]);
}

/**
 * The Job that cleans one node.
 *
 * @param configMaps what it mounts
 * @param serviceAccountName for releases whose Jobs label nodes themselves
 */
export function cleanupJob(settings: PerShimModel, configMaps: ConfigMapNames, serviceAccountName: string): Job {
  const { release, tolerations } = settings;
  const unlabel = release.dispatcherOwnsNodes ? [] : [apiContainer(settings, 'unlabel', 'cleanup-stage-unlabel')];
  const stages = ['revert-cri', 'remove-artifacts'].map((stage) => hostContainer(settings, 'cleanup', stage));
  return nodeJob(settings, 'cleanup', configMaps, serviceAccountName, [...unlabel, ...stages],
    release.dispatcherOwnsNodes ? [{ operator: 'Exists' }] : tolerations);
}

/** @param containers run one after the other; the last one is what counts */
function nodeJob(
  settings: PerShimModel,
  stage: Stage,
  configMaps: ConfigMapNames,
  serviceAccountName: string,
  containers: readonly Container[],
  tolerations: readonly Toleration[],
): Job {
  const { release, job, priorityClassName } = settings;
  const labels = { ...identityLabels(settings.identity), 'kata-deploy/stage': stage };
  const annotations = release.jobPodMetadata ? podAnnotations(settings) : undefined;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { labels },
    spec: {
      backoffLimit: job.backoffLimit,
      ttlSecondsAfterFinished: job.ttlSecondsAfterFinished,
      ...(release.dispatcherOwnsNodes ? { activeDeadlineSeconds: job.activeDeadlineSeconds } : {}),
      template: {
        metadata: {
          labels: { ...(release.jobPodMetadata ? settings.podLabels : {}), ...labels },
          ...(annotations ? { annotations } : {}),
        },
        spec: {
          ...(stage === 'install' ? pullSecrets(settings) : pullSecrets({ ...settings, gates: [] })),
          ...(release.dispatcherOwnsNodes ? { automountServiceAccountToken: false } : { serviceAccountName }),
          restartPolicy: 'Never',
          ...(release.hostAccess === 'root' ? { hostPID: true } : {}),
          ...hostSecurity(settings),
          ...(tolerations.length ? { tolerations: [...tolerations] } : {}),
          ...(priorityClassName ? { priorityClassName } : {}),
          initContainers: containers.slice(0, -1),
          containers: containers.slice(-1),
          volumes: [...volumes(settings, configMaps), ...(stage === 'install' ? gateVolumes(settings) : [])],
        },
      },
    },
  };
}

/** A container that changes the host. */
function hostContainer(settings: PerShimModel, stage: Stage, name: string): Container {
  return kataDeployContainer(settings, name, [KATA_DEPLOY, ...verbosity(settings.logLevel), `${stage}-stage-${name}`]);
}

/** A container that works in the API alone. */
function apiContainer(settings: PerShimModel, name: string, task: string): Container {
  return {
    name,
    image: settings.image,
    ...pullPolicy(settings),
    command: [KATA_DEPLOY, ...verbosity(settings.logLevel), task],
    env: environment(settings),
    securityContext: { privileged: false },
  };
}
