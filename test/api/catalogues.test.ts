import {
  Architecture, CocoRelease, ContainerImage, DpfHcpAvailabilityPolicy, DpfHcpLogLevel, DpfHcpOperatorPreset,
  DpfHcpRelease, DpuWorkerRelease, HostOs, ImagePullPolicy, KataRelease, KataShim, KubernetesDistribution,
  PeerPodsRelease, PullType, RedfishRelease, RuntimeClasses, Snapshotter, TaintEffect, TolerationOperator,
} from 'cdk8s-coco';
import * as library from 'cdk8s-coco';
import { ofKind, workers } from '../dpu-worker/workers';
import { operator } from '../support/dpf-hcp';
import { container, daemonSet, install, Manifest, podSpec, uninstall } from '../support/synth';

/* Enum-like classes: each static member is a value, and `of` finds it again by its name. */

/** The static members of a class that are instances of it, by their names in code. */
function members<T extends object>(type: { readonly prototype: T }): Array<[string, T]> {
  return Object.entries(type).filter(([, value]) => value instanceof (type as unknown as new () => T)) as Array<[string, T]>;
}

/** `QEMU_SNP` for `qemu-snp`. */
const upperSnake = (name: string) => name.toUpperCase().replace(/[-.]/g, '_');

describe('Architecture', () => {
  test('members', () => {
    expect(members(Architecture).map(([code, one]) => [code, one.name, one.kubernetesName, String(one)])).toEqual([
      ['X86_64', 'x86_64', 'amd64', 'x86_64'],
      ['AARCH64', 'aarch64', 'arm64', 'aarch64'],
      ['S390X', 's390x', 's390x', 's390x'],
      ['PPC64LE', 'ppc64le', 'ppc64le', 'ppc64le'],
    ]);
  });

  test.each(members(Architecture))('%s', (code, member) => {
    expect(Architecture.of(member.name)).toBe(member);
    expect(Architecture.of(member.kubernetesName)).toBe(member);
    expect(code).toBe(upperSnake(member.name));
    expect(install({ architectures: [member], shims: [KataShim.QEMU] })).toHaveLength(4);
  });

  test('all', () => expect(Architecture.all()).toEqual(members(Architecture).map(([, one]) => one)));
  test('unknown', () => expect(() => Architecture.of('amd46')).toThrow(
    'Architecture.of: unknown architecture "amd46"; allowed: x86_64, aarch64, s390x, ppc64le.'));
});

describe('KubernetesDistribution', () => {
  test('members', () => {
    expect(members(KubernetesDistribution).map(([code, one]) => [code, one.name])).toEqual([
      ['K8S', 'k8s'], ['K3S', 'k3s'], ['RKE2', 'rke2'], ['K0S', 'k0s'], ['MICROK8S', 'microk8s'],
    ]);
  });

  test.each(members(KubernetesDistribution))('%s', (code, member) => {
    expect(KubernetesDistribution.of(member.name)).toBe(member);
    expect([code, String(member)]).toEqual([upperSnake(member.name), member.name]);
    const { volumes } = podSpec(daemonSet(install({ distribution: member })));
    expect(volumes.map(({ hostPath }: Manifest) => hostPath.path)).toContain(member.containerdConfigDir);
    const { initContainers: [{ env }] } = podSpec(daemonSet(uninstall({ distribution: member })));
    expect(env).toContainEqual({ name: 'COCO_CONTAINERD_DIR', value: member.containerdConfigDir });
  });

  test('all', () => expect(KubernetesDistribution.all()).toEqual(members(KubernetesDistribution).map(([, one]) => one)));
  test('unknown', () => expect(() => KubernetesDistribution.of('k3')).toThrow(
    'KubernetesDistribution.of: unknown distribution "k3"; allowed: k8s, k3s, rke2, k0s, microk8s. Did you mean "k3s"?'));
});

