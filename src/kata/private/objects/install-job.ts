import type { CronJob, Job } from 'kubernetes-types/batch/v1';
import { customConfigs, userDropIn } from './config-maps';
import {
  dispatcherContainer, dispatcherLabels, dispatcherPod, installedNodeFlags, nodeFlags, ONE_ATTEMPT,
} from './dispatcher';
import { hashedName } from '../content';
import { CLEANUP_TEMPLATE, INSTALL_TEMPLATE, JOB_TEMPLATE_FOLDER, MountedTemplates } from './job-templates';
import { KataModel } from '../model';
import { objectNames } from '../names';
import { installSelectors, lateSelectors } from './node-selectors';

/** How long after its time a run for late nodes may still begin; without a limit, a hundred missed ones stop all. */
const STARTING_DEADLINE_SECONDS = 300;

/**
 * The Job that dispatches the installation of nodes. Its name tells its content, with all that the Jobs of nodes read:
 * whatever engine applies it, each change is installed once. It is not deleted when it is finished, since such an engine
 * would make it again.
 *
 * @param templates what it mounts: the Jobs of nodes
 */
export function installJob(model: KataModel, namespace: string, templates: MountedTemplates): Job {
  const { base, dispatcher } = objectNames(model);
  const job = (name: string, prefix: string): Job => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace, labels: dispatcherLabels(model, 'install') },
    spec: {
      ...ONE_ATTEMPT,
      template: dispatcherPod(model, 'install', {
        serviceAccountName: dispatcher.serviceAccount,
        containers: [dispatcherContainer(model, 'dispatcher', [
          `--job-template=${JOB_TEMPLATE_FOLDER}/${INSTALL_TEMPLATE}`,
          // Nodes that are no longer selected are cleaned.
          ...(model.release.dispatcherOwnsNodes ? [`--cleanup-job-template=${JOB_TEMPLATE_FOLDER}/${CLEANUP_TEMPLATE}`] : []),
          `--name-prefix=${prefix}`,
          `--owner-job-name=${name}`,
          `--parallelism=${model.job.parallelism}`,
          ...nodeFlags(model.job.nodes, installSelectors(model)),
          ...waitFlags(model, [
            `--wait-for-nodes-secs=${model.job.waitForNodesSeconds}`, `--node-settle-secs=${model.job.nodeSettleSeconds}`,
          ]),
          ...installedNodeFlags(model),
        ])],
      }, templates),
    },
  });
  const plain = `${base}-install-dispatcher`;
  const name = hashedName(plain, [job(plain, ''), customConfigs(model), userDropIn(model)]);
  return job(name, namePrefix(model, name));
}

/**
 * The CronJob that installs nodes which came after the Job, or on which Kata was never ready; undefined where none is wanted.
 *
 * It never cleans nodes: of those that are not late, it does not know whether they are selected.
 *
 * @param owner the name of the install Job
 */
export function lateNodes(
  model: KataModel, namespace: string, templates: MountedTemplates, owner: string,
): CronJob | undefined {
  const { job } = model;
  if (!job.lateNodesSchedule || job.nodes.length) return undefined;
  const { lateNodes: name, dispatcher } = objectNames(model);
  const labels = dispatcherLabels(model, 'late-nodes');
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, namespace, labels },
    spec: {
      schedule: job.lateNodesSchedule,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: {
        metadata: { labels },
        spec: {
          ...ONE_ATTEMPT,
          template: dispatcherPod(model, 'late-nodes', {
            serviceAccountName: dispatcher.serviceAccount,
            containers: [dispatcherContainer(model, 'dispatcher', [
              `--job-template=${JOB_TEMPLATE_FOLDER}/${INSTALL_TEMPLATE}`,
              // The same names as those of the install Job: a node that is being installed has such a Job already, which is
              // then waited for, so that no node is installed twice at the same time.
              `--name-prefix=${namePrefix(model, owner)}`,
              // A dispatcher that looks at owners deletes the Jobs of all others, also while they are at work.
              ...(model.release.dispatcherOwnsNodes ? [`--owner-job-name=${owner}`] : []),
              `--parallelism=${job.parallelism}`,
              ...nodeFlags([], lateSelectors(model)),
              ...waitFlags(model, ['--wait-for-nodes-secs=0']), // most of the time no node is late
              ...installedNodeFlags(model),
            ])],
          }, templates),
        },
      },
    },
  };
}

/**
 * What the names of the Jobs of nodes begin with.
 *
 * A dispatcher that does not look at who owns a Job takes one that is left of an earlier change for its own, and the
 * change is then not installed. So its names tell the change.
 */
function namePrefix(model: KataModel, jobName: string): string {
  const prefix = `${objectNames(model).base}-install`;
  return model.release.dispatcherOwnsNodes ? prefix : `${prefix}-${jobName.slice(-8)}`;
}

/** Nodes that are named need not be found. */
function waitFlags({ release, job }: KataModel, flags: string[]): string[] {
  return release.dispatcherOwnsNodes && !job.nodes.length ? flags : [];
}
