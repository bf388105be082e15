import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import {
  Architecture, ContainerdTarball, ContainerImage, CustomContainerdInstaller, CustomContainerdInstallerProps, ImagePullPolicy,
  KataRelease, KataRuntime, KubernetesDistribution, Lifecycle, TaintEffect, TolerationOperator,
} from 'cdk8s-coco';
import { ISecret, Secret } from 'cdk8s-plus-28';
import { NO_SUBSTITUTION } from '../support/annotations';
import { defaultTexts, valueOf } from '../support/default-texts';
import { expanded } from '../support/kubelet';
import { nodesOf } from '../support/scheduler';
import { daemonSet, Manifest, manifests, newChart, podSpec } from '../support/synth';

const SUM = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
const URL_AMD64 = 'https://mirror.example.com/containerd-amd64.tar.gz';
const ONE = [ContainerdTarball.forAllNodes(URL_AMD64, SUM)];
const scripts = (...names: string[]) => names
  .map((name) => readFileSync(join(__dirname, '..', '..', 'src', `${name.includes('/') ? name : `containerd/${name}`}.sh`), 'utf8')).join('\n');

const installer = (props: Partial<CustomContainerdInstallerProps> = {}) => (
  new CustomContainerdInstaller(newChart(), 'Containerd', { tarballs: ONE, ...props }));
const install = (props: Partial<CustomContainerdInstallerProps> = {}) => daemonSet(manifests(installer(props)));
const cleanup = (props: Partial<CustomContainerdInstallerProps> = {}) => {
  const target = newChart();
  installer(props).emitUninstall(target);
  return daemonSet(manifests(target));
};
const onNodes = (...architectures: string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{
        matchExpressions: [
          { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
          ...architectures.length ? [{ key: 'kubernetes.io/arch', operator: 'In', values: architectures }] : [],
        ],
      }],
    },
  },
});
const envOf = (workload: Manifest): Record<string, string> => Object.fromEntries(
  podSpec(workload).containers[0].env.map(({ name, value, valueFrom }: Manifest) => [name, value ?? valueFrom]));
