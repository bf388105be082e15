import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { customConfigs, userDropIn } from './config-maps';
import { USER_DROP_IN_FOLDER } from './environment';
import { lookup } from '../../../common/private/free-keys';
import { ENVIRONMENT } from '../../catalogue/releases';
import { KataModel } from '../model';
import { ConfigMapNames, suffixed } from '../names';

/** The volume with the root of the host. */
export const HOST_VOLUME = 'host';

const CUSTOM_CONFIGS_FOLDER = '/custom-configs/';

/** Programs of the host: where they are on it, and where kata-deploy looks for them. */
const PROGRAMS = [
  { name: 'host-usr-bin', path: '/usr/bin', mountPath: '/host-usr/bin' },
  { name: 'host-usr-sbin', path: '/usr/sbin', mountPath: '/host-usr/sbin' },
  { name: 'host-usr-local-bin', path: '/usr/local/bin', mountPath: '/host-usr-local/bin' },
  { name: 'host-usr-local-sbin', path: '/usr/local/sbin', mountPath: '/host-usr-local/sbin' },
  { name: 'host-bin', path: '/bin', mountPath: '/host-bin' },
  { name: 'host-sbin', path: '/sbin', mountPath: '/host-sbin' },
];

/** The folder of Kata on a node, which the program gets as a setting. */
export function installFolder(model: KataModel): string {
  const prefix = lookup(model.extraEnv, ENVIRONMENT.installationPrefix) ?? model.installationPrefix;
  return suffixed(`${prefix}/opt/kata`, suffixOnNodes(model));
}

/** The suffix of what is on a node. */
export function suffixOnNodes({ extraEnv, suffix }: KataModel): string {
  return lookup(extraEnv, ENVIRONMENT.multiInstallSuffix) ?? suffix;
}

/** Where the containers of kata-deploy find the host and the user's files. */
export function volumeMounts(model: KataModel): VolumeMount[] {
  const runtimes = [{ name: 'crio-conf', mountPath: '/etc/crio/' }, { name: 'containerd-conf', mountPath: '/etc/containerd/' }];
  return [
    ...(model.release.hostAccess === 'root' ? [...runtimes, { name: HOST_VOLUME, mountPath: '/host/' }] : [
      { name: 'tmp', mountPath: '/tmp' },
      ...runtimes,
      { name: 'kata-install', mountPath: installFolder(model) },
      { name: 'systemd-system', mountPath: '/etc/systemd/system' },
      { name: 'systemd-private', mountPath: '/run/systemd/private' },
      { name: 'boot', mountPath: '/boot', readOnly: true },
      { name: 'host-machine-id', mountPath: '/host-machine-id', readOnly: true },
      { name: 'host-run-lock', mountPath: '/host-run-lock' },
      ...PROGRAMS.map(({ name, mountPath }) => ({ name, mountPath, readOnly: true })),
    ]),
    ...(userDropIn(model) ? [{ name: 'custom-containerd-config', mountPath: USER_DROP_IN_FOLDER, readOnly: true }] : []),
    ...(customConfigs(model) ? [{ name: 'custom-configs', mountPath: CUSTOM_CONFIGS_FOLDER, readOnly: true }] : []),
  ];
}

/** The volumes behind these mounts. */
export function volumes(model: KataModel, configMaps: ConfigMapNames): Volume[] {
  const runtimes = [
    { name: 'crio-conf', hostPath: { path: '/etc/crio/' } },
    { name: 'containerd-conf', hostPath: { path: model.containerd.configDir } },
  ];
  return [
    ...(model.release.hostAccess === 'root' ? [...runtimes, hostVolume()] : [
      { name: 'tmp', emptyDir: {} },
      ...runtimes,
      { name: 'kata-install', hostPath: { path: installFolder(model), type: 'DirectoryOrCreate' } },
      { name: 'systemd-system', hostPath: { path: '/etc/systemd/system', type: 'DirectoryOrCreate' } },
      { name: 'systemd-private', hostPath: { path: '/run/systemd/private', type: 'Socket' } },
      { name: 'boot', hostPath: { path: '/boot' } },
      { name: 'host-machine-id', hostPath: { path: '/etc/machine-id', type: 'File' } },
      { name: 'host-run-lock', hostPath: { path: '/run/lock', type: 'DirectoryOrCreate' } }, // written to: installations lock each other out
      ...PROGRAMS.map(({ name, path }) => ({ name, hostPath: { path } })),
    ]),
    ...(userDropIn(model) ? [{ name: 'custom-containerd-config', configMap: { name: configMaps.userDropIn } }] : []),
    ...(customConfigs(model) ? [{ name: 'custom-configs', configMap: { name: configMaps.customConfigs } }] : []),
  ];
}

/** The root of the host. */
export function hostVolume(): Volume {
  return { name: HOST_VOLUME, hostPath: { path: '/' } };
}
