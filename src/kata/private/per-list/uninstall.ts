import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Affinity } from 'kubernetes-types/core/v1';
import { Emission } from '../../../common/private/emission';
import { KATA_LABEL } from '../../../common/private/kata-label';
import { KataSettings, objectNames, suffixed } from '../settings';
import { uninstallCommand, uninstallVariables, uninstallVolumes, waitUninstalledScript } from '../uninstall-script';
import { kataDeployDaemonSet } from './daemon-set';
import { environment } from './environment';
import { daemonSetNames } from './install';
import { hostFolders, kataDeployContainer } from './pod';
import { access, CLEANUP_RULES } from './rbac';
import { ENVIRONMENT } from './variables';
import { ContainerImage, NodeGate } from '../../../common';

/** Long enough for a node to restart its container runtime and to become ready again. */
const GRACE_SECONDS = 600;

/**
 * The objects that remove Kata from every node that has it, for releases that take environment variables.
 *
 * Upstream runs one Job, which reaches one node. Here a DaemonSet reaches each: an init container waits until the
 * install DaemonSet is gone, cleans the node, and the pod is then ready, so that `kubectl rollout status` tells when
 * all are done.
 */
export function uninstall(settings: KataSettings, namespace: string): Emission[] {
  const { cleanup } = objectNames(settings);
  return [
    ...access(cleanup, namespace, CLEANUP_RULES),
    { id: 'Resource', manifest: daemonSet(settings, namespace, cleanup.daemonSet, cleanup.serviceAccount) },
  ];
}

function daemonSet(settings: KataSettings, namespace: string, name: string, serviceAccountName: string): DaemonSet {
  const env = environment(settings, settings.architectures);
  const variables = uninstallVariables({
    namespace,
    daemonSets: daemonSetNames(settings),
    kataDir: kataDir(env),
    containerdDir: settings.distribution.containerdConfigDir,
    suffix: env.get(ENVIRONMENT.multiInstallSuffix),
  });
  for (const [key, value] of Object.entries(variables)) env.set(key, value);
  return kataDeployDaemonSet(settings, name, namespace, {
    serviceAccountName,
    affinity: installedNodes(settings),
    tolerations: [{ operator: 'Exists' }],
    terminationGracePeriodSeconds: GRACE_SECONDS,
    volumes: uninstallVolumes(hostFolders(settings).volumes),
    initContainers: [kataDeployContainer(settings, {
      name: 'kube-kata-cleanup',
      imagePullPolicy: 'IfNotPresent',
      command: uninstallCommand(),
    }, env)],
    containers: [{
      name: 'done',
      image: settings.image.reference,
      imagePullPolicy: 'IfNotPresent',
      command: ['sleep', 'infinity'],
      resources: { requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '32Mi' } },
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    }],
  }, '100%'); // each pod acts once; all nodes may be cleaned at the same time
}

/** Where kata-deploy puts Kata on a node. */
function kataDir(env: ReadonlyMap<string, string>): string {
  return suffixed(`${env.get(ENVIRONMENT.installationPrefix)}/opt/kata`, env.get(ENVIRONMENT.multiInstallSuffix));
}

/** How others find out that Kata is gone from their node. */
export function uninstalledGate(settings: KataSettings, image: ContainerImage): NodeGate {
  return {
    name: suffixed('wait-for-kata-uninstall', settings.suffix),
    image,
    script: waitUninstalledScript(),
    environment: {
      COCO_KATA_DIR: kataDir(environment(settings, settings.architectures)),
      COCO_CONTAINERD_DIR: settings.distribution.containerdConfigDir,
    },
  };
}

/**
 * The Linux nodes that Kata was installed on: those that match the installation now, and those that matched once and still
 * carry kata-deploy's label. Without a node selector every one may have it, and the script finds out.
 */
function installedNodes(settings: KataSettings): Affinity {
  const labels = Object.entries({ ...settings.nodeSelector, 'kubernetes.io/os': 'linux' });
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: labels.map(([key, value]) => ({ key, operator: 'In', values: [value] })) },
          { matchExpressions: [{ key: KATA_LABEL, operator: 'Exists' }] },
        ],
      },
    },
  };
}
