/** How kata-deploy tells containerd of Kata: as sections of its file, with a backup, or as an import of another file. */
export type Mode = 'classic' | 'drop-in';

const CRI = 'plugins."io.containerd.grpc.v1.cri"';

/** containerd's configuration of a node that Kata never was on. */
export const originalConfig = (name: string) => `# ${name} as the node came
version = 2
imports = []

[${CRI}]
  sandbox_image = "registry.example.com/pause:3.10" # pinned

  [${CRI}.containerd]
    default_runtime_name = "runc"
    disable_snapshot_annotations = true

    [${CRI}.containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
`;

/** A file as tomlq leaves it when it changes a value: without comments and indentation. */
export const rewritten = (text: string) => `${text.split('\n').map((line) => line.replace(/#.*/, '').trim()).filter((line) => line).join('\n')}\n`;

/** The sections of one shim. */
export const shimSections = (kata: string, name: string) => `
[${CRI}.containerd.runtimes.${name}]
runtime_type = "io.containerd.${name}.v2"
runtime_path = "${kata}/bin/containerd-shim-kata-v2"
privileged_without_host_devices = true
pod_annotations = [ "io.katacontainers.*",]

[${CRI}.containerd.runtimes.${name}.options]
ConfigPath = "${kata}/share/defaults/kata-containers/configuration-${name}.toml"
`;

/** A configuration, once kata-deploy has installed Kata in a folder of the node. */
export function configWithKata(original: string, mode: Mode, kata: string, nydus: string | undefined): string {
  if (mode === 'drop-in') return original.replace('imports = [', `imports = ["${kata}/containerd/config.d/kata-deploy.toml"`);
  const changed = nydus ? original.replace('disable_snapshot_annotations = true', 'disable_snapshot_annotations = false') : original;
  const proxy = nydus ? `\n[proxy_plugins.nydus]\ntype = "snapshot"\naddress = "/run/${nydus}/containerd-nydus-grpc.sock"\n` : '';
  return rewritten(changed) + shimSections(kata, 'kata-qemu-snp') + shimSections(kata, 'kata-qemu-tdx') + proxy;
}
