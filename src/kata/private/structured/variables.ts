import { StructuredRelease } from '../../catalogue/structured-releases';
import { ENVIRONMENT } from '../environment/variables';
import { ARCHITECTURES } from './environment';

/** Settings that have a variable per architecture, with its name at the end. */
const BY_ARCHITECTURE: readonly string[] = [
  ENVIRONMENT.shims, ENVIRONMENT.defaultShim, ENVIRONMENT.allowedHypervisorAnnotations, ENVIRONMENT.snapshotterHandlerMapping,
  ENVIRONMENT.pullTypeMapping, ENVIRONMENT.experimentalForceGuestPull,
];

const ALWAYS: readonly string[] = [
  ENVIRONMENT.debug, ENVIRONMENT.agentHttpsProxy, ENVIRONMENT.agentNoProxy, ENVIRONMENT.installationPrefix,
  ENVIRONMENT.multiInstallSuffix, ENVIRONMENT.experimentalSetupSnapshotter, ENVIRONMENT.hostOs,
];

const OF_THE_PROGRAM: readonly string[] = [
  'EROFS_MERGE_MODE', 'EROFS_SNAPSHOTTER_MODE', 'EROFS_DMVERITY', 'CONTAINERD_CONFIG_FILE_NAME', 'CONTAINERD_USER_DROP_IN_SOURCE_FILE',
  'CUSTOM_RUNTIMES_ENABLED', 'STARTUP_TAINTS',
];

/** The environment variables of kata-deploy that props set, for releases that are told everything shim by shim. */
export function structuredVariables(release: StructuredRelease): string[] {
  return [
    ...ALWAYS,
    ...BY_ARCHITECTURE.flatMap(byArchitecture),
    ...(release.program === 'binary' ? OF_THE_PROGRAM : []),
    ...(release.supervised ? ['DAEMONSET_NAME', 'HEALTH_PORT'] : []),
    ...(release.checksDistribution ? ['K8S_DISTRIBUTION'] : []),
    ...(release.debugRuntimeClasses ? ['DEVKIT'] : []),
  ];
}

/** What to do about a variable that only earlier releases read; undefined for others. */
export function successor(variable: string): string | undefined {
  if (BY_ARCHITECTURE.includes(variable)) return `It reads ${byArchitecture(variable).join(', ')} instead.`;
  return BY_PROPS[variable];
}

const BY_PROPS: Readonly<Record<string, string>> = {
  [ENVIRONMENT.createRuntimeClasses]: 'RuntimeClasses are objects of the manifests: set `runtimeClasses`.',
  [ENVIRONMENT.createDefaultRuntimeClass]: 'That RuntimeClass is an object of the manifests: set `createDefaultRuntimeClass`.',
};

function byArchitecture(variable: string): string[] {
  return ARCHITECTURES.map(([, ending]) => `${variable}_${ending}`);
}
