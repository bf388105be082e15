import { ARCHITECTURES } from './environment';
import { lookup } from '../../../common/private/free-keys';
import { Feature, ReleaseFacts } from '../../catalogue/releases';
import { ENVIRONMENT } from '../per-list/variables';

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

/** The environment variables of kata-deploy that props set, for releases that are told everything shim by shim. */
export function perShimVariables({ features, perShim }: Pick<ReleaseFacts, 'features' | 'perShim'>): string[] {
  const release = perShim!;
  return [
    ...ALWAYS,
    ...BY_ARCHITECTURE.flatMap(byArchitecture),
    ...features.flatMap((feature) => BY_FEATURE[feature] ?? []),
    ...(release.readsDaemonSetName ? ['DAEMONSET_NAME'] : []),
    ...(release.createsRuntimeClasses ? [ENVIRONMENT.createRuntimeClasses, ENVIRONMENT.createDefaultRuntimeClass] : []),
    ...(release.checksDistribution ? ['K8S_DISTRIBUTION'] : []),
  ];
}

/** What to do about a variable that only earlier releases read; undefined for others. */
export function successor(variable: string): string | undefined {
  if (BY_ARCHITECTURE.includes(variable)) return `It reads ${byArchitecture(variable).join(', ')} instead.`;
  return lookup(BY_PROPS, variable);
}

const BY_PROPS: Readonly<Record<string, string>> = {
  [ENVIRONMENT.createRuntimeClasses]: 'RuntimeClasses are objects of the manifests: set `runtimeClasses`.',
  [ENVIRONMENT.createDefaultRuntimeClass]: 'That RuntimeClass is an object of the manifests: set `createDefaultRuntimeClass`.',
};

function byArchitecture(variable: string): string[] {
  return ARCHITECTURES.map(([, ending]) => `${variable}_${ending}`);
}
