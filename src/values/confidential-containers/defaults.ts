import { CONFIDENTIAL_SHIMS, ENVIRONMENT } from '../../kata/internal';
import { Values } from '../helm/tree';

/** The keys of kata-deploy's `env` values and the environment variables that its templates make of them. */
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

const PER_ARCHITECTURE = Object.keys(ENV_KEYS).filter((key) => /^(shims|defaultShim)_/.test(key));
const SNAPSHOTTER_SWITCHES = ['_experimentalSetupSnapshotter', '_experimentalForceGuestPull'];

/** The `env` keys that the templates of each build of kata-deploy read. */
export const ENV_KEYS_3_21: readonly string[] = Object.keys(ENV_KEYS)
  .filter((key) => ![...PER_ARCHITECTURE, ...SNAPSHOTTER_SWITCHES].includes(key));
export const ENV_KEYS_3_21_CI: readonly string[] = [...ENV_KEYS_3_21, ...SNAPSHOTTER_SWITCHES];
export const ENV_KEYS_3_22: readonly string[] = Object.keys(ENV_KEYS);

const SHIMS_3_21 = 'clh cloud-hypervisor dragonball fc qemu qemu-coco-dev qemu-runtime-rs qemu-se-runtime-rs qemu-snp qemu-tdx '
  + 'stratovirt qemu-nvidia-gpu qemu-nvidia-gpu-snp qemu-nvidia-gpu-tdx';
const SHIMS_3_22 = `${SHIMS_3_21} qemu-cca`;

/** What a build of kata-deploy installs unless it is told otherwise: the default in its chart and in its own script. */
export function defaultShims(envKeys: readonly string[]): string {
  return envKeys.includes('_experimentalSetupSnapshotter') ? SHIMS_3_22 : SHIMS_3_21;
}

/** The values.yaml of the chart kata-deploy, with the `env` keys of one of its releases. */
export function kataDeployDefaults(envKeys: readonly string[]): Values {
  const texts: Record<string, string> = {
    debug: 'false',
    shims: defaultShims(envKeys),
    defaultShim: 'qemu',
    createRuntimeClasses: 'true',
    createDefaultRuntimeClass: 'false',
  };
  return {
    imagePullPolicy: 'Always',
    imagePullSecrets: [],
    image: { reference: 'quay.io/kata-containers/kata-deploy', tag: '' },
    k8sDistribution: 'k8s',
    nodeSelector: {},
    env: Object.fromEntries(envKeys.map((key) => [key, texts[key] ?? ''])),
  };
}

const SHIMS = CONFIDENTIAL_SHIMS.x86_64;
const MAPPED = (value: string) => SHIMS.map((shim) => `${shim}:${value}`).join(',');
const COMMON = { imagePullPolicy: 'Always', k8sDistribution: 'k8s' };

const CUSTOM_CONTAINERD: Values = {
  enabled: false,
  tarballUrl: '',
  tarballUrls: { amd64: '', arm64: '', s390x: '' },
  image: { repository: 'docker.io/library/alpine', tag: '3.22', pullPolicy: 'IfNotPresent' },
  nodeSelector: {},
  tolerations: [{ operator: 'Exists' }],
};

/** The values.yaml of the umbrella chart, 0.16.0. */
export const UMBRELLA_0_16_0: Values = {
  'architecture': 'x86_64',
  'customContainerd': CUSTOM_CONTAINERD,
  'kata-as-coco-runtime': {
    enabled: true,
    ...COMMON,
    env: {
      debug: 'false',
      defaultShim: '',
      shims: SHIMS.join(' '),
      snapshotterHandlerMapping: MAPPED('nydus'),
      pullTypeMapping: MAPPED('guest-pull'),
      _experimentalSetupSnapshotter: 'nydus',
      _experimentalForceGuestPull: '',
    },
  },
};

const SHIMS_CONFIG_PRE = {
  shims: SHIMS.join(' '),
  snapshotterHandlerMapping: MAPPED('nydus'),
  pullTypeMapping: 'guest-pull', // no shim in it: kata-deploy passes over it
};

/** The values.yaml of the umbrella chart before 0.16.0, with its second runtime for tests. */
export const UMBRELLA_0_16_0_PRE: Values = {
  'architecture': 'x86_64',
  'customContainerd': CUSTOM_CONTAINERD,
  '_commonConfig': COMMON,
  '_shimsConfig': SHIMS_CONFIG_PRE,
  'kata-as-coco-runtime': { enabled: true, ...COMMON, env: { debug: 'false', ...SHIMS_CONFIG_PRE } },
  'kata-as-coco-runtime-for-ci': {
    enabled: false,
    ...COMMON,
    env: { debug: 'true', ...SHIMS_CONFIG_PRE, _experimentalSetupSnapshotter: 'nydus', _experimentalForceGuestPull: '' },
  },
};
