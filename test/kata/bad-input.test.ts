import { App, Chart } from 'cdk8s';
import { Architecture, KataRelease, KataRuntime, KataRuntimeProps, KataShim, Snapshotter } from 'cdk8s-coco';
import { Construct } from 'constructs';

const onArm = KataRelease.V3_21_0.shimNames('aarch64').join(', ');

test('everything that is wrong comes at once, in one error with the path of the construct', () => {
  // GIVEN
  const chart = new Chart(new App(), 'cluster-a');
  const scope = new Construct(chart, 'Nodes');
  const props: Partial<KataRuntimeProps> & { sihms: string[] } = {
    sihms: [],
    release: KataRelease.V3_21_0,
    name: 'Kata',
    architectures: [Architecture.AARCH64],
    shims: [KataShim.QEMU_SNP, KataShim.QEMU],
    defaultShim: KataShim.CLH,
    setupSnapshotters: [Snapshotter.NYDUS],
    installationPrefix: 'opt',
    agentHttpsProxy: 'http://admin:hunter2@proxy.example.com',
    nodeSelector: { pool: 'a b' },
  };
  // WHEN
  const create = () => new KataRuntime(scope, 'Kata', { release: KataRelease.latest(), ...props });
  // THEN
  expect(create).toThrow(new Error([
    'cluster-a/Nodes/Kata: 9 problems with KataRuntime',
    '  - sihms: there is no such prop. Did you mean "shims"?',
    `  - shims[0]: got "qemu-snp"; allowed: a shim that kata-deploy 3.21.0 has on aarch64: ${onArm}. qemu-snp is only there on x86_64.`,
    '  - defaultShim: got "clh"; allowed: one of the installed shims: qemu-snp, qemu. Add it to `shims`, or choose another default.',
    '  - setupSnapshotters: got "nydus"; allowed: none with this release. It needs kata-deploy >= 3.22.0.',
    '  - name: got "Kata"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. It becomes the name of the DaemonSet and a label of its pods.',
    '  - installationPrefix: got "opt"; allowed: an absolute path of letters, digits, ".", "_" and "-", without ".." and a slash at its end, '
      + 'like "/var/opt". '
      + 'Kata goes into <prefix>/opt/kata; leave it out for /opt/kata.',
    '  - nodeSelector["pool"]: got "a b"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Numbers and booleans need quotes.',
    '  - agentHttpsProxy: got a value that is not printed here; allowed: http://host:port or https://host:port, without spaces, quotes and credentials. '
      + 'Credentials would be visible in the DaemonSet and on the command line of every guest. Use a proxy that identifies its clients by address.',
    '  - (chart): has no namespace, which these objects need: new Chart(app, id, { namespace: \'coco-system\' }).',
  ].join('\n')));
});

test('a bad name does not hide a bad suffix', () => {
  const create = () => new KataRuntime(new Chart(new App(), 'coco', { namespace: 'a' }), 'Kata', { release: KataRelease.latest(), name: 'Kata', multiInstallSuffix: 'Team' });
  expect(create).toThrow(/2 problems[^]*- name: got "Kata"[^]*- multiInstallSuffix: got "Team"/);
});

test('nothing is emitted when props are refused', () => {
  const chart = new Chart(new App(), 'coco', { namespace: 'coco-system' });
  expect(() => new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), name: 'Kata' })).toThrow();
  expect(chart.toJson()).toEqual([]);
});
