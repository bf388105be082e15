export { ContainerdTarball } from './containerd-tarball';
export { CustomContainerdInstaller } from './custom-containerd-installer';
export { CustomContainerdInstallerProps } from './custom-containerd-installer-props';
