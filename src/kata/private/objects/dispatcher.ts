import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { Container, PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1';
import { pullsLong } from './access';
import { identityLabels } from './config-maps';
import { installedOn } from './environment';
import { JOB_TEMPLATE_FOLDER, MountedTemplates } from './job-templates';
import { pullPolicy } from './pod';
import { escapeVariables } from '../../../common/private/escape-variables';
import { podPlacement } from '../../../common/private/pod-placement';
import { ARCHITECTURES } from '../../catalogue/releases';
import { KataModel } from '../model';
import { runtimeClassName } from '../names';

/** Below this, the kubelet may give up on containers whose images are still being pulled or converted. */
const KUBELET_TIMEOUT_SECONDS = 600;

const VOLUME = 'job-templates';

/** A user without rights on whatever node it runs: the dispatcher works in the API alone. */
const UNPRIVILEGED: Pick<PodSpec, 'securityContext'> = {
  securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
};

/** What a container of an API client may do. */
export const CONFINED: Pick<Container, 'securityContext'> = {
  securityContext: { privileged: false, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
};

/** What the dispatcher is here for. */
export type Task = 'install' | 'cleanup' | 'late-nodes';

/** The labels of a dispatcher's Jobs and pods. */
export function dispatcherLabels({ identity }: Pick<KataModel, 'identity'>, task: Task): Record<string, string> {
  return { ...identityLabels(identity), 'kata-deploy/dispatcher': task };
}

/**
 * A pod in which containers dispatch Jobs to nodes.
 *
 * @param spec what the pods of the tasks do not share
 */
export function dispatcherPod(model: KataModel, task: Task, spec: PodSpec, templates: MountedTemplates): PodTemplateSpec {
  const { imagePullSecrets, priorityClassName, job: { dispatcherNodeSelector: nodeSelector, dispatcherTolerations } } = model;
  const tolerations = dispatcherTolerations.length ? dispatcherTolerations : model.tolerations;
  return {
    metadata: { labels: dispatcherLabels(model, task), annotations: { 'checksum/job-templates': templates.checksum } },
    spec: {
      ...podPlacement({ imagePullSecrets, priorityClassName, nodeSelector, tolerations }),
      restartPolicy: 'Never',
      ...UNPRIVILEGED,
      ...spec,
      volumes: [{ name: VOLUME, configMap: { name: templates.name } }],
    },
  };
}

/** A container that runs the dispatcher. */
export function dispatcherContainer(model: KataModel, name: string, flags: readonly string[]): Container {
  const { dispatcherImage, dispatcherResources } = model.job;
  return {
    name,
    image: dispatcherImage,
    ...pullPolicy(model),
    ...(dispatcherResources && Object.keys(dispatcherResources).length ? { resources: dispatcherResources } : {}),
    ...CONFINED,
    command: ['/usr/bin/kata-deploy-job-dispatcher', ...flags.map(escapeVariables)],
    env: [{ name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
    volumeMounts: [{ name: VOLUME, mountPath: JOB_TEMPLATE_FOLDER, readOnly: true }],
  };
}

/** How a dispatcher finds nodes: by their names, or by selectors of which they match one. */
export function nodeFlags(nodes: readonly string[], selectors: readonly string[]): string[] {
  return nodes.length ? [`--nodes=${nodes.join(',')}`] : selectors.map((selector) => `--node-selector=${selector}`);
}

/** What the dispatcher does with a node that was installed. */
export function installedNodeFlags(model: KataModel): string[] {
  if (!model.release.dispatcherOwnsNodes) return [];
  const handlers = runtimeHandlers(model);
  return [
    ...instanceFlags(model),
    '--node-label=true',
    '--claim-node-pending',
    `--wait-node-ready-secs=${model.job.waitNodeReadySeconds}`,
    ...(handlers.length ? [`--require-node-handlers=${handlers.join(',')}`] : []),
    ...(model.startupTaints.length ? [`--remove-node-taints=${model.startupTaints.join(',')}`] : []),
    ...(pullsLong(model) ? [`--kubelet-timeout-warn-secs=${KUBELET_TIMEOUT_SECONDS}`] : []),
  ];
}

/** Which installation the dispatcher works for. */
export function instanceFlags({ suffix }: Pick<KataModel, 'suffix'>): string[] {
  return suffix ? [`--multi-install-suffix=${suffix}`] : [];
}

/** A failure means that a node failed, after retries of its own; it shall be seen. */
export const ONE_ATTEMPT: Pick<JobSpec, 'backoffLimit'> = { backoffLimit: 0 };

/** What containers ask the runtime of a node for, on any architecture. */
function runtimeHandlers({ shims, suffix, customRuntimes }: KataModel): string[] {
  const handlers = ARCHITECTURES.flatMap(([architecture]) => (
    installedOn(architecture, shims).map(({ name }) => runtimeClassName(name, suffix))));
  const custom = customRuntimes.map(({ runtimeClass }) => String(runtimeClass?.handler ?? '')).filter((handler) => handler);
  return [...new Set([...handlers, ...custom])];
}
