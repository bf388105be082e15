import { GATE, installed, only, settings, shim, texts, titles } from './support';
import { releaseFacts } from '../../../src/kata/catalogue/releases';
import { KataModel } from '../../../src/kata/private/model';
import { podSpec } from '../../support/synth';

const daemonSet = (own: Partial<KataModel> = {}) => only('DaemonSet', installed(settings(own)));
const env = (own: Partial<KataModel> = {}) => texts(podSpec(daemonSet(own)).containers[0]);
const mount = (name: string, mountPath: string, readOnly?: true) => ({ name, mountPath, ...(readOnly ? { readOnly } : {}) });

test('writes to folders of the host, unprivileged, with kata-deploy 4.1', () => {
  expect(daemonSet()).toEqual({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'kata-deploy', namespace: 'kata' },
    spec: {
      selector: { matchLabels: { name: 'kata-deploy' } },
      template: {
        metadata: { labels: { name: 'kata-deploy' } },
        spec: {
          serviceAccountName: 'kata-deploy-sa',
          terminationGracePeriodSeconds: 600,
          containers: [{
            name: 'kube-kata',
            image: 'registry/kata-deploy:1',
            command: ['/usr/bin/kata-deploy', 'install'],
            env: [
              { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
              { name: 'DAEMONSET_NAME', value: 'kata-deploy' },
              { name: 'DEBUG', value: 'false' },
              { name: 'SHIMS_X86_64', value: 'qemu' },
              { name: 'INSTALLATION_PREFIX', value: '' },
              { name: 'MULTI_INSTALL_SUFFIX', value: '' },
              { name: 'K8S_DISTRIBUTION', value: 'k8s' },
              { name: 'HEALTH_PORT', value: '8090' },
            ],
            securityContext: { privileged: false, readOnlyRootFilesystem: true },
            volumeMounts: [
              mount('tmp', '/tmp'),
              mount('crio-conf', '/etc/crio/'),
              mount('containerd-conf', '/etc/containerd/'),
              mount('kata-install', '/opt/kata'),
              mount('systemd-system', '/etc/systemd/system'),
              mount('systemd-private', '/run/systemd/private'),
              mount('boot', '/boot', true),
              mount('host-machine-id', '/host-machine-id', true),
              mount('host-run-lock', '/host-run-lock'),
              mount('host-usr-bin', '/host-usr/bin', true),
              mount('host-usr-sbin', '/host-usr/sbin', true),
              mount('host-usr-local-bin', '/host-usr-local/bin', true),
              mount('host-usr-local-sbin', '/host-usr-local/sbin', true),
              mount('host-bin', '/host-bin', true),
              mount('host-sbin', '/host-sbin', true),
            ],
          }],
          volumes: [
            { name: 'tmp', emptyDir: {} },
            { name: 'crio-conf', hostPath: { path: '/etc/crio/' } },
            { name: 'containerd-conf', hostPath: { path: '/etc/containerd/' } },
            { name: 'kata-install', hostPath: { path: '/opt/kata', type: 'DirectoryOrCreate' } },
            { name: 'systemd-system', hostPath: { path: '/etc/systemd/system', type: 'DirectoryOrCreate' } },
            { name: 'systemd-private', hostPath: { path: '/run/systemd/private', type: 'Socket' } },
            { name: 'boot', hostPath: { path: '/boot' } },
            { name: 'host-machine-id', hostPath: { path: '/etc/machine-id', type: 'File' } },
            { name: 'host-run-lock', hostPath: { path: '/run/lock', type: 'DirectoryOrCreate' } },
            { name: 'host-usr-bin', hostPath: { path: '/usr/bin' } },
            { name: 'host-usr-sbin', hostPath: { path: '/usr/sbin' } },
            { name: 'host-usr-local-bin', hostPath: { path: '/usr/local/bin' } },
            { name: 'host-usr-local-sbin', hostPath: { path: '/usr/local/sbin' } },
            { name: 'host-bin', hostPath: { path: '/bin' } },
            { name: 'host-sbin', hostPath: { path: '/sbin' } },
          ],
        },
      },
    },
  });
});

