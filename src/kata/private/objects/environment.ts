import type { EnvVar } from 'kubernetes-types/core/v1';
import { escapeVariables } from '../../../common/private/escape-variables';
import { has } from '../../../common/private/free-keys';
import { ARCHITECTURES, ENVIRONMENT } from '../../catalogue/releases';
import { ShimModel, KataModel } from '../model';
import { objectNames } from '../names';

/** Where the user's drop-in for containerd is mounted. */
export const USER_DROP_IN_FOLDER = '/custom-containerd-config/';
export const USER_DROP_IN_FILE = 'containerd-user-dropin.toml';

/**
 * The model as kata-deploy reads it.
 *
 * @param more further variables of one container
 * @param architectures those of the nodes that the container runs on, for releases that read lists
 */
export function environment(
  model: KataModel, more: Readonly<Record<string, string>> = {}, architectures: readonly string[] = model.architectures,
): EnvVar[] {
  const node: EnvVar = { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } };
  const own = { ...commonProxies(model), ...model.extraEnv };
  if (model.release.interface === 'per-list') {
    return [node, ...fixed({ ...listVariables(model, architectures), ...own, ...more })];
  }
  const text = model.expandsVariables ? (value: string) => value : escapeVariables;
  const ours = Object.entries({ ...shimVariables(model), ...more }).map(([name, value]) => ({ name, value: text(value) }));
  // In their own variables, users may refer to others, as in any pod.
  return [...[node, ...ours].filter(({ name }) => !has(own, name)), ...fixed(own)];
}

/**
 * One proxy for all shims is written without their names: kata-deploy stops on names that the node's architecture does not
 * have.
 */
function commonProxies({ httpsProxy, noProxy }: KataModel): Record<string, string> {
  return {
    ...(httpsProxy ? { [ENVIRONMENT.agentHttpsProxy]: httpsProxy } : {}),
    ...(noProxy.length ? { [ENVIRONMENT.agentNoProxy]: noProxy.join(',') } : {}),
  };
}

const fixed = (texts: Readonly<Record<string, string>>): EnvVar[] => (
  Object.entries(texts).map(([name, value]) => ({ name, value })));

/**
 * The variables with one list per setting, in upstream's order, the empty ones too.
 *
 * @param architectures those of the nodes
 */
function listVariables(model: KataModel, architectures: readonly string[] = model.architectures): Record<string, string> {
  const { release, runtimeClasses, defaultShims } = model;
  const shims = model.shims.filter((shim) => shim.architectures.some((one) => architectures.includes(one)));
  const alone = architectures.length === 1 ? architectures[0] : undefined;
  const byProgram = runtimeClasses?.byProgram === true;
  const perArchitecture = (variable: string, text: (architecture: string) => string) => (release.perArchitectureSettings
    ? Object.fromEntries(ARCHITECTURES.map(([architecture, ending]) => [`${variable}_${ending}`, alone ? '' : text(architecture)])) : {});
  return {
    [ENVIRONMENT.debug]: String(model.debug),
    // Every node checks the mapping of snapshotters against SHIMS, so it names the shims of all architectures.
    [ENVIRONMENT.shims]: names(shims),
    ...perArchitecture(ENVIRONMENT.shims, (one) => names(architectures.includes(one) ? installedOn(one, shims) : [])),
    [ENVIRONMENT.defaultShim]: (alone && defaultShims[alone]) ?? model.defaultShim,
    ...perArchitecture(ENVIRONMENT.defaultShim, (one) => (defaultShims[one] === model.defaultShim ? '' : defaultShims[one] ?? '')),
    [ENVIRONMENT.createRuntimeClasses]: String(byProgram),
    [ENVIRONMENT.createDefaultRuntimeClass]: String(byProgram && runtimeClasses?.defaultShim !== undefined),
    [ENVIRONMENT.allowedHypervisorAnnotations]: [...new Set(shims.flatMap((shim) => shim.allowedHypervisorAnnotations))].join(' '),
    [ENVIRONMENT.snapshotterHandlerMapping]: mapping(shims),
    [ENVIRONMENT.agentHttpsProxy]: '',
    [ENVIRONMENT.agentNoProxy]: '',
    [ENVIRONMENT.pullTypeMapping]: guestPulls(shims.filter(({ guestPull }) => guestPull)),
    [ENVIRONMENT.installationPrefix]: model.installationPrefix,
    [ENVIRONMENT.multiInstallSuffix]: model.suffix,
    ...(release.snapshotterSetup ? {
      [ENVIRONMENT.experimentalSetupSnapshotter]: model.snapshotter.setup.join(','),
      [ENVIRONMENT.experimentalForceGuestPull]: forcedPulls(shims),
    } : {}),
    ...(model.hostOs ? { [ENVIRONMENT.hostOs]: model.hostOs } : {}),
  };
}

