import { MONITOR } from './per-shim/monitor';
import { perShimNames } from './per-shim/names';
import { instanceLabel } from './per-shim/node-selectors';
import { handlerNames, KataSettings, runtimeClassName, suffixed } from './settings';
import { Claim, Claims, file, folder, handler, nodeLabel, object, objects } from '../../common/private/claims';
import { Identity } from '../../common/private/emission';
import { RuntimeClasses } from '../kata-runtime-props';

const runtimeClass = (name: string) => object({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name } });

/**
 * Everything that an installation has for itself: its objects, those that kata-deploy makes, and what it changes on nodes.
 *
 * @param manifests the objects of both phases: they meet in the cluster while Kata is removed
 */
export function claims(settings: KataSettings, manifests: readonly Identity[]): Claims[] {
  const { suffix = '', release } = settings;
  const names = settings.shims.map(({ name }) => runtimeClassName(name, suffix));
  const custom = (settings.props.customRuntimes ?? []).map(({ name }) => name);
  const hasDefault = settings.createDefaultRuntimeClass && settings.runtimeClasses !== RuntimeClasses.NONE;
  const byDefault = hasDefault ? [settings.defaultRuntimeClassName] : [];
  const monitors = objects(manifests.filter(({ kind, metadata }) => kind === 'DaemonSet' && metadata?.name === MONITOR));
  const named = namedByInstance(settings, manifests);
  const others = [...[...custom, ...byDefault].map(runtimeClass), ...monitors, ...named];
  const isOther = (claim: Claim) => others.some(({ kind, name }) => kind === claim.kind && name === claim.name);
  return [
    {
      prop: 'multiInstallSuffix',
      claims: [
        ...handlerNames(settings).map(handler),
        folder(suffixed(`${settings.installationPrefix}/opt/kata`, suffix)),
        ...(release.perShim?.instanceLabels ? [nodeLabel(instanceLabel({ suffix }))] : []),
        ...(settings.runtimeClasses === RuntimeClasses.BY_KATA_DEPLOY ? names.map(runtimeClass) : []),
        ...objects(manifests).filter((claim) => !isOther(claim)),
      ],
    },
    // A suffix does not change these names.
    {
      prop: 'customRuntimes',
      claims: [...custom.map(handler), ...custom.map(runtimeClass)],
      repair: 'Give one of the two custom runtimes another `name`',
    },
    {
      prop: 'createDefaultRuntimeClass',
      claims: byDefault.map(runtimeClass),
      repair: 'Leave it to one of the two',
    },
    {
      prop: 'monitor',
      claims: monitors,
      repair: 'Its name is the same everywhere: leave it to one of the two, or take another namespace',
    },
    { prop: 'instanceName', claims: named },
    { ...sharedFile(settings), prop: 'nodeSelector' },
    {
      prop: 'containerd.userDropIn',
      claims: userDropIn(settings),
      repair: 'Put all of it into that of one of the two, or give the two installers different values of the same label in `nodeSelector`',
    },
  ];
}

/** The objects whose names an `instanceName` changes; without one, they follow from name and suffix as all others do. */
function namedByInstance(settings: KataSettings, manifests: readonly Identity[]): Claim[] {
  const { name, suffix = '', props: { instanceName: instance } } = settings;
  if (instance === undefined) return [];
  const identity = { name, instance, fullname: instance };
  const release = settings.release.perShim!;
  const { state, verification, verificationSpec } = perShimNames({ name, suffix, identity, release });
  return objects(manifests.filter(({ metadata }) => [state, verification, verificationSpec].includes(String(metadata?.name))));
}

/** The folders of containerd's configuration in which all installations of kata-deploy write the same file. */
const SHARED: Readonly<Record<string, string>> = { k3s: 'config*.toml.d', rke2: 'config*.toml.d', k0s: 'containerd.d' };

/** The file with the handlers, where a suffix does not change its name: the later one replaces the other's. */
function sharedFile(settings: KataSettings): Pick<Claims, 'claims' | 'repair'> {
  const { release, distribution, nodeSelector } = settings;
  if (release.perShim?.program !== 'binary' || !SHARED[distribution.name]) return { claims: [] };
  const path = `${configDir(settings)}${SHARED[distribution.name]}/kata-deploy.toml`;
  // Without marks of its own, an installation is removed from every node with Kata, whoever installed it there.
  return release.perShim.instanceLabels
    ? { claims: [file(path, nodeSelector)], repair: `A node of ${distribution} has one installation: give the two installers different values of the same label` }
    : { claims: [file(path)], repair: `With ${distribution}, kata-deploy ${release.version} can be installed once: take a later release, and other nodes for each` };
}

/** The user's own file for containerd, where it is in a folder that installations share. */
function userDropIn(settings: KataSettings): Claim[] {
  const { release, distribution, nodeSelector, props } = settings;
  if (!props.containerd?.userDropIn || release.perShim?.program !== 'binary' || distribution.name !== 'k8s') return [];
  return [file(`${configDir(settings)}conf.d/zz-kata-deploy-user.toml`, nodeSelector)];
}

function configDir({ props, distribution }: KataSettings): string {
  return (props.containerd?.configDir ?? distribution.containerdConfigDir).replace(/\/*$/, '/');
}
