import { Architecture, ContainerImage, ImagePullPolicy, KubernetesDistribution, NodeGate, Toleration } from '../../common';
import { ReleaseFacts } from '../catalogue/releases';
import { KataRuntimeClassOptions } from '../kata-runtime-class-options';
import { KataRuntimeProps, RuntimeClasses } from '../kata-runtime-props';

/** One shim as it is installed: what the catalogue says, with the user's options over it. */
export interface ShimSettings {
  readonly name: string;
  readonly architectures: readonly Architecture[];
  readonly overhead: { readonly cpu: string; readonly memory: string };
  readonly snapshotter?: string;
  readonly pullType?: string;
  readonly forceGuestPull: boolean;
  readonly allowedHypervisorAnnotations: readonly string[];
  readonly agentHttpsProxy?: string;
  readonly agentNoProxy?: readonly string[];
  readonly dropIn: string;
  /** What the user says of its RuntimeClass, with the nodes that the release has for it. */
  readonly runtimeClass: KataRuntimeClassOptions;
}

/** Everything that decides what is emitted: props with their defaults filled in and checked. */
export interface KataSettings {
  readonly name: string;
  readonly suffix?: string;
  readonly release: ReleaseFacts;
  readonly distribution: KubernetesDistribution;
  readonly architectures: readonly Architecture[];
  readonly shims: readonly ShimSettings[];
  readonly defaultShim?: string;
  /** By `uname -m`, only where it is another one than `defaultShim`. */
  readonly architectureDefaultShims: Readonly<Record<string, string>>;
  readonly image: ContainerImage;
  readonly imagePullPolicy: ImagePullPolicy;
  readonly imagePullSecrets: readonly string[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
  readonly priorityClassName?: string;
  readonly debug: boolean;
  readonly runtimeClasses: RuntimeClasses;
  readonly createDefaultRuntimeClass: boolean;
  readonly defaultRuntimeClassName: string;
  readonly installationPrefix: string;
  readonly allowedHypervisorAnnotations: readonly string[];
  readonly agentHttpsProxy: string;
  readonly agentNoProxy: readonly string[];
  readonly hostOs?: string;
  readonly setupSnapshotters: readonly string[];
  readonly additionalEnv: Readonly<Record<string, string>>;
  readonly envOverrides: Readonly<Record<string, string>>;
  /** The checked props, for what only some releases know. */
  readonly props: KataRuntimeProps;
  /** What is waited for on each node; it grows until the app is synthesized. */
  readonly gates: readonly NodeGate[];
}

/** `<base>` or `<base>-<suffix>`: how upstream names what belongs to one of several installations. */
export function suffixed(base: string, suffix?: string): string {
  return suffix ? `${base}-${suffix}` : base;
}

/** The names of the objects of one installation, equal to upstream's. */
export function objectNames(settings: Pick<KataSettings, 'name' | 'suffix'>) {
  const { name, suffix } = settings;
  const cleanup = (base: string) => `${suffixed(base, suffix)}-cleanup`;
  return {
    daemonSet: suffixed(name, suffix),
    serviceAccount: suffixed(`${name}-sa`, suffix),
    clusterRole: suffixed(`${name}-role`, suffix),
    clusterRoleBinding: suffixed(`${name}-rb`, suffix),
    cleanup: {
      daemonSet: cleanup(name),
      serviceAccount: cleanup(`${name}-sa`),
      clusterRole: cleanup(`${name}-role`),
      clusterRoleBinding: cleanup(`${name}-rb`),
    },
  };
}

/** The name of the RuntimeClass of a shim, which is its handler too. */
export function runtimeClassName(shim: string, suffix?: string): string {
  return suffixed(`kata-${shim}`, suffix);
}

/**
 * What an installation adds to the names of its shims: with `debug`, releases that know it have a variant of each shim for
 * debugging. Nodes have these handlers with RuntimeClasses or without.
 */
export function variants({ debug, release, props }: Pick<KataSettings, 'debug' | 'release' | 'props'>): string[] {
  return debug && release.perShim?.debugRuntimeClasses ? ['debug', ...(props.devkit ? ['devkit'] : [])] : [];
}

/** The handlers of the shims, which are the names of their RuntimeClasses too. */
export function handlerNames(settings: Pick<KataSettings, 'shims' | 'suffix' | 'debug' | 'release' | 'props'>): string[] {
  const names = settings.shims.map((shim) => runtimeClassName(shim.name, settings.suffix));
  return [...names, ...names.flatMap((name) => variants(settings).map((variant) => `${name}-${variant}`))];
}

/** The shims of one architecture, in the order in which the user gave them. */
export function shimsOn(settings: Pick<KataSettings, 'shims'>, architecture: Architecture): ShimSettings[] {
  return settings.shims.filter((shim) => shim.architectures.includes(architecture));
}
