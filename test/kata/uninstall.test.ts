import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Architecture, KataRelease, KataRuntimeProps, KataShim, TaintEffect, TolerationOperator } from 'cdk8s-coco';
import { expanded } from '../support/kubelet';
import { Node, nodesOf, Taint } from '../support/scheduler';
import { container, daemonSet, env, install, Manifest, ofKind, podSpec, uninstall } from '../support/synth';

const SCRIPT = ['common/host-path', 'common/task', 'kata/containerd-config', 'kata/uninstall']
  .map((name) => readFileSync(join(__dirname, '..', '..', 'src', `${name}.sh`), 'utf8')).join('\n');

describe('the objects of the uninstall phase', () => {
  const objects = uninstall({ shims: [KataShim.QEMU_SNP] });

  test('its service account may do what kata-deploy does, and list DaemonSets', () => {
    expect(objects.slice(0, 3)).toEqual([
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'kata-deploy-sa-cleanup', namespace: 'coco-system' } },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'kata-deploy-role-cleanup' },
        rules: [
          { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] },
          { apiGroups: ['node.k8s.io'], resources: ['runtimeclasses'], verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] },
          { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['list'] },
        ],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'kata-deploy-rb-cleanup' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'kata-deploy-role-cleanup' },
        subjects: [{ kind: 'ServiceAccount', name: 'kata-deploy-sa-cleanup', namespace: 'coco-system' }],
      },
    ]);
  });

  test('its DaemonSet cleans a node in an init container, and is ready when that is done', () => {
    const [cleaner] = podSpec(daemonSet(objects)).initContainers;
    expect(objects).toHaveLength(4);
    expect(daemonSet(objects)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: {
        name: 'kata-deploy-cleanup',
        namespace: 'coco-system',
        // The script has `${…}`, which Flux would substitute.
        annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' },
      },
      spec: {
        selector: { matchLabels: { name: 'kata-deploy-cleanup' } },
        template: {
          metadata: { labels: { name: 'kata-deploy-cleanup' } },
          spec: {
            serviceAccountName: 'kata-deploy-sa-cleanup',
            priorityClassName: 'system-node-critical',
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                  nodeSelectorTerms: [
                    { matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }] },
                    { matchExpressions: [{ key: 'katacontainers.io/kata-runtime', operator: 'Exists' }] },
                  ],
                },
              },
            },
            tolerations: [{ operator: 'Exists' }],
            terminationGracePeriodSeconds: 600,
            hostPID: true,
            initContainers: [{
              name: 'kube-kata-cleanup',
              image: 'quay.io/kata-containers/kata-deploy:3.22.0',
              imagePullPolicy: 'IfNotPresent',
              command: ['/bin/sh', '-c', SCRIPT],
              env: cleaner.env,
              securityContext: { privileged: true },
              volumeMounts: podSpec(daemonSet(install())).containers[0].volumeMounts,
            }],
            containers: [{
              name: 'done',
              image: 'quay.io/kata-containers/kata-deploy:3.22.0',
              imagePullPolicy: 'IfNotPresent',
              command: ['sleep', 'infinity'],
              resources: { requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '32Mi' } },
              securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
            }],
            volumes: [
              { name: 'crio-conf', hostPath: { path: '/etc/crio/' } },
              { name: 'containerd-conf', emptyDir: {} }, // kata-deploy must not change the node's
              { name: 'host', hostPath: { path: '/' } },
            ],
          },
        },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } },
      },
    });
    expect(cleaner.env[0]).toEqual({ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } });
  });

  test.each<[Partial<KataRuntimeProps>, Record<string, string>]>([
    [{}, { COCO_KATA_DIR: '/opt/kata', COCO_CONTAINERD_DIR: '/etc/containerd/', COCO_NYDUS_SERVICE: 'nydus-snapshotter', COCO_INSTALL_DAEMONSETS: 'kata-deploy' }],
    [{ installationPrefix: '/var', multiInstallSuffix: 'a' },
      { COCO_KATA_DIR: '/var/opt/kata-a', COCO_NYDUS_SERVICE: 'nydus-snapshotter-a', COCO_INSTALL_DAEMONSETS: 'kata-deploy-a' }],
    [{ unsafeEnvOverrides: { INSTALLATION_PREFIX: '/srv', MULTI_INSTALL_SUFFIX: 'b' } },
      { COCO_KATA_DIR: '/srv/opt/kata-b', COCO_NYDUS_SERVICE: 'nydus-snapshotter-b', COCO_INSTALL_DAEMONSETS: 'kata-deploy' }],
    [{ name: 'k', release: KataRelease.V3_21_0, architectures: [Architecture.X86_64, Architecture.AARCH64], shims: [KataShim.QEMU] },
      { COCO_KATA_DIR: '/opt/kata', COCO_NYDUS_SERVICE: 'nydus-snapshotter', COCO_INSTALL_DAEMONSETS: 'k-amd64 k-arm64' }],
  ])('with %j it knows what to remove', (props, expected) => {
    const installed = ofKind('DaemonSet', install(props)).map(({ metadata }) => metadata.name).join(' ');
    expect(expected.COCO_INSTALL_DAEMONSETS).toBe(installed);
    expect(env(daemonSet(uninstall(props)))).toMatchObject({ ...expected, HELM_POST_DELETE_HOOK: 'true', COCO_NAMESPACE: 'coco-system' });
  });

  test('what the uninstall phase is told twice is told once', () => {
    const props: Partial<KataRuntimeProps> = { additionalEnv: { MINE: '1' }, unsafeEnvOverrides: { DEBUG: 'true' } };
    for (const workload of [daemonSet(install(props)), daemonSet(uninstall(props))]) {
      const names = container(workload).env.map(({ name }: Manifest) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });
});