describe('DpfHcpRelease', () => {
  test('members', () => {
    expect(members(DpfHcpRelease).map(([code, one]) => [code, one.version])).toEqual([['V0_1_0_PRE', '0.1.0-pre'], ['V0_1_0', '0.1.0']]);
    expect(DpfHcpRelease.all().map(({ version }) => version)).toEqual(members(DpfHcpRelease).map(([, { version }]) => version));
    expect(DpfHcpRelease.latest().version).toBe('0.1.0');
  });

  test.each(members(DpfHcpRelease))('%s', (code, member) => {
    expect(DpfHcpRelease.of(member.version)).toEqual(member);
    expect([code, String(member)]).toEqual([`V${upperSnake(member.version)}`, `DPF HCP provisioner ${member.version}`]);
    expect(images(operator({ release: member }))).toEqual(['quay.io/lhadad/dpf-hcp-provisioner-operator:v0.1.0']);
  });

  test('unknown', () => expect(() => DpfHcpRelease.of('0.2.0')).toThrow(/^DpfHcpRelease.of: unknown DPF HCP provisioner release "0.2.0"; allowed: 0.1.0-pre, 0.1.0\./));
});

describe('DpuWorkerRelease', () => {
  test('members', () => {
    expect(members(DpuWorkerRelease).map(([code, one]) => [code, one.version])).toEqual([['V0_1_0', '0.1.0']]);
    expect(DpuWorkerRelease.all()).toEqual(members(DpuWorkerRelease).map(([, one]) => one));
    expect(DpuWorkerRelease.latest().version).toBe('0.1.0');
  });

  test.each(members(DpuWorkerRelease))('%s', (code, member) => {
    expect(DpuWorkerRelease.of(member.version)).toEqual(member);
    expect([code, String(member)]).toEqual([`V${upperSnake(member.version)}`, `DPU worker configuration ${member.version}`]);
    expect(ofKind(workers({ release: member }), 'MachineConfig').metadata.labels['app.kubernetes.io/version']).toBe('v0.1.0');
  });

  test('unknown', () => expect(() => DpuWorkerRelease.of('0.2.0')).toThrow(/^DpuWorkerRelease.of: unknown DPU worker release "0.2.0"; allowed: 0.1.0\./));
});

describe('RedfishRelease', () => { // each is set in redfish/releases.test.ts
  test('members', () => {
    expect(members(RedfishRelease).map(([code, one]) => [code, one.version])).toEqual([
      ['V0_2_1', '0.2.1'], ['V0_2_2', '0.2.2'], ['V0_2_3', '0.2.3'], ['REDFISH_CONTROLLER', 'redfish-controller'],
    ]);
    expect(RedfishRelease.all()).toEqual(members(RedfishRelease).map(([, one]) => one));
  });

  test.each(members(RedfishRelease))('%s', (_, member) => {
    expect(RedfishRelease.of(member.version)).toEqual(member);
    expect(String(member)).toBe(`Redfish server ${member.version}`);
  });

  test('unknown', () => expect(() => RedfishRelease.of('0.2.4')).toThrow(/^RedfishRelease.of: unknown Redfish release "0.2.4"; allowed: 0.2.1, 0.2.2, 0.2.3, redfish-controller\./));
});

test('DpfHcpLogLevel', () => { // each is set in dpf-hcp-operator-props.test.ts
  expect(members(DpfHcpLogLevel).map(([code, one]) => [code, one.value])).toEqual([['ERROR', 'error'], ['INFO', 'info'], ['DEBUG', 'debug']]);
});

const KATA_3 = Array.from({ length: 12 }, (_, index) => `3.${21 + index}.0`);

describe('KataRelease', () => {
  test('members', () => {
    expect(members(KataRelease).map(([code, one]) => [code, one.version])).toEqual([
      ...KATA_3.map((version) => [`V${upperSnake(version)}`, version]), ['V4_0_0', '4.0.0'], ['V4_1_0', '4.1.0'],
    ]);
    expect(KataRelease.all().map(({ version }) => version)).toEqual(members(KataRelease).map(([, { version }]) => version));
    expect(KataRelease.latest().version).toBe(KataRelease.all().at(-1)!.version);
  });

  test.each(members(KataRelease))('%s', (code, member) => {
    expect(KataRelease.of(member.version)).toEqual(member);
    expect([code, String(member)]).toEqual([`V${upperSnake(member.version)}`, `kata-deploy ${member.version}`]);
    expect(member.shimNames().length).toBeGreaterThan(0);
    for (const name of member.shimNames()) expect(KataShim.of(name).name).toBe(name);
  });

  test('unknown', () => expect(() => KataRelease.of('3.20.0')).toThrow(
    `KataRelease.of: unknown kata-deploy release "3.20.0"; allowed: ${KATA_3.join(', ')}, 4.0.0, 4.1.0.`));
});