test.each([
  ['3.25.0', releaseFacts('3.25.0'), ['/opt/kata-artifacts/scripts/kata-deploy.sh', 'install']],
  ['4.0.0', releaseFacts('4.0.0'), ['/usr/bin/kata-deploy', 'install']],
])('has the whole host and may do everything there with kata-deploy %s', (_, release, command) => {
  const spec = podSpec(daemonSet({ release }));
  expect(spec.hostPID).toBe(true);
  expect(spec.volumes).toEqual([
    { name: 'crio-conf', hostPath: { path: '/etc/crio/' } },
    { name: 'containerd-conf', hostPath: { path: '/etc/containerd/' } },
    { name: 'host', hostPath: { path: '/' } },
  ]);
  expect(spec.containers[0]).toMatchObject({
    command,
    securityContext: { privileged: true },
    volumeMounts: [mount('crio-conf', '/etc/crio/'), mount('containerd-conf', '/etc/containerd/'), mount('host', '/host/')],
  });
});

test('runs the program of another image', () => {
  const own = { release: releaseFacts('3.25.0'), command: ['/usr/bin/kata-deploy', 'install'] };
  expect(podSpec(daemonSet(own)).containers[0].command).toEqual(['/usr/bin/kata-deploy', 'install']);
});

test('tells kata-deploy 3.25 nothing that it does not know', () => {
  expect(env({ release: releaseFacts('3.25.0') })).toEqual({
    DEBUG: 'false', SHIMS_X86_64: 'qemu', INSTALLATION_PREFIX: '', MULTI_INSTALL_SUFFIX: '',
  });
  expect(podSpec(daemonSet({ release: releaseFacts('3.25.0') })).terminationGracePeriodSeconds).toBeUndefined();
});

test('tells every setting, architecture by architecture', () => {
  expect(env({
    suffix: 'two',
    debug: true,
    devkit: true,
    shims: [
      shim('clh', { allowedHypervisorAnnotations: ['a', 'b'], snapshotter: 'nydus', httpsProxy: 'http://p' }),
      shim('fc', { architectures: ['amd64', 'arm64'], forceGuestPull: true, noProxy: ['.local'] }),
      shim('qemu', { architectures: ['s390x', 'ppc64le'], guestPull: true, snapshotter: 'erofs' }),
    ],
    defaultShims: { amd64: 'clh', s390x: 'qemu' },
    installationPrefix: '/usr',
    snapshotter: { setup: ['nydus', 'erofs'], erofsMergeMode: 'merged', erofsSnapshotterMode: 'disk', erofsDmverity: true },
    containerd: { configDir: '/c/', ownConfigDir: true, configFileName: 'c.toml', userDropIn: 'x' },
    hostOs: 'cbl-mariner',
    startupTaints: ['a=b:NoSchedule', 'c'],
    customRuntimes: [{
      key: 'a', handler: 'h', baseConfig: 'clh', dropIn: '', snapshotter: '', pullType: '', inheritBaseOverhead: false,
    }],
    extraEnv: { HOST_OS: 'other', MORE: '$(NODE_NAME)' },
  })).toEqual({
    DAEMONSET_NAME: 'kata-deploy-two',
    DEBUG: 'true',
    SHIMS_X86_64: 'clh fc',
    SHIMS_AARCH64: 'fc',
    SHIMS_S390X: 'qemu',
    SHIMS_PPC64LE: 'qemu',
    DEFAULT_SHIM_X86_64: 'clh',
    DEFAULT_SHIM_S390X: 'qemu',
    ALLOWED_HYPERVISOR_ANNOTATIONS_X86_64: 'clh:a,b',
    SNAPSHOTTER_HANDLER_MAPPING_X86_64: 'clh:nydus',
    SNAPSHOTTER_HANDLER_MAPPING_S390X: 'qemu:erofs',
    SNAPSHOTTER_HANDLER_MAPPING_PPC64LE: 'qemu:erofs',
    AGENT_HTTPS_PROXY: 'clh=http://p',
    AGENT_NO_PROXY: 'fc=.local',
    PULL_TYPE_MAPPING_X86_64: 'fc:guest-pull',
    PULL_TYPE_MAPPING_AARCH64: 'fc:guest-pull',
    PULL_TYPE_MAPPING_S390X: 'qemu:guest-pull',
    PULL_TYPE_MAPPING_PPC64LE: 'qemu:guest-pull',
    INSTALLATION_PREFIX: '/usr',
    MULTI_INSTALL_SUFFIX: 'two',
    EXPERIMENTAL_SETUP_SNAPSHOTTER: 'nydus,erofs',
    EROFS_MERGE_MODE: 'merged',
    EROFS_SNAPSHOTTER_MODE: 'disk',
    EROFS_DMVERITY: 'dmverity',
    EXPERIMENTAL_FORCE_GUEST_PULL_X86_64: 'fc',
    EXPERIMENTAL_FORCE_GUEST_PULL_AARCH64: 'fc',
    CONTAINERD_CONFIG_FILE_NAME: 'c.toml',
    CONTAINERD_USER_DROP_IN_SOURCE_FILE: '/custom-containerd-config/containerd-user-dropin.toml',
    CUSTOM_RUNTIMES_ENABLED: 'true',
    DEVKIT: 'true',
    STARTUP_TAINTS: 'a=b:NoSchedule,c',
    HEALTH_PORT: '8090',
    HOST_OS: 'other',
    MORE: '$(NODE_NAME)',
  });
});