const names = (shims: readonly ShimModel[]) => shims.map(({ name }) => name).join(' ');
const mapping = (shims: readonly ShimModel[]) => shims.filter((one) => one.snapshotter).map((one) => `${one.name}:${one.snapshotter}`).join(',');
const guestPulls = (shims: readonly ShimModel[]) => shims.map(({ name }) => `${name}:guest-pull`).join(',');
const forcedPulls = (shims: readonly ShimModel[]) => shims.filter(({ forceGuestPull }) => forceGuestPull).map(({ name }) => name).join(',');

/** The variables with a setting per shim, in upstream's order; empty ones are left out, except those that upstream has. */
function shimVariables(model: KataModel): Record<string, string> {
  const { release, shims, snapshotter, containerd } = model;
  const texts: Record<string, string> = {};
  const set = (name: string, text: string) => {
    if (text) texts[name] = text;
  };
  const perArchitecture = (name: string, produce: (shims: readonly ShimModel[]) => string) => {
    for (const [architecture, ending] of ARCHITECTURES) {
      set(`${name}_${ending}`, produce(installedOn(architecture, shims)));
    }
  };

  if (release.readsDaemonSetName) texts.DAEMONSET_NAME = objectNames(model).base;
  texts[ENVIRONMENT.debug] = String(model.debug);
  perArchitecture(ENVIRONMENT.shims, names);
  for (const [architecture, ending] of ARCHITECTURES) {
    const shim = model.defaultShims[architecture];
    if (shim !== undefined) texts[`${ENVIRONMENT.defaultShim}_${ending}`] = shim; // older charts can leave it empty
  }
  if (release.createsRuntimeClasses) { // they are objects of the manifests instead
    texts[ENVIRONMENT.createRuntimeClasses] = 'false';
    texts[ENVIRONMENT.createDefaultRuntimeClass] = 'false';
  }
  perArchitecture(ENVIRONMENT.allowedHypervisorAnnotations, (some) => some
    .filter(({ allowedHypervisorAnnotations }) => allowedHypervisorAnnotations.length)
    .map(({ name, allowedHypervisorAnnotations }) => `${name}:${allowedHypervisorAnnotations.join(',')}`).join(' '));
  perArchitecture(ENVIRONMENT.snapshotterHandlerMapping, mapping);
  set(ENVIRONMENT.agentHttpsProxy, proxies(shims, ({ httpsProxy }) => httpsProxy));
  set(ENVIRONMENT.agentNoProxy, proxies(shims, ({ noProxy }) => noProxy.join(',')));
  perArchitecture(ENVIRONMENT.pullTypeMapping, (some) => guestPulls(some.filter(pullsInGuest)));
  texts[ENVIRONMENT.installationPrefix] = model.installationPrefix;
  texts[ENVIRONMENT.multiInstallSuffix] = model.suffix;
  set(ENVIRONMENT.experimentalSetupSnapshotter, snapshotter.setup.join(','));
  set('EROFS_MERGE_MODE', snapshotter.erofsMergeMode);
  set('EROFS_SNAPSHOTTER_MODE', snapshotter.erofsSnapshotterMode.trim());
  if (snapshotter.erofsDmverity) texts.EROFS_DMVERITY = 'dmverity';
  perArchitecture(ENVIRONMENT.experimentalForceGuestPull, forcedPulls);
  set('CONTAINERD_CONFIG_FILE_NAME', containerd.configFileName.trim());
  if (release.checksDistribution && !containerd.ownConfigDir) texts.K8S_DISTRIBUTION = model.distribution;
  if (containerd.userDropIn.trim()) texts.CONTAINERD_USER_DROP_IN_SOURCE_FILE = `${USER_DROP_IN_FOLDER}${USER_DROP_IN_FILE}`;
  set(ENVIRONMENT.hostOs, model.hostOs);
  if (model.customRuntimes.length) texts.CUSTOM_RUNTIMES_ENABLED = 'true';
  if (model.debug && model.devkit) texts.DEVKIT = 'true';
  set('STARTUP_TAINTS', model.startupTaints.join(','));
  return texts;
}

/** The shims that are installed on an architecture, as Kubernetes calls it. */
export function installedOn(architecture: string, shims: readonly ShimModel[]): ShimModel[] {
  return shims.filter(({ architectures }) => architectures.includes(architecture));
}

/** True where the image is pulled inside of the guest, by containerd or by CRI-O. */
export function pullsInGuest({ forceGuestPull, guestPull }: ShimModel): boolean {
  return forceGuestPull || guestPull;
}

function proxies(shims: readonly ShimModel[], proxy: (shim: ShimModel) => string): string {
  return shims.filter(proxy).map((shim) => `${shim.name}=${proxy(shim)}`).join(';');
}
