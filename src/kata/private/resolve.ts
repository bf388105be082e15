import { Architecture, ContainerImage, ImagePullPolicy, KubernetesDistribution } from '../../common';
import { lookup } from '../../common/private/free-keys';
import { NODE_AGENT_PRIORITY_CLASS } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { sortedMap } from '../../common/private/sorted-map';
import { ShimFacts, ShimsByArchitecture } from '../catalogue/shims';
import { KataRuntimeProps, RuntimeClasses } from '../kata-runtime-props';
import { KataShim, PullType } from '../kata-shim';
import { checkDeployment } from './check-deployment';
import { checkFeatures } from './check-features';
import { checkNames } from './check-names';
import { checkOptions } from './check-options';
import { checkRuntimeClasses } from './check-runtime-classes';
import { checkMapping, checkShims } from './check-shims';
import { checkValues } from './check-values';
import { KataSettings, ShimSettings } from './settings';

const DEFAULT_NAME = 'kata-deploy';
const DEFAULT_RUNTIME_CLASS = 'kata';

/**
 * Checks props and fills their defaults in. Settings are only to be used when no problem was found.
 *
 * @param problems takes everything that is wrong
 */
export function resolve(props: KataRuntimeProps, problems: Problems): KataSettings {
  checkValues(props, problems);
  const release = props.release._facts;
  const architectures = unique(props.architectures ?? [Architecture.X86_64]);
  const requested = props.shims ?? confidentialShims(architectures, release.confidentialShims);
  checkFeatures(props, requested, release, problems);
  checkDeployment(props, problems);
  checkOptions(props, release, problems);
  checkShims(props, { release, architectures, requested }, problems);

  const shims = requested.flatMap((shim) => shimSettings(shim, architectures, shim._custom ?? lookup(release.shims, shim.name)));
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
    runtimeClasses: props.runtimeClasses ?? (release.interface === 'per-list' ? RuntimeClasses.BY_KATA_DEPLOY : RuntimeClasses.BY_MANIFEST),
    createDefaultRuntimeClass: props.createDefaultRuntimeClass ?? false,
    defaultRuntimeClassName: props.defaultRuntimeClassName ?? DEFAULT_RUNTIME_CLASS,
    installationPrefix: props.installationPrefix ?? '',
    allowedHypervisorAnnotations: props.allowedHypervisorAnnotations ?? [],
    agentHttpsProxy: props.agentHttpsProxy ?? '',
    agentNoProxy: props.agentNoProxy ?? [],
    hostOs: props.hostOs,
    setupSnapshotters: props.setupSnapshotters?.map(({ name }) => name)
      ?? (release.snapshotterSetup && shims.some(({ snapshotter }) => snapshotter === 'nydus') ? ['nydus'] : []),
    additionalEnv: sortedMap(props.additionalEnv),
    envOverrides: sortedMap(props.unsafeEnvOverrides),
    props,
    gates: [],
  };
  checkMapping(shims, problems);
  checkNames(settings, problems);
  checkRuntimeClasses(props, settings, problems);
  return settings;
}

function confidentialShims(architectures: readonly Architecture[], confidential: ShimsByArchitecture): KataShim[] {
  const names = unique(architectures.flatMap(({ name }) => confidential[name] ?? []));
  return names.map((name) => KataShim.of(name).withOptions({
    architectures: architectures.filter((one) => confidential[one.name].includes(name)),
  }));
}

/** One shim with its facts and the user's options; none if neither catalogue nor user know it (a problem by then). */
function shimSettings(shim: KataShim, architectures: readonly Architecture[], facts: ShimFacts | undefined): ShimSettings[] {
  if (!facts) return [];
  const { architectures: only, snapshotter, pullType, runtimeClass = {} } = shim._options;
  // A snapshotter that is asked for replaces what the release does by force.
  const forceGuestPull = shim._options.forceGuestPull ?? (facts.forceGuestPull === true && !snapshotter);
  return [{
    name: shim.name,
    architectures: architectures.filter((one) => facts.architectures.includes(one.name) && (only ?? architectures).includes(one)),
    overhead: facts.overhead,
    snapshotter: snapshotter ? snapshotter.name || undefined : (forceGuestPull ? undefined : facts.snapshotter),
    pullType: pullType === PullType.DEFAULT ? undefined : pullType ?? facts.pullType,
    forceGuestPull,
    allowedHypervisorAnnotations: shim._options.allowedHypervisorAnnotations ?? [],
    agentHttpsProxy: shim._options.agentHttpsProxy,
    agentNoProxy: shim._options.agentNoProxy,
    dropIn: shim._options.dropIn ?? '',
    runtimeClass: { ...runtimeClass, nodeSelector: runtimeClass.nodeSelector ?? facts.nodeSelector },
  }];
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
