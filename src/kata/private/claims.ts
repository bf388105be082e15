import { KataSettings, runtimeClassName, suffixed } from './settings';
import { instanceLabel } from './structured/node-selectors';
import { Claim, Claims, folder, handler, Identity, nodeLabel, object, objects } from '../../common/private/claims';
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
  const own = [...custom, ...byDefault].map(runtimeClass);
  const isOwn = (claim: Claim) => own.some(({ kind, name }) => kind === claim.kind && name === claim.name);
  return [
    {
      prop: 'multiInstallSuffix',
      claims: [
        ...names.map(handler),
        folder(suffixed(`${settings.installationPrefix}/opt/kata`, suffix)),
        ...(release.structured?.instanceLabels ? [nodeLabel(instanceLabel({ suffix }))] : []),
        ...(settings.runtimeClasses === RuntimeClasses.BY_KATA_DEPLOY ? names.map(runtimeClass) : []),
        ...objects(manifests).filter((claim) => !isOwn(claim)),
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
  ];
}
