import type { EnvVar } from 'kubernetes-types/core/v1';
import { ShimModel, PerShimModel } from './model';
import { perShimNames } from './names';
import { escapeVariables } from '../../../common/private/escape-variables';
import { has } from '../../../common/private/free-keys';
import { ENVIRONMENT } from '../per-list/variables';

/** Architectures as Kubernetes calls them, and as the variables do. */
export const ARCHITECTURES = [['amd64', 'X86_64'], ['arm64', 'AARCH64'], ['s390x', 'S390X'], ['ppc64le', 'PPC64LE']] as const;

/** Where the user's drop-in for containerd is mounted. */
export const USER_DROP_IN_FOLDER = '/custom-containerd-config/';
export const USER_DROP_IN_FILE = 'containerd-user-dropin.toml';

/**
 * The settings as kata-deploy reads them, in upstream's order; what is empty is left out, unless upstream has it all the same.
 *
 * @param more what one container is told beside them
 */
export function environment(settings: PerShimModel, more: Readonly<Record<string, string>> = {}): EnvVar[] {
  const text = settings.expandsVariables ? (value: string) => value : escapeVariables;
  const texts = [...variables(settings), ...Object.entries(more)].map(([name, value]) => ({ name, value: text(value) }));
  const own = settings.extraEnv;
  return [
    ...[{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }, ...texts].filter(({ name }) => !has(own, name)),
    // Here the user may refer to other variables, as in any pod.
    ...Object.entries(own).map(([name, value]) => ({ name, value })),
  ];
}

function variables(settings: PerShimModel): Map<string, string> {
  const { release, shims, snapshotter, containerd } = settings;
  const texts = new Map<string, string>();
  const set = (name: string, text: string) => text && texts.set(name, text);
  const perArchitecture = (name: string, produce: (shims: readonly ShimModel[]) => string) => {
    for (const [architecture, ending] of ARCHITECTURES) {
      set(`${name}_${ending}`, produce(shims.filter(({ architectures }) => architectures.includes(architecture))));
    }
  };

  if (release.readsDaemonSetName) texts.set('DAEMONSET_NAME', perShimNames(settings).base);
  texts.set('DEBUG', String(settings.debug));
  perArchitecture('SHIMS', (some) => some.map(({ name }) => name).join(' '));
  for (const [architecture, ending] of ARCHITECTURES) {
    const shim = settings.defaultShims[architecture];
    if (shim !== undefined) texts.set(`DEFAULT_SHIM_${ending}`, shim); // older charts can leave it empty
  }
  if (release.createsRuntimeClasses) { // they are objects of the manifests instead
    texts.set(ENVIRONMENT.createRuntimeClasses, 'false');
    texts.set(ENVIRONMENT.createDefaultRuntimeClass, 'false');
  }
  perArchitecture('ALLOWED_HYPERVISOR_ANNOTATIONS', (some) => some
    .filter(({ allowedHypervisorAnnotations }) => allowedHypervisorAnnotations.length)
    .map(({ name, allowedHypervisorAnnotations }) => `${name}:${allowedHypervisorAnnotations.join(',')}`).join(' '));
  perArchitecture('SNAPSHOTTER_HANDLER_MAPPING', (some) => some
    .filter((shim) => shim.snapshotter).map((shim) => `${shim.name}:${shim.snapshotter}`).join(','));
  set('AGENT_HTTPS_PROXY', proxies(shims, ({ httpsProxy }) => httpsProxy));
  set('AGENT_NO_PROXY', proxies(shims, ({ noProxy }) => noProxy));
  perArchitecture('PULL_TYPE_MAPPING', (some) => some.filter(pullsInGuest).map(({ name }) => `${name}:guest-pull`).join(','));
  texts.set('INSTALLATION_PREFIX', settings.installationPrefix);
  texts.set('MULTI_INSTALL_SUFFIX', settings.suffix);
  set('EXPERIMENTAL_SETUP_SNAPSHOTTER', snapshotter.setup.join(','));
  set('EROFS_MERGE_MODE', snapshotter.erofsMergeMode);
  set('EROFS_SNAPSHOTTER_MODE', snapshotter.erofsSnapshotterMode.trim());
  if (snapshotter.erofsDmverity) texts.set('EROFS_DMVERITY', 'dmverity');
  perArchitecture('EXPERIMENTAL_FORCE_GUEST_PULL', (some) => some
    .filter(({ forceGuestPull }) => forceGuestPull).map(({ name }) => name).join(','));
  set('CONTAINERD_CONFIG_FILE_NAME', containerd.configFileName.trim());
  if (release.checksDistribution && settings.distribution !== undefined) texts.set('K8S_DISTRIBUTION', settings.distribution);
  if (containerd.userDropIn.trim()) texts.set('CONTAINERD_USER_DROP_IN_SOURCE_FILE', `${USER_DROP_IN_FOLDER}${USER_DROP_IN_FILE}`);
  set('HOST_OS', settings.hostOs);
  if (settings.customRuntimes.length) texts.set('CUSTOM_RUNTIMES_ENABLED', 'true');
  if (settings.debug && settings.devkit) texts.set('DEVKIT', 'true');
  set('STARTUP_TAINTS', settings.startupTaints.join(','));
  return texts;
}

/** True where the image is pulled inside of the guest, by containerd or by CRI-O. */
export function pullsInGuest({ forceGuestPull, guestPull }: ShimModel): boolean {
  return forceGuestPull || guestPull;
}

function proxies(shims: readonly ShimModel[], proxy: (shim: ShimModel) => string): string {
  return shims.filter(proxy).map((shim) => `${shim.name}=${proxy(shim)}`).join(';');
}
