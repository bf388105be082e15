import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Affinity, Container } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { EVERYTHING, namespaced } from './access';
import { requiredTerms } from './affinity';
import { kataDeployContainer, pullPolicy } from './container';
import { kataDeployCommand } from './daemon-set';
import { installFolder, volumes } from './folders';
import { StructuredSettings } from './model';
import { structuredNames } from './names';
import { KATA_LABEL } from './node-selectors';
import { waitForInstallGone, waitRules } from './wait-for-install-gone';
import { literal } from '../../../common/private/literal';
import { script } from '../../../common/private/script';
import { sortedMap } from '../../../common/private/sorted-map';
import { StructuredRelease } from '../../catalogue/structured-releases';
import { access } from '../environment/rbac';
import { Emission } from '../manifest';
import { suffixed } from '../settings';

/** Long enough for a node to restart its container runtime and to become ready again. */
const GRACE_SECONDS = 600;

const rules = (release: StructuredRelease): PolicyRule[] => [
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
export function cleanupDaemonSet(settings: StructuredSettings, namespace: string): Emission[] {
  const { cleanup } = structuredNames(settings);
  const waits = { serviceAccount: cleanup.serviceAccount, role: `${cleanup.daemonSet}-wait`, roleBinding: `${cleanup.daemonSet}-wait` };
  return [
    ...access(cleanup, namespace, rules(settings.release)),
    ...(hasShell(settings) ? [] : namespaced('', waits, namespace, waitRules(settings))),
    { id: 'Resource', manifest: daemonSet(settings, namespace) },
  ];
}

function daemonSet(settings: StructuredSettings, namespace: string): DaemonSet {
  const { imagePullSecrets, priorityClassName } = settings;
  const { cleanup, configMaps } = structuredNames(settings);
  const { daemonSet: name, serviceAccount: serviceAccountName } = cleanup;
  const affinity = installedNodes(settings);
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { name } },
      template: {
        metadata: { labels: { name } },
        spec: {
          ...(imagePullSecrets.length ? { imagePullSecrets: [...imagePullSecrets] } : {}),
          serviceAccountName,
          ...(priorityClassName ? { priorityClassName } : {}),
          ...(affinity ? { affinity } : {}),
          hostPID: true,
          tolerations: [{ operator: 'Exists' }],
          terminationGracePeriodSeconds: GRACE_SECONDS,
          initContainers: cleaning(settings, namespace),
          containers: [done(settings)],
          volumes: volumes(settings, configMaps),
        },
      },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } }, // each pod acts once
    },
  };
}

/** Where there is a shell, a script waits, and makes kata-deploy repeatable. */
function cleaning(settings: StructuredSettings, namespace: string): Container[] {
  const name = 'kube-kata-cleanup';
  const hook = { HELM_POST_DELETE_HOOK: 'true' }; // upstream's name for "clean up, and exit"
  if (!hasShell(settings)) {
    return [
      ...waitForInstallGone(settings, namespace),
      kataDeployContainer(settings, name, kataDeployCommand(settings, 'cleanup'), hook),
    ];
  }
  return [kataDeployContainer(settings, name, ['/bin/sh', '-c', literal(script('src/kata/uninstall.sh'))], {
    ...hook,
    COCO_NAMESPACE: namespace,
    COCO_INSTALL_DAEMONSETS: structuredNames(settings).base,
    COCO_KATA_DIR: installFolder(settings),
    COCO_NYDUS_SERVICE: suffixed('nydus-snapshotter', settings.suffix),
  })];
}

/** An image with another program than the release's own has nothing but that. */
function hasShell({ release, command }: StructuredSettings): boolean {
  return release.program === 'script' && !command;
}

/** What keeps the pod, when its node is clean. */
function done(settings: StructuredSettings): Container {
  return {
    name: 'done',
    image: hasShell(settings) ? settings.image : settings.kubectlImage,
    ...pullPolicy(settings),
    command: ['sleep', 'infinity'],
    resources: { requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '32Mi' } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  };
}

/**
 * The nodes that Kata was installed on: those that match the installation now, and those that matched once and still carry
 * kata-deploy's label. Without a selection every node may have it, and it turns out there.
 */
function installedNodes(settings: StructuredSettings): Affinity | undefined {
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
