import type { Job } from 'kubernetes-types/batch/v1';
import type { Container } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { jobsRule, namespaced, TEE_RULES, access } from './access';
import { configMap, mountedConfigMaps } from './config-maps';
import { dispatcherContainer, dispatcherLabels, dispatcherPod, instanceFlags, nodeFlags } from './dispatcher';
import { CLEANUP_TEMPLATE, cleanupJob, JOB_TEMPLATE_FOLDER } from './job-templates';
import { cleanupSelectors, installedSelectors } from './node-selectors';
import { Emission } from '../../../common/private/emission';
import { KataModel } from '../model';
import { objectNames } from '../names';
import { waitForInstallGone, waitRules } from './wait-for-install-gone';
import { hashedName, sha256, yaml } from '../content';

/** While a node is cleaned that the API server runs on, the dispatcher does not reach it, and is run again. */
const ATTEMPTS: Pick<NonNullable<Job['spec']>, 'backoffLimit'> = { backoffLimit: 6 };

/**
 * The Job that dispatches the cleaning of nodes, once what installs them is gone. It finds out itself which nodes there are,
 * and has all it needs, since nothing of the installation may be left by then.
 */
export function cleanupDispatcher(model: KataModel, namespace: string): Emission[] {
  const { cleanupDispatcher: names } = objectNames(model);
  const template = cleanupJob(model, names.configMaps, names.serviceAccount);
  const files = mountedConfigMaps(model, names.configMaps, namespace);
  return [
    ...access(names, namespace, nodeRules(model)),
    ...namespaced('', names, namespace, [jobsRule(model), ...waitRules(model)]),
    ...files,
    { id: 'JobTemplates', manifest: configMap(model, names.jobTemplates, namespace, { [CLEANUP_TEMPLATE]: yaml(template) }) },
    { id: 'Resource', manifest: job(model, namespace, sha256(template), files) },
  ];
}

/** @param checksum of the Job of each node @param files what the Jobs of nodes mount */
function job(model: KataModel, namespace: string, checksum: string, files: readonly Emission[]): Job {
  const { base, cleanupDispatcher: names } = objectNames(model);
  const templates = { name: names.jobTemplates, checksum };
  const manifest = (name: string): Job => {
    const containers = dispatchers(model, name);
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace, labels: dispatcherLabels(model, 'cleanup') },
      spec: {
        ...ATTEMPTS,
        template: dispatcherPod(model, 'cleanup', {
          serviceAccountName: names.serviceAccount,
          restartPolicy: 'OnFailure',
          initContainers: [...waitForInstallGone(model, namespace), ...containers.slice(0, -1)],
          containers: containers.slice(-1),
        }, templates),
      },
    };
  };
  const plain = `${base}-cleanup-dispatcher`;
  return manifest(hashedName(plain, [manifest(plain), files.map((one) => one.manifest)]));
}

/** One after the other where a dispatcher knows one selector only: a node that two of them match is cleaned once. */
function dispatchers(model: KataModel, jobName: string): Container[] {
  const { release, job: { parallelism, cleanup }, mode } = model;
  const nodes = mode === 'job' ? cleanup?.nodes ?? [] : [];
  const selectors = mode === 'job' ? cleanupSelectors(model) : installedSelectors(model);
  const flags = [
    `--job-template=${JOB_TEMPLATE_FOLDER}/${CLEANUP_TEMPLATE}`,
    `--name-prefix=${objectNames(model).base}-cleanup`,
    `--owner-job-name=${jobName}`,
    `--parallelism=${parallelism}`,
    ...(release.dispatcherOwnsNodes ? [...instanceFlags(model), '--remove-node-label'] : []),
  ];
  if (release.dispatcherOwnsNodes) {
    return [dispatcherContainer(model, 'dispatcher', [...flags, ...nodeFlags(nodes, selectors), '--ignore-node-taints'])];
  }
  const each = nodes.length || !selectors.length
    ? [nodeFlags(nodes, [])] : selectors.map((selector) => nodeFlags([], [selector]));
  return each.map((some, index) => dispatcherContainer(
    model, index === each.length - 1 ? 'dispatcher' : `dispatcher-${index + 1}`, [...flags, ...some]));
}

/** Where Jobs work in the API, they do so as the dispatcher does: the service account of the installation is gone. */
function nodeRules({ release }: KataModel): PolicyRule[] {
  return [
    { apiGroups: [''], resources: ['nodes'], verbs: ['list', 'get', 'patch'] },
    ...(release.dispatcherOwnsNodes ? [] : TEE_RULES),
  ];
}