const refusal = (props: object): string => {
  try {
    installer(props);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected the props to be refused');
};
const SECRET = { name: 'downloads' } as ISecret;
const oneProblem = (line: string) => `coco/Containerd: 1 problem with CustomContainerdInstaller\n  - ${line}`;

describe('the installer', () => {
  test('is a privileged DaemonSet that is ready when its node is done', () => {
    const [container] = podSpec(install()).containers;
    const labels = {
      'app.kubernetes.io/name': 'containerd-installer',
      'app.kubernetes.io/instance': 'custom',
      'app.kubernetes.io/component': 'containerd-installer',
    };
    expect(install()).toEqual({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'custom-containerd-installer', namespace: 'coco-system', labels, annotations: NO_SUBSTITUTION },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'containerd-installer', 'app.kubernetes.io/instance': 'custom' } },
        template: {
          metadata: { labels },
          spec: {
            priorityClassName: 'system-node-critical',
            affinity: onNodes(),
            tolerations: [{ operator: 'Exists' }],
            automountServiceAccountToken: false,
            terminationGracePeriodSeconds: 360,
            hostNetwork: true,
            hostPID: true,
            containers: [{
              name: 'containerd-installer',
              image: 'docker.io/library/alpine:3.22',
              imagePullPolicy: 'IfNotPresent',
              command: container.command,
              env: [
                { name: 'COCO_SHA256', value: SUM },
                { name: 'COCO_URL', value: URL_AMD64 },
                { name: 'COCO_DOWNLOAD_RETRIES', value: '5' },
                { name: 'COCO_MAX_DOWNLOAD_KIB', value: '524288' },
                { name: 'COCO_MAX_UNPACKED_KIB', value: '2097152' },
                { name: 'COCO_ACTIVE_SECONDS', value: '60' },
                { name: 'COCO_WATCH_SECONDS', value: '60' },
              ],
              readinessProbe: { exec: { command: ['test', '-e', '/tmp/ready'] }, periodSeconds: 5, failureThreshold: 1 },
              resources: { requests: { cpu: '10m', memory: '32Mi' } },
              securityContext: { privileged: true },
              volumeMounts: [{ name: 'host-root', mountPath: '/host' }],
            }],
            volumes: [{ name: 'host-root', hostPath: { path: '/', type: 'Directory' } }],
          },
        },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      },
    });
  });

  test.each([
    ['installer', install, ['common/host-path', 'common/task', 'common', 'records', 'services', 'change', 'download', 'plan', 'install']],
    ['cleanup', cleanup, ['common/host-path', 'common/task', 'common', 'records', 'services', 'change', 'uninstall']],
  ])('the %s runs its script to the letter, after the kubelet has put variables into its command', (_, make, parts) => {
    const [container] = podSpec(make()).containers;
    const variables = Object.fromEntries(container.env?.map(({ name, value }: Manifest) => [name, value]) ?? []);
    expect(container.command.slice(0, 2)).toEqual(['/bin/sh', '-c']);
    expect(expanded(container.command[2], variables)).toBe(scripts(...parts));
    expect(container.command[2]).not.toContain(URL_AMD64);
  });

  test('a URL reaches the script as it is', () => {
    const url = 'https://mirror.example.com/$(COCO_SHA256)/$$/a;b\'c"d`e`';
    const env = envOf(install({ tarballs: [ContainerdTarball.forAllNodes(url, SUM)] }));
    expect(expanded(env.COCO_URL, { COCO_SHA256: SUM })).toBe(url);
  });

  test('every prop reaches the objects', () => {
    const chart = newChart();
    const secret = Secret.fromSecretName(chart, 'Downloads', 'downloads');
    const ROOT = { key: 'disk', operator: 'Exists' };
    const props: Required<CustomContainerdInstallerProps> = {
      name: 'mirror',
      lifecycle: Lifecycle.PRESENT,
      tarballs: [
        ContainerdTarball.forArchitecture(Architecture.X86_64, URL_AMD64, SUM),
        ContainerdTarball.forArchitecture(Architecture.AARCH64, 'https://mirror.example.com/arm64', SUM, { header: { secret, key: 'header' } }),
        ContainerdTarball.fromSecretUrl({ secret, key: 's390x' }, SUM, Architecture.S390X),
        ContainerdTarball.unsafeWithoutChecksum('http://mirror.example.com/ppc64le', Architecture.PPC64LE),
      ],
      installPath: '/usr/local',
      distribution: KubernetesDistribution.K8S,
      image: ContainerImage.of('registry.example.com/alpine', { tag: '3.22.1' }),
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      imagePullSecrets: [Secret.fromSecretName(chart, 'Secret', 'mirror')],
      nodeSelector: { pool: 'coco' },
      tolerations: [{ key: 'dedicated', operator: TolerationOperator.EQUAL, value: 'coco', effect: TaintEffect.NO_SCHEDULE }],
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [ROOT] }] } },
      },
      priorityClassName: '',
      httpProxy: 'http://proxy.example.com:1',
      httpsProxy: 'http://proxy.example.com:2',
      noProxy: ['localhost', '.svc'],
      downloadAttempts: 7,
      maxDownloadSize: Size.mebibytes(200),
      maxUnpackedSize: Size.gibibytes(1),
      startTimeout: Duration.seconds(90),
      healthWindow: Duration.minutes(2),
    };
    new CustomContainerdInstaller(chart, 'Containerd', props);
    const workload = daemonSet(manifests(chart));
    expect(workload.metadata.name).toBe('mirror-containerd-installer');
    expect(workload.spec.selector.matchLabels['app.kubernetes.io/instance']).toBe('mirror');
    expect(podSpec(workload)).toMatchObject({
      imagePullSecrets: [{ name: 'mirror' }],
      nodeSelector: { pool: 'coco' },
      tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'coco', effect: 'NoSchedule' }],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{
              matchExpressions: [
                ROOT,
                { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
                { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64', 'ppc64le', 's390x'] },
              ],
            }],
          },
        },
      },
      terminationGracePeriodSeconds: 480,
      containers: [{ image: 'registry.example.com/alpine:3.22.1', imagePullPolicy: 'Always' }],
    });
    expect(podSpec(workload)).not.toHaveProperty('priorityClassName');
    expect(envOf(workload)).toEqual({
      COCO_URL_AMD64: URL_AMD64,
      COCO_SHA256_AMD64: SUM,
      COCO_URL_ARM64: 'https://mirror.example.com/arm64',
      COCO_SHA256_ARM64: SUM,
      COCO_HEADER_ARM64: { secretKeyRef: { name: 'downloads', key: 'header' } },
      COCO_URL_S390X: { secretKeyRef: { name: 'downloads', key: 's390x' } },
      COCO_SHA256_S390X: SUM,
      COCO_URL_PPC64LE: 'http://mirror.example.com/ppc64le',
      COCO_UNSAFE_NO_CHECKSUM: 'true',
      COCO_INSTALL_PATH: '/usr/local',
      COCO_DOWNLOAD_RETRIES: '7',
      COCO_MAX_DOWNLOAD_KIB: '204800',
      COCO_MAX_UNPACKED_KIB: '1048576',
      COCO_ACTIVE_SECONDS: '90',
      COCO_WATCH_SECONDS: '120',
      http_proxy: 'http://proxy.example.com:1',
      https_proxy: 'http://proxy.example.com:2',
      no_proxy: 'localhost,.svc',
    });
  });

  test('its DaemonSet is its default child', () => {
    expect(ApiObject.of(installer()).kind).toBe('DaemonSet');
  });
});