test('reaches kata-deploy with texts as they are, where the kubelet would put variables', () => {
  expect(env({ installationPrefix: '/a$(DEBUG)$$b' }).INSTALLATION_PREFIX).toBe('/a$$(DEBUG)$$$b');
});

test('has the level of its log before its task', () => {
  const command = (own: Partial<KataModel>) => podSpec(daemonSet(own)).containers[0].command;
  expect(command({ logLevel: 'trace', debug: true })).toEqual(['/usr/bin/kata-deploy', '--log-level', 'trace', 'install']);
  expect(command({ debug: true })).toEqual(['/usr/bin/kata-deploy', '--log-level', 'debug', 'install']);
});

test('is probed where it is asked to be', () => {
  const probe = { periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 2 };
  const health = { port: 9000, startupProbe: { ...probe, initialDelaySeconds: 1 }, livenessProbe: probe };
  const [container] = podSpec(daemonSet({ daemonSet: { resources: { limits: { cpu: '1' } }, health } })).containers;
  expect(container.startupProbe).toEqual({ httpGet: { path: '/readyz', port: 9000 }, ...probe, initialDelaySeconds: 1 });
  expect(container.livenessProbe).toEqual({ httpGet: { path: '/healthz', port: 9000 }, ...probe });
  expect(container.readinessProbe).toBeUndefined();
  expect(container.resources).toEqual({ limits: { cpu: '1' } });
});

test('stands where it is placed, with the labels and annotations that are asked for', () => {
  const { spec } = daemonSet({
    nodeSelector: { a: 'b' },
    tolerations: [{ operator: 'Exists' }],
    priorityClassName: 'high',
    imagePullPolicy: 'Always',
    imagePullSecrets: [{ name: 'pull' }],
    podLabels: { name: 'mine', team: 'x' },
    podAnnotations: { c: 'd' },
    daemonSet: { resources: {}, health: { port: 1 }, updateStrategy: { type: 'OnDelete' } },
  });
  expect(spec.template.metadata).toEqual({ labels: { team: 'x', name: 'kata-deploy' }, annotations: { c: 'd' } });
  expect(spec.template.spec).toMatchObject({
    nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }], priorityClassName: 'high', imagePullSecrets: [{ name: 'pull' }],
  });
  expect(spec.template.spec.containers[0].imagePullPolicy).toBe('Always');
  expect(spec.updateStrategy).toEqual({ type: 'OnDelete' });
});

test('needs nodes that can run virtual machines, and are those of the user, where Node Feature Discovery tells', () => {
  const own = { key: 'zone', operator: 'In', values: ['a'] };
  const nodeAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [own] }, { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }] }],
    },
  };
  const nodeFeatures = { enforced: true, present: true, rules: false };
  const terms = (affinity: KataModel['affinity']) => podSpec(daemonSet({ affinity, nodeFeatures }))
    .affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
  expect(terms({})).toHaveLength(6);
  expect(terms({})[0]).toEqual({
    matchExpressions: [
      { key: 'feature.node.kubernetes.io/cpu-cpuid.VMX', operator: 'In', values: ['true'] },
      { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
    ],
  });
  expect(terms({ nodeAffinity })).toHaveLength(12);
  expect(terms({ nodeAffinity })[10]).toEqual({
    matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['riscv64'] }, own],
  });
  expect(terms({ nodeAffinity })[11].matchFields).toEqual([{ key: 'metadata.name', operator: 'In', values: ['n'] }]);
  expect(podSpec(daemonSet({ affinity: { nodeAffinity } })).affinity).toEqual({ nodeAffinity });
});

