import type { Job } from 'kubernetes-types/batch/v1';
import type { ConfigMap, Container, Toleration } from 'kubernetes-types/core/v1';
import { configMap, identityLabels } from './config-maps';
import { podAnnotations } from './daemon-set';
import { environment } from './environment';
import { volumes } from './folders';
import { hostSecurity, KATA_DEPLOY, kataDeployContainer, pullPolicy, verbosity, gateContainers, gateVolumes, pullSecrets } from './pod';
import { podPlacement } from '../../../common/private/pod-placement';
import { sha256, yaml } from '../content';
import { KataModel } from '../model';
import { ConfigMapNames, objectNames } from '../names';

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
  model: KataModel, namespace: string,
): { readonly manifest: ConfigMap; readonly mounted: MountedTemplates } {
  const { configMaps, serviceAccount, jobTemplates: name } = objectNames(model);
  const jobs = { install: installJob(model), cleanup: cleanupJob(model, configMaps, serviceAccount) };
  return {
    manifest: configMap(model, name, namespace, {
      [INSTALL_TEMPLATE]: yaml(jobs.install), [CLEANUP_TEMPLATE]: yaml(jobs.cleanup),
    }),
    mounted: { name, checksum: sha256(jobs) },
  };
}

/** The Job that installs one node. */
function installJob(model: KataModel): Job {
  const { release, job, tolerations } = model;
  const names = objectNames(model);
  const gates = gateContainers(model);
  const stages = ['host-check', 'artifacts', 'cri'].map((stage) => hostContainer(model, 'install', stage));
  const label = release.dispatcherOwnsNodes ? [] : [apiContainer(model, 'label', 'install-stage-label')];
  const containers = [...gates, ...stages, ...label];
  const added = job.nodes.length ? [{ operator: 'Exists' }] : DAEMON_SET_TOLERATIONS;
  return nodeJob(model, 'install', names.configMaps, names.serviceAccount, containers, [
    ...(release.dispatcherOwnsNodes ? added : []), ...tolerations,
  ]);
}

/**
 * The Job that cleans one node.
 *
 * @param configMaps what it mounts
 * @param serviceAccountName for releases whose Jobs label nodes themselves
 */
export function cleanupJob(model: KataModel, configMaps: ConfigMapNames, serviceAccountName: string): Job {
  const { release, tolerations } = model;
  const unlabel = release.dispatcherOwnsNodes ? [] : [apiContainer(model, 'unlabel', 'cleanup-stage-unlabel')];
  const stages = ['revert-cri', 'remove-artifacts'].map((stage) => hostContainer(model, 'cleanup', stage));
  return nodeJob(model, 'cleanup', configMaps, serviceAccountName, [...unlabel, ...stages],
    release.dispatcherOwnsNodes ? [{ operator: 'Exists' }] : tolerations);
}

/** @param containers run one after the other; the last one is what counts */
function nodeJob(
  model: KataModel,
  stage: Stage,
  configMaps: ConfigMapNames,
  serviceAccountName: string,
  containers: readonly Container[],
  tolerations: readonly Toleration[],
): Job {
  const { release, job, priorityClassName } = model;
  const labels = { ...identityLabels(model.identity), 'kata-deploy/stage': stage };
  const annotations = release.jobPodMetadata ? podAnnotations(model) : undefined;
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
          labels: { ...(release.jobPodMetadata ? model.podLabels : {}), ...labels },
          ...(annotations ? { annotations } : {}),
        },
        spec: {
          ...podPlacement({ priorityClassName, tolerations, imagePullSecrets: stage === 'install' ? pullSecrets(model) : model.imagePullSecrets }),
          ...(release.dispatcherOwnsNodes ? { automountServiceAccountToken: false } : { serviceAccountName }),
          restartPolicy: 'Never',
          ...(release.hostAccess === 'root' ? { hostPID: true } : {}),
          ...hostSecurity(model),
          initContainers: containers.slice(0, -1),
          containers: containers.slice(-1),
          volumes: [...volumes(model, configMaps), ...(stage === 'install' ? gateVolumes(model) : [])],
        },
      },
    },
  };
}

/** A container that changes the host. */
function hostContainer(model: KataModel, stage: Stage, name: string): Container {
  return kataDeployContainer(model, name, [KATA_DEPLOY, ...verbosity(model.logLevel), `${stage}-stage-${name}`]);
}

/** A container that works in the API alone. */
function apiContainer(model: KataModel, name: string, task: string): Container {
  return {
    name,
    image: model.image,
    ...pullPolicy(model),
    command: [KATA_DEPLOY, ...verbosity(model.logLevel), task],
    env: environment(model),
    securityContext: { privileged: false },
  };
}
