import { Architecture } from 'cdk8s-coco';

test('the four architectures, by the names of the kernel and of Kubernetes', () => {
  expect(Architecture.all().map(({ name, kubernetesName }) => [name, kubernetesName])).toEqual([
    ['x86_64', 'amd64'],
    ['aarch64', 'arm64'],
    ['s390x', 's390x'],
    ['ppc64le', 'ppc64le'],
  ]);
});

test.each([
  ['x86_64', Architecture.X86_64],
  ['amd64', Architecture.X86_64],
  ['aarch64', Architecture.AARCH64],
  ['arm64', Architecture.AARCH64],
  ['s390x', Architecture.S390X],
  ['ppc64le', Architecture.PPC64LE],
])('finds %s by name', (name, expected) => {
  expect(Architecture.of(name)).toBe(expected);
  expect(`${Architecture.of(name)}`).toBe(expected.name);
});

test('fails on an unknown name, and names the nearest', () => {
  expect(() => Architecture.of('arch64')).toThrow(new Error(
    'Architecture.of: unknown architecture "arch64"; allowed: x86_64, aarch64, s390x, ppc64le. Did you mean "aarch64"?'));
  expect(() => Architecture.of('riscv64')).toThrow(new Error(
    'Architecture.of: unknown architecture "riscv64"; allowed: x86_64, aarch64, s390x, ppc64le.'));
});

test('a changed list changes nobody else\'s', () => {
  Architecture.all().pop();
  expect(Architecture.all()).toHaveLength(4);
});
