import { Architecture, ContainerImage, ImagePullPolicy, KubernetesDistribution } from '../../common';
import { NODE_AGENT_PRIORITY_CLASS } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { sortedMap } from '../../common/private/sorted-map';
import { CONFIDENTIAL_SHIMS, ShimFacts } from '../catalogue/shims';
import { KataRelease } from '../kata-release';
import { KataRuntimeProps, RuntimeClasses } from '../kata-runtime-props';
import { KataShim, PullType } from '../kata-shim';
import { checkNames } from './check-names';
import { checkMapping, checkShims } from './check-shims';
import { checkValues } from './check-values';
import { KataSettings, ShimSettings } from './settings';

const DEFAULT_NAME = 'kata-deploy';

/**
 * Checks props and fills their defaults in. Settings are only to be used when no problem was found.
 *
 * @param problems takes everything that is wrong
 */
export function resolve(props: KataRuntimeProps, problems: Problems): KataSettings {
  checkValues(props, problems);
  const release = (props.release ?? KataRelease.latest())._facts;
  const architectures = unique(props.architectures ?? [Architecture.X86_64]);
  const requested = props.shims ?? confidentialShims(architectures);
  checkShims(props, { release, architectures, requested }, problems);

  const shims = requested.flatMap((shim) => shimSettings(shim, architectures, shim._custom ?? release.shims[shim.name]));
  const settings: KataSettings = {
    name: props.name ?? DEFAULT_NAME,
    suffix: props.multiInstallSuffix || undefined,
    release,
    distribution: props.distribution ?? KubernetesDistribution.K8S,
    architectures,
    shims,
    defaultShim: props.defaultShim?.name,
    architectureDefaultShims: Object.fromEntries((props.architectureDefaultShims ?? [])
      .filter(({ shim }) => shim.name !== props.defaultShim?.name)
      .map(({ architecture, shim }) => [architecture.name, shim.name])),
    image: props.image ?? ContainerImage.of(release.image, { tag: release.version }),
    imagePullPolicy: props.imagePullPolicy ?? ImagePullPolicy.ALWAYS,
    imagePullSecrets: (props.imagePullSecrets ?? []).map(({ name }) => name),
    nodeSelector: sortedMap(props.nodeSelector),
    tolerations: props.tolerations ?? [],
    priorityClassName: (props.priorityClassName ?? NODE_AGENT_PRIORITY_CLASS) || undefined,
    debug: props.debug ?? false,
    runtimeClasses: props.runtimeClasses ?? RuntimeClasses.BY_KATA_DEPLOY,
    createDefaultRuntimeClass: props.createDefaultRuntimeClass ?? false,
    installationPrefix: props.installationPrefix ?? '',
    allowedHypervisorAnnotations: props.allowedHypervisorAnnotations ?? [],
    agentHttpsProxy: props.agentHttpsProxy ?? '',
    agentNoProxy: props.agentNoProxy ?? [],
    hostOs: props.hostOs,
    setupSnapshotters: props.setupSnapshotters?.map(({ name }) => name)
      ?? (release.snapshotterSetup && shims.some(({ snapshotter }) => snapshotter === 'nydus') ? ['nydus'] : []),
    additionalEnv: sortedMap(props.additionalEnv),
    envOverrides: sortedMap(props.unsafeEnvOverrides),
    gates: [],
  };
  checkMapping(shims, problems);
  checkNames(settings, problems);
  return settings;
}

function confidentialShims(architectures: readonly Architecture[]): KataShim[] {
  const names = unique(architectures.flatMap(({ name }) => CONFIDENTIAL_SHIMS[name] ?? []));
  return names.map((name) => KataShim.of(name).withOptions({
    architectures: architectures.filter((one) => CONFIDENTIAL_SHIMS[one.name].includes(name)),
  }));
}

/** One shim with its facts and the user's options; none if neither catalogue nor user know it (a problem by then). */
function shimSettings(shim: KataShim, architectures: readonly Architecture[], facts: ShimFacts | undefined): ShimSettings[] {
  if (!facts) return [];
  const { architectures: only, snapshotter, pullType, forceGuestPull = false } = shim._options;
  return [{
    name: shim.name,
    architectures: architectures.filter((one) => facts.architectures.includes(one.name) && (only ?? architectures).includes(one)),
    overhead: facts.overhead,
    snapshotter: snapshotter ? snapshotter.name || undefined : (forceGuestPull ? undefined : facts.snapshotter),
    pullType: pullType === PullType.DEFAULT ? undefined : pullType ?? facts.pullType,
    forceGuestPull,
  }];
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
