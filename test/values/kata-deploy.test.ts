import { parse } from 'yaml';
import { kataDeployEdition } from '../../src/values/charts/kata-deploy/editions';
import { at, changes, Phase, rendering } from '../cli/rendering';
import { Manifest } from '../support/synth';

const EDITIONS = {
  '3.25.0': kataDeployEdition('3.25.0'),
  '4.0.0': kataDeployEdition('4.0.0'),
  '4.1.0': kataDeployEdition('4.1.0'),
};
type Version = keyof typeof EDITIONS;

const objects = (text = '{}', version: Version = '4.1.0', phase: Phase = 'install') => rendering(EDITIONS[version], text, phase).objects;
const names = (found: readonly Manifest[]) => found.filter(({ kind }) => kind !== 'RuntimeClass').map(({ kind, metadata }) => `${kind} ${metadata.name}`);
const classes = (found: readonly Manifest[]) => Object.fromEntries(
  found.filter(({ kind }) => kind === 'RuntimeClass').map((one) => [one.metadata.name, one]));
const daemonSet = (found: readonly Manifest[]) => found.find(({ kind, metadata }) => kind === 'DaemonSet' && metadata.name !== 'kata-monitor')!;
const env = (found: readonly Manifest[]): Record<string, string> => Object.fromEntries(
  daemonSet(found).spec.template.spec.containers[0].env.map((one: { name: string; value: string }) => [one.name, one.value]));
const dispatcher = (found: readonly Manifest[]): string[] => found.find(({ kind, metadata }) => kind === 'Job' && /dispatcher/.test(metadata.name))!
  .spec.template.spec.containers[0].command;
const flags = (text: string, flag: string, version: Version = '4.1.0') => dispatcher(objects(text, version))
  .filter((one) => one.startsWith(`--${flag}=`)).map((one) => one.slice(flag.length + 3));

test('null among labels and annotations is the empty string, as the API server reads it', () => {
  const labels = 'podLabels: {a: null}\npodAnnotations: {b: null}\n';
  const template = (text: string, version?: Version) => daemonSet(objects(`${text}nodeSelector: {node-role.kubernetes.io/worker: null}`, version)).spec.template;
  expect(template(labels)).toMatchObject({
    metadata: { labels: { a: '' }, annotations: { b: '' } }, spec: { nodeSelector: { 'node-role.kubernetes.io/worker': '' } },
  });
  expect(template('', '3.25.0').spec.nodeSelector).toEqual({ 'node-role.kubernetes.io/worker': '' });
  const [old] = rendering('kata-deploy@3.21.0', 'nodeSelector: {node-role.kubernetes.io/worker: null}').objects.filter(({ kind }) => kind === 'DaemonSet');
  expect(old.spec.template.spec.nodeSelector).toEqual({ 'node-role.kubernetes.io/worker': '' });
});

describe('the defaults of each edition', () => {
  test('objects', () => {
    expect(names(objects('{}', '4.1.0'))).toEqual([
      'ServiceAccount kata-deploy-sa', 'ClusterRole kata-deploy-role', 'ClusterRoleBinding kata-deploy-rb',
      'ConfigMap release-name-kata-deploy-state', 'DaemonSet kata-deploy',
    ]);
    expect(names(objects('{}', '4.0.0'))).toEqual([
      'ServiceAccount kata-deploy-sa', 'ClusterRole kata-deploy-role', 'ClusterRoleBinding kata-deploy-rb', 'DaemonSet kata-deploy',
    ]);
    expect(names(objects('{}', '3.25.0'))).toEqual(names(objects('{}', '4.0.0')));
    expect((['3.25.0', '4.0.0', '4.1.0'] as const).map((version) => Object.keys(classes(objects('{}', version))).length)).toEqual([16, 24, 25]);
  });

  test('what a RuntimeClass says', () => {
    expect((['3.25.0', '4.0.0', '4.1.0'] as const).map((version) => classes(objects('{}', version))['kata-qemu-snp'])).toEqual([
      expect.not.objectContaining({ metadata: expect.objectContaining({ annotations: expect.anything() }) }),
      expect.objectContaining({ metadata: expect.objectContaining({ annotations: { 'katacontainers.io/kata-version': '4.0.0' } }) }),
      {
        apiVersion: 'node.k8s.io/v1',
        kind: 'RuntimeClass',
        metadata: {
          name: 'kata-qemu-snp',
          labels: { 'app.kubernetes.io/managed-by': 'kata-deploy', 'kata-deploy/instance': 'default' },
          annotations: { 'katacontainers.io/kata-version': '4.1.0' },
        },
        handler: 'kata-qemu-snp',
        overhead: { podFixed: { memory: '2048Mi', cpu: '1.0' } },
        scheduling: { nodeSelector: { 'katacontainers.io/kata-runtime': 'true', 'kata-deploy.katacontainers.io/default': 'true' } },
      },
    ]);
  });

  test('nothing to say', () => {
    expect(Object.values(EDITIONS).map((edition) => rendering(edition).lines)).toEqual([[], [], []]);
  });
});

