import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Affinity, Container } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { namedDaemonSet } from '../named-daemon-set';
import { EVERYTHING, namespaced } from './access';
import { requiredTerms } from './affinity';
import { kataDeployContainer, pullPolicy } from './container';
import { kataDeployCommand } from './daemon-set';
import { installFolder, volumes } from './folders';
import { PerShimModel } from './model';
import { perShimNames } from './names';
import { waitForInstallGone, waitRules } from './wait-for-install-gone';
import { Emission } from '../../../common/private/emission';
import { escapeVariables } from '../../../common/private/escape-variables';
import { KATA_LABEL } from '../../../common/private/kata-label';
import { sortedMap } from '../../../common/private/sorted-map';
import { PerShimRelease } from '../../catalogue/per-shim-releases';
import { access } from '../per-list/rbac';
import { uninstallCommand, uninstallVariables, uninstallVolumes } from '../uninstall-script';

/** Long enough for a node to restart its container runtime and to become ready again. */
const GRACE_SECONDS = 600;

const rules = (release: PerShimRelease): PolicyRule[] => [
  { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] },
  ...(release.createsRuntimeClasses ? [{ apiGroups: ['node.k8s.io'], resources: ['runtimeclasses'], verbs: EVERYTHING }] : []),
  { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['get', 'list'] },
  { apiGroups: ['nfd.k8s-sigs.io'], resources: ['nodefeaturerules'], verbs: ['delete', 'get', 'list', 'watch'] },
  { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['get', 'list', 'watch'] },
];

/**
 * The DaemonSet that cleans each node once what installs it is gone, for releases without a dispatcher. Its pods are ready
 * when their node is clean.
 */
export function cleanupDaemonSet(settings: PerShimModel, namespace: string): Emission[] {
  const { cleanup } = perShimNames(settings);
  const waits = { serviceAccount: cleanup.serviceAccount, role: `${cleanup.daemonSet}-wait`, roleBinding: `${cleanup.daemonSet}-wait` };
  return [
    ...access(cleanup, namespace, rules(settings.release)),
    ...(hasShell(settings) ? [] : namespaced('', waits, namespace, waitRules(settings))),
    { id: 'Resource', manifest: daemonSet(settings, namespace) },
  ];
}

function daemonSet(settings: PerShimModel, namespace: string): DaemonSet {
  const { imagePullSecrets, priorityClassName } = settings;
  const { cleanup, configMaps } = perShimNames(settings);
  const { daemonSet: name, serviceAccount: serviceAccountName } = cleanup;
  const affinity = installedNodes(settings);
  return namedDaemonSet(name, namespace, {
    ...(imagePullSecrets.length ? { imagePullSecrets: [...imagePullSecrets] } : {}),
    serviceAccountName,
    ...(priorityClassName ? { priorityClassName } : {}),
    ...(affinity ? { affinity } : {}),
    hostPID: true,
    tolerations: [{ operator: 'Exists' }],
    terminationGracePeriodSeconds: GRACE_SECONDS,
    initContainers: cleaning(settings, namespace),
    containers: [done(settings, namespace)],
    volumes: hasShell(settings) ? uninstallVolumes(volumes(settings, configMaps)) : volumes(settings, configMaps),
  }, '100%'); // each pod acts once
}

/** Where there is a shell, a script waits, and makes kata-deploy repeatable. */
function cleaning(settings: PerShimModel, namespace: string): Container[] {
  const name = 'kube-kata-cleanup';
  if (!hasShell(settings)) {
    return [
      ...waitForInstallGone(settings, namespace),
      kataDeployContainer(settings, name, kataDeployCommand(settings, 'cleanup'), { HELM_POST_DELETE_HOOK: 'true' }),
    ];
  }
  return [kataDeployContainer(settings, name, uninstallCommand(), uninstallVariables({
    namespace,
    daemonSets: [perShimNames(settings).base],
    kataDir: installFolder(settings),
    containerdDir: settings.containerd.configDir,
    suffix: settings.suffix,
  }))];
}

/** An image with another program than the release's own has nothing but that. */
function hasShell({ release, command }: PerShimModel): boolean {
  return release.program === 'script' && !command;
}

/**
 * What keeps the pod, when its node is clean. The image of kubectl has no other program: it waits for the end of the DaemonSet.
 */
function done(settings: PerShimModel, namespace: string): Container {
  const { daemonSet: name } = perShimNames(settings).cleanup;
  return {
    name: 'done',
    image: hasShell(settings) ? settings.image : settings.kubectlImage,
    ...pullPolicy(settings),
    command: hasShell(settings)
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
function installedNodes(settings: PerShimModel): Affinity | undefined {
  const labels = Object.entries(sortedMap(settings.nodeSelector)).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  const terms = requiredTerms(settings);
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
