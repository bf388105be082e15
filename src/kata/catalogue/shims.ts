/**
 * What each release of kata-deploy knows of its shims. Data only.
 *
 * Architectures: what the release builds (the `.github/workflows/build-kata-static-tarball-*.yaml` of its tag and the
 * `supportedArches` that its successor's chart states), and for qemu-coco-dev on aarch64 the umbrella chart's
 * `values/kata-aarch64.yaml`. Overhead: `tools/packaging/kata-deploy/runtimeclasses/*.yaml` of the tag.
 * Snapshotter and pull type: the umbrella chart's values files.
 */
export interface ShimFacts {
  /** `uname -m` of the nodes that have it. */
  readonly architectures: readonly string[];
  /** Resources that the scheduler adds to each pod, as the RuntimeClass states them. */
  readonly overhead: { readonly cpu: string; readonly memory: string };
  /** The trusted execution environment, where the shim needs one. */
  readonly tee?: string;
  /** The snapshotter that Confidential Containers uses with it. */
  readonly snapshotter?: string;
  /** Where images are unpacked, for CRI-O: in the guest. */
  readonly pullType?: string;
  /** Images are pulled in the guest by force, without a snapshotter's help. */
  readonly forceGuestPull?: boolean;
  /** Labels, beside those of kata-deploy, of the nodes that its RuntimeClass leads to. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
}

export const X86 = ['x86_64'];
export const ARM = ['aarch64'];
export const Z = ['s390x'];
export const EVERYWHERE = ['x86_64', 'aarch64', 's390x', 'ppc64le'];

const LIGHT = { cpu: '250m', memory: '130Mi' };
const QEMU = { cpu: '250m', memory: '160Mi' };
const TEE = { cpu: '1.0', memory: '2048Mi' };
const GPU = { cpu: '1', memory: '4096Mi' };

/** Images of confidential pods are pulled inside the guest, through the nydus snapshotter. */
export const IN_GUEST = { snapshotter: 'nydus', pullType: 'guest-pull' };

/** kata-deploy 3.21.0. */
export const SHIMS_3_21: Readonly<Record<string, ShimFacts>> = {
  'clh': { architectures: [...X86, ...ARM], overhead: LIGHT },
  'cloud-hypervisor': { architectures: [...X86, ...ARM], overhead: LIGHT },
  'dragonball': { architectures: [...X86, ...ARM], overhead: LIGHT },
  'fc': { architectures: [...X86, ...ARM], overhead: LIGHT },
  'qemu': { architectures: EVERYWHERE, overhead: QEMU },
  'qemu-coco-dev': { architectures: [...X86, ...ARM, ...Z], overhead: QEMU, ...IN_GUEST },
  'qemu-runtime-rs': { architectures: [...X86, ...Z], overhead: QEMU },
  'qemu-se': { architectures: Z, overhead: TEE, tee: 'IBM Secure Execution', ...IN_GUEST },
  'qemu-se-runtime-rs': { architectures: Z, overhead: QEMU, tee: 'IBM Secure Execution', ...IN_GUEST },
  'qemu-snp': { architectures: X86, overhead: TEE, tee: 'AMD SEV-SNP', ...IN_GUEST },
  'qemu-tdx': { architectures: X86, overhead: TEE, tee: 'Intel TDX', ...IN_GUEST },
  'qemu-nvidia-gpu': { architectures: [...X86, ...ARM], overhead: GPU },
  'qemu-nvidia-gpu-snp': { architectures: X86, overhead: GPU, tee: 'AMD SEV-SNP', ...IN_GUEST },
  'qemu-nvidia-gpu-tdx': { architectures: X86, overhead: GPU, tee: 'Intel TDX', ...IN_GUEST },
  'remote': { architectures: EVERYWHERE, overhead: { cpu: '250m', memory: '120Mi' }, ...IN_GUEST },
  'stratovirt': { architectures: [...X86, ...ARM], overhead: LIGHT },
};

/** kata-deploy 3.22.0: 3.21.0 and Arm CCA. */
export const SHIMS_3_22: Readonly<Record<string, ShimFacts>> = {
  ...SHIMS_3_21,
  'qemu-cca': { architectures: ARM, overhead: { cpu: '1', memory: '2048Mi' }, tee: 'Arm CCA', ...IN_GUEST },
};

/** Shims by architecture. */
export type ShimsByArchitecture = Readonly<Record<string, readonly string[]>>;

/**
 * The shims that the umbrella chart of Confidential Containers installs per architecture, in its order.
 *
 * @see https://github.com/confidential-containers/charts/tree/main/values
 */
export const CONFIDENTIAL_SHIMS: ShimsByArchitecture = {
  x86_64: ['qemu-coco-dev', 'qemu-snp', 'qemu-tdx', 'qemu-nvidia-gpu-snp', 'qemu-nvidia-gpu-tdx'],
  s390x: ['qemu-coco-dev', 'qemu-se'],
  aarch64: ['qemu-coco-dev'],
  ppc64le: [],
};
