import { ApiObject, App, Chart, JsonPatch, Testing, YamlOutputType } from 'cdk8s';
import { Architecture, KataRelease, KataRuntime, KataRuntimeProps, KataShim, RuntimeClasses } from 'cdk8s-coco';
import { daemonSet, install, Manifest, manifests, newChart, newRuntime, ofKind, podSpec, uninstall } from '../support/synth';

const EVERYTHING: Partial<KataRuntimeProps> = {
  release: KataRelease.V3_21_0,
  architectures: [Architecture.X86_64, Architecture.S390X],
  runtimeClasses: RuntimeClasses.BY_MANIFEST,
};

describe('names of objects equal upstream\'s', () => {
  test.each<[Partial<KataRuntimeProps>, Record<string, string>, Record<string, string>]>([
    [{ name: 'kata-as-coco-runtime' }, {
      ServiceAccount: 'kata-as-coco-runtime-sa',
      ClusterRole: 'kata-as-coco-runtime-role',
      ClusterRoleBinding: 'kata-as-coco-runtime-rb',
      DaemonSet: 'kata-as-coco-runtime',
    }, {
      ServiceAccount: 'kata-as-coco-runtime-sa-cleanup',
      ClusterRole: 'kata-as-coco-runtime-role-cleanup',
      ClusterRoleBinding: 'kata-as-coco-runtime-rb-cleanup',
      DaemonSet: 'kata-as-coco-runtime-cleanup',
    }],
    [{ name: 'kata-as-coco-runtime', multiInstallSuffix: 'snp-only' }, {
      ServiceAccount: 'kata-as-coco-runtime-sa-snp-only',
      ClusterRole: 'kata-as-coco-runtime-role-snp-only',
      ClusterRoleBinding: 'kata-as-coco-runtime-rb-snp-only',
      DaemonSet: 'kata-as-coco-runtime-snp-only',
    }, {
      ServiceAccount: 'kata-as-coco-runtime-sa-snp-only-cleanup',
      ClusterRole: 'kata-as-coco-runtime-role-snp-only-cleanup',
      ClusterRoleBinding: 'kata-as-coco-runtime-rb-snp-only-cleanup',
      DaemonSet: 'kata-as-coco-runtime-snp-only-cleanup',
    }],
  ])('%j', (props, installed, uninstalled) => {
    const names = (objects: Manifest[]) => Object.fromEntries(objects.map(({ kind, metadata }) => [kind, metadata.name]));
    expect(names(install(props))).toEqual(installed);
    expect(names(uninstall(props))).toEqual(uninstalled);
    const runtime = newRuntime(props);
    expect([runtime.installWorkloads, runtime.serviceAccountName, runtime.uninstallWorkload])
      .toEqual([[`daemonset/${installed.DaemonSet}`], installed.ServiceAccount, `daemonset/${uninstalled.DaemonSet}`]);
  });

  test('two installations share no name', () => {
    const chart = newChart();
    new KataRuntime(chart, 'One', { release: KataRelease.latest(), multiInstallSuffix: 'one', runtimeClasses: RuntimeClasses.BY_MANIFEST });
    new KataRuntime(chart, 'Two', { release: KataRelease.latest(), multiInstallSuffix: 'two', runtimeClasses: RuntimeClasses.BY_MANIFEST });
    const ids = manifests(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('service account and rights of the installation', () => {
  expect(install().filter(({ kind }) => kind !== 'DaemonSet')).toEqual([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'kata-deploy-sa', namespace: 'coco-system' } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'kata-deploy-role' },
      rules: [
        { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] },
        { apiGroups: ['node.k8s.io'], resources: ['runtimeclasses'], verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'kata-deploy-rb' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'kata-deploy-role' },
      subjects: [{ kind: 'ServiceAccount', name: 'kata-deploy-sa', namespace: 'coco-system' }],
    },
  ]);
});

describe('namespaces', () => {
  test.each(['install', 'uninstall'])('%s: only what lies in a namespace has one', (phase) => {
    const objects = phase === 'install' ? install(EVERYTHING, 'elsewhere') : uninstall(EVERYTHING, 'elsewhere');
    expect(objects.length).toBeGreaterThan(3);
    for (const { kind, metadata } of objects) {
      expect([kind, metadata.namespace]).toEqual([kind, ['ServiceAccount', 'DaemonSet'].includes(kind) ? 'elsewhere' : undefined]);
    }
  });

  test('the rights are bound to the service account of the chart\'s namespace', () => {
    const [binding] = ofKind('ClusterRoleBinding', install({}, 'elsewhere'));
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'kata-deploy-sa', namespace: 'elsewhere' }]);
    expect(newRuntime({}, 'elsewhere').namespace).toBe('elsewhere');
  });

  test('fails in a chart without one', () => {
    const chart = new Chart(new App(), 'coco');
    expect(() => new KataRuntime(chart, 'Kata', { release: KataRelease.latest() })).toThrow(new Error('coco/Kata: 1 problem with KataRuntime\n'
      + '  - (chart): has no namespace, which these objects need: new Chart(app, id, { namespace: \'coco-system\' }).'));
  });
});

