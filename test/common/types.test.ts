import { Duration, Size } from 'cdk8s';
import {
  ContainerdTarball, ContainerImage, CustomContainerdInstaller, KataRelease, KataRuntime, KataRuntimeProps, KataShim,
  PeerPodsRelease, PeerPodsWebhook, PrivilegedNamespace, SecretSource, SecretStore, UninstallPhase,
} from 'cdk8s-coco';
import { Cpu } from 'cdk8s-plus-28';
import { newChart } from '../support/synth';

// What callers without a compiler get wrong: a message for each, and never a TypeError.
const released = (props: object) => ({ release: KataRelease.latest(), ...props }) as KataRuntimeProps;
const kata = (props: object) => () => new KataRuntime(newChart(), 'Kata', released(props));
const installer = (props: unknown) => () => new CustomContainerdInstaller(newChart(), 'C', props as { tarballs: [] });
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const TERM = { matchExpressions: [{ key: 'a', operator: 'Exists' }] };
const tarballs = [ContainerdTarball.unsafeWithoutChecksum('https://mirror.example.com/c.tar.gz')];

test.each<[object, string]>([
  [{ shims: ['qemu-snp'] }, 'shims[0]: got "qemu-snp"; allowed: a KataShim. It is of the type string. Take KataShim.custom(...) or KataShim.of(...).'],
  [{ shims: [(KataShim as unknown as Record<string, KataShim>).QEMU_SPN] }, 'shims[0]: got nothing; allowed: a KataShim. It is required. Take KataShim.custom(...) or KataShim.of(...).'],
  [{ shims: KataShim.QEMU }, 'shims: got an object; allowed: a list of KataShim values. It is of the type object.'],
  [{ release: '3.22.0' }, 'release: got "3.22.0"; allowed: a KataRelease. It is of the type string. Take KataRelease.of(...).'],
  [{ distribution: 'k3s' }, 'distribution: got "k3s"; allowed: a KubernetesDistribution. It is of the type string. Take KubernetesDistribution.of(...).'],
  [{ image: 'quay.io/a/b:1' }, 'image: got "quay.io/a/b:1"; allowed: a ContainerImage. It is of the type string. Take ContainerImage.fromReference(...) or ContainerImage.of(...).'],
  [{ imagePullSecrets: ['x'] }, 'imagePullSecrets[0]: got a value that is not printed here; allowed: a Secret of cdk8s-plus. It is of the type string.'],
  [{ nodeSelector: null }, 'nodeSelector: got null; allowed: a map of strings, like { pool: \'coco\' }. Leave it out for the default.'],
  [{ agentNoProxy: 'a,b' }, 'agentNoProxy: got "a,b"; allowed: a list of strings. It is of the type string.'],
  [{ architectures: ['x86_64'] }, 'architectures[0]: got "x86_64"; allowed: an Architecture. It is of the type string. Take Architecture.of(...).'],
  [{ tolerations: [{ key: 'a b', operator: 'Exists' }] }, 'tolerations[0].key: got "a b"; allowed: the key of a taint: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".". Take it from kubectl describe node.'],
  [{ priorityClassName: '99%' }, 'priorityClassName: got "99%"; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. Take it from kubectl get priorityclasses.'],
  ...(['podAffinity', 'podAntiAffinity'] as const).flatMap((kind): [object, string][] => {
    const term = (fields: object) => ({ release: KataRelease.V4_1_0, affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', ...fields }] } } });
    const at = `affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution[0]`;
    return [
      [term({ topologyKey: 'a b' }), `${at}.topologyKey: got a value that is not printed here; allowed: a label of nodes. Like "kubernetes.io/hostname".`],
      [term({ namespaces: ['A'] }), `${at}.namespaces[0]: got "A"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. Take it from kubectl get namespaces.`],
      [term({ labelSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } }), `${at}.labelSelector.matchExpressions[0].operator: got "Gt"; allowed: In, NotIn, Exists, DoesNotExist. Label selectors cannot compare numbers.`],
      [term({ namespaceSelector: { matchLabels: { a: 'b c' } } }), `${at}.namespaceSelector.matchLabels["a"]: got "b c"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Numbers and booleans need quotes.`],
    ];
  }),
  [{ name: 5 }, 'name: got 5; allowed: a string. It is of the type number. Put it in quotes.'],
  [{ tolerations: [{ key: 'a', tolerationSeconds: 1.5 }] }, 'tolerations[0].tolerationSeconds: got 1.5; allowed: a whole number. Kubernetes refuses other numbers.'],
  [{ tolerations: [{ key: 'a', tolerationSeconds: '60' }] }, 'tolerations[0].tolerationSeconds: got "60"; allowed: a whole number. It is of the type string. Remove the quotes.'],
  ...[0, 101, 1.5].map((weight): [object, string] => [
    { affinity: { nodeAffinity: { [PREFERRED]: [{ weight, preference: TERM }] } } },
    `affinity.nodeAffinity.${PREFERRED}[0].weight: got ${weight}; allowed: a whole number from 1 to 100. Kubernetes refuses other numbers.`,
  ]),
  ...['podAffinity', 'podAntiAffinity'].map((kind): [object, string] => [
    { affinity: { [kind]: { [PREFERRED]: [{ weight: 200, podAffinityTerm: { topologyKey: 'a' } }] } } },
    `affinity.${kind}.${PREFERRED}[0].weight: got 200; allowed: a whole number from 1 to 100. Kubernetes refuses other numbers.`,
  ]),
  ...['runAsUser', 'runAsGroup'].flatMap((id) => [-1, 0.5].map((value): [object, string] => [
    { release: KataRelease.V4_1_0, monitor: { securityContext: { [id]: value } } },
    `monitor.securityContext.${id}: got ${value}; allowed: a whole number from 0. Kubernetes refuses other numbers.`,
  ])),
])('KataRuntime with %j', (props, line) => {
  expect(kata(props)).toThrow(new Error(`coco/Kata: 1 problem with KataRuntime\n  - ${line}`));
});

test('a prop that does nothing with a release', () => {
  expect(kata({ release: KataRelease.V3_22_0, instanceName: 'a' })).toThrow(
    'instanceName: is set; allowed: nothing with kata-deploy 3.22.0. It needs kata-deploy >= 3.23.0.');
});

test.each<[object, string]>([
  [{ memory: { request: Size.mebibytes('..' as any) } }, 'memory.request: got the amount ".."; allowed: a Size of cdk8s, like Size.mebibytes(64), with an amount like 0.5 or 10. Give another amount.'],
  [{ ephemeralStorage: { limit: Size.mebibytes(10n as any) } }, 'ephemeralStorage.limit: got the amount 10; allowed: a Size of cdk8s, like Size.mebibytes(64), with an amount like 0.5 or 10. Give another amount.'],
  [{ memory: { request: Size.mebibytes(1e-7) } }, 'memory.request: got the amount 1e-7; allowed: a Size of cdk8s, like Size.mebibytes(64), with an amount like 0.5 or 10. Give another amount.'],
  [{ cpu: { limit: Cpu.millis(-5) } }, 'cpu.limit: got the amount "-5m"; allowed: a Cpu of cdk8s-plus, like Cpu.millis(10), with an amount like 0.5 or 10. Give another amount.'],
  [{ cpu: { request: Cpu.units(2), limit: Cpu.millis(5) } }, 'cpu: got the request "2" and the limit "5m"; allowed: a limit that is not below the request. Raise the limit.'],
])('resources %#', (resources, line) => {
  expect(kata({ release: KataRelease.V4_1_0, monitor: { resources } })).toThrow(new Error(`coco/Kata: 1 problem with KataRuntime\n  - monitor.resources.${line}`));
});

test('a duration that is no whole number of seconds', () => {
  const refreshed = (refreshInterval: Duration) => () => SecretSource.externalSecret({ store: SecretStore.named('vault'), keys: { a: { key: 'b' } }, refreshInterval });
  expect(refreshed(Duration.millis(0.5))).toThrow('props.refreshInterval: got the amount 0.5; allowed: a Duration of cdk8s, like Duration.minutes(5), of '
    + 'whole milliseconds. Give another amount.');
  expect(refreshed(Duration.millis(1500))).not.toThrow();
});

test.each<[object, string]>([
  [{ tarballs: tarballs[0] }, 'tarballs: got an object; allowed: a list of ContainerdTarball values. It is of the type object.'],
  [{ tarballs, distribution: 'k3s' }, 'distribution: got "k3s"; allowed: a KubernetesDistribution. It is of the type string. Take KubernetesDistribution.of(...).'],
  [{ tarballs, imagePullPolicy: 'always' }, 'imagePullPolicy: got "always"; allowed: Always, IfNotPresent, Never. Did you mean "Always"? Take a member of ImagePullPolicy.'],
  [{ tarballs, toString: 'x' }, 'toString: there is no such prop. Known: '],
])('CustomContainerdInstaller with %j', (props, line) => {
  expect(installer(props)).toThrow(`coco/C: 1 problem with CustomContainerdInstaller\n  - ${line}`);
});

describe('a wrong type does not hide other problems', () => {
  const lines = (props: object, chart = newChart()) => {
    try {
      new KataRuntime(chart, 'Kata', released(props));
      return [];
    } catch (error) {
      return (error as Error).message.split('\n').map((line) => line.replace(/; allowed.*/, ''));
    }
  };

  test('a misspelt prop, an unknown member of an enum, a number for a string, and a name that Kubernetes refuses', () => {
    expect(lines({ naem: 'x', logLevel: 'loud', nodeSelector: { pool: 1 }, name: 'A b', podLabels: { 'a b': 'x' }, release: KataRelease.V4_1_0 })).toEqual([
      'coco/Kata: 5 problems with KataRuntime',
      '  - naem: there is no such prop. Did you mean "name"?',
      '  - nodeSelector["pool"]: got 1',
      '  - name: got "A b"',
      '  - logLevel: got "loud"',
      '  - podLabels["a b"]: got "a b"',
    ]);
  });

  test('rules that follow from the wrong type are not told', () => {
    expect(lines({ shims: 'qemu', defaultShim: KataShim.QEMU, multiInstallSuffix: 'A' })).toEqual([
      'coco/Kata: 2 problems with KataRuntime', '  - shims: got "qemu"', '  - multiInstallSuffix: got "A"',
    ]);
  });

  test('nothing stays in the tree, and a second try with right props works', () => {
    const chart = newChart();
    expect(lines({ nodeSelector: { pool: 1 }, name: 'A' }, chart)).toHaveLength(3);
    expect(chart.node.children).toEqual([]);
    expect(lines({ nodeSelector: { pool: '1' } }, chart)).toEqual([]);
  });

  test('a construct of the same name stays', () => {
    const chart = newChart();
    const first = new KataRuntime(chart, 'Kata', { release: KataRelease.latest() });
    expect(lines({ debug: 'x' }, chart)).toEqual(['coco/Kata: 1 problem with KataRuntime', '  - debug: got "x"']);
    expect(chart.node.findChild('Kata')).toBe(first);
  });

  test('ids with a slash, which constructs replace', () => {
    expect(() => new KataRuntime(newChart(), 'a/b', released({ naem: 'x' }))).toThrow('coco/a--b: 1 problem with KataRuntime\n  - naem: there is no such prop.');
  });
});

describe('static methods and methods', () => {
  const any = (value: unknown) => value as never;
  const kataOf = () => new KataRuntime(newChart(), 'Kata', { release: KataRelease.latest() });
  test.each<[string, () => unknown]>([
    ['ContainerImage.fromReference: reference: got 7; allowed: a string.', () => ContainerImage.fromReference(any(7))],
    ['ContainerImage.unsafeUnpinned: reference: got an object; allowed: a string.', () => ContainerImage.unsafeUnpinned(any({}))],
    ['KataShim.custom: name: got nothing; allowed: a string. It is required.', () => KataShim.custom(any(undefined))],
    ['SecretSource.unsafeInline: values: got a value that is not printed here; allowed: a map of strings', () => SecretSource.unsafeInline(any('hunter22'))],
    ['UninstallPhase.of: app: got an object; allowed: an App of cdk8s.', () => UninstallPhase.of(any({}))],
    ['coco/Kata.runtimeClass: shim: got null; allowed: a KataShim.', () => kataOf().runtimeClass(any(null))],
    ['coco/Kata.installAfter: other: got an object; allowed: a construct.', () => kataOf().installAfter(any({}))],
    ['coco/N: 1 problem with PrivilegedNamespace\n  - props: got null; allowed: an object like ', () => new PrivilegedNamespace(newChart(), 'N', any(null))],
    ['coco/N: 1 problem with PrivilegedNamespace\n  - keeep: there is no such prop. Did you mean "keep"?', () => new PrivilegedNamespace(newChart(), 'N', any({ keeep: true }))],
    ['coco/N: 1 problem with PrivilegedNamespace\n  - keep: got "yes"; allowed: true, false. Give a boolean, not a string.', () => new PrivilegedNamespace(newChart(), 'N', any({ keep: 'yes' }))],
    ['coco/W: 1 problem with PeerPodsWebhook\n  - tlsCipherSuites: got "x"; allowed: a list of TlsCipherSuite values. It is of the type string.', () => new PeerPodsWebhook(newChart(), 'W', any({ release: PeerPodsRelease.latest(), tlsCipherSuites: 'x' }))],
    ['new KataRuntime: scope: got null; allowed: a construct.', () => new KataRuntime(any(null), 'Kata', { release: KataRelease.latest() })],
    ['new KataRuntime: id: got ""; allowed: a string that is not empty. Name the construct.', () => new KataRuntime(newChart(), '', { release: KataRelease.latest() })],
  ])('%s', (message, call) => expect(call).toThrow(message));
});
