import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Affinity, Container } from 'kubernetes-types/core/v1';
import { access, cleanupRules, namespaced } from './access';
import { requiredTerms } from './affinity';
import { daemonSetNames, kataDeployCommand, namedDaemonSet } from './daemon-set';
import { environment } from './environment';
import { installFolder, suffixOnNodes, volumes } from './folders';
import { kataDeployContainer, pullPolicy } from './pod';
import { KataModel } from '../model';
import { objectNames } from '../names';
import { waitForInstallGone, waitRules } from './wait-for-install-gone';
import { Emission } from '../../../common/private/emission';
import { escapeVariables } from '../../../common/private/escape-variables';
import { KATA_LABEL } from '../../../common/private/kata-label';
import { podPlacement } from '../../../common/private/pod-placement';
import { sortedMap } from '../../../common/private/sorted-map';
import { uninstallCommand, uninstallVariables, uninstallVolumes } from '../uninstall-script';

/** Long enough for a node to restart its container runtime and to become ready again. */
const GRACE_SECONDS = 600;

/**
 * The DaemonSet that cleans each node once what installs it is gone, for releases without a dispatcher. Its pods are ready
 * when their node is clean.
 */
export function cleanupDaemonSet(model: KataModel, namespace: string): Emission[] {
  const { cleanup } = objectNames(model);
  const waits = { serviceAccount: cleanup.serviceAccount, role: `${cleanup.daemonSet}-wait`, roleBinding: `${cleanup.daemonSet}-wait` };
  return [
    ...access(cleanup, namespace, cleanupRules(model)),
    ...(hasShell(model) ? [] : namespaced('', waits, namespace, waitRules(model))),
    { id: 'Resource', manifest: daemonSet(model, namespace) },
  ];
}

function daemonSet(model: KataModel, namespace: string): DaemonSet {
  const { imagePullSecrets, priorityClassName } = model;
  const { cleanup, configMaps } = objectNames(model);
  const { daemonSet: name, serviceAccount: serviceAccountName } = cleanup;
  return namedDaemonSet(name, namespace, {
    ...podPlacement({ imagePullSecrets, priorityClassName, tolerations: [{ operator: 'Exists' }], affinity: installedNodes(model) }),
    serviceAccountName,
    hostPID: true,
    terminationGracePeriodSeconds: GRACE_SECONDS,
    initContainers: cleaning(model, namespace),
    containers: [done(model, namespace)],
    volumes: hasShell(model) ? uninstallVolumes(volumes(model, configMaps)) : volumes(model, configMaps),
  }, { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } }); // each pod acts once; all nodes may be cleaned at the same time
}

/** Where there is a shell, a script waits, and makes kata-deploy repeatable. */
function cleaning(model: KataModel, namespace: string): Container[] {
  const container = (command: string[], more: Record<string, string>): Container => ({
    ...kataDeployContainer(model, 'kube-kata-cleanup', command, environment(model, more)), ...cleanupPullPolicy(model),
  });
  if (!hasShell(model)) {
    return [...waitForInstallGone(model, namespace), container(kataDeployCommand(model, 'cleanup'), { HELM_POST_DELETE_HOOK: 'true' })];
  }
  return [container(uninstallCommand(), uninstallVariables({
    namespace,
    daemonSets: daemonSetNames(model),
    kataDir: installFolder(model),
    containerdDir: model.containerd.configDir,
    suffix: suffixOnNodes(model),
  }))];
}

/** An image with another program than the release's own has nothing but that. */
function hasShell({ release, command }: KataModel): boolean {
  return release.program === 'script' && !command;
}

/** In releases that read lists, upstream's cleanup Jobs use the image that is already on the node. */
function cleanupPullPolicy(model: KataModel): Pick<Container, 'imagePullPolicy'> {
  return model.release.interface === 'per-list' ? { imagePullPolicy: 'IfNotPresent' } : pullPolicy(model);
}

/**
 * What keeps the pod, when its node is clean. The image of kubectl has no other program: it waits for the end of the DaemonSet.
 */
function done(model: KataModel, namespace: string): Container {
  const { daemonSet: name } = objectNames(model).cleanup;
  return {
    name: 'done',
    image: hasShell(model) ? model.image : model.kubectlImage,
    ...cleanupPullPolicy(model),
    command: hasShell(model)
      ? ['sleep', 'infinity']
      : ['kubectl', 'wait', `daemonset/${name}`, '--for=delete', '--timeout=8760h', '--namespace', namespace].map(escapeVariables),
    resources: { requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '32Mi' } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  };
}

/**
 * The nodes that Kata was installed on: those that match the installation now, and those that matched once and still carry
 * kata-deploy's label. Without a selection every node may have it, and it turns out there.
 */
function installedNodes(model: KataModel): Affinity | undefined {
  // Releases that read lists install on every selected node; their script can clean those that run Linux.
  const terms = requiredTerms(model.release.interface === 'per-list' ? { ...model, linuxNodes: {} } : model);
  const labels = Object.entries(sortedMap(model.nodeSelector)).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  if (!labels.length && !terms.length) return undefined;
  const selected = terms.length
    ? terms.map((term) => ({ ...term, matchExpressions: [...labels, ...term.matchExpressions ?? []] }))
    : [{ matchExpressions: labels }];
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [...selected, { matchExpressions: [{ key: KATA_LABEL, operator: 'Exists' }] }],
      },
    },
  };
}
