import { Architecture, KataRelease, KataRuntimeProps, KataShim, KubernetesDistribution } from 'cdk8s-coco';
import { daemonSet, env, install, oneProblem, podSpec, refusal } from '../support/synth';

/** The seed's presets: what the umbrella chart's values files set. */
const X86_64 = ['qemu-coco-dev', 'qemu-snp', 'qemu-tdx', 'qemu-nvidia-gpu-snp', 'qemu-nvidia-gpu-tdx'];
const SHIMS: Record<string, string[]> = { x86_64: X86_64, aarch64: ['qemu-coco-dev'], s390x: ['qemu-coco-dev', 'qemu-se'] };
const FOLDERS: Record<string, string> = {
  k8s: '/etc/containerd/',
  k3s: '/var/lib/rancher/k3s/agent/etc/containerd/',
  rke2: '/var/lib/rancher/rke2/agent/etc/containerd/',
  k0s: '/etc/k0s/',
  microk8s: '/var/snap/microk8s/current/args/',
};

/** The releases that the umbrella chart has; later ones are in objects/. */
const RELEASES = [KataRelease.V3_21_0, KataRelease.V3_22_0];

const table = RELEASES.flatMap((release) => Architecture.all().flatMap((architecture) => (
  KubernetesDistribution.all().map((distribution) => ({ release, architecture, distribution })))));
const emitted = table.filter(({ architecture }) => architecture !== Architecture.PPC64LE);
const refused = table.filter(({ architecture }) => architecture === Architecture.PPC64LE);

test('the table has 4 architectures and 5 distributions for each release', () => {
  expect([emitted.length, refused.length]).toEqual([30, 10]);
});

test.each(emitted)('$release on $architecture with $distribution', ({ release, architecture, distribution }) => {
  const installed = daemonSet(install({ release, architectures: [architecture], distribution }));
  const shims = SHIMS[architecture.name];
  expect(podSpec(installed).volumes[1]).toEqual({ name: 'containerd-conf', hostPath: { path: FOLDERS[distribution.name] } });
  expect(env(installed)).toEqual({
    DEBUG: 'false',
    SHIMS: shims.join(' '),
    DEFAULT_SHIM: '',
    CREATE_RUNTIMECLASSES: 'true',
    CREATE_DEFAULT_RUNTIMECLASS: 'false',
    ALLOWED_HYPERVISOR_ANNOTATIONS: '',
    SNAPSHOTTER_HANDLER_MAPPING: shims.map((name) => `${name}:nydus`).join(','),
    AGENT_HTTPS_PROXY: '',
    AGENT_NO_PROXY: '',
    PULL_TYPE_MAPPING: shims.map((name) => `${name}:guest-pull`).join(','),
    INSTALLATION_PREFIX: '',
    MULTI_INSTALL_SUFFIX: '',
    ...(release.version === '3.21.0' ? {} : {
      SHIMS_X86_64: '',
      SHIMS_AARCH64: '',
      SHIMS_S390X: '',
      SHIMS_PPC64LE: '',
      DEFAULT_SHIM_X86_64: '',
      DEFAULT_SHIM_AARCH64: '',
      DEFAULT_SHIM_S390X: '',
      DEFAULT_SHIM_PPC64LE: '',
      EXPERIMENTAL_SETUP_SNAPSHOTTER: 'nydus',
      EXPERIMENTAL_FORCE_GUEST_PULL: '',
    }),
  });
});

test.each(refused)('$release on $architecture with $distribution is refused without shims', ({ release, architecture, distribution }) => {
  expect(refusal({ release, architectures: [architecture], distribution })).toBe(oneProblem(
    `shims: got an empty list; allowed: one shim or more; kata-deploy ${release.version} has on ppc64le: qemu, remote. `
    + 'There is no shim for Confidential Containers on ppc64le: list the shims you want.'));
});

test.each([KataShim.QEMU, KataShim.REMOTE])('on ppc64le %s is installed', (shim) => {
  expect(env(daemonSet(install({ architectures: [Architecture.PPC64LE], shims: [shim] }))).SHIMS).toBe(shim.name);
});

test.each<[string, Partial<KataRuntimeProps>]>([
  ['x86_64', {}],
  ['s390x', { architectures: [Architecture.S390X] }],
  ['aarch64', { architectures: [Architecture.AARCH64] }],
  ['peer pods', { shims: [KataShim.REMOTE] }],
])('the whole preset of %s', (_, props) => {
  expect(install({ name: 'kata-as-coco-runtime', ...props })).toMatchSnapshot();
});
