/**
 * The environment variables of kata-deploy 3.21 and 3.22, in upstream's order.
 *
 * @see https://github.com/kata-containers/kata-containers/blob/3.22.0/tools/packaging/kata-deploy/scripts/kata-deploy.sh
 */
export const ENVIRONMENT = {
  debug: 'DEBUG',
  shims: 'SHIMS',
  shimsX86_64: 'SHIMS_X86_64',
  shimsAarch64: 'SHIMS_AARCH64',
  shimsS390x: 'SHIMS_S390X',
  shimsPpc64le: 'SHIMS_PPC64LE',
  defaultShim: 'DEFAULT_SHIM',
  defaultShimX86_64: 'DEFAULT_SHIM_X86_64',
  defaultShimAarch64: 'DEFAULT_SHIM_AARCH64',
  defaultShimS390x: 'DEFAULT_SHIM_S390X',
  defaultShimPpc64le: 'DEFAULT_SHIM_PPC64LE',
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

/** The variables that take the place of SHIMS and DEFAULT_SHIM on nodes of one architecture. */
export const PER_ARCHITECTURE = [
  { architecture: 'x86_64', shims: ENVIRONMENT.shimsX86_64, defaultShim: ENVIRONMENT.defaultShimX86_64 },
  { architecture: 'aarch64', shims: ENVIRONMENT.shimsAarch64, defaultShim: ENVIRONMENT.defaultShimAarch64 },
  { architecture: 's390x', shims: ENVIRONMENT.shimsS390x, defaultShim: ENVIRONMENT.defaultShimS390x },
  { architecture: 'ppc64le', shims: ENVIRONMENT.shimsPpc64le, defaultShim: ENVIRONMENT.defaultShimPpc64le },
];
