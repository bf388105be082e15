import {
  Architecture, ContainerImage, HostOs, ImagePullPolicy, KataRelease, KataRuntimeProps, KataShim, KubernetesDistribution,
  PullType, RuntimeClasses, Snapshotter, TaintEffect, TolerationOperator,
} from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';
import { daemonSet, env, install, Manifest, newChart, ofKind, podSpec, uninstall } from '../support/synth';

const secret = (name: string) => Secret.fromSecretName(newChart(), name, name);

/** Every prop of this interface with a value that is not its default; objects/props.test.ts has the others. */
const ALL: Partial<KataRuntimeProps> = {
  name: 'kata-as-coco-runtime',
  release: KataRelease.V3_22_0,
  architectures: [Architecture.X86_64, Architecture.S390X],
  shims: [
    KataShim.QEMU_COCO_DEV,
    KataShim.QEMU_SNP.withOptions({ forceGuestPull: true }),
    KataShim.QEMU_SE.withOptions({ snapshotter: Snapshotter.EROFS }),
    KataShim.QEMU.withOptions({ architectures: [Architecture.X86_64], pullType: PullType.GUEST_PULL }),
  ],
  defaultShim: KataShim.QEMU_SNP,
  architectureDefaultShims: [{ architecture: Architecture.S390X, shim: KataShim.QEMU_SE }],
  distribution: KubernetesDistribution.K3S,
  image: ContainerImage.of('registry.example.com/kata-deploy', { tag: '3.22.0-mirror' }),
  imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  imagePullSecrets: [secret('first'), secret('second')],
  nodeSelector: { 'pool': 'coco', 'example.com/tee': 'yes' },
  tolerations: [
    { key: 'coco', operator: TolerationOperator.EQUAL, value: 'only', effect: TaintEffect.NO_SCHEDULE },
    { key: 'maintenance', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 60 },
  ],
  priorityClassName: 'system-cluster-critical',
  debug: true,
  runtimeClasses: RuntimeClasses.BY_MANIFEST,
  createDefaultRuntimeClass: false, // it cannot stand beside a suffix; the second test has it
  installationPrefix: '/var/opt',
  multiInstallSuffix: 'team-a',
  allowedHypervisorAnnotations: ['default_vcpus', 'default_memory'],
  agentHttpsProxy: 'http://proxy.example.com:3128',
  agentNoProxy: ['.svc', '10.0.0.0/8'],
  hostOs: HostOs.CBL_MARINER,
  setupSnapshotters: [Snapshotter.NYDUS, Snapshotter.EROFS],
  additionalEnv: { MY_SETTING: 'mine' },
  unsafeEnvOverrides: { PULL_TYPE_MAPPING: 'qemu:other' },
};

test('every prop reaches the DaemonSet', () => {
  expect(daemonSet(install(ALL))).toEqual({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'kata-as-coco-runtime-team-a', namespace: 'coco-system' },
    spec: {
      selector: { matchLabels: { name: 'kata-as-coco-runtime-team-a' } },
      template: {
        metadata: { labels: { name: 'kata-as-coco-runtime-team-a' } },
        spec: {
          imagePullSecrets: [{ name: 'first' }, { name: 'second' }],
          serviceAccountName: 'kata-as-coco-runtime-sa-team-a',
          priorityClassName: 'system-cluster-critical',
          nodeSelector: { 'pool': 'coco', 'example.com/tee': 'yes' },
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{
                  matchExpressions: [
                    { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 's390x'] },
                    { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
                  ],
                }],
              },
            },
          },
          tolerations: [
            { key: 'coco', operator: 'Equal', value: 'only', effect: 'NoSchedule' },
            { key: 'maintenance', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 },
          ],
          hostPID: true,
          containers: [{
            name: 'kube-kata',
            image: 'registry.example.com/kata-deploy:3.22.0-mirror',
            imagePullPolicy: 'IfNotPresent',
            command: ['bash', '-c', '/opt/kata-artifacts/scripts/kata-deploy.sh install'],
            env: [
              { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
              { name: 'DEBUG', value: 'true' },
              { name: 'SHIMS', value: 'qemu-coco-dev qemu-snp qemu-se qemu' },
              { name: 'SHIMS_X86_64', value: 'qemu-coco-dev qemu-snp qemu' },
              { name: 'SHIMS_AARCH64', value: '' },
              { name: 'SHIMS_S390X', value: 'qemu-coco-dev qemu-se' },
              { name: 'SHIMS_PPC64LE', value: '' },
              { name: 'DEFAULT_SHIM', value: 'qemu-snp' },
              { name: 'DEFAULT_SHIM_X86_64', value: '' },
              { name: 'DEFAULT_SHIM_AARCH64', value: '' },
              { name: 'DEFAULT_SHIM_S390X', value: 'qemu-se' },
              { name: 'DEFAULT_SHIM_PPC64LE', value: '' },
              { name: 'CREATE_RUNTIMECLASSES', value: 'false' },
              { name: 'CREATE_DEFAULT_RUNTIMECLASS', value: 'false' },
              { name: 'ALLOWED_HYPERVISOR_ANNOTATIONS', value: 'default_vcpus default_memory' },
              { name: 'SNAPSHOTTER_HANDLER_MAPPING', value: 'qemu-coco-dev:nydus,qemu-se:erofs' },
              { name: 'AGENT_HTTPS_PROXY', value: 'http://proxy.example.com:3128' },
              { name: 'AGENT_NO_PROXY', value: '.svc,10.0.0.0/8' },
              { name: 'PULL_TYPE_MAPPING', value: 'qemu:other' },
              { name: 'INSTALLATION_PREFIX', value: '/var/opt' },
              { name: 'MULTI_INSTALL_SUFFIX', value: 'team-a' },
              { name: 'EXPERIMENTAL_SETUP_SNAPSHOTTER', value: 'nydus,erofs' },
              { name: 'EXPERIMENTAL_FORCE_GUEST_PULL', value: 'qemu-snp' },
              { name: 'HOST_OS', value: 'cbl-mariner' },
              { name: 'MY_SETTING', value: 'mine' },
            ],
            securityContext: { privileged: true },
            volumeMounts: [
              { name: 'crio-conf', mountPath: '/etc/crio/' },
              { name: 'containerd-conf', mountPath: '/etc/containerd/' },
              { name: 'host', mountPath: '/host/' },
            ],
          }],
          volumes: [
            { name: 'crio-conf', hostPath: { path: '/etc/crio/' } },
            { name: 'containerd-conf', hostPath: { path: '/var/lib/rancher/k3s/agent/etc/containerd/' } },
            { name: 'host', hostPath: { path: '/' } },
          ],
        },
      },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    },
  });
});

