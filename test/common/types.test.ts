import { ContainerdTarball, CustomContainerdInstaller, KataRuntime, KataShim } from 'cdk8s-coco';
import { newChart } from '../support/synth';

// What callers without a compiler get wrong: a message for each, and never a TypeError.
const kata = (props: unknown) => () => new KataRuntime(newChart(), 'Kata', props as object);
const installer = (props: unknown) => () => new CustomContainerdInstaller(newChart(), 'C', props as { tarballs: [] });
const tarballs = [ContainerdTarball.unsafeWithoutChecksum('https://mirror.example.com/c.tar.gz')];

test.each<[object, string]>([
  [{ shims: ['qemu-snp'] }, 'shims[0]: got "qemu-snp"; allowed: a KataShim. It is of the type string.'],
  [{ shims: [(KataShim as unknown as Record<string, KataShim>).QEMU_SPN] }, 'shims[0]: got nothing; allowed: a KataShim. It is of the type undefined.'],
  [{ shims: KataShim.QEMU }, 'shims: got an object; allowed: a list, each of it a KataShim. It is of the type object.'],
  [{ release: '3.22.0' }, 'release: got "3.22.0"; allowed: a KataRelease. It is of the type string.'],
  [{ distribution: 'k3s' }, 'distribution: got "k3s"; allowed: a KubernetesDistribution. It is of the type string.'],
  [{ image: 'quay.io/a/b:1' }, 'image: got "quay.io/a/b:1"; allowed: a ContainerImage. It is of the type string.'],
  [{ imagePullSecrets: ['x'] }, 'imagePullSecrets[0]: got a value that is not printed here; allowed: a Secret of cdk8s-plus. It is of the type string.'],
  [{ nodeSelector: null }, 'nodeSelector: got null; allowed: texts by their names, like { pool: \'coco\' }. It is of the type null.'],
  [{ agentNoProxy: 'a,b' }, 'agentNoProxy: got a value that is not printed here; allowed: a list, each of it a text. It is of the type string.'],
  [{ architectures: ['x86_64'] }, 'architectures[0]: got "x86_64"; allowed: a Architecture. It is of the type string.'],
  [{ name: 5 }, 'name: got 5; allowed: a text. It is of the type number.'],
])('KataRuntime with %j', (props, line) => {
  expect(kata(props)).toThrow(new Error(`coco/Kata: 1 problem with KataRuntime\n  - ${line}`));
});

test.each<[object, string]>([
  [{ tarballs: tarballs[0] }, 'tarballs: got an object; allowed: a list, each of it a ContainerdTarball. It is of the type object.'],
  [{ tarballs, distribution: 'k3s' }, 'distribution: got "k3s"; allowed: a KubernetesDistribution. It is of the type string.'],
  [{ tarballs, imagePullPolicy: 'always' }, 'imagePullPolicy: got "always"; allowed: Always, IfNotPresent, Never. Take a member of ImagePullPolicy.'],
  [{ tarballs, toString: 'x' }, 'toString: there is no such prop. Known: '],
])('CustomContainerdInstaller with %j', (props, line) => {
  expect(installer(props)).toThrow(`coco/C: 1 problem with CustomContainerdInstaller\n  - ${line}`);
});
