import { Architecture } from '../common';
import { KNOWN_SHIMS } from './catalogue/releases';
import { ShimFacts } from './catalogue/shims';
import type { KataRuntimeClassOptions } from './kata-runtime-class-options';
import { Snapshotter } from './snapshotter';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { unknownName } from '../common/private/problems';
import { show } from '../common/private/redact';

/** How the images of a shim's pods are pulled under CRI-O. */
export enum PullType {
  /** The node, as for other pods. */
  DEFAULT = 'default',
  /** The guest: the node never sees the image. */
  GUEST_PULL = 'guest-pull',
}

/** How one shim is set up. */
export interface KataShimOptions {
  /**
   * The architectures on which this shim is installed, out of those of the runtime.
   * @default - every architecture of the runtime that has this shim
   */
  readonly architectures?: Architecture[];

  /**
   * The snapshotter of its pods, under containerd.
   * @default - nydus for confidential shims and `remote` (none with `forceGuestPull`), containerd's default for others
   */
  readonly snapshotter?: Snapshotter;

  /**
   * How images are pulled under CRI-O.
   * @default - the guest for confidential shims and `remote`, the node for others
   */
  readonly pullType?: PullType;

  /**
   * Pull images in the guest without any snapshotter's help (upstream's `experimental_force_guest_pull`).
   * Needs kata-deploy 3.22.0 or later.
   * @default false
   */
  readonly forceGuestPull?: boolean;

  /**
   * Hypervisor settings that pods may change by annotations, in addition to those of the runtime. Needs kata-deploy 3.25.0 or
   * later.
   * @default - none
   */
  readonly allowedHypervisorAnnotations?: string[];

  /**
   * The proxy of its guests, instead of that of the runtime: `http://host:port`. Needs kata-deploy 3.25.0 or later.
   * @default - that of the runtime
   */
  readonly agentHttpsProxy?: string;

  /**
   * Hosts that its guests reach without the proxy. Overrides the runtime's setting. Needs kata-deploy 3.25.0 or later.
   * @default - that of the runtime
   */
  readonly agentNoProxy?: string[];

  /**
   * TOML over the configuration that the shim comes with. Needs kata-deploy 4.0.0 or later.
   * @default - none
   */
  readonly dropIn?: string;

  /**
   * How its RuntimeClass is. Needs kata-deploy 3.25.0 or later.
   * @default - on every node with Kata that fits the shim
   */
  readonly runtimeClass?: KataRuntimeClassOptions;
}

/** Options of a shim that is not in the catalogue. */
export interface CustomKataShimOptions extends KataShimOptions {
  /**
   * CPU that the scheduler adds to each pod, where this library emits the RuntimeClass.
   * @default '250m'
   */
  readonly overheadCpu?: string;

  /**
   * Memory that the scheduler adds to each pod, where this library emits the RuntimeClass.
   * @default '160Mi'
   */
  readonly overheadMemory?: string;
}

/**
 * A Kata shim: a hypervisor with its configuration, to which the RuntimeClass `kata-<name>` leads.
 *
 * @see https://github.com/kata-containers/kata-containers/blob/3.22.0/docs/hypervisors.md
 *
 * @example
 * import { KataShim, Snapshotter } from 'cdk8s-coco';
 *
 * const shims = [KataShim.QEMU_SNP, KataShim.QEMU_TDX.withOptions({ snapshotter: Snapshotter.EROFS })];
 */
