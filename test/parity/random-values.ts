type Random = () => number;

const SHIMS = [
  'clh', 'cloud-hypervisor', 'dragonball', 'fc', 'qemu', 'qemu-coco-dev', 'qemu-runtime-rs', 'qemu-se', 'qemu-se-runtime-rs',
  'qemu-snp', 'qemu-tdx', 'stratovirt', 'qemu-nvidia-gpu', 'qemu-nvidia-gpu-snp', 'qemu-nvidia-gpu-tdx', 'remote',
];
const ARCHITECTURES = ['x86_64', 'aarch64', 's390x', 'ppc64le'];

/** Values of the umbrella chart that Helm renders and kata-deploy could run, with all kinds of scalars that people write. */
export function confidentialContainers(random: Random, version: string): Record<string, unknown> {
  const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
  const some = <T>(items: readonly T[]): T[] => items.filter(() => random() < 0.25);
  const maybe = <T>(value: () => T, chance = 0.4): T | undefined => (random() < chance ? value() : undefined);
  const newer = version === '0.16.0';
  const list = () => one([() => some(SHIMS).join(' '), () => one(SHIMS), () => some(SHIMS).join('  ')])();

  const runtime = () => {
    const shims = list();
    const names = shims.split(' ').filter(Boolean);
    const mapping = (value: () => string) => one([
      () => names.map((shim) => `${shim}:${value()}`).join(','),
      () => some(SHIMS).map((shim) => `${shim}:${value()}`).join(','),
      () => value(),
    ])();
    const perArchitecture = newer ? Object.fromEntries(ARCHITECTURES.flatMap((architecture) => [
      [`shims_${architecture}`, maybe(list, 0.2)],
      [`defaultShim_${architecture}`, maybe(() => one(SHIMS), 0.2)],
    ])) : {};
    const switches = newer ? {
      _experimentalSetupSnapshotter: maybe(() => one(['', 'nydus', 'erofs', 'nydus,erofs', null])),
      _experimentalForceGuestPull: maybe(() => one(['', some(names).join(',')])),
    } : {};
    return defined({
      enabled: maybe(() => random() < 0.9, 0.2),
      imagePullPolicy: maybe(() => one(['Always', 'IfNotPresent', 'Never', null])),
      imagePullSecrets: maybe(() => one([[], [{ name: 'a' }], [{ name: 'a' }, { name: 'b.c' }], null])),
      image: maybe(() => defined({
        reference: maybe(() => one(['registry.example.com:5000/kata/kata-deploy', 'mirror.example.com/k'])),
        tag: maybe(() => one(['3.22.0-custom', '', 3.22, 7, 'latest', 'kata-containers-latest', null])),
      })),
      k8sDistribution: maybe(() => one(['k8s', 'k3s', 'rke2', 'k0s', 'microk8s', '', null])),
      nodeSelector: maybe(() => one([{}, { 'node-role.kubernetes.io/worker': '' }, { 'pool': 'a', 'example.com/tee': 'snp' }, null])),
      env: maybe(() => defined({
        debug: maybe(() => one(['true', 'false', true, false, '', null])),
        shims: maybe(() => one([shims, shims, shims, null]), 0.7),
        defaultShim: maybe(() => one([...names, one(SHIMS), '', null])),
        createRuntimeClasses: maybe(() => one(['true', 'false', true, false, ''])),
        createDefaultRuntimeClass: maybe(() => one(['true', 'false', true, false, ''])),
        allowedHypervisorAnnotations: maybe(() => one(['', 'default_vcpus', 'default_vcpus default_memory', 'enable_iommu  kernel_params'])),
        snapshotterHandlerMapping: maybe(() => mapping(() => one(['nydus', 'erofs', 'overlayfs', 'devmapper']))),
        agentHttpsProxy: maybe(() => one(['', 'http://proxy.example.com:8080', 'https://10.0.0.1:3128/', 'proxy.example.com:3128', 'http://u:p@proxy:1'])),
        agentNoProxy: maybe(() => one(['', 'localhost,127.0.0.1', '10.0.0.0/8, .svc', '*.example.com'])),
        pullTypeMapping: maybe(() => mapping(() => one(['guest-pull', 'default']))),
        installationPrefix: maybe(() => one(['', '/opt/custom', '/var/lib/k'])),
        hostOS: maybe(() => one(['', 'cbl-mariner', 'ubuntu'])),
        multiInstallSuffix: maybe(() => one(['', 'a', 'snp-only', 'pr12232', 12232])),
        ...perArchitecture,
        ...switches,
      }), 0.8),
    });
  };

  return defined({
    'architecture': maybe(() => one([...ARCHITECTURES, 'remote', ''])),
    'nameOverride': maybe(() => 'other', 0.1),
    'global': maybe(() => ({ anything: { goes: 1 } }), 0.1),
    'customContainerd': maybe(() => defined({
      enabled: random() < 0.7,
      tarballUrl: 'https://mirror.example.com/containerd.tar.gz',
      tarballUrls: maybe(() => defined({
        amd64: maybe(() => 'https://mirror.example.com/amd64.tar.gz'),
        ppc64le: maybe(() => 'http://mirror.example.com/ppc64le.tar.gz'),
      })),
      installPath: maybe(() => '/usr', 0.2),
      image: maybe(() => defined({ repository: maybe(() => 'mirror.example.com/alpine'), tag: maybe(() => one([3.22, '3.22.1'])) })),
      nodeSelector: maybe(() => one([{}, { pool: 'a' }])),
      tolerations: maybe(() => one([[], [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoSchedule' }]])),
    }), 0.4),
    'kata-as-coco-runtime': maybe(runtime, 0.95),
    ...(newer ? {} : { 'kata-as-coco-runtime-for-ci': maybe(() => ({ ...runtime(), enabled: random() < 0.5 })) }),
  });
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