describe('CocoRelease', () => {
  test('members, all, the newest', () => {
    expect(CocoRelease.all()).toEqual(members(CocoRelease).map(([, one]) => one));
    expect(CocoRelease.latest()).toEqual(CocoRelease.V0_22_0);
  });

  test.each(members(CocoRelease))('%s', (code, member) => {
    expect(CocoRelease.of(member.version)).toEqual(member);
    expect([code, String(member)]).toEqual([`V${upperSnake(member.version)}`, `Confidential Containers ${member.version}`]);
  });

  test('unknown', () => expect(() => CocoRelease.of('0.15.0')).toThrow(/^CocoRelease.of: unknown Confidential Containers release "0.15.0"; allowed: 0.16.0, 0.17.0, /));
});

describe('KataShim', () => {
  test('there is a member for each shim of each release, and no other', () => {
    const known = new Set(KataRelease.all().flatMap((release) => release.shimNames()));
    expect(members(KataShim).map(([, { name }]) => name).sort()).toEqual([...known].sort());
  });

  test.each(members(KataShim))('%s', (code, member) => {
    expect(KataShim.of(member.name)).toEqual(member);
    expect([code, String(member), member.runtimeClassName]).toEqual([upperSnake(member.name), member.name, `kata-${member.name}`]);
    // It can be installed, with the newest release that has it, on an architecture that has it.
    const release = KataRelease.all().reverse().find((one) => one.shimNames().includes(member.name))!;
    const architecture = Architecture.all().find(({ name }) => release.shimNames(name).includes(member.name))!;
    const workload = daemonSet(install({ release, architectures: [architecture], shims: [member] }));
    expect(container(workload).env.filter(({ name }: Manifest) => /^SHIMS(_|$)/.test(name)).map(({ value }: Manifest) => value)).toContain(member.name);
  });
});

describe('Snapshotter', () => {
  test('members', () => {
    expect(members(Snapshotter).map(([code, { name }]) => [code, name])).toEqual([
      ['NYDUS', 'nydus'], ['EROFS', 'erofs'], ['DEVMAPPER', 'devmapper'], ['CONTAINERD_DEFAULT', ''],
    ]);
  });

  test.each(members(Snapshotter))('%s', (_, member) => {
    if (member.name) expect(Snapshotter.of(member.name)).toEqual(member);
    const workload = daemonSet(install({ shims: [KataShim.QEMU_SNP.withOptions({ snapshotter: member })] }));
    expect(container(workload).env.find(({ name }: Manifest) => name === 'SNAPSHOTTER_HANDLER_MAPPING').value)
      .toBe(member.name ? `qemu-snp:${member.name}` : '');
  });
});

describe('PeerPodsRelease', () => {
  test('members, with the Kata and the providers that belong to them', () => {
    const common = ['alibabacloud', 'aws', 'azure', 'byom', 'gcp', 'ibmcloud', 'ibmcloud-powervs', 'libvirt'];
    expect(members(PeerPodsRelease).map(([code, one]) => [code, one.version, one.kataVersion, one.providerNames])).toEqual([
      ['V0_17_0', '0.17.0', '3.25.0', [...common, 'docker', 'vsphere'].sort()],
      ...([['0.18.0', '3.25.0'], ['0.19.0', '3.28.0'], ['0.20.0', '3.29.0'], ['0.21.0', '3.31.0'], ['0.21.1', '3.31.0']]
        .map(([version, kata]) => [`V${upperSnake(version)}`, version, kata, [...common, 'docker'].sort()])),
      ['V0_22_0', '0.22.0', '4.0.0', common],
    ]);
  });

  test.each(members(PeerPodsRelease))('%s', (code, member) => {
    expect(PeerPodsRelease.of(member.version)).toEqual(member);
    expect([code, String(member)]).toEqual([`V${upperSnake(member.version)}`, `Cloud API Adaptor ${member.version}`]);
    expect(KataRelease.of(member.kataVersion).shimNames()).toContain('remote');
  });

  test('all, the newest', () => {
    expect(PeerPodsRelease.all()).toEqual(members(PeerPodsRelease).map(([, one]) => one));
    expect(PeerPodsRelease.latest()).toEqual(PeerPodsRelease.V0_22_0);
  });

  test('unknown', () => expect(() => PeerPodsRelease.of('0.22')).toThrow(
    'PeerPodsRelease.of: unknown Cloud API Adaptor release "0.22"; allowed: 0.17.0, 0.18.0, 0.19.0, 0.20.0, 0.21.0, 0.21.1, 0.22.0.'));
});

