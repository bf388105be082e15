export { ContainerdTarball, ContainerdTarballOptions } from './containerd-tarball';
export { CustomContainerdInstaller } from './custom-containerd-installer';
export { CustomContainerdInstallerProps } from './custom-containerd-installer-props';
