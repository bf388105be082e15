import { lookup } from '../../common/private/free-keys';
import { Feature, ReleaseFacts } from '../catalogue/releases';

/**
 * The environment variables of kata-deploy, in the order of its first releases.
 *
 * @see https://github.com/kata-containers/kata-containers/blob/3.22.0/tools/packaging/kata-deploy/scripts/kata-deploy.sh
 */
export const ENVIRONMENT = {
  debug: 'DEBUG',
  shims: 'SHIMS',
  defaultShim: 'DEFAULT_SHIM',
  createRuntimeClasses: 'CREATE_RUNTIMECLASSES',
  createDefaultRuntimeClass: 'CREATE_DEFAULT_RUNTIMECLASS',
  allowedHypervisorAnnotations: 'ALLOWED_HYPERVISOR_ANNOTATIONS',
  snapshotterHandlerMapping: 'SNAPSHOTTER_HANDLER_MAPPING',
  agentHttpsProxy: 'AGENT_HTTPS_PROXY',
  agentNoProxy: 'AGENT_NO_PROXY',
  pullTypeMapping: 'PULL_TYPE_MAPPING',
  installationPrefix: 'INSTALLATION_PREFIX',
  multiInstallSuffix: 'MULTI_INSTALL_SUFFIX',
  experimentalSetupSnapshotter: 'EXPERIMENTAL_SETUP_SNAPSHOTTER',
  experimentalForceGuestPull: 'EXPERIMENTAL_FORCE_GUEST_PULL',
  hostOs: 'HOST_OS',
} as const;

/** Architectures as Kubernetes calls them, and as the ends of variables do. */
export const ARCHITECTURES = [['amd64', 'X86_64'], ['arm64', 'AARCH64'], ['s390x', 'S390X'], ['ppc64le', 'PPC64LE']] as const;

/** Variables that releases with lists read for each architecture, in place of those for all. */
const LISTS_BY_ARCHITECTURE: readonly string[] = [ENVIRONMENT.shims, ENVIRONMENT.defaultShim];

/** Settings that have a variable per architecture, with its name at the end. */
const BY_ARCHITECTURE: readonly string[] = [
  ENVIRONMENT.shims, ENVIRONMENT.defaultShim, ENVIRONMENT.allowedHypervisorAnnotations, ENVIRONMENT.snapshotterHandlerMapping,
  ENVIRONMENT.pullTypeMapping, ENVIRONMENT.experimentalForceGuestPull,
];

const ALWAYS: readonly string[] = [
  ENVIRONMENT.debug, ENVIRONMENT.agentHttpsProxy, ENVIRONMENT.agentNoProxy, ENVIRONMENT.installationPrefix,
  ENVIRONMENT.multiInstallSuffix, ENVIRONMENT.experimentalSetupSnapshotter, ENVIRONMENT.hostOs,
];

/** Variables that came with a group of features. */
const BY_FEATURE: Readonly<Partial<Record<Feature, readonly string[]>>> = {
  'custom-runtimes': ['CUSTOM_RUNTIMES_ENABLED'],
  'containerd-files': ['CONTAINERD_CONFIG_FILE_NAME'],
  'health': ['HEALTH_PORT'],
  'jobs': ['EROFS_MERGE_MODE', 'CONTAINERD_USER_DROP_IN_SOURCE_FILE'],
  'startup-taints': ['EROFS_SNAPSHOTTER_MODE', 'EROFS_DMVERITY', 'STARTUP_TAINTS'],
  'node-ownership': ['DEVKIT'],
};

/** The environment variables of kata-deploy that props set. */
export function variablesOf(release: ReleaseFacts): string[] {
  if (release.interface === 'per-list') {
    return Object.values(ENVIRONMENT)
      .flatMap((one) => (LISTS_BY_ARCHITECTURE.includes(one) ? [one, ...byArchitecture(one)] : [one]));
  }
  return [
    ...ALWAYS,
    ...BY_ARCHITECTURE.flatMap(byArchitecture),
    ...release.features.flatMap((feature) => BY_FEATURE[feature] ?? []),
    ...(release.readsDaemonSetName ? ['DAEMONSET_NAME'] : []),
    ...(release.createsRuntimeClasses ? [ENVIRONMENT.createRuntimeClasses, ENVIRONMENT.createDefaultRuntimeClass] : []),
    ...(release.checksDistribution ? ['K8S_DISTRIBUTION'] : []),
  ];
}

/** What to do about a variable that only releases with lists read; undefined for others. */
export function successor(variable: string): string | undefined {
  if (BY_ARCHITECTURE.includes(variable)) return `It reads ${byArchitecture(variable).join(', ')} instead.`;
  return lookup(BY_PROPS, variable);
}

const BY_PROPS: Readonly<Record<string, string>> = {
  [ENVIRONMENT.createRuntimeClasses]: 'RuntimeClasses are objects of the manifests: set `runtimeClasses`.',
  [ENVIRONMENT.createDefaultRuntimeClass]: 'That RuntimeClass is an object of the manifests: set `createDefaultRuntimeClass`.',
};

/** The variables of one setting, with the architecture at their ends. */
export function byArchitecture(variable: string): string[] {
  return ARCHITECTURES.map(([, ending]) => `${variable}_${ending}`);
}