test.each(defaultTexts('containerd').filter(({ prop, literal }) => literal && prop.startsWith('CustomContainerdInstallerProps.')).map(({ prop, text }) => [prop.split('.')[1], text]))(
  'without `%s` is as with %s', (prop, text) => {
    expect(install({ [prop]: valueOf(text) })).toEqual(install());
    expect(cleanup({ [prop]: valueOf(text) })).toEqual(cleanup());
  });

describe('on a cluster', () => {
  const node = (name: string, arch: string, labels = {}) => ({ name, labels: { 'kubernetes.io/arch': arch, 'kubernetes.io/os': 'linux', ...labels } });
  const nodes = [
    node('x1', 'amd64', { pool: 'coco' }), node('x2', 'amd64'), node('z1', 's390x', { pool: 'coco' }), node('a1', 'arm64', { pool: 'coco' }),
    node('windows', 'amd64', { 'kubernetes.io/os': 'windows', 'pool': 'coco' }),
    { ...node('tainted', 'amd64', { pool: 'coco' }), taints: [{ key: 'own', effect: 'NoExecute' as const }] },
  ];

  test('an installer runs on all selected Linux nodes, tainted or not', () => {
    expect(nodesOf(install({ nodeSelector: { pool: 'coco' } }), nodes)).toEqual(['x1', 'z1', 'a1', 'tainted']);
  });

  test('an installer runs only on nodes of the architectures that it has tarballs for', () => {
    const forArchitecture = (architecture: Architecture) => ContainerdTarball.forArchitecture(architecture, URL_AMD64, SUM);
    expect(nodesOf(install({ tarballs: [forArchitecture(Architecture.X86_64)] }), nodes)).toEqual(['x1', 'x2', 'tainted']);
    expect(nodesOf(install({ tarballs: [forArchitecture(Architecture.S390X), forArchitecture(Architecture.AARCH64)] }), nodes)).toEqual(['z1', 'a1']);
    expect(nodesOf(install({ tarballs: [forArchitecture(Architecture.S390X), ...ONE] }), nodes)).toEqual(['x1', 'x2', 'z1', 'a1', 'tainted']);
  });

  test('the uninstall phase reaches every Linux node, also those whose labels changed', () => {
    expect(nodesOf(cleanup({ nodeSelector: { pool: 'coco' } }), nodes)).toEqual(['x1', 'x2', 'z1', 'a1', 'tainted']);
  });

  test('kata-deploy waits, on the same nodes, for the tarball of their architecture', () => {
    const chart = newChart();
    const tarballs = [
      ContainerdTarball.forArchitecture(Architecture.X86_64, URL_AMD64, SUM),
      ContainerdTarball.forArchitecture(Architecture.S390X, 'https://mirror.example.com/s390x', SUM),
    ];
    const containerd = new CustomContainerdInstaller(chart, 'Containerd', { tarballs, nodeSelector: { pool: 'coco' } });
    const kata = new KataRuntime(chart, 'Kata', {
      release: KataRelease.latest(),
      architectures: [Architecture.X86_64, Architecture.S390X],
      nodeSelector: { pool: 'coco', tee: 'yes' },
    });
    kata.installAfter(containerd);
    const workload = manifests(chart).find(({ metadata }) => metadata.name === 'kata-deploy')!;
    const [gate] = podSpec(workload).initContainers;
    expect(gate).toEqual({
      name: 'wait-for-containerd',
      image: 'docker.io/library/alpine:3.22',
      imagePullPolicy: 'IfNotPresent',
      command: ['/bin/sh', '-c', gate.command[2]],
      env: [
        { name: 'COCO_IDENTITY_AMD64', value: SUM },
        { name: 'COCO_IDENTITY_S390X', value: SUM },
      ],
      resources: { requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '32Mi' } },
      securityContext: { runAsUser: 0, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'host', mountPath: '/host', readOnly: true }],
    });
    expect(expanded(gate.command[2], {})).toBe(scripts('common/host-path', 'common/task', 'common', 'wait'));
  });

  test('without a checksum, kata-deploy waits for the checksum of the URL', () => {
    const chart = newChart();
    const url = 'https://mirror.example.com/containerd.tar.gz';
    const containerd = new CustomContainerdInstaller(chart, 'Containerd', { tarballs: [ContainerdTarball.unsafeWithoutChecksum(url)] });
    expect(containerd.gate.environment).toEqual({ COCO_IDENTITY: `url-${createHash('sha256').update(`${url}\n`).digest('hex')}` });
  });

  test('a runtime that nothing is waited for by has no init containers', () => {
    const chart = newChart();
    new KataRuntime(chart, 'Kata', { release: KataRelease.latest() });
    expect(podSpec(daemonSet(manifests(chart)))).not.toHaveProperty('initContainers');
  });

  test('a runtime waits on nodes that an affinity selects, if its own selects the same', () => {
    const inPool = (pool: string) => ({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values: [pool] }] }],
        },
      },
    });
    const waits = (pool?: string) => () => {
      const chart = newChart();
      const containerd = new CustomContainerdInstaller(chart, 'Containerd', {
        tarballs: [ContainerdTarball.forArchitecture(Architecture.X86_64, URL_AMD64, SUM)], affinity: inPool('coco'),
      });
      const affinity = pool === undefined ? undefined : inPool(pool);
      new KataRuntime(chart, 'Kata', { release: KataRelease.V4_1_0, architectures: [Architecture.X86_64], affinity }).installAfter(containerd);
    };
    expect(waits('coco')).not.toThrow();
    const message = 'affinity: the step is done only on nodes that its `affinity` asks for; allowed: a runtime that asks for the same.';
    expect(waits('other')).toThrow(message);
    expect(waits()).toThrow(message);
  });

  test('a runtime does not wait for what some of its nodes never get', () => {
    const chart = newChart();
    const containerd = new CustomContainerdInstaller(chart, 'Containerd', {
      tarballs: [ContainerdTarball.forArchitecture(Architecture.X86_64, URL_AMD64, SUM)], nodeSelector: { pool: 'coco' },
    });
    const kata = new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), architectures: [Architecture.X86_64, Architecture.AARCH64] });
    expect(() => kata.installAfter(containerd)).toThrow(new Error([
      'coco/Kata: 2 problems with installAfter(coco/Containerd)',
      '  - nodeSelector: the step is done only on nodes with "pool=coco"; allowed: a runtime on those nodes only. '
        + 'Add { \'pool\': \'coco\' } to the runtime\'s nodeSelector, or take it from that of the step.',
      '  - architectures: the step is not done on aarch64; allowed: a runtime for x86_64. '
        + 'Add what the step needs for it, or take the architecture out of the runtime.',
    ].join('\n')));
  });

  test('a runtime does not wait on nodes whose taints keep the installer off', () => {
    const chart = newChart();
    const containerd = new CustomContainerdInstaller(newChart(), 'Containerd', { tarballs: ONE, tolerations: [] });
    const kata = new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), tolerations: [{ key: 'own', operator: TolerationOperator.EXISTS }] });
    expect(() => kata.installAfter(containerd)).toThrow('tolerations: the step is not done on nodes with the taint own, which the runtime tolerates; ');
    const other = new CustomContainerdInstaller(chart, 'Other', { tarballs: ONE });
    kata.installAfter(other);
    expect(podSpec(manifests(chart).find(({ metadata }) => metadata.name === 'kata-deploy')!).initContainers).toHaveLength(1);
  });

  test('the registry of the installer is that of what waits for it', () => {
    const chart = newChart();
    const containerd = new CustomContainerdInstaller(chart, 'Containerd', {
      tarballs: ONE, imagePullPolicy: ImagePullPolicy.ALWAYS, imagePullSecrets: [Secret.fromSecretName(chart, 'Mirror', 'mirror')],
    });
    const kata = new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), imagePullSecrets: [Secret.fromSecretName(chart, 'Own', 'own')] });
    kata.installAfter(containerd);
    expect(podSpec(manifests(chart).find(({ metadata }) => metadata.name === 'kata-deploy')!)).toMatchObject({
      imagePullSecrets: [{ name: 'own' }, { name: 'mirror' }], initContainers: [{ imagePullPolicy: 'Always' }],
    });
  });

  test('the original comes back when Kata is gone from the node, and not before', () => {
    const chart = newChart();
    const containerd = new CustomContainerdInstaller(chart, 'Containerd', { tarballs: ONE });
    new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), installationPrefix: '/var', multiInstallSuffix: 'two' }).installAfter(containerd);
    const target = newChart();
    containerd.emitUninstall(target);
    const [gate] = podSpec(daemonSet(manifests(target))).initContainers;
    expect(gate).toMatchObject({
      name: 'wait-for-kata-uninstall-two',
      image: 'docker.io/library/alpine:3.22',
      env: [{ name: 'COCO_KATA_DIR', value: '/var/opt/kata-two' }, { name: 'COCO_CONTAINERD_DIR', value: '/etc/containerd/' }],
      volumeMounts: [{ name: 'host-root', mountPath: '/host', readOnly: true }],
    });
    expect(expanded(gate.command[2], {})).toBe(scripts('common/host-path', 'common/task', 'kata/containerd-config', 'kata/wait-uninstalled'));
  });

  test('a step is waited for once', () => {
    const chart = newChart();
    const containerd = new CustomContainerdInstaller(chart, 'Containerd', { tarballs: ONE });
    const kata = new KataRuntime(chart, 'Kata', { release: KataRelease.latest() });
    kata.installAfter(containerd);
    expect(() => kata.installAfter(containerd)).toThrow('got "wait-for-containerd" twice; allowed: each kind of step once.');
  });
});

