import { releaseFacts } from '../../src/kata/catalogue/releases';

type Random = () => number;
type Tree = Record<string, unknown>;

const ARCHITECTURES = ['amd64', 'arm64', 's390x', 'ppc64le'];

/** Values of the chart kata-deploy that Helm renders and kata-deploy could run, in all kinds that people write. */
export function kataDeploy(random: Random, version: string): Tree {
  const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
  const some = <T>(items: readonly T[], chance = 0.25): T[] => items.filter(() => random() < chance);
  const maybe = <T>(value: () => T, chance = 0.3): T | undefined => (random() < chance ? value() : undefined);
  const [four, newest] = [version !== '3.25.0', version === '4.1.0'];
  const suffix = maybe(() => one(['', 'a', 'pr1', '7', null, ...(four ? [] : [12])]), 0.3);
  const job = four && random() < 0.4;

  const labels = () => one<Tree | null>([{}, { 'pool': 'a', 'example.com/tee': 'snp' }, { 'node-role.kubernetes.io/worker': '' }, { name: 'x', z: '1' }, null]);
  const tolerations = () => one([[], [{ operator: 'Exists' }], [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoSchedule' }], null]);
  const image = (name: string) => defined({
    reference: maybe(() => one([`mirror.example.com:5000/k/${name}`, ...(four ? [`quay.io/k/${name}@sha256:${'0'.repeat(64)}`] : [])])),
    tag: maybe(() => one(['', '4.1.0-custom', 'nightly-rust-1', null, ...(four ? [4.2, 0, 7] : [])])),
  });
  const dropIn = () => one(['', ' ', '[hypervisor.qemu]\ndefault_vcpus = 4\n', 'a = 1', 'a = 1\n\n\n', '\n[x]\n  b = "c: d"  # e\n', null]);
  const expression = () => {
    const key = one(['pool', 'kubernetes.io/arch', 'example.com/tee']);
    return one<Tree>([
      { key, operator: 'Exists' }, { key, operator: 'DoesNotExist' },
      { key, operator: 'In', values: ['a', 'b'] }, { key, operator: 'NotIn', values: ['c'] },
    ]);
  };
  const term = () => ({ matchExpressions: [expression(), ...some([expression()], 0.4)] });
  const terms = () => [term(), ...some([term(), term()], 0.4)];
  const required = () => ({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms() } });
  const affinity = () => one<Tree | null>([
    {}, null, { nodeAffinity: required() }, { nodeAffinity: required() },
    { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: term() }] } },
    { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { a: 'b' } } }] } },
    ...(job ? [] : [{
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }, { matchExpressions: [{ key: 'cpus', operator: 'Gt', values: ['4'] }] },
          ],
        },
      },
    }]),
  ]);

  const shim = (known: boolean) => defined({
    enabled: maybe(() => one(four ? [true, false, null] : [true, false]), 0.7),
    supportedArches: known ? maybe(() => some(ARCHITECTURES, 0.5), 0.1) : some(ARCHITECTURES, 0.5),
    allowedHypervisorAnnotations: maybe(() => one([[], ['default_vcpus'], ['default_vcpus', 'default_memory'], null])),
    containerd: maybe(() => one([defined({ snapshotter: one(['', 'nydus', 'erofs', 'blockfile', null]), forceGuestPull: maybe(() => random() < 0.5) }), null])),
    crio: maybe(() => one([{ guestPull: random() < 0.5 }, {}, null])),
    agent: maybe(() => one([
      {}, { httpsProxy: 'http://proxy.example.com:8080', noProxy: 'localhost,10.0.0.0/8' }, { noProxy: '*.svc' }, { httpsProxy: null }, null,
    ])),
    dropIn: four ? maybe(dropIn) : undefined,
    runtimeClass: four ? maybe(() => one([defined({
      nodeSelector: maybe(() => one([{}, { a: 'b' }, { 'c': 7, 'd/e': 'true' }, { 'katacontainers.io/kata-runtime': 'x' }, null])),
      overheadEnabled: maybe(() => random() < 0.5),
      overhead: maybe(() => one([{}, { memory: '1Gi' }, { cpu: 2, memory: '2048Mi' }, { cpu: '1.5' }, { cpu: 0.25 }, null])),
    }), null])) : undefined,
  });
  const shims = () => defined({
    disableAll: four ? maybe(() => one([true, false, null]), 0.5) : undefined,
    ...Object.fromEntries(some(Object.keys(releaseFacts(version).shims), 0.2).map((name) => [name, shim(true)])),
    ...(random() < 0.15 ? { 'stratovirt': shim(false), 'my-shim': shim(false) } : {}),
  });

  const probe = (startup: boolean) => defined({
    enabled: maybe(() => random() < 0.5),
    initialDelaySeconds: startup ? maybe(() => one([0, 5, '7'])) : undefined,
    periodSeconds: maybe(() => one([0, 15, '20', null])),
    failureThreshold: maybe(() => 9),
  });
  const runtime = (name: string, index: number) => {
    const handler = `kata-${name}`;
    const lines = [
      'apiVersion: node.k8s.io/v1', 'kind: RuntimeClass', `metadata:\n  name: ${name}-class`,
      ...some(['overhead:\n  podFixed:\n    cpu: 1\n    memory: "640Mi"\n    example.com/x: "2"'], 0.5),
      ...some(['scheduling:\n  nodeSelector:\n    pool: a\n  tolerations:\n    - operator: Exists'], 0.5),
    ];
    lines.splice(Math.floor(random() * lines.length), 0, `handler: ${handler}`);
    return defined({
      baseConfig: one(['qemu', 'qemu-snp', 'stratovirt', 'my-shim']),
      dropIn: maybe(dropIn, 0.6),
      runtimeClass: index === 2 ? maybe(() => null, 0.5) : `${lines.join('\n')}\n`,
      inheritBaseOverhead: maybe(() => one([true, false, null])),
      containerd: maybe(() => one([{ snapshotter: 'nydus' }, { snapshotter: null }, {}])),
      crio: maybe(() => one([{ pullType: 'guest-pull' }, {}])),
    });
  };

  const values = {
    'nameOverride': maybe(() => one(['', 'other', 'coco', `long-${'x'.repeat(35)}-y`]), 0.15),
    'fullnameOverride': maybe(() => one(['', 'full', `f${'y'.repeat(45)}`]), 0.15),
    'global': maybe(() => ({ anything: { goes: 1 } }), 0.1),
    'imagePullPolicy': maybe(() => one(['Always', 'IfNotPresent', 'Never', null])),
    'imagePullSecrets': maybe(() => one([[], [{ name: 'a' }, { name: 'b.c' }], null])),
    'image': maybe(() => image('kata-deploy')),
    'k8sDistribution': maybe(() => one(['k8s', 'k3s', 'rke2', 'k0s', 'microk8s', '', null]), 0.5),
    'nodeSelector': maybe(labels),
    'tolerations': maybe(tolerations),
    'debug': maybe(() => one([true, false, null])),
    'snapshotter': maybe(() => defined({
      setup: maybe(() => one([[], ['nydus'], ['erofs', 'nydus'], 'nydus', 'nydus,erofs', null]), 0.6),
      ...(four ? {
        erofsMergeMode: maybe(() => one(['', 'merged', ' unmerged ', 'Merged', null])),
        erofsSnapshotterMode: maybe(() => one(['', 'disk', ' memory '])),
        erofsDmverity: maybe(() => random() < 0.5),
      } : {}),
    })),
    'shims': maybe(shims, 0.8),
    'defaultShim': maybe(() => Object.fromEntries(some(ARCHITECTURES, 0.5).map((name) => [name, one([...Object.keys(releaseFacts(version).shims), '', null, 'qemu', 'qemu'])])), 0.5),
    'runtimeClasses': maybe(() => defined({
      enabled: maybe(() => random() < 0.8),
      createDefault: maybe(() => random() < 0.8, 0.7),
      defaultName: maybe(() => one(['kata', 'default-kata', 'k.x'])),
      overheadEnabled: four ? maybe(() => one([true, false, null])) : undefined,
    }), 0.5),
    'env': maybe(() => defined({
      installationPrefix: maybe(() => one(['', '/opt/custom', '/var/lib/k/', null])),
      hostOS: maybe(() => one(['', 'cbl-mariner', null])),
      multiInstallSuffix: suffix,
    }), 0.6),
    'node-feature-discovery': maybe(() => ({ enabled: random() < 0.7 })),
    'verification': maybe(() => defined({
      namespace: maybe(() => 'verify'),
      timeout: maybe(() => one([60, '90'])),
      daemonsetTimeout: four ? maybe(() => 99) : undefined,
      pod: maybe(() => 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: kata-deploy-verify\nspec:\n  containers:\n    - name: a\n      image: "b:1"\n', 0.7),
    }), 0.3),
    ...(four ? {
      deploymentMode: job ? 'job' : maybe(() => one(['daemonset', '', null])),
      kubectlImage: maybe(() => one([{ tag: '1.33' }, { tag: '' }, { tag: 1.3 }, { reference: `k.example.com/k@sha256:${'1'.repeat(64)}`, tag: '' }])),
      monitor: maybe(() => defined({
        enabled: random() < 0.8,
        image: maybe(() => image('kata-monitor')),
        listenAddress: maybe(() => '127.0.0.1:9000'),
        runtimeEndpoint: maybe(() => one(['', 'unix:///run/x/y.sock', 'unix:/run/z.sock', '/run/plain/w.sock'])),
        logLevel: maybe(() => one(['', ' warn ', 'debug', null])),
        port: maybe(() => one([9000, '9001'])),
        securityContext: maybe(() => ({ privileged: true })),
        resources: maybe(() => ({ limits: { cpu: '1', memory: null } })),
      }), 0.4),
      containerd: maybe(() => defined({
        configDir: maybe(() => one(['', '/etc/my-containerd/', '/x'])),
        runtimeSocket: maybe(() => one(['', 'unix:///run/my/c.sock', null])),
        configFileName: maybe(() => one(['', 'my.toml', ' m.toml '])),
        userDropIn: maybe(() => one(['', ' ', '[plugins.x]\n  a = 1\n', 'b = 2'])),
      }), 0.4),
      startupTaints: maybe(() => one([[], ['a'], ['a:NoSchedule', 'example.com/b'], null])),
      podLabels: maybe(() => one([{}, { team: 'a' }, { name: 'ignored', x: '1' }, null])),
      podAnnotations: maybe(() => one([{}, { 'a/b': 'c d' }, { 'checksum/custom-configs': 'mine' }, null])),
      affinity: maybe(affinity, 0.5),
      priorityClassName: maybe(() => one(['', 'system-cluster-critical', null])),
      updateStrategy: maybe(() => one([{ type: 'OnDelete' }, { rollingUpdate: { maxUnavailable: '25%' } }, null])),
      resources: maybe(() => one([{}, { limits: { memory: '1Gi' } }, { requests: null }, null])),
      logLevel: maybe(() => one(['', 'trace', ' warn ', null])),
      health: maybe(() => one([null, defined({
        port: maybe(() => one([0, 9999, '8081'])),
        startupProbe: maybe(() => one([probe(true), null])),
        livenessProbe: maybe(() => one([probe(false), null])),
        readinessProbe: maybe(() => probe(false)),
      })])),
      customRuntimes: maybe(() => defined({
        enabled: random() < 0.8,
        runtimes: one([{}, null, Object.fromEntries(some(['z-two', 'a-one', 'm3'], 0.6).map((name, index) => [name, runtime(name, index)]))]),
      }), 0.4),
      job: maybe(() => defined({
        dispatcherImage: maybe(() => image('d')),
        parallelism: maybe(() => one([1, 10, '25'])),
        nodes: maybe(() => one([[], ['n1'], ['n1', 'n2'], null]), 0.2),
        ttlSecondsAfterFinished: maybe(() => one([60, 3600])),
        backoffLimit: maybe(() => one([0, 5])),
        ...(newest ? {
          dispatcherNodeSelector: maybe(() => one([{}, { 'node-role.kubernetes.io/control-plane': '' }, null])),
          dispatcherTolerations: maybe(tolerations),
          waitForNodesSeconds: maybe(() => one([0, 30, null])),
          nodeSettleSeconds: maybe(() => one([0, 5, null])),
          waitNodeReadySeconds: maybe(() => one([0, 60, null])),
          activeDeadlineSeconds: maybe(() => one([0, 7200, null])),
          cleanup: maybe(() => one([null, defined({
            nodes: maybe(() => ['n9']), nodeSelector: maybe(labels), nodeAffinity: maybe(() => one([{}, null, required()])),
          })])),
        } : {
          nodeSelector: maybe(labels),
          nodeSelectorExpressions: maybe(() => one([[], [expression()], [expression(), expression()], null])),
          cleanup: maybe(() => one([null, defined({
            nodes: maybe(() => ['n9']), nodeSelector: maybe(labels), nodeSelectorExpressions: maybe(() => [expression()]),
          })])),
        }),
      }), job ? 0.7 : 0.2),
      ...(newest ? {
        devkit: maybe(() => random() < 0.5),
        nodeFeatureRules: maybe(() => one([null, { create: one(['auto', true, false, 'true', 'false', null]) }])),
      } : {}),
    } : {}),
  };
  return defined(values);
}

function defined(values: Tree): Tree {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
