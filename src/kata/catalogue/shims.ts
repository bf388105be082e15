/**
 * What a release of kata-deploy knows of one shim.
 *
 * From 3.23.0 on, all of it is in the chart of the release: `shims` of its values.yaml, and the overhead in its
 * `templates/runtimeclasses.yaml`. Before, architectures are what the release builds
 * (the `.github/workflows/build-kata-static-tarball-*.yaml` of its tag, and for qemu-coco-dev on aarch64 the umbrella chart's
 * `values/kata-aarch64.yaml`), overheads are in `tools/packaging/kata-deploy/runtimeclasses/*.yaml` of the tag, and snapshotter
 * and pull type in the umbrella chart's values files.
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
