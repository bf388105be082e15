import type { Job } from 'kubernetes-types/batch/v1';
import type { Container } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { jobsRule, namespaced, TEE_RULES } from './access';
import { configMap, mountedConfigMaps } from './config-maps';
import { dispatcherContainer, dispatcherLabels, dispatcherPod, instanceFlags, nodeFlags } from './dispatcher';
import { hashedName, sha256 } from './hash';
import { CLEANUP_TEMPLATE, cleanupJob, JOB_TEMPLATE_FOLDER } from './job-templates';
import { PerShimModel } from './model';
import { perShimNames } from './names';
import { cleanupSelectors, installedSelectors } from './node-selectors';
import { waitForInstallGone, waitRules } from './wait-for-install-gone';
import { yaml } from './yaml';
import { Emission } from '../../../common/private/emission';
import { access } from '../per-list/rbac';

/** While a node is cleaned that the API server runs on, the dispatcher does not reach it, and is run again. */
const ATTEMPTS: Pick<NonNullable<Job['spec']>, 'backoffLimit'> = { backoffLimit: 6 };

/**
 * The Job that dispatches the cleaning of nodes, once what installs them is gone. It finds out itself which nodes there are,
 * and has all it needs, since nothing of the installation may be left by then.
 */
export function cleanupDispatcher(settings: PerShimModel, namespace: string): Emission[] {
  const { cleanupDispatcher: names } = perShimNames(settings);
  const template = cleanupJob(settings, names.configMaps, names.serviceAccount);
  const files = mountedConfigMaps(settings, names.configMaps, namespace);
  return [
    ...access(names, namespace, nodeRules(settings)),
    ...namespaced('', names, namespace, [jobsRule(settings), ...waitRules(settings)]),
    ...files,
    { id: 'JobTemplates', manifest: configMap(settings, names.jobTemplates, namespace, { [CLEANUP_TEMPLATE]: yaml(template) }) },
    { id: 'Resource', manifest: job(settings, namespace, sha256(template), files) },
  ];
}

/** @param checksum of the Job of each node @param files what the Jobs of nodes mount */
function job(settings: PerShimModel, namespace: string, checksum: string, files: readonly Emission[]): Job {
  const { base, cleanupDispatcher: names } = perShimNames(settings);
  const templates = { name: names.jobTemplates, checksum };
  const manifest = (name: string): Job => {
    const containers = dispatchers(settings, name);
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace, labels: dispatcherLabels(settings, 'cleanup') },
      spec: {
        ...ATTEMPTS,
        template: dispatcherPod(settings, 'cleanup', {
          serviceAccountName: names.serviceAccount,
          restartPolicy: 'OnFailure',
          initContainers: [...waitForInstallGone(settings, namespace), ...containers.slice(0, -1)],
          containers: containers.slice(-1),
        }, templates),
      },
    };
  };
  const plain = `${base}-cleanup-dispatcher`;
  return manifest(hashedName(plain, [manifest(plain), files.map((one) => one.manifest)]));
}

/** One after the other where a dispatcher knows one selector only: a node that two of them match is cleaned once. */
function dispatchers(settings: PerShimModel, jobName: string): Container[] {
  const { release, job: { parallelism, cleanup }, mode } = settings;
  const nodes = mode === 'job' ? cleanup.nodes : [];
  const selectors = mode === 'job' ? cleanupSelectors(settings) : installedSelectors(settings);
  const flags = [
    `--job-template=${JOB_TEMPLATE_FOLDER}/${CLEANUP_TEMPLATE}`,
    `--name-prefix=${perShimNames(settings).base}-cleanup`,
    `--owner-job-name=${jobName}`,
    `--parallelism=${parallelism}`,
    ...(release.dispatcherOwnsNodes ? [...instanceFlags(settings), '--remove-node-label'] : []),
  ];
  if (release.dispatcherOwnsNodes) {
    return [dispatcherContainer(settings, 'dispatcher', [...flags, ...nodeFlags(nodes, selectors), '--ignore-node-taints'])];
  }
  const each = nodes.length || !selectors.length
    ? [nodeFlags(nodes, [])] : selectors.map((selector) => nodeFlags([], [selector]));
  return each.map((some, index) => dispatcherContainer(
    settings, index === each.length - 1 ? 'dispatcher' : `dispatcher-${index + 1}`, [...flags, ...some]));
}

/** Where Jobs work in the API, they do so as the dispatcher does: the service account of the installation is gone. */
function nodeRules({ release }: PerShimModel): PolicyRule[] {
  return [
    { apiGroups: [''], resources: ['nodes'], verbs: ['list', 'get', 'patch'] },
    ...(release.dispatcherOwnsNodes ? [] : TEE_RULES),
  ];
}
