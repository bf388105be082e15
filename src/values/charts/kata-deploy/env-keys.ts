import { ARCHITECTURES, ENVIRONMENT } from '../../../kata/internal';

const perArchitecture = (key: 'shims' | 'defaultShim') => Object.fromEntries(
  ARCHITECTURES.map(([, ending]) => [`${key}_${ending.toLowerCase()}`, `${ENVIRONMENT[key]}_${ending}`]));

/** The keys below `env` of releases that take environment variables, and the variables that their templates make of them. */
export const ENV_KEYS: Readonly<Record<string, string>> = {
  debug: ENVIRONMENT.debug,
  shims: ENVIRONMENT.shims,
  ...perArchitecture('shims'),
  defaultShim: ENVIRONMENT.defaultShim,
  ...perArchitecture('defaultShim'),
  createRuntimeClasses: ENVIRONMENT.createRuntimeClasses,
  createDefaultRuntimeClass: ENVIRONMENT.createDefaultRuntimeClass,
  allowedHypervisorAnnotations: ENVIRONMENT.allowedHypervisorAnnotations,
  snapshotterHandlerMapping: ENVIRONMENT.snapshotterHandlerMapping,
  agentHttpsProxy: ENVIRONMENT.agentHttpsProxy,
  agentNoProxy: ENVIRONMENT.agentNoProxy,
  pullTypeMapping: ENVIRONMENT.pullTypeMapping,
  installationPrefix: ENVIRONMENT.installationPrefix,
  hostOS: ENVIRONMENT.hostOs,
  multiInstallSuffix: ENVIRONMENT.multiInstallSuffix,
  _experimentalSetupSnapshotter: ENVIRONMENT.experimentalSetupSnapshotter,
  _experimentalForceGuestPull: ENVIRONMENT.experimentalForceGuestPull,
};