export class KataShim {
  /** Cloud Hypervisor, Go runtime. */
  public static readonly CLH = KataShim.of('clh');
  /** Cloud Hypervisor on Azure, Go runtime. */
  public static readonly CLH_AZURE = KataShim.of('clh-azure');
  /** Cloud Hypervisor on Azure, Rust runtime. */
  public static readonly CLH_AZURE_RUNTIME_RS = KataShim.of('clh-azure-runtime-rs');
  /** Cloud Hypervisor, Rust runtime; `cloud-hypervisor` before kata-deploy 4.0.0. */
  public static readonly CLH_RUNTIME_RS = KataShim.of('clh-runtime-rs');
  /** Cloud Hypervisor, Rust runtime. */
  public static readonly CLOUD_HYPERVISOR = KataShim.of('cloud-hypervisor');
  /** Dragonball, Rust runtime. */
  public static readonly DRAGONBALL = KataShim.of('dragonball');
  /** Firecracker. */
  public static readonly FC = KataShim.of('fc');
  /** OpenVMM on Azure, Rust runtime. */
  public static readonly OPENVMM_AZURE_RUNTIME_RS = KataShim.of('openvmm-azure-runtime-rs');
  /** QEMU. */
  public static readonly QEMU = KataShim.of('qemu');
  /** QEMU with Arm CCA. */
  public static readonly QEMU_CCA = KataShim.of('qemu-cca');
  /** QEMU with the confidential guest but no TEE: for development, on any hardware. */
  public static readonly QEMU_COCO_DEV = KataShim.of('qemu-coco-dev');
  /** QEMU with the confidential guest but no TEE, Rust runtime. */
  public static readonly QEMU_COCO_DEV_RUNTIME_RS = KataShim.of('qemu-coco-dev-runtime-rs');
  /** QEMU with the guest of NVIDIA, without a GPU. */
  public static readonly QEMU_NVIDIA_CPU = KataShim.of('qemu-nvidia-cpu');
  /** QEMU with the guest of NVIDIA, without a GPU, Rust runtime. */
  public static readonly QEMU_NVIDIA_CPU_RUNTIME_RS = KataShim.of('qemu-nvidia-cpu-runtime-rs');
  /** QEMU with an NVIDIA GPU. */
  public static readonly QEMU_NVIDIA_GPU = KataShim.of('qemu-nvidia-gpu');
  /** QEMU with an NVIDIA GPU, Rust runtime. */
  public static readonly QEMU_NVIDIA_GPU_RUNTIME_RS = KataShim.of('qemu-nvidia-gpu-runtime-rs');
  /** QEMU with an NVIDIA GPU and AMD SEV-SNP. */
  public static readonly QEMU_NVIDIA_GPU_SNP = KataShim.of('qemu-nvidia-gpu-snp');
  /** QEMU with an NVIDIA GPU and AMD SEV-SNP, Rust runtime. */
  public static readonly QEMU_NVIDIA_GPU_SNP_RUNTIME_RS = KataShim.of('qemu-nvidia-gpu-snp-runtime-rs');
  /** QEMU with an NVIDIA GPU and Intel TDX. */
  public static readonly QEMU_NVIDIA_GPU_TDX = KataShim.of('qemu-nvidia-gpu-tdx');
  /** QEMU with an NVIDIA GPU and Intel TDX, Rust runtime. */
  public static readonly QEMU_NVIDIA_GPU_TDX_RUNTIME_RS = KataShim.of('qemu-nvidia-gpu-tdx-runtime-rs');
  /** QEMU, Rust runtime. */
  public static readonly QEMU_RUNTIME_RS = KataShim.of('qemu-runtime-rs');
  /** QEMU with IBM Secure Execution. */
  public static readonly QEMU_SE = KataShim.of('qemu-se');
  /** QEMU with IBM Secure Execution, Rust runtime. */
  public static readonly QEMU_SE_RUNTIME_RS = KataShim.of('qemu-se-runtime-rs');
  /** QEMU with AMD SEV-SNP. */
  public static readonly QEMU_SNP = KataShim.of('qemu-snp');
  /** QEMU with AMD SEV-SNP, Rust runtime. */
  public static readonly QEMU_SNP_RUNTIME_RS = KataShim.of('qemu-snp-runtime-rs');
  /** QEMU with Intel TDX. */
  public static readonly QEMU_TDX = KataShim.of('qemu-tdx');
  /** QEMU with Intel TDX, Rust runtime. */
  public static readonly QEMU_TDX_RUNTIME_RS = KataShim.of('qemu-tdx-runtime-rs');
  /** No hypervisor on the node: each pod is a machine elsewhere (peer pods). Runs on any architecture. */
  public static readonly REMOTE = KataShim.of('remote');
  /** StratoVirt. */
  public static readonly STRATOVIRT = KataShim.of('stratovirt');

  /**
   * The shim of this name.
   *
   * @param name without `kata-`: `qemu-snp`
   * @throws an error that lists the known names; `custom` takes others
   */
  public static of(name: string): KataShim {
    if (!KNOWN_SHIMS.includes(name)) {
      const bare = String(name).replace(/^kata-/, '');
      throw new CocoError('KataShim.of', unknownName('shim', name, KNOWN_SHIMS)
        + (KNOWN_SHIMS.includes(bare) ? ` Shims are written without "kata-": "${bare}".` : '')
        + ' KataShim.custom() takes a shim that your own image adds.');
    }
    return new KataShim(name);
  }

  /**
   * A shim that your own build of kata-deploy's image has.
   *
   * @param name without `kata-`; the image needs `configuration-<name>.toml` and `kata-<name>.yaml`
   * @throws on a name that cannot be part of a RuntimeClass' handler
   */
  public static custom(name: string, options: CustomKataShimOptions = {}): KataShim {
    if (!/^[a-z0-9]([-a-z0-9]{0,56}[a-z0-9])?$/.test(name)) {
      throw new CocoError('KataShim.custom', `name: got ${show(name)}; allowed: a-z, 0-9 and "-", at most 58 characters. `
        + 'The name becomes part of the RuntimeClass and its handler.');
    }
    const { overheadCpu = '250m', overheadMemory = '160Mi', ...rest } = options;
    return new KataShim(name, rest, {
      architectures: Architecture.all().map(String),
      overhead: { cpu: overheadCpu, memory: overheadMemory },
    });
  }

  /** The name of the RuntimeClass that leads to it, where the runtime has no multi-install suffix. */
  public readonly runtimeClassName: string;

  /** @internal what is known of a shim that no catalogue has */
  public readonly _custom?: ShimFacts;

  /** @internal */
  public readonly _options: KataShimOptions;

  private constructor(
    /** Upstream's name, without `kata-`. */
    public readonly name: string,
    options: KataShimOptions = {},
    custom?: ShimFacts,
  ) {
    this.runtimeClassName = `kata-${name}`;
    this._options = options;
    this._custom = custom;
  }

  /**
   * This shim, set up in another way than the catalogue does.
   *
   * @param options what is left out stays as it is
   */
  public withOptions(options: KataShimOptions): KataShim {
    return new KataShim(this.name, { ...this._options, ...options }, this._custom);
  }

  public toString(): string {
    return this.name;
  }
}

checked(KataShim, 'KataShim');