test('waits for what is said after it was made, with the root of the host to look at', () => {
  const gates: typeof GATE[] = [];
  const own = settings({ gates });
  const before = podSpec(only('DaemonSet', installed(own)));
  const after = podSpec(only('DaemonSet', installed(own, () => gates.push({ ...GATE, imagePullSecrets: [{ name: 'gate' }] as never }))));
  expect(before.initContainers).toBeUndefined();
  expect(after.initContainers.map(({ name }: { name: string }) => name)).toEqual(['wait-for-something']);
  expect(after.initContainers[0].volumeMounts).toEqual([{ name: 'host', mountPath: '/host', readOnly: true }]);
  expect(after.imagePullSecrets).toEqual([{ name: 'gate' }]);
  expect(after.volumes).toEqual([...before.volumes, { name: 'host', hostPath: { path: '/' } }]);
});

test('looks at the root of the host that it has already, before kata-deploy 4.1', () => {
  const { initContainers, volumes } = podSpec(daemonSet({ release: releaseFacts('4.0.0'), gates: [GATE] }));
  expect(initContainers[0].volumeMounts).toEqual([{ name: 'host', mountPath: '/host', readOnly: true }]);
  expect(volumes.filter(({ name }: { name: string }) => name === 'host')).toHaveLength(1);
});

test('mounts files of the user\'s own, and is replaced when they change', () => {
  const own = (dropIn: string) => settings({
    suffix: 'two', containerd: { configDir: '/c/', configFileName: '', userDropIn: '[a]' }, shims: [shim('qemu', { dropIn })],
  });
  const objects = installed(own('b = 1\n\n'));
  const maps = objects.filter(({ kind }) => kind === 'ConfigMap');
  expect(Object.fromEntries(maps.slice(1).map(({ metadata, data }) => [metadata.name, data]))).toEqual({
    'kata-deploy-containerd-user-dropin-two': { 'containerd-user-dropin.toml': '[a]\n' },
    'kata-deploy-custom-configs-two': { 'dropin-qemu.toml': 'b = 1\n' },
  });
  const { template } = only('DaemonSet', objects).spec;
  expect(template.spec.volumes.slice(-2)).toEqual([
    { name: 'custom-containerd-config', configMap: { name: 'kata-deploy-containerd-user-dropin-two' } },
    { name: 'custom-configs', configMap: { name: 'kata-deploy-custom-configs-two' } },
  ]);
  const annotations = (dropIn: string) => only('DaemonSet', installed(own(dropIn))).spec.template.metadata.annotations;
  expect(annotations('b = 1')).toEqual(template.metadata.annotations);
  expect(annotations('b = 2')['checksum/containerd-user-dropin']).toBe(template.metadata.annotations['checksum/containerd-user-dropin']);
  expect(annotations('b = 2')['checksum/custom-configs']).not.toBe(template.metadata.annotations['checksum/custom-configs']);
});

test('comes with what it may do, and with what it was', () => {
  const objects = installed(settings({ suffix: 'two' }));
  expect(titles(objects)).toEqual([
    'ServiceAccount kata-deploy-sa-two', 'ClusterRole kata-deploy-role-two', 'ClusterRoleBinding kata-deploy-rb-two',
    'ConfigMap mine-kata-deploy-state', 'DaemonSet kata-deploy-two',
  ]);
  expect(only('ConfigMap', objects).data).toEqual({ multiInstallSuffix: 'two', deploymentMode: 'daemonset' });
  expect(only('ClusterRole', objects).rules).toEqual([
    { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] },
    { apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['get', 'list', 'watch'] },
  ]);
});

test('lets kata-deploy make rules for Node Feature Discovery where it does so itself', () => {
  const { rules } = only('ClusterRole', installed(settings({ release: releaseFacts('4.0.0') })));
  expect(rules.map(({ resources }: { resources: string[] }) => resources[0]))
    .toEqual(['nodes', 'nodes/proxy', 'runtimeclasses', 'customresourcedefinitions', 'nodefeaturerules', 'daemonsets']);
});