describe('every emitted object is within reach', () => {
  test('the DaemonSet is the default child', () => {
    const runtime = newRuntime();
    expect(runtime.node.defaultChild).toBe(ApiObject.of(runtime));
    expect(ApiObject.of(runtime).toJson()).toEqual(daemonSet(manifests(runtime)));
  });

  test('by ids that stay', () => {
    expect(newRuntime(EVERYTHING).node.children.map(({ node }) => node.id)).toEqual([
      'ServiceAccount',
      'ClusterRole',
      'ClusterRoleBinding',
      ...['qemu-coco-dev', 'qemu-snp', 'qemu-tdx', 'qemu-nvidia-gpu-snp', 'qemu-nvidia-gpu-tdx', 'qemu-se'].map((shim) => `RuntimeClass-kata-${shim}`),
      'Resource',
      'Resource-s390x',
    ]);
  });

  test('node.findAll finds what is written', () => {
    const runtime = newRuntime(EVERYTHING);
    const found = runtime.node.findAll().filter(ApiObject.isApiObject).map((one) => one.toJson());
    expect(found).toHaveLength(11);
    expect(manifests(runtime)).toEqual(expect.arrayContaining(found));
    expect(manifests(runtime)).toHaveLength(found.length);
  });

  test('patches reach the manifest, of the uninstall phase too', () => {
    // GIVEN
    const runtime = newRuntime();
    const phase = newChart();
    runtime.emitUninstall(phase);
    // WHEN
    for (const object of [ApiObject.of(runtime), phase.node.findChild('Resource') as ApiObject]) {
      object.addJsonPatch(
        JsonPatch.replace('/spec/template/spec/hostPID', false),
        JsonPatch.add('/spec/template/spec/dnsPolicy', 'ClusterFirstWithHostNet'),
        JsonPatch.replace('/spec/updateStrategy/rollingUpdate/maxUnavailable', 3),
      );
    }
    // THEN
    for (const workload of [daemonSet(manifests(runtime)), daemonSet(manifests(phase))]) {
      expect(podSpec(workload)).toMatchObject({ hostPID: false, dnsPolicy: 'ClusterFirstWithHostNet' });
      expect(workload.spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 3 } });
    }
  });
});

describe('synth is pure', () => {
  const yaml = (props: Partial<KataRuntimeProps>) => {
    const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_APP });
    const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
    const phase = new Chart(app, 'phase', { namespace: 'coco-system' });
    new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), ...props }).emitUninstall(phase);
    return JSON.stringify([Testing.synth(chart), Testing.synth(phase)]);
  };
  const environment = { ...process.env };
  afterEach(() => {
    process.env = { ...environment };
    jest.useRealTimers();
  });

  test('two synths are equal', () => {
    expect(yaml(EVERYTHING)).toBe(yaml(EVERYTHING));
    expect(yaml({})).toBe(yaml({}));
  });

  test('neither environment nor clock counts', () => {
    const before = yaml({ debug: true });
    for (const name of ['DEBUG', 'SHIMS', 'HOST', 'HTTPS_PROXY', 'CONTAINERD_CONFIG', 'HOST_OS', 'NODE_ENV']) process.env[name] = 'other';
    jest.useFakeTimers({ now: new Date('2042-01-01') });
    expect(yaml({ debug: true })).toBe(before);
  });

  // Maps of other languages have no order.
  test.each<[string, Partial<KataRuntimeProps>, Partial<KataRuntimeProps>]>([
    ['nodeSelector', { nodeSelector: { a: '1', b: '2' } }, { nodeSelector: { b: '2', a: '1' } }],
    ['additionalEnv', { additionalEnv: { A: '1', B: '2' } }, { additionalEnv: { B: '2', A: '1' } }],
    ['unsafeEnvOverrides', { release: KataRelease.V3_21_0, unsafeEnvOverrides: { HOST_OS: '1', SHIMS_X86_64: '2' } },
      { release: KataRelease.V3_21_0, unsafeEnvOverrides: { SHIMS_X86_64: '2', HOST_OS: '1' } }],
  ])('the order in the map %s does not count', (_, one, other) => {
    expect(yaml(one)).toBe(yaml(other));
  });

  test('props stay as they are', () => {
    const props: Partial<KataRuntimeProps> = Object.freeze({
      ...EVERYTHING, shims: Object.freeze([KataShim.QEMU]) as KataShim[], nodeSelector: Object.freeze({ pool: 'coco' }), additionalEnv: Object.freeze({ A: 'b' }),
    });
    expect(yaml(props)).toBe(yaml(props));
  });
});