describe('the uninstall phase', () => {
  test('is a DaemonSet on every node, all at once', () => {
    const workload = cleanup({ startTimeout: Duration.seconds(90), healthWindow: Duration.seconds(0) });
    expect(workload.metadata.name).toBe('custom-containerd-cleanup');
    expect(workload.spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } });
    expect(podSpec(workload)).toMatchObject({ tolerations: [{ operator: 'Exists' }], hostPID: true });
    expect(envOf(workload)).toEqual({ COCO_ACTIVE_SECONDS: '90', COCO_WATCH_SECONDS: '0' });
  });
});

describe('bad input', () => {
  test.each(['k3s', 'rke2', 'k0s', 'microk8s'])('%s runs a containerd of its own', (name) => {
    expect(refusal({ distribution: KubernetesDistribution.of(name) })).toBe(oneProblem(`distribution: got "${name}"; allowed: k8s. `
      + `${name} brings a containerd of its own inside its own program, and would run that one all the same.`));
  });

  const all = (url: string, ...sum: string[]) => ({ tarballs: [ContainerdTarball.forAllNodes(url, sum.length ? sum[0] : SUM)] });
  const scheme = 'allowed: an http or https URL without spaces, credentials and query. Percent-encode characters that a URL cannot have. '
    + 'Only http and https are supported.';
  test.each<[string, object, string]>([
    ['no tarball', { tarballs: [] }, 'tarballs: got an empty list; allowed: one tarball for all nodes, or one per architecture. '
      + 'Add ContainerdTarball.forAllNodes(url, sha256).'],
    ['no checksum', all(URL_AMD64, ''), 'tarballs[0].sha256: got ""; allowed: 64 hexadecimal digits in lower case. '
      + 'ContainerdTarball.unsafeWithoutChecksum() skips the verification.'],
    ['a checksum of another length', all(URL_AMD64, 'abc'), 'tarballs[0].sha256: got "abc"; allowed: 64 hexadecimal digits in lower case. '
      + 'Use the first word of the output of sha256sum.'],
    ['a checksum in capitals', all(URL_AMD64, 'AB'.repeat(32)), `tarballs[0].sha256: got "${'AB'.repeat(32)}"; allowed: 64 hexadecimal digits in lower case. `
      + 'Use the first word of the output of sha256sum.'],
    ['a checksum of 63 digits', all(URL_AMD64, 'a'.repeat(63)), `tarballs[0].sha256: got "${'a'.repeat(63)}"; allowed: 64 hexadecimal digits in lower case. `
      + 'Use the first word of the output of sha256sum.'],
    ['a scheme that nodes do not speak', all('ftp://mirror.example.com/c'), `tarballs[0].url: got "ftp://mirror.example.com/c"; ${scheme}`],
    ['a space in the URL', all('https://mirror.example.com/a b'), `tarballs[0].url: got "https://mirror.example.com/a b"; ${scheme}`],
    ['no URL at all', all('containerd.tar.gz'), `tarballs[0].url: got "containerd.tar.gz"; ${scheme}`],
    ['two tarballs for all nodes', { tarballs: [...ONE, ...ONE] },
      'tarballs[1]: got "all nodes"; allowed: one tarball per architecture, and one for all other nodes. Remove one of the two.'],
    ['a relative path', { installPath: 'usr/local' }, 'installPath: got "usr/local"; allowed: an absolute path without "..", spaces and a slash '
      + 'at its end, like "/usr/local". It is the folder that bin/ is in; leave it out to have it found on each node.'],
    ['a name that makes others too long', { name: 'x'.repeat(50) }, `name: got "${'x'.repeat(50)}", which makes the name `
      + `"${'x'.repeat(50)}-containerd-installer" of 71 characters; allowed: 63. Shorten it by 8.`],
    ['too few seconds', { startTimeout: Duration.seconds(1) }, 'startTimeout: got "1 seconds"; allowed: whole seconds from 10 to 600. Give another duration.'],
    ['too many seconds', { healthWindow: Duration.hours(2) }, 'healthWindow: got "7200 seconds"; allowed: whole seconds from 0 to 3600. Give another duration.'],
    ['a number for a duration', { healthWindow: 60 }, 'healthWindow: got 60; allowed: a Duration of cdk8s, like Duration.minutes(5). It is of the type number.'],
    ['a size that is too large', { maxDownloadSize: Size.gibibytes(9) }, 'maxDownloadSize: got "9216 MiB"; allowed: whole mebibytes from 1 to 8192. Give another size.'],
    ['a number for a size', { maxUnpackedSize: 5 }, 'maxUnpackedSize: got 5; allowed: a Size of cdk8s, like Size.mebibytes(64). It is of the type number.'],
    ['half an attempt', { downloadAttempts: 0.5 }, 'downloadAttempts: got 0.5; allowed: a whole number from 1 to 100. Give another one.'],
    ['a header without curl', { tarballs: [ContainerdTarball.forAllNodes(URL_AMD64, SUM, { header: { secret: SECRET, key: 'header' } })] },
      'tarballs[0].header: needs curl, which the default image does not have; allowed: with an image that has it. Set `image`.'],
    ['a misspelt prop', { tarbals: [] }, 'tarbals: there is no such prop. Did you mean "tarballs"?'],
  ])('%s', (_, props, line) => {
    expect(refusal(props)).toBe(oneProblem(line));
  });

  test('an unknown architecture', () => {
    expect(() => Architecture.of('riscv64')).toThrow('Architecture.of: unknown architecture "riscv64"; allowed: x86_64, aarch64, s390x, ppc64le.');
  });

  const HIDDEN = 'tarballs[0].url: got a value that is not printed here; allowed: an http or https URL without spaces, credentials and query. Its user, '
    + 'password, query or fragment may be secret, and would be in the DaemonSet: keep the URL in a Secret and use ContainerdTarball.fromSecretUrl, or a '
    + 'header from a Secret. `unsafeUrlInPlainText: true` accepts it.';
  const secrets = [
    'https://user:hunter2@mirror.example.com/c', 'https://hunter2@mirror.example.com/c', 'https://mirror.example.com/c?token=hunter2',
    'https://mirror.example.com/c?sv=2024&sig=hunter2', 'https://mirror.example.com/c#hunter2', 'https://mirror.example.com%40hunter2/c',
    'ftp://user:hunter2@mirror.example.com/c', 'https://mirror.example.com/c ?token=hunter2', 'user:hunter2@mirror.example.com/c',
  ];

  test.each(secrets)('a URL that may hold a secret is never printed: %s', (url) => {
    expect(refusal(all(url))).toBe(oneProblem(HIDDEN));
    expect(refusal({ tarballs: [ContainerdTarball.unsafeWithoutChecksum(url)] })).toBe(oneProblem(HIDDEN));
  });

  test.each(secrets.filter((url) => /^https:[^ ]*$/.test(url) && !url.includes('%40')))('an option accepts it, and warns: %s', (url) => {
    const app = new App();
    const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
    const tarballs = [ContainerdTarball.forAllNodes(url, SUM, { unsafeUrlInPlainText: true })];
    const containerd = new CustomContainerdInstaller(chart, 'Containerd', { tarballs });
    new KataRuntime(chart, 'Kata', { release: KataRelease.latest() }).installAfter(containerd);
    const warn = jest.spyOn(console, 'error').mockImplementation();
    for (const node of app.node.findAll()) node.node.validate();
    expect(warn.mock.calls).toEqual([['warning: coco/Containerd: the URL of a tarball is in plain text in the DaemonSet, as unsafeUrlInPlainText '
      + 'requests, and may contain a secret; use ContainerdTarball.fromSecretUrl']]);
    warn.mockRestore();
    const workloads = manifests(chart).filter(({ kind }) => kind === 'DaemonSet');
    expect(workloads.filter((one) => JSON.stringify(one).includes('hunter2')).map(({ metadata }) => metadata.name)).toEqual(['custom-containerd-installer']);
  });

  test('nor is one with a wrong option', () => {
    const secret = { secret: SECRET } as unknown as { secret: ISecret; key: string };
    expect(() => ContainerdTarball.fromSecretUrl(secret, SUM)).toThrow('ContainerdTarball.fromSecretUrl: url.key: got nothing; allowed: a string. It is required.');
    const HIDDEN_OBJECT = 'got a value that is not printed here; allowed: an object like { key, secret }. It is of the type string.';
    expect(() => ContainerdTarball.fromSecretUrl('https://u:hunter2@h/' as never, SUM)).toThrow(new Error(`ContainerdTarball.fromSecretUrl: url: ${HIDDEN_OBJECT}`));
    expect(() => ContainerdTarball.forAllNodes(URL_AMD64, SUM, { header: 'Authorization: hunter2' as never }))
      .toThrow(new Error(`ContainerdTarball.forAllNodes: options.header: ${HIDDEN_OBJECT}`));
  });

  test('credentials of a proxy are refused and never printed', () => {
    const message = refusal({ httpsProxy: 'http://user:hunter2@proxy:1' });
    expect(message).toContain('httpsProxy: got a value that is not printed here');
    expect(message).not.toContain('hunter2');
  });

  test('everything at once', () => {
    const message = refusal({ ...all('ftp://x', 'y'), distribution: KubernetesDistribution.K3S, installPath: '../x' });
    expect(message.split('\n')[0]).toBe('coco/Containerd: 4 problems with CustomContainerdInstaller');
  });
});