test('the kubelet leaves the script as it is', () => {
  const workload = daemonSet(uninstall());
  const text = container(workload).command[2];
  expect(expanded('$$(A) $(A) $(B)', { A: 'x' })).toBe('$(A) x $(B)');
  expect(expanded(text, { ...env(workload), NODE_NAME: 'worker-1' })).toBe(SCRIPT);
});

describe('every node that was installed is reached', () => {
  const READY = 'katacontainers.io/kata-runtime';
  const POOL = { 'pool': 'coco', 'example.com/tee': 'snp' };
  const WHOLE: Partial<KataRuntimeProps> = {};
  const SELECTED: Partial<KataRuntimeProps> = { nodeSelector: POOL };
  const TOLERATING: Partial<KataRuntimeProps> = {
    nodeSelector: { pool: 'coco' }, tolerations: [{ key: 'coco', operator: TolerationOperator.EQUAL, value: 'only', effect: TaintEffect.NO_SCHEDULE }],
  };
  const MIXED: Partial<KataRuntimeProps> = { architectures: [Architecture.X86_64, Architecture.S390X], nodeSelector: { pool: 'coco' } };
  const ARCHITECTURES: Partial<KataRuntimeProps> = { ...MIXED, release: KataRelease.V3_21_0 };

  /** Nodes of every kind: labels and taints in all combinations. */
  const LABELS: Record<string, string>[] = [{}, { pool: 'coco' }, POOL, { pool: 'other', tee: 'snp' }];
  const TAINTS: Taint[][] = [
    [],
    [{ key: 'coco', value: 'only', effect: 'NoSchedule' }],
    [{ key: 'coco', value: 'else', effect: 'NoSchedule' }],
    [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }],
  ];
  const NODES: Node[] = LABELS.flatMap((labels, l) => ['amd64', 's390x', 'arm64'].flatMap((arch) => (
    TAINTS.map((taints, t) => ({ name: `${arch}-${l}-${t}`, labels: { ...labels, 'kubernetes.io/arch': arch, 'kubernetes.io/os': 'linux' }, taints })))));

  /** What may happen to a node after Kata was installed, when it has kata-deploy's label. */
  const LATER: [string, (node: Node) => Node][] = [
    ['nothing happened', (node) => node],
    ['all other labels were removed', (node) => ({ ...node, labels: { [READY]: 'true' } })],
    ['a label of the selector has another value', (node) => ({ ...node, labels: { ...node.labels, pool: 'retired' } })],
    ['the label is that of an interrupted cleanup', (node) => ({ ...node, labels: { [READY]: 'cleanup' } })],
    ['it was cordoned', (node) => ({ ...node, taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] })],
    ['it was tainted against all pods', (node) => ({ ...node, taints: [{ key: 'maintenance', value: 'yes', effect: 'NoExecute' }] })],
    ['it is not ready and has no room', (node) => ({
      ...node,
      taints: [
        { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' },
        { key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule' },
        { key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' },
      ],
    })],
  ];

  describe.each([['whole cluster', WHOLE], ['pool', SELECTED], ['tainted pool', TOLERATING], ['mixed', MIXED], ['3.21.0', ARCHITECTURES]])('%s', (_, props) => {
    const installed = NODES.filter((node) => ofKind('DaemonSet', install(props)).some((one) => nodesOf(one, [node]).length));
    const phase = daemonSet(uninstall(props));

    test('some nodes are installed', () => {
      expect(installed.length).toBeGreaterThan(1);
      expect(installed.length).toBeLessThan(NODES.length);
    });

    test.each(LATER)('and %s', (__, happen) => {
      const nodes = installed.map((node) => happen({ ...node, labels: { ...node.labels, [READY]: 'true' } }));
      expect(nodesOf(phase, nodes)).toEqual(installed.map(({ name }) => name));
    });

    test('and Kata was not ready yet', () => {
      expect(nodesOf(phase, installed)).toEqual(installed.map(({ name }) => name));
    });
  });

  test('nodes that were never selected are left alone, and Windows', () => {
    const windows = [{ name: 'windows', labels: { 'kubernetes.io/os': 'windows', 'pool': 'coco' } }];
    for (const props of [WHOLE, SELECTED]) expect(nodesOf(daemonSet(uninstall(props)), windows)).toEqual([]);
    const others = NODES.filter(({ labels }) => labels?.pool !== 'coco');
    expect(nodesOf(daemonSet(uninstall(SELECTED)), others)).toEqual([]);
    expect(nodesOf(daemonSet(uninstall(SELECTED)), [
      { name: 'half', labels: { pool: 'coco' } }, { name: 'other value', labels: { ...POOL, pool: 'other' } },
    ])).toEqual([]);
  });
});

describe('the scheduler of these tests', () => {
  const workload = (spec: object) => ({ spec: { template: { spec } } });
  const affinity = (...nodeSelectorTerms: object[]) => ({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  });
  const node = (labels: Record<string, string> = {}, ...taints: Node['taints'] & object): Node[] => [{ name: 'n', labels, taints }];
  const a1 = { key: 'a', operator: 'In', values: ['1'] };
  test.each<[string, object, Node[], boolean]>([
    ['no rules', {}, node(), true],
    ['selector', { nodeSelector: { a: '1', b: '2' } }, node({ a: '1' }), false],
    ['terms are alternatives', affinity({ matchExpressions: [a1] }, { matchExpressions: [{ key: 'b', operator: 'Exists' }] }), node({ b: '' }), true],
    ['expressions all count', affinity({ matchExpressions: [a1, { key: 'b', operator: 'Exists' }] }), node({ a: '1' }), false],
    ['an empty term matches nothing', affinity({}), node(), false],
    ['selector and affinity both count', { nodeSelector: { b: '2' }, ...affinity({ matchExpressions: [a1] }) }, node({ a: '1' }), false],
    ['a taint', {}, node({}, { key: 't', effect: 'NoSchedule' }), false],
    ['a soft taint', {}, node({}, { key: 't', effect: 'PreferNoSchedule' }), true],
    ['a taint of the node controller', {}, node({}, { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }), true],
    ['Equal compares values', { tolerations: [{ key: 't', value: 'x' }] }, node({}, { key: 't', value: 'y', effect: 'NoSchedule' }), false],
    ['Exists does not', { tolerations: [{ key: 't', operator: 'Exists' }] }, node({}, { key: 't', value: 'y', effect: 'NoExecute' }), true],
    ['effects must be equal', { tolerations: [{ key: 't', operator: 'Exists', effect: 'NoExecute' }] }, node({}, { key: 't', effect: 'NoSchedule' }), false],
    ['everything is tolerated', { tolerations: [{ operator: 'Exists' }] }, node({}, { key: 't', effect: 'NoExecute' }), true],
  ])('%s', (_, spec, nodes, expected) => {
    expect(nodesOf(workload(spec), nodes)).toEqual(expected ? ['n'] : []);
  });
});