test('the default RuntimeClass reaches kata-deploy', () => {
  const { multiInstallSuffix: _, architectureDefaultShims: __, ...props } = ALL;
  expect(env(daemonSet(install({ ...props, createDefaultRuntimeClass: true, runtimeClasses: RuntimeClasses.BY_KATA_DEPLOY }))))
    .toMatchObject({ CREATE_RUNTIMECLASSES: 'true', CREATE_DEFAULT_RUNTIMECLASS: 'true', DEFAULT_SHIM: 'qemu-snp' });
});

test('without props there is nothing in the pods that the chart has not, but the priority class', () => {
  const spec = podSpec(daemonSet(install()));
  expect(Object.keys(spec).sort()).toEqual(['containers', 'hostPID', 'priorityClassName', 'serviceAccountName', 'volumes']);
  expect(podSpec(daemonSet(install({ priorityClassName: '' })))).not.toHaveProperty('priorityClassName');
});

/** What a prop needs beside it to have an effect. */
const BESIDE: Partial<Record<keyof Partial<KataRuntimeProps>, Partial<KataRuntimeProps>>> = {
  architectures: { shims: [KataShim.QEMU] },
  architectureDefaultShims: { architectures: ALL.architectures, shims: ALL.shims, defaultShim: ALL.defaultShim },
  defaultShim: { shims: ALL.shims!.slice(0, 2) },
  createDefaultRuntimeClass: { defaultShim: KataShim.QEMU_SNP },
};
const INSTEAD: Partial<KataRuntimeProps> = {
  release: KataRelease.V3_21_0,
  shims: [KataShim.QEMU],
  createDefaultRuntimeClass: true,
};

describe.each(Object.keys(ALL) as (keyof Partial<KataRuntimeProps>)[])('%s', (prop) => {
  const without = BESIDE[prop] ?? {};
  const props = { ...without, [prop]: INSTEAD[prop] ?? ALL[prop] };

  test('changes what is installed', () => {
    expect(install(props)).not.toEqual(install(without));
  });

  // The uninstall phase must know where Kata is and what it made; how it came there is nothing to it.
  const irrelevant: string[] = ['imagePullPolicy', 'tolerations'];
  test(irrelevant.includes(prop) ? 'leaves the uninstall phase as it is' : 'changes what is uninstalled', () => {
    const same: Manifest[] = uninstall(without);
    if (irrelevant.includes(prop)) expect(uninstall(props)).toEqual(same);
    else expect(uninstall(props)).not.toEqual(same);
  });
});

test('the uninstall phase pulls from the same place, with the same secrets and settings', () => {
  const [phase, installed] = [daemonSet(uninstall(ALL)), daemonSet(install(ALL))];
  expect(podSpec(phase).imagePullSecrets).toEqual([{ name: 'first' }, { name: 'second' }]);
  const { path } = podSpec(installed).volumes.find(({ name }: Manifest) => name === 'containerd-conf').hostPath;
  expect(env(phase).COCO_CONTAINERD_DIR).toBe(path);
  expect(podSpec(phase).priorityClassName).toBe('system-cluster-critical');
  expect([...podSpec(phase).initContainers, ...podSpec(phase).containers].map(({ image }: Manifest) => image))
    .toEqual(['registry.example.com/kata-deploy:3.22.0-mirror', 'registry.example.com/kata-deploy:3.22.0-mirror']);
  expect(env(phase)).toMatchObject(env(installed));
  expect(ofKind('RuntimeClass', uninstall(ALL))).toEqual([]);
});
