import type { DaemonSet, DaemonSetUpdateStrategy } from 'kubernetes-types/apps/v1';
import type { Container, PodSpec, Probe } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import { affinity } from './affinity';
import { checksums } from './config-maps';
import { environment } from './environment';
import { volumes } from './folders';
import { hostSecurity, KATA_DEPLOY, kataDeployContainer, verbosity, gateContainers, gateVolumes, pullSecrets } from './pod';
import { podPlacement } from '../../../common/private/pod-placement';
import { ProbeModel, KataModel } from '../model';
import { objectNames, suffixed } from '../names';

const SCRIPT = '/opt/kata-artifacts/scripts/kata-deploy.sh';

/** How long the cleaning of a node may take, which restarts its container runtime, when the DaemonSet is deleted. */
const GRACE_SECONDS = { 'never': undefined, 'by-hook': 120, 'by-signal': 600 };

/** A DaemonSet that installs Kata on nodes of some architectures. */
interface InstallGroup {
  readonly name: string;
  readonly architectures: readonly string[];
}

/** One for all nodes, or one for each architecture with releases that do not tell them apart; none where Jobs install. */
function groups(model: KataModel): InstallGroup[] {
  const { release, architectures, mode } = model;
  const { base: name } = objectNames(model);
  if (mode === 'job') return [];
  return release.perArchitectureSettings || architectures.length < 2 ? [{ name, architectures }]
    : architectures.map((one) => ({ name: suffixed(name, one), architectures: [one] }));
}

/** The names of the DaemonSets that install Kata: upstream's own, with the architecture at its end where there are several. */
export function daemonSetNames(model: KataModel): string[] {
  return groups(model).map(({ name }) => name);
}

/** The DaemonSets that install Kata and keep it installed. */
export function daemonSets(model: KataModel, namespace: string): DaemonSet[] {
  const all = groups(model);
  // Nodes of other architectures would get the shims of all.
  return all.map((group) => daemonSet(all.length === 1 ? model : { ...model, linuxNodes: group }, namespace, group));
}

function daemonSet(model: KataModel, namespace: string, { name, architectures }: InstallGroup): DaemonSet {
  const { release } = model;
  const names = objectNames(model);
  const annotations = podAnnotations(model);
  const gates = gateContainers(model);
  const graceSeconds = GRACE_SECONDS[release.cleansWhenDeleted];
  return namedDaemonSet(name, namespace, {
    ...podPlacement({ ...model, imagePullSecrets: pullSecrets(model), affinity: affinity(model) }),
    serviceAccountName: names.serviceAccount,
    ...(graceSeconds ? { terminationGracePeriodSeconds: graceSeconds } : {}),
    ...(release.hostAccess === 'root' ? { hostPID: true } : {}),
    ...hostSecurity(model),
    ...(gates.length ? { initContainers: gates } : {}),
    containers: [installContainer(model, architectures)],
    volumes: [...volumes(model, names.configMaps), ...gateVolumes(model)],
  }, model.daemonSet.updateStrategy, { labels: model.podLabels, ...(annotations ? { annotations } : {}) });
}

/** A DaemonSet whose pods have its name as their label, as upstream's have. */
export function namedDaemonSet(
  name: string, namespace: string, spec: PodSpec, updateStrategy: DaemonSetUpdateStrategy | undefined, metadata: ObjectMeta = {},
): DaemonSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { name } },
      template: { metadata: { ...metadata, labels: { ...metadata.labels, name } }, spec },
      ...(updateStrategy ? { updateStrategy } : {}),
    },
  };
}

/** The user's annotations of pods, and what replaces pods when their files change; undefined where there are none. */
export function podAnnotations(model: KataModel): Record<string, string> | undefined {
  const annotations = { ...model.podAnnotations, ...(model.release.checksums ? checksums(model) : {}) };
  return Object.keys(annotations).length ? annotations : undefined;
}

/** The program of kata-deploy with one task. */
export function kataDeployCommand({ release, command }: Pick<KataModel, 'release' | 'command'>, task: string): string[] {
  if (release.runsInShell && !command) return ['bash', '-c', `${SCRIPT} ${task}`];
  return [command?.[0] ?? (release.program === 'script' ? SCRIPT : KATA_DEPLOY), task];
}

function installContainer(model: KataModel, architectures: readonly string[]): Container {
  const { release, daemonSet: { resources, health } } = model;
  const [program, ...task] = kataDeployCommand(model, 'install');
  const flags = release.logLevelFlag ? verbosity(model.logLevel || (model.debug ? 'debug' : '')) : [];
  const more: Record<string, string> = release.healthEndpoints ? { HEALTH_PORT: String(health.port) } : {};
  const probe = (path: string, own?: ProbeModel): Probe | undefined => (own && { httpGet: { path, port: health.port }, ...own });
  return {
    ...kataDeployContainer(model, 'kube-kata', [program, ...flags, ...task], environment(model, more, architectures)),
    ...(release.cleansWhenDeleted === 'by-hook' ? {
      lifecycle: { preStop: { exec: { command: kataDeployCommand(model, 'cleanup') } } },
    } : {}),
    ...(release.healthEndpoints ? {
      startupProbe: probe('/readyz', health.startupProbe),
      livenessProbe: probe('/healthz', health.livenessProbe),
      readinessProbe: probe('/readyz', health.readinessProbe),
    } : {}),
    ...(Object.keys(resources).length ? { resources } : {}),
  };
}
