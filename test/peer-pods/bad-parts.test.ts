import { PeerPodsProvider, PeerPodsRelease } from 'cdk8s-coco';
import { config, existing, NAMESPACE, refused, VSPHERE, written } from './support';

const V0_17_0 = PeerPodsRelease.V0_17_0;
const NO_KEYS = { credentials: undefined };

test('a password in a URL is refused, and not printed', () => {
  const vsphere = (url: string) => refused({ provider: PeerPodsProvider.vsphere({ ...VSPHERE, url }), release: V0_17_0 });
  const libvirt = (uri: string) => refused({ provider: PeerPodsProvider.libvirt({ uri }), ...NO_KEYS, sshKey: existing() });
  const lines = [
    ...vsphere('https://admin:geheim@vcenter.example.com'),
    ...vsphere('https://admin:ge/heim@vcenter.example.com'),
    ...vsphere('admin:geheim@vcenter.example.com'), // no URL at all
    ...libvirt('qemu+ssh://root:ge@heim@192.0.2.1/system'),
    ...refused({ additionalConfig: { HTTPS_PROXY: 'http://user:geheim@proxy.example.com:3128' } }),
  ];
  expect(lines.map((line) => line.split(';')[0])).toEqual([
    ...['provider.url', 'provider.url', 'provider.url', 'provider.uri', 'additionalConfig["HTTPS_PROXY"]']
      .map((prop) => `  - ${prop}: got a value that is not printed here`),
  ]);
  expect(lines.join()).not.toMatch(/heim/);
});

test.each([
  ['a port and an "@" behind it', { HTTPS_PROXY: 'http://proxy.example.com:3128/a@b' }],
  ['a user alone', { X: 'qemu+ssh://root@[2001:db8::1]:22/system' }],
  ['an image with tag and digest', { X: 'registry.example.com/a:1@sha256:00' }],
])('no password: %s', (_what, additionalConfig) => {
  expect(config({ additionalConfig })).toMatchObject(additionalConfig);
});

test('names of objects that the API server would refuse', () => {
  expect(refused({ imagePullSecrets: [{ name: 'Pull_Secret' }, { name: 'b_c' }], priorityClassName: 'Very High' })).toEqual([
    '  - priorityClassName: got "Very High"; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. Take it from kubectl get priorityclasses.',
    '  - imagePullSecrets[0].name: got a value that is not printed here; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. Take it from kubectl get secrets.',
    '  - imagePullSecrets[1].name: got a value that is not printed here; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. Take it from kubectl get secrets.',
  ]);
  expect(refused({ webhook: { imagePullSecrets: [{ name: 'A_b' }] } })).toEqual([expect.stringContaining('- webhook.imagePullSecrets[0].name: got a value that is not printed here')]);
});

test('a runtime that is none', () => {
  expect(refused({ runtime: { runtimeClassNames: 'kata-remote' } })).toEqual([
    '  - runtime: got an object; allowed: a KataRuntime. It is of the type object.',
  ]);
});

describe('the parts', () => {
  test('take nothing that would be forgotten: not another release, not other keys', () => {
    const got = 'got one; allowed: none within PeerPodsCAA, whose parts belong together. Leave it out: ';
    expect(refused({
      webhook: { release: V0_17_0, runtimeClassName: 'kata', extendedResource: 'example.com/vm' },
      resourceController: {
        release: V0_17_0, credentials: { name: 'other' }, identity: { name: 'other' }, sshKey: { name: 'other' }, additionalEnv: { AWS_REGION: 'x' },
      },
    })).toEqual([
      `  - webhook.release: ${got}\`release\` of PeerPodsCAA says it.`,
      `  - webhook.runtimeClassName: ${got}\`runtime\` of PeerPodsCAA says it.`,
      `  - webhook.extendedResource: ${got}the adaptor announces one resource.`,
      `  - resourceController.release: ${got}\`release\` of PeerPodsCAA says it.`,
      `  - resourceController.credentials: ${got}\`credentials\` of PeerPodsCAA says it.`,
      `  - resourceController.identity: ${got}\`identity\` of PeerPodsCAA says it.`,
      `  - resourceController.sshKey: ${got}\`sshKey\` of PeerPodsCAA says it.`,
      `  - resourceController.additionalEnv: ${got}\`additionalConfig\` of PeerPodsCAA says it.`,
    ]);
  });

  test('leave the adaptor\'s namespace privileged', () => {
    expect(refused({ webhook: { namespace: NAMESPACE, createNamespace: true } })).toEqual([
      `  - webhook.createNamespace: got true for ${NAMESPACE}, which is the adaptor's too; allowed: false there, as that object admits no privileged pods, `
      + 'and the adaptor would not start. Leave it out, and take PrivilegedNamespace.',
    ]);
    expect(() => written({ webhook: { namespace: NAMESPACE } })).not.toThrow();
  });

  test.each(['kube-system', 'default', 'kube-node-lease'])('stay out of the namespace %s', (namespace) => {
    expect(refused({ webhook: { namespace } })).toEqual([
      `  - webhook.namespace: got "${namespace}"; allowed: a namespace of its own, not one of Kubernetes. Pods of it never reach the webhook. `
      + 'Leave it out for peer-pods-webhook-system.',
    ]);
  });
});
