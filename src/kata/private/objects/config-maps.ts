import type { ConfigMap } from 'kubernetes-types/core/v1';
import { USER_DROP_IN_FILE } from './environment';
import { Emission } from '../../../common/private/emission';
import { configMap as anyConfigMap } from '../../../common/private/manifest';
import { sha256 } from '../content';
import { IdentityModel, KataModel } from '../model';
import { ConfigMapNames, objectNames } from '../names';

/** The labels by which objects are known to belong to the installation. */
export function identityLabels({ name, instance }: IdentityModel): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': instance };
}

export function configMap(
  model: Pick<KataModel, 'identity'>, name: string, namespace: string, data: Record<string, string>,
): ConfigMap {
  return anyConfigMap({ name, namespace, labels: identityLabels(model.identity) }, data);
}

/** The user's files that kata-deploy mounts: drop-ins of shims, custom runtimes, and the drop-in for containerd. */
export function mountedConfigMaps(model: KataModel, names: ConfigMapNames, namespace: string): Emission[] {
  const custom = customConfigs(model);
  const dropIn = userDropIn(model);
  return [
    ...(dropIn ? [{ id: 'ContainerdDropIn', manifest: configMap(model, names.userDropIn, namespace, dropIn) }] : []),
    ...(custom ? [{ id: 'CustomConfigs', manifest: configMap(model, names.customConfigs, namespace, custom) }] : []),
  ];
}

/** What changes when a mounted ConfigMap does, so that pods are replaced then. */
export function checksums(model: KataModel): Record<string, string> {
  const custom = customConfigs(model);
  const dropIn = userDropIn(model);
  return {
    ...(dropIn ? { 'checksum/containerd-user-dropin': sha256(dropIn) } : {}),
    ...(custom ? { 'checksum/custom-configs': sha256(custom) } : {}),
  };
}

/** The drop-in for containerd; undefined for none. */
export function userDropIn({ containerd }: KataModel): Record<string, string> | undefined {
  return containerd.userDropIn.trim() ? { [USER_DROP_IN_FILE]: file(containerd.userDropIn) } : undefined;
}

/** Which custom runtimes there are, and the drop-ins of all; undefined where there is neither. */
export function customConfigs({ shims, customRuntimes }: KataModel): Record<string, string> | undefined {
  const withDropIn = shims.filter(({ dropIn }) => dropIn.trim());
  if (!customRuntimes.length && !withDropIn.length) return undefined;
  const told = customRuntimes.filter(({ handler }) => handler);
  return {
    ...(customRuntimes.length ? {
      'custom-runtimes.list': told
        .map(({ handler, baseConfig, snapshotter, pullType }) => `${handler}:${baseConfig}:${snapshotter}:${pullType}\n`).join(''),
    } : {}),
    ...Object.fromEntries(told.filter(({ dropIn }) => dropIn).map(({ handler, dropIn }) => [`dropin-${handler}.toml`, file(dropIn)])),
    ...Object.fromEntries(withDropIn.map(({ name, dropIn }) => [`dropin-${name}.toml`, file(dropIn)])),
  };
}

/** A text as a file: with exactly one line feed at its end. */
export function file(text: string): string {
  const lines = text.replace(/\n+$/, '');
  return lines ? `${lines}\n` : '';
}

/** What must not change while Kata is installed, written down for whoever looks for it. */
export function state(model: KataModel, namespace: string): Emission[] {
  if (!model.release.state) return [];
  const data = { multiInstallSuffix: model.suffix, deploymentMode: model.mode };
  return [{ id: 'State', manifest: configMap(model, objectNames(model).state, namespace, data) }];
}
