import { KataModel } from './model';
import { defaultClassName, handlerNames, objectNames, runtimeClassName, suffixed } from './names';
import { installFolder } from './objects/folders';
import { MONITOR } from './objects/monitor';
import { instanceLabel } from './objects/node-selectors';
import { Claim, Claims, file, folder, handler, nodeLabel, object, objects } from '../../common/private/claims';
import { Identity } from '../../common/private/emission';

const runtimeClass = (name: string) => object({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name } });

/**
 * Everything that an installation has for itself: its objects, those that kata-deploy makes, and what it changes on nodes.
 *
 * @param manifests the objects of both phases: they meet in the cluster while Kata is removed
 */
export function claims(model: KataModel, manifests: readonly Identity[]): Claims[] {
  const { suffix, release, runtimeClasses } = model;
  const names = model.shims.map(({ name }) => runtimeClassName(name, suffix));
  const custom = model.customRuntimes.map(({ key }) => key);
  const byDefault = defaultClassName(model);
  const monitors = objects(manifests.filter(({ kind, metadata }) => kind === 'DaemonSet' && metadata?.name === MONITOR));
  const named = namedByInstance(model, manifests);
  const others = [...[...custom, ...byDefault].map(runtimeClass), ...monitors, ...named];
  const isOther = (claim: Claim) => others.some(({ kind, name }) => kind === claim.kind && name === claim.name);
  return [
    {
      prop: 'multiInstallSuffix',
      claims: [
        ...handlerNames(model).map(handler),
        folder(installFolder(model)),
        ...(release.instanceLabels ? [nodeLabel(instanceLabel(model))] : []),
        ...(runtimeClasses?.byProgram ? names.map(runtimeClass) : []),
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
    { ...sharedFile(model), prop: 'nodeSelector' },
    {
      prop: 'containerd.userDropIn',
      claims: userDropIn(model),
      repair: 'Put all of it into that of one of the two, or give the two installers different values of the same label in `nodeSelector`',
    },
  ];
}

/** The objects whose names an `instanceName` changes; without one, they follow from name and suffix as all others do. */
function namedByInstance(model: KataModel, manifests: readonly Identity[]): Claim[] {
  if (model.identity.instance === suffixed(model.name, model.suffix)) return [];
  const { state, verification, verificationSpec } = objectNames(model);
  return objects(manifests.filter(({ metadata }) => [state, verification, verificationSpec].includes(String(metadata?.name))));
}

/** The folders of containerd's configuration in which all installations of kata-deploy write the same file. */
const SHARED: Readonly<Record<string, string>> = { k3s: 'config*.toml.d', rke2: 'config*.toml.d', k0s: 'containerd.d' };

/** The file with the handlers, where a suffix does not change its name: the later one replaces the other's. */
function sharedFile({ release, distribution, containerd, nodeSelector }: KataModel): Pick<Claims, 'claims' | 'repair'> {
  if (release.program !== 'binary' || !SHARED[distribution]) return { claims: [] };
  const path = `${folderOf(containerd)}${SHARED[distribution]}/kata-deploy.toml`;
  // Without marks of its own, an installation is removed from every node with Kata, whoever installed it there.
  return release.instanceLabels
    ? { claims: [file(path, nodeSelector)], repair: `A node of ${distribution} has one installation: give the two installers different values of the same label` }
    : { claims: [file(path)], repair: `With ${distribution}, kata-deploy ${release.version} can be installed once: take a later release, and other nodes for each` };
}

/** The user's own file for containerd, where it is in a folder that installations share. */
function userDropIn({ release, distribution, containerd, nodeSelector }: KataModel): Claim[] {
  if (!containerd.userDropIn || release.program !== 'binary' || distribution !== 'k8s') return [];
  return [file(`${folderOf(containerd)}conf.d/zz-kata-deploy-user.toml`, nodeSelector)];
}

const folderOf = ({ configDir }: KataModel['containerd']) => configDir.replace(/\/*$/, '/');