test('the values of enums are those of the wire', () => {
  expect({ HostOs, ImagePullPolicy, PullType, RuntimeClasses, TaintEffect, TolerationOperator }).toEqual({
    HostOs: { CBL_MARINER: 'cbl-mariner' },
    ImagePullPolicy: { ALWAYS: 'Always', IF_NOT_PRESENT: 'IfNotPresent', NEVER: 'Never', BY_TAG: '' },
    PullType: { DEFAULT: 'default', GUEST_PULL: 'guest-pull' },
    RuntimeClasses: { BY_KATA_DEPLOY: 'by-kata-deploy', BY_MANIFEST: 'by-manifest', NONE: 'none' },
    TaintEffect: { NO_SCHEDULE: 'NoSchedule', PREFER_NO_SCHEDULE: 'PreferNoSchedule', NO_EXECUTE: 'NoExecute' },
    TolerationOperator: { EXISTS: 'Exists', EQUAL: 'Equal' },
  });
  expect({ DpfHcpAvailabilityPolicy, DpfHcpOperatorPreset }).toEqual({
    DpfHcpAvailabilityPolicy: { HIGHLY_AVAILABLE: 'HighlyAvailable', SINGLE_REPLICA: 'SingleReplica' },
    DpfHcpOperatorPreset: { DEVELOPMENT: 'development', PRODUCTION: 'production', HIGHLY_AVAILABLE: 'highly-available' }, // our own words
  });
});

test('every class whose `of` takes a name is tested here', () => {
  const found = Object.entries(library as unknown as Record<string, unknown>)
    .filter(([, value]) => typeof value === 'function' && members(value as unknown as { prototype: object }).length)
    .map(([name]) => name);
  expect(found.sort()).toEqual([
    'Architecture', 'CocoRelease', 'DpfHcpLogLevel', 'DpfHcpRelease', 'DpuWorkerRelease', 'KataRelease', 'KataShim', 'KubernetesDistribution', 'PeerPodsRelease', 'RedfishRelease', 'Snapshotter',
  ]);
});

/** Every image in some objects. */
const images = (objects: Manifest[]): string[] => [...JSON.stringify(objects).matchAll(/"image":"([^"]*)"/g)].map(([, image]) => image);

describe('images are pinned by default', () => {
  test.each(members(KataRelease))('KataRuntime of %s', (_, release) => {
    const found = [...images(install({ release })), ...images(uninstall({ release }))];
    const { jobs, program } = release._facts;
    expect([...new Set(found)].sort()).toEqual([
      ...(jobs ? [`quay.io/kata-containers/kata-deploy-job-dispatcher:${release.version}`] : []),
      `quay.io/kata-containers/kata-deploy:${release.version}`,
      ...(program === 'binary' ? ['registry.k8s.io/kubectl:v1.34.1'] : []), // it has no shell that could wait
    ]);
    for (const image of found) expect(() => ContainerImage.fromReference(image)).not.toThrow();
  });

  test('`latest` needs a word that says so', () => {
    for (const reference of ['a/b', 'a/b:latest', 'a.example.com:5000/b']) expect(() => ContainerImage.fromReference(reference)).toThrow();
    expect(images(install({ image: ContainerImage.unsafeUnpinned('a/b:latest') }))).toEqual(['a/b:latest']);
  });
});
