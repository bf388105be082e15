import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Container, Probe } from 'kubernetes-types/core/v1';
import { affinity } from './affinity';
import { checksums } from './config-maps';
import { hostSecurity, KATA_DEPLOY, kataDeployContainer, verbosity } from './container';
import { volumes } from './folders';
import { gateContainers, gateVolumes, pullSecrets } from './gates';
import { ProbeModel, PerShimModel } from './model';
import { perShimNames } from './names';

const SCRIPT = '/opt/kata-artifacts/scripts/kata-deploy.sh';

/** How long the cleaning of a node may take, which restarts its container runtime, when the DaemonSet is deleted. */
const GRACE_SECONDS = { 'never': undefined, 'by-hook': 120, 'by-signal': 600 };

/** The DaemonSet that installs Kata and keeps it installed. */
export function daemonSet(settings: PerShimModel, namespace: string): DaemonSet {
  const { release, nodeSelector, tolerations, priorityClassName } = settings;
  const names = perShimNames(settings);
  const annotations = podAnnotations(settings);
  const placement = affinity(settings);
  const gates = gateContainers(settings);
  const graceSeconds = GRACE_SECONDS[release.cleansWhenDeleted];
  const { name: _reserved, ...podLabels } = settings.podLabels;
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: names.base, namespace },
    spec: {
      selector: { matchLabels: { name: names.base } },
      template: {
        metadata: { labels: { ...podLabels, name: names.base }, ...(annotations ? { annotations } : {}) },
        spec: {
          ...pullSecrets(settings),
          serviceAccountName: names.serviceAccount,
          ...(Object.keys(nodeSelector).length ? { nodeSelector } : {}),
          ...(tolerations.length ? { tolerations: [...tolerations] } : {}),
          ...(priorityClassName ? { priorityClassName } : {}),
          ...(placement ? { affinity: placement } : {}),
          ...(graceSeconds ? { terminationGracePeriodSeconds: graceSeconds } : {}),
          ...(release.hostAccess === 'root' ? { hostPID: true } : {}),
          ...hostSecurity(settings),
          ...(gates.length ? { initContainers: gates } : {}),
          containers: [installContainer(settings)],
          volumes: [...volumes(settings, names.configMaps), ...gateVolumes(settings)],
        },
      },
      ...(settings.daemonSet.updateStrategy ? { updateStrategy: settings.daemonSet.updateStrategy } : {}),
    },
  };
}

/** The user's annotations of pods, and what replaces pods when their files change; undefined where there are none. */
export function podAnnotations(settings: PerShimModel): Record<string, string> | undefined {
  const annotations = { ...settings.podAnnotations, ...(settings.release.checksums ? checksums(settings) : {}) };
  return Object.keys(annotations).length ? annotations : undefined;
}

/** The program of kata-deploy with one task. */
export function kataDeployCommand({ release, command }: Pick<PerShimModel, 'release' | 'command'>, task: string): string[] {
  if (release.runsInShell && !command) return ['bash', '-c', `${SCRIPT} ${task}`];
  return [command?.[0] ?? (release.program === 'script' ? SCRIPT : KATA_DEPLOY), task];
}

function installContainer(settings: PerShimModel): Container {
  const { release, daemonSet: { resources, health } } = settings;
  const [program, ...task] = kataDeployCommand(settings, 'install');
  const flags = release.logLevelFlag ? verbosity(settings.logLevel || (settings.debug ? 'debug' : '')) : [];
  const more: Record<string, string> = release.healthEndpoints ? { HEALTH_PORT: String(health.port) } : {};
  const probe = (path: string, model?: ProbeModel): Probe | undefined => (
    model && { httpGet: { path, port: health.port }, ...model }
  );
  return {
    ...kataDeployContainer(settings, 'kube-kata', [program, ...flags, ...task], more),
    ...(release.cleansWhenDeleted === 'by-hook' ? {
      lifecycle: { preStop: { exec: { command: kataDeployCommand(settings, 'cleanup') } } },
    } : {}),
    ...(release.healthEndpoints ? {
      startupProbe: probe('/readyz', health.startupProbe),
      livenessProbe: probe('/healthz', health.livenessProbe),
      readinessProbe: probe('/readyz', health.readinessProbe),
    } : {}),
    ...(Object.keys(resources).length ? { resources } : {}),
  };
}