/** One value, and everything that it changes in the container of the DaemonSet, by place. */
const CONTAINER: ReadonlyArray<[path: string[], yaml: string, changed: Record<string, unknown>]> = [
  [['image', 'tag'], '4.2', { image: 'quay.io/kata-containers/kata-deploy:4.2' }],
  [['image', 'tag'], '0', {}],
  [['image', 'reference'], `"mirror.example.com/k@sha256:${'a'.repeat(64)}"`, { image: `mirror.example.com/k@sha256:${'a'.repeat(64)}` }],
  [['imagePullPolicy'], 'null', { imagePullPolicy: undefined }],
  [['debug'], 'true', { 'env[DEBUG].value': 'true', 'command[1]': '--log-level', 'command[2]': 'debug', 'command[3]': 'install' }],
  [['logLevel'], '" warn "', { 'command[1]': '--log-level', 'command[2]': 'warn', 'command[3]': 'install' }],
  [['env', 'hostOS'], 'cbl-mariner', { 'env[HOST_OS].name': 'HOST_OS', 'env[HOST_OS].value': 'cbl-mariner' }],
  [['env', 'installationPrefix'], '/var/lib/k/', {
    'env[INSTALLATION_PREFIX].value': '/var/lib/k/', 'volumeMounts[kata-install].mountPath': '/var/lib/k//opt/kata',
  }],
  [['k8sDistribution'], 'null', { 'env[K8S_DISTRIBUTION].value': '' }],
  [['k8sDistribution'], 'rke2', { 'env[K8S_DISTRIBUTION].value': 'rke2' }],
  [['containerd', 'configDir'], '/etc/mine', { 'env[K8S_DISTRIBUTION].name': undefined, 'env[K8S_DISTRIBUTION].value': undefined }],
  [['containerd', 'configFileName'], '" my.toml "', {
    'env[CONTAINERD_CONFIG_FILE_NAME].name': 'CONTAINERD_CONFIG_FILE_NAME', 'env[CONTAINERD_CONFIG_FILE_NAME].value': 'my.toml',
  }],
  [['snapshotter', 'setup'], '"nydus,erofs"', { 'env[EXPERIMENTAL_SETUP_SNAPSHOTTER].value': 'nydus,erofs' }],
  [['snapshotter', 'setup'], '[erofs, nydus]', { 'env[EXPERIMENTAL_SETUP_SNAPSHOTTER].value': 'erofs,nydus' }],
  [['snapshotter', 'setup'], 'null', {
    'env[EXPERIMENTAL_SETUP_SNAPSHOTTER].name': undefined, 'env[EXPERIMENTAL_SETUP_SNAPSHOTTER].value': undefined,
  }],
  [['startupTaints'], '[a, "b:NoSchedule"]', { 'env[STARTUP_TAINTS].name': 'STARTUP_TAINTS', 'env[STARTUP_TAINTS].value': 'a,b:NoSchedule' }],
  [['shims', 'qemu-snp', 'agent', 'httpsProxy'], 'http://p:1', {
    'env[AGENT_HTTPS_PROXY].name': 'AGENT_HTTPS_PROXY', 'env[AGENT_HTTPS_PROXY].value': 'qemu-snp=http://p:1',
  }],
  [['shims', 'qemu', 'allowedHypervisorAnnotations'], '[a, b]', Object.fromEntries(['X86_64', 'AARCH64', 'S390X', 'PPC64LE'].flatMap((one) => [
    [`env[ALLOWED_HYPERVISOR_ANNOTATIONS_${one}].name`, `ALLOWED_HYPERVISOR_ANNOTATIONS_${one}`],
    [`env[ALLOWED_HYPERVISOR_ANNOTATIONS_${one}].value`, 'qemu:a,b'],
  ]))],
  [['shims', 'remote', 'enabled'], 'null', {
    'env[SHIMS_PPC64LE].value': 'qemu qemu-runtime-rs remote',
    'env[SNAPSHOTTER_HANDLER_MAPPING_PPC64LE].name': 'SNAPSHOTTER_HANDLER_MAPPING_PPC64LE',
    'env[SNAPSHOTTER_HANDLER_MAPPING_PPC64LE].value': 'remote:nydus',
    'env[PULL_TYPE_MAPPING_PPC64LE].name': 'PULL_TYPE_MAPPING_PPC64LE',
    'env[PULL_TYPE_MAPPING_PPC64LE].value': 'remote:guest-pull',
    'env[SHIMS_X86_64].value': expect.stringMatching(/ remote$/),
    'env[SHIMS_S390X].value': expect.stringMatching(/ remote$/),
    'env[SNAPSHOTTER_HANDLER_MAPPING_X86_64].value': expect.stringMatching(/,remote:nydus$/),
    'env[SNAPSHOTTER_HANDLER_MAPPING_S390X].value': expect.stringMatching(/,remote:nydus$/),
    'env[PULL_TYPE_MAPPING_X86_64].value': expect.stringMatching(/,remote:guest-pull$/),
    'env[PULL_TYPE_MAPPING_S390X].value': expect.stringMatching(/,remote:guest-pull$/),
  }],
  [['defaultShim', 'amd64'], 'qemu-snp', { 'env[DEFAULT_SHIM_X86_64].value': 'qemu-snp' }],
  [['defaultShim', 'amd64'], '" qemu-snp "', { 'env[DEFAULT_SHIM_X86_64].name': undefined, 'env[DEFAULT_SHIM_X86_64].value': undefined }],
  [['defaultShim', 'amd64'], 'qemu-se', { 'env[DEFAULT_SHIM_X86_64].name': undefined, 'env[DEFAULT_SHIM_X86_64].value': undefined }],
  [['health', 'port'], '9000', {
    'env[HEALTH_PORT].value': '9000',
    ...Object.fromEntries(['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => [`${probe}.httpGet.port`, 9000])),
  }],
  [['health', 'livenessProbe'], '{enabled: false, periodSeconds: "7", timeoutSeconds: 0}', { 'livenessProbe.periodSeconds': 7 }],
  [['resources'], '{requests: null, limits: {cpu: 1}}', {
    'resources.requests.cpu': undefined, 'resources.requests.memory': undefined, 'resources.limits.cpu': 1,
  }],
];

describe('values of the DaemonSet\'s container', () => {
  const before = objects();

  test.each(CONTAINER)('%j: %s', (path, yaml, expected) => {
    const head = 'DaemonSet kata-deploy spec.template.spec.containers[kube-kata].';
    const changed = Object.entries(changes(before, objects(at(path, yaml)))).flatMap(([place, value]) => (
      place.startsWith(head) ? [[place.slice(head.length), value]] : []));
    expect(Object.fromEntries(changed)).toEqual(expected);
  });
});

describe('shims and their RuntimeClasses', () => {
  test('`enabled` decides, then `disableAll`', () => {
    const found = objects('shims: {disableAll: true, qemu: {enabled: true}, fc: {enabled: null}, clh: {enabled: false}}');
    expect(Object.keys(classes(found))).toEqual(['kata-qemu']);
    expect(env(found)).toMatchObject({ SHIMS_X86_64: 'qemu', SHIMS_PPC64LE: 'qemu' });
    expect(Object.keys(env(found)).filter((name) => name.startsWith('DEFAULT_SHIM'))).toEqual([]);
  });

  test('overhead: the user\'s keys over those of the chart, numbers as texts', () => {
    const overhead = (text: string) => classes(objects(text))['kata-qemu'].overhead;
    expect(overhead('shims: {qemu: {runtimeClass: {overhead: {cpu: 2}}}}')).toEqual({ podFixed: { memory: '320Mi', cpu: '2' } });
    expect(overhead('runtimeClasses: {overheadEnabled: false}')).toBeUndefined();
    expect(overhead('{runtimeClasses: {overheadEnabled: false}, shims: {qemu: {runtimeClass: {overheadEnabled: true}}}}'))
      .toEqual({ podFixed: { memory: '320Mi', cpu: '250m' } });
    expect(overhead('shims: {qemu: {runtimeClass: {overheadEnabled: null}}}')).toBeUndefined();
  });

  test('a shim that no release has: told to kata-deploy; a RuntimeClass only where the chart knows its overhead', () => {
    const found = objects('shims: {mine: {enabled: true, supportedArches: [ppc64le]}, stratovirt: {supportedArches: [ppc64le]}}');
    expect(env(found).SHIMS_PPC64LE).toBe('mine qemu qemu-runtime-rs stratovirt');
    expect(Object.keys(classes(found))).toEqual(expect.arrayContaining(['kata-stratovirt']));
    expect(Object.keys(classes(found))).not.toContain('kata-mine');
  });

  test.each<[Version, string, string | undefined]>([
    ['4.1.0', 'runtimeClasses: {createDefault: true}', 'kata-qemu-runtime-rs'],
    ['4.1.0', '{runtimeClasses: {createDefault: true}, defaultShim: {amd64: null, arm64: qemu}}', 'kata-qemu'],
    ['4.1.0', '{runtimeClasses: {createDefault: true}, defaultShim: {amd64: remote}}', undefined],
    ['4.1.0', '{runtimeClasses: {createDefault: true}, env: {multiInstallSuffix: a}}', undefined],
    ['3.25.0', '{runtimeClasses: {createDefault: true}, shims: {qemu: {enabled: false}}}', 'kata-qemu'],
    ['3.25.0', '{runtimeClasses: {createDefault: true}, defaultShim: {amd64: none}}', undefined],
  ])('the default RuntimeClass: %s, %s', (version, text, handler) => {
    expect(classes(objects(text, version)).kata?.handler).toBe(handler);
  });

  test('debug and devkit: further ones, also with a suffix', () => {
    const some = 'shims: {disableAll: true, qemu: {enabled: true}}';
    expect(Object.keys(classes(objects(`{${some}, debug: true, devkit: true, env: {multiInstallSuffix: "7"}}`))).sort())
      .toEqual(['kata-qemu-7', 'kata-qemu-7-debug', 'kata-qemu-7-devkit']);
    expect(Object.keys(classes(objects(`{${some}, devkit: true}`)))).toEqual(['kata-qemu']);
    expect(Object.keys(classes(objects(`{${some}, debug: true}`, '4.0.0')))).toEqual(['kata-qemu']);
  });

  test('before 4.0.0 a default shim is told whether it is installed or not', () => {
    expect(env(objects('defaultShim: {amd64: none, arm64: "", s390x: null}', '3.25.0'))).toMatchObject({
      DEFAULT_SHIM_X86_64: 'none', DEFAULT_SHIM_S390X: '', DEFAULT_SHIM_PPC64LE: 'qemu',
    });
    expect(env(objects('defaultShim: {arm64: ""}', '3.25.0'))).not.toHaveProperty('DEFAULT_SHIM_AARCH64');
  });
});

describe('Node Feature Discovery is what is said of it', () => {
  const rule = (text: string) => {
    const found = objects(text);
    return [
      found.some(({ kind }) => kind === 'NodeFeatureRule'),
      classes(found)['kata-qemu-snp'].overhead.podFixed['sev-snp.amd.com/esids'],
      Object.keys(classes(found)['kata-qemu-snp'].scheduling.nodeSelector).length,
      daemonSet(found).spec.template.spec.affinity?.nodeAffinity
        .requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.length,
    ];
  };

  test.each([
    ['{}', [false, undefined, 2, undefined]],
    ['nodeFeatureRules: {create: true}', [true, '1', 2, undefined]],
    ['nodeFeatureRules: {create: "true"}', [true, '1', 2, undefined]],
    ['nodeFeatureRules: {create: null}', [false, undefined, 2, undefined]],
    ['node-feature-discovery: {enabled: true}', [true, '1', 3, 6]],
    ['{node-feature-discovery: {enabled: true}, nodeFeatureRules: {create: false}}', [false, undefined, 3, 6]],
  ])('%s', (text, expected) => expect(rule(text)).toEqual(expected));
});

describe('the mode job', () => {
  const selectors = (text: string, version: Version = '4.1.0') => flags(`{deploymentMode: job, ${text}}`, 'node-selector', version);
  const terms = (...some: string[]) => (
    `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${some.join(', ')}]}}}`);

  test('objects: a Job that tells its content, and no DaemonSet', () => {
    expect(names(objects('deploymentMode: job'))).toEqual([
      'ServiceAccount kata-deploy-dispatcher-sa', 'ClusterRole kata-deploy-dispatcher-noderole',
      'ClusterRoleBinding kata-deploy-dispatcher-noderb', 'Role kata-deploy-dispatcher-role', 'RoleBinding kata-deploy-dispatcher-rb',
      'ConfigMap release-name-kata-deploy-state', 'ConfigMap kata-deploy-job-templates',
      expect.stringMatching(/^Job kata-deploy-install-dispatcher-[0-9a-f]{8}$/),
    ]);
  });

  test('which nodes', () => {
    expect(selectors('nodeSelector: {}')).toEqual([]);
    expect(selectors(`nodeSelector: {z: "1", a: b}, ${terms('{matchExpressions: [{key: k, operator: In, values: [v, w]}]}',
      '{matchExpressions: [{key: l, operator: DoesNotExist}, {key: m, operator: Exists}]}')}`))
      .toEqual(['a=b,z=1,k in (v,w)', 'a=b,z=1,!l,m']);
    expect(selectors('tolerations: []', '4.0.0'))
      .toEqual(['!node-role.kubernetes.io/control-plane,!node-role.kubernetes.io/master']);
    expect(selectors('nodeSelector: {ignored: "1"}, job: {nodeSelector: {a: b}, nodeSelectorExpressions: []}', '4.0.0')).toEqual(['a=b']);
    expect(flags('{deploymentMode: job, job: {nodes: [n1, n2]}}', 'nodes')).toEqual(['n1,n2']);
  });

  test('numbers that are zero, and texts of digits', () => {
    const text = '{deploymentMode: job, job: {parallelism: "25", waitForNodesSeconds: 0, nodeSettleSeconds: 0, waitNodeReadySeconds: 0}}';
    expect(['parallelism', 'wait-for-nodes-secs', 'node-settle-secs', 'wait-node-ready-secs'].map((flag) => flags(text, flag)))
      .toEqual([['25'], ['0'], ['15'], ['300']]);
    const template = (own: string) => parse(objects(`{deploymentMode: job, job: ${own}}`)
      .find(({ metadata }) => metadata.name === 'kata-deploy-job-templates')!.data['install-job.yaml']).spec;
    expect(template('{activeDeadlineSeconds: 0, backoffLimit: 0, ttlSecondsAfterFinished: 60}'))
      .toMatchObject({ activeDeadlineSeconds: 3600, backoffLimit: 0, ttlSecondsAfterFinished: 60 });
  });

  test('how much is logged: the chart does not say it to Jobs', () => {
    const template = (text: string) => objects(`{deploymentMode: job, ${text}}`).find(({ metadata }) => metadata.name === 'kata-deploy-job-templates')!;
    expect(template('logLevel: trace')).toEqual(template('logLevel: ""'));
    expect(daemonSet(objects('logLevel: trace')).spec.template.spec.containers[0].command).toEqual(['/usr/bin/kata-deploy', '--log-level', 'trace', 'install']);
  });

  test('a change of what the Jobs of nodes read gives the Job another name', () => {
    const name = (text: string) => names(objects(text)).find((one) => one.startsWith('Job'));
    expect(name('deploymentMode: job')).toBe(name('{deploymentMode: job, kubectlImage: {tag: x}}'));
    expect(name('deploymentMode: job')).not.toBe(name('{deploymentMode: job, debug: true}'));
  });

  test('the uninstall phase', () => {
    expect(names(objects('deploymentMode: job', '4.1.0', 'uninstall'))).toContainEqual(
      expect.stringMatching(/^Job kata-deploy-cleanup-dispatcher-[0-9a-f]{8}$/));
    expect(names(objects('{}', '3.25.0', 'uninstall'))).toContain('DaemonSet kata-deploy-cleanup');
  });
});

describe('what is written by the user', () => {
  const RUNTIME = 'kind: RuntimeClass\napiVersion: node.k8s.io/v1\nhandler: kata-mine\nmetadata: {name: mine}\noverhead: {podFixed: {cpu: 2}}\n';
  const custom = (own: object) => JSON.stringify({ customRuntimes: { enabled: true, runtimes: { b: own, a: {} } } });

  test('a custom runtime: its files, and its RuntimeClass with the overhead of its base', () => {
    const found = objects(custom({ baseConfig: 'qemu-snp', dropIn: 'a = 1', runtimeClass: RUNTIME, containerd: { snapshotter: 'nydus' } }));
    expect(found.find(({ metadata }) => metadata.name === 'kata-deploy-custom-configs')!.data).toEqual({
      'custom-runtimes.list': 'kata-mine:qemu-snp:nydus:\n', 'dropin-kata-mine.toml': 'a = 1\n',
    });
    expect(classes(found).mine).toMatchObject({
      handler: 'kata-mine',
      overhead: { podFixed: { memory: '2048Mi', cpu: 2 } },
      scheduling: { nodeSelector: { 'kata-deploy.katacontainers.io/default': 'true' } },
    });
    expect(env(found).CUSTOM_RUNTIMES_ENABLED).toBe('true');
    expect(classes(objects(custom({ baseConfig: 'qemu-snp', inheritBaseOverhead: false, runtimeClass: RUNTIME }))).mine.overhead)
      .toEqual({ podFixed: { cpu: 2 } });
  });

  test('files begin where their first line does, as in the YAML that the chart writes', () => {
    const files = objects(JSON.stringify({
      containerd: { userDropIn: '\n a = 1\n' },
      shims: { qemu: { dropIn: '  x = 1\n   y = 2\r\n' } },
      kubectlImage: { tag: '1' },
      verification: { pod: '  kind: Pod\n  metadata: {name: a}' },
    })).filter(({ kind, metadata }) => kind === 'ConfigMap' && !/state$/.test(metadata.name)).map(({ data }) => data);
    expect(Object.assign({}, ...files)).toEqual({
      'containerd-user-dropin.toml': '\na = 1\n', 'dropin-qemu.toml': 'x = 1\n y = 2\n', 'pod-spec.yaml': 'kind: Pod\nmetadata: {name: a}\n',
    });
  });

  test('none where they are off, or where there is none', () => {
    const configs = (text: string) => objects(text).some(({ metadata }) => metadata.name === 'kata-deploy-custom-configs');
    expect([
      '{customRuntimes: {enabled: false, runtimes: {a: {}}}}', '{customRuntimes: {enabled: true}}', '{shims: {qemu: {dropIn: " "}}}',
      '{customRuntimes: {enabled: true, runtimes: {a: {}}}}', '{shims: {qemu: {dropIn: "a = 1"}}}', '{shims: {qemu: {dropIn: a, enabled: false}}}',
    ].map(configs)).toEqual([false, false, false, true, true, false]);
  });

  test('kata-monitor finds the socket and the level that are nearest', () => {
    const args = (text: string) => objects(text).find(({ metadata }) => metadata.name === 'kata-monitor')
      ?.spec.template.spec.containers[0].args;
    expect(args('{}')).toBeUndefined();
    expect(args('{monitor: {enabled: true}, k8sDistribution: k3s, debug: true}')).toEqual([
      '-listen-address=0.0.0.0:8090', '-log-level=debug', '-runtime-endpoint=unix:///run/k3s/containerd/containerd.sock',
    ]);
    expect(args('{monitor: {enabled: true, logLevel: " warn "}, logLevel: trace, containerd: {runtimeSocket: unix:///x}, debug: true}')).toEqual([
      '-listen-address=0.0.0.0:8090', '-log-level=warn', '-runtime-endpoint=unix:///x',
    ]);
  });

  test('texts may refer to other variables, as in the chart', () => {
    const [container] = objects('{env: {hostOS: "$(NODE_NAME) $$"}}').find(({ kind }) => kind === 'DaemonSet')!.spec.template.spec.containers;
    expect(container.env).toContainEqual({ name: 'HOST_OS', value: '$(NODE_NAME) $$' });
  });

  test('an empty namespace of the verification is that of the release', () => {
    const text = (namespace: string) => `{kubectlImage: {tag: "1"}, verification: {pod: "kind: Pod\\nmetadata: {name: try}", namespace: ${namespace}}}`;
    expect(objects(text('null'))).toEqual(objects(text('default')));
    expect(objects(text('""'))).toEqual(objects(text('default')));
    expect(objects(text('other'))).not.toEqual(objects(text('default')));
  });

  test('names of the release, as Helm makes them', () => {
    const text = (more: string) => `{verification: {pod: "kind: Pod\\nmetadata: {name: try}"}, kubectlImage: {tag: "1"}${more}}`;
    const spec = (more: string) => names(objects(text(more))).find((one) => one.endsWith('-verification-spec'));
    expect([spec(''), spec(', nameOverride: name'), spec(', nameOverride: other'), spec(', fullnameOverride: full')]).toEqual([
      'release-name-kata-deploy', 'release-name', 'release-name-other', 'full',
    ].map((one) => `ConfigMap ${one}-verification-spec`));
  });
});
