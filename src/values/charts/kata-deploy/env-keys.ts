import { ENVIRONMENT } from '../../../kata/internal';

/** The keys below `env` of releases that take environment variables, and the variables that their templates make of them. */
export const ENV_KEYS: Readonly<Record<string, string>> = {
  debug: ENVIRONMENT.debug,
  shims: ENVIRONMENT.shims,
  shims_x86_64: ENVIRONMENT.shimsX86_64,
  shims_aarch64: ENVIRONMENT.shimsAarch64,
  shims_s390x: ENVIRONMENT.shimsS390x,
  shims_ppc64le: ENVIRONMENT.shimsPpc64le,
  defaultShim: ENVIRONMENT.defaultShim,
  defaultShim_x86_64: ENVIRONMENT.defaultShimX86_64,
  defaultShim_aarch64: ENVIRONMENT.defaultShimAarch64,
  defaultShim_s390x: ENVIRONMENT.defaultShimS390x,
  defaultShim_ppc64le: ENVIRONMENT.defaultShimPpc64le,
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
