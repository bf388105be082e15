import { Architecture, ContainerdTarball, CustomContainerdInstaller, KataRelease, KataRuntime } from '../../src';
import { newChart } from '../support/synth';

// A node selector that no node fits, or only nodes on which the pods fail.

const { X86_64, AARCH64 } = Architecture;
const tarball = (one: Architecture) => ContainerdTarball.forArchitecture(one, 'https://mirror.example.com/c.tar.gz', '0123456789abcdef'.repeat(4));

const kata = (nodeSelector: Record<string, string>) => () => new KataRuntime(newChart(), 'Kata', { release: KataRelease.latest(), architectures: [X86_64], nodeSelector });
const containerd = (nodeSelector: Record<string, string>, ...tarballs: ContainerdTarball[]) => () => (
  new CustomContainerdInstaller(newChart(), 'Containerd', { tarballs, nodeSelector }));
const refusal = (what: RegExp) => new RegExp(`nodeSelector\\["kubernetes\\.io/${what.source}`);

test.each([
  ['KataRuntime, architecture', kata({ 'kubernetes.io/arch': 'arm64' }), refusal(/arch"\]: got "arm64"; allowed: amd64\. /)],
  ['KataRuntime, operating system', kata({ 'kubernetes.io/os': 'windows' }), refusal(/os"\]: got "windows"; allowed: linux\. /)],
  ['containerd, architecture', containerd({ 'kubernetes.io/arch': 's390x' }, tarball(X86_64), tarball(AARCH64)), refusal(/arch"\]: got "s390x"; allowed: amd64, arm64\. /)],
  ['containerd, operating system', containerd({ 'kubernetes.io/os': 'windows' }, tarball(X86_64)), refusal(/os"\]: got "windows"; /)],
])('%s', (_, make, message) => {
  expect(make).toThrow(message);
});

test.each([
  ['KataRuntime', kata({ 'kubernetes.io/arch': 'amd64', 'kubernetes.io/os': 'linux' })],
  ['containerd', containerd({ 'kubernetes.io/arch': 'arm64' }, tarball(X86_64), tarball(AARCH64))],
  ['containerd with a tarball for all nodes', containerd({ 'kubernetes.io/arch': 's390x' }, ContainerdTarball.forAllNodes('https://mirror.example.com/c.tar.gz', '0123456789abcdef'.repeat(4)))],
])('%s: nodes that it serves', (_, make) => {
  expect(make).not.toThrow();
});
