import { ARM, CONFIDENTIAL_SHIMS, EVERYWHERE, IN_GUEST, ShimFacts, ShimsByArchitecture, X86, Z } from './shims';

/*
 * The shims of kata-deploy 3.25 and later. Data only.
 *
 * All of it is in the chart of each release: architectures, snapshotter, pull type and node selector in `shims` of its
 * values.yaml, overhead in its `templates/runtimeclasses.yaml`.
 */

const SNP_NODES = { 'amd.feature.node.kubernetes.io/snp': 'true' };
const TDX_NODES = { 'intel.feature.node.kubernetes.io/tdx': 'true' };
const gpuNodes = (confidential: boolean) => ({ 'nvidia.com/cc.ready.state': String(confidential) });

const LIGHT = { cpu: '250m', memory: '130Mi' };
const QEMU_3 = { cpu: '250m', memory: '160Mi' };
const QEMU = { cpu: '250m', memory: '320Mi' };
const TEE = { cpu: '1.0', memory: '2048Mi' };
const SECURE_EXECUTION = { cpu: '1.0', memory: '1024Mi' };
const GPU = { cpu: '1.0', memory: '10240Mi' };
const REMOTE = { cpu: '250m', memory: '120Mi' };

const SNP = { architectures: X86, overhead: TEE, tee: 'AMD SEV-SNP', ...IN_GUEST };
const TDX = { architectures: X86, overhead: TEE, tee: 'Intel TDX', ...IN_GUEST };
const SE = { architectures: Z, overhead: SECURE_EXECUTION, tee: 'IBM Secure Execution', ...IN_GUEST };

/** kata-deploy 3.25.0. */
export const SHIMS_3_25: Readonly<Record<string, ShimFacts>> = {
  'clh': { architectures: [...X86, ...ARM], overhead: LIGHT },
  'cloud-hypervisor': { architectures: [...X86, ...ARM], overhead: LIGHT },
  'dragonball': { architectures: [...X86, ...ARM], overhead: LIGHT },
  'fc': { architectures: [...X86, ...ARM], overhead: LIGHT, snapshotter: 'devmapper' },
  'qemu': { architectures: EVERYWHERE, overhead: QEMU_3 },
  'qemu-cca': { architectures: ARM, overhead: TEE, tee: 'Arm CCA', ...IN_GUEST },
  'qemu-coco-dev': { architectures: [...X86, ...Z], overhead: QEMU_3, ...IN_GUEST },
  'qemu-coco-dev-runtime-rs': { architectures: [...X86, ...Z], overhead: QEMU_3, ...IN_GUEST },
  'qemu-nvidia-gpu': { architectures: [...X86, ...ARM], overhead: { cpu: '1.0', memory: '4096Mi' } },
  'qemu-nvidia-gpu-snp': {
    architectures: X86, overhead: { cpu: '1.0', memory: '20480Mi' }, tee: 'AMD SEV-SNP', pullType: 'guest-pull', forceGuestPull: true,
  },
  'qemu-nvidia-gpu-tdx': {
    architectures: X86, overhead: { cpu: '1.0', memory: '20480Mi' }, tee: 'Intel TDX', pullType: 'guest-pull', forceGuestPull: true,
  },
  'qemu-runtime-rs': { architectures: [...X86, ...Z], overhead: QEMU_3 },
  'qemu-se': SE,
  'qemu-se-runtime-rs': SE,
  'qemu-snp': SNP,
  'qemu-tdx': TDX,
  'remote': { architectures: [...X86, ...Z], overhead: REMOTE, ...IN_GUEST },
};

/** kata-deploy 4.0.0: the Rust runtime for each of them, and the GPU's nodes by their label. */
export const SHIMS_4_0: Readonly<Record<string, ShimFacts>> = {
  'clh': { architectures: X86, overhead: LIGHT },
  'clh-azure': { architectures: X86, overhead: LIGHT },
  'clh-azure-runtime-rs': { architectures: X86, overhead: LIGHT },
  'clh-runtime-rs': { architectures: X86, overhead: LIGHT },
  'dragonball': { architectures: X86, overhead: LIGHT },
  'fc': { architectures: X86, overhead: LIGHT, snapshotter: 'devmapper' },
  'qemu': { architectures: EVERYWHERE, overhead: QEMU },
  'qemu-coco-dev': { architectures: [...X86, ...Z], overhead: QEMU_3, ...IN_GUEST },
  'qemu-coco-dev-runtime-rs': { architectures: [...X86, ...ARM, ...Z], overhead: QEMU, ...IN_GUEST },
  'qemu-nvidia-cpu': { architectures: [...X86, ...ARM], overhead: QEMU },
  'qemu-nvidia-cpu-runtime-rs': { architectures: [...X86, ...ARM], overhead: QEMU },
  'qemu-nvidia-gpu': { architectures: X86, overhead: GPU, nodeSelector: gpuNodes(false) },
  'qemu-nvidia-gpu-runtime-rs': { architectures: [...X86, ...ARM], overhead: GPU, nodeSelector: gpuNodes(false) },
  'qemu-nvidia-gpu-snp': { ...SNP, overhead: GPU, nodeSelector: { ...gpuNodes(true), ...SNP_NODES } },
  'qemu-nvidia-gpu-snp-runtime-rs': { ...SNP, overhead: GPU, nodeSelector: { ...gpuNodes(true), ...SNP_NODES } },
  'qemu-nvidia-gpu-tdx': { ...TDX, overhead: GPU, nodeSelector: { ...gpuNodes(true), ...TDX_NODES } },
  'qemu-nvidia-gpu-tdx-runtime-rs': { ...TDX, overhead: GPU, nodeSelector: { ...gpuNodes(true), ...TDX_NODES } },
  'qemu-runtime-rs': { architectures: [...X86, ...ARM, ...Z], overhead: QEMU },
  'qemu-se': SE,
  'qemu-se-runtime-rs': SE,
  'qemu-snp': SNP,
  'qemu-snp-runtime-rs': SNP,
  'qemu-tdx': TDX,
  'qemu-tdx-runtime-rs': TDX,
  'remote': { architectures: [...X86, ...Z, 'ppc64le'], overhead: REMOTE, ...IN_GUEST },
};

/** kata-deploy 4.1.0: 4.0.0, OpenVMM, and the Rust runtime on Power. */
export const SHIMS_4_1: Readonly<Record<string, ShimFacts>> = {
  ...SHIMS_4_0,
  'openvmm-azure-runtime-rs': { architectures: X86, overhead: LIGHT },
  'qemu-runtime-rs': { architectures: EVERYWHERE, overhead: QEMU },
};

/** Since the development shim of the Go runtime is gone from Arm, the one of the Rust runtime takes its place. */
export const CONFIDENTIAL_SHIMS_4: ShimsByArchitecture = { ...CONFIDENTIAL_SHIMS, aarch64: ['qemu-coco-dev-runtime-rs'] };

/** kata-deploy 3.25.0 has none for development on Arm; what it has there needs Arm CCA. */
export const CONFIDENTIAL_SHIMS_3_25: ShimsByArchitecture = { ...CONFIDENTIAL_SHIMS, aarch64: ['qemu-cca'] };
