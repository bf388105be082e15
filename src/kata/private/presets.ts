import { Architecture } from '../../common';
import { CocoError } from '../../common/private/coco-error';
import { unknownName } from '../../common/private/problems';
import { ReleaseFacts, RELEASES } from '../catalogue/releases';
import { KataDeployment } from '../kata-deployment';
import { KataRelease } from '../kata-release';
import { ErofsSnapshotterMode } from '../kata-runtime-options';
import { KataRuntimeProps } from '../kata-runtime-props';
import { KataShim } from '../kata-shim';
import { Snapshotter } from '../snapshotter';
import { Tee } from '../tee';

/** What is no release is for the construct to refuse. */
const factsOf = (given?: KataRuntimeProps): ReleaseFacts => (
  given?.release instanceof KataRelease ? given.release : KataRelease.latest())._facts;
const isGpu = (shim: string) => shim.includes('nvidia-gpu');

/** Confidential Containers on nodes with one TEE: its shims, without those for GPUs. */
export function confidential(tee: Tee, given: KataRuntimeProps): Partial<KataRuntimeProps> {
  if (!Object.values(Tee).includes(tee)) throw new CocoError('KataRuntime.confidential', unknownName('TEE', tee, Object.values(Tee)));
  const { shims, version } = factsOf(given);
  const names = Object.keys(shims).filter((name) => shims[name].tee === tee && !isGpu(name));
  if (!names.length) {
    const others = RELEASES.filter((one) => Object.values(one.shims).some((shim) => shim.tee === tee)).map((one) => one.version);
    throw new CocoError('KataRuntime.confidential', `kata-deploy ${version} has no shim for ${tee}; allowed: ${others.join(', ')}. Set \`release\` to one of them.`);
  }
  return {
    architectures: Architecture.all().filter(({ name }) => names.some((shim) => shims[shim].architectures.includes(name))),
    shims: names.map((name) => KataShim.of(name)),
    defaultShim: KataShim.of(names[0]),
  };
}

const EROFS_SHIMS = [KataShim.QEMU_NVIDIA_GPU_RUNTIME_RS.name];

/** NVIDIA GPUs: each shim for them that the release has on x86_64, set up as upstream's own values file for GPUs does. */
export function nvidiaGpu(given: KataRuntimeProps): Partial<KataRuntimeProps> {
  const { shims, features } = factsOf(given);
  const names = Object.keys(shims).filter(isGpu);
  return {
    architectures: [Architecture.X86_64],
    shims: names.map((name) => KataShim.of(name))
      .map((shim) => (EROFS_SHIMS.includes(shim.name) ? shim.withOptions({ snapshotter: Snapshotter.EROFS }) : shim)),
    defaultShim: KataShim.QEMU_NVIDIA_GPU,
    ...(features.includes('startup-taints') ? {
      deployment: KataDeployment.job(),
      setupSnapshotters: [Snapshotter.NYDUS, Snapshotter.EROFS],
      erofs: { snapshotterMode: ErofsSnapshotterMode.MEMORY, dmVerity: true },
      // Layers are verified by dm-verity; few file systems of hosts have fs-verity.
      containerd: { userDropIn: "[plugins.'io.containerd.snapshotter.v1.erofs']\n  enable_fsverity = false\n" },
    } : {}),
  };
}

/** Peer pods: the shim without a hypervisor on the node. */
export function remote(): Partial<KataRuntimeProps> {
  return { shims: [KataShim.REMOTE], defaultShim: KataShim.REMOTE };
}
