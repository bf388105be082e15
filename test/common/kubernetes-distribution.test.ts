import { KubernetesDistribution } from 'cdk8s-coco';

test('the five distributions and where their nodes keep containerd\'s configuration', () => {
  expect(KubernetesDistribution.all().map(({ name, containerdConfigDir }) => [name, containerdConfigDir])).toEqual([
    ['k8s', '/etc/containerd/'],
    ['k3s', '/var/lib/rancher/k3s/agent/etc/containerd/'],
    ['rke2', '/var/lib/rancher/rke2/agent/etc/containerd/'],
    ['k0s', '/etc/k0s/'],
    ['microk8s', '/var/snap/microk8s/current/args/'],
  ]);
});

test.each(KubernetesDistribution.all().map((one) => [one.name, one] as const))('finds %s by name', (name, expected) => {
  expect(KubernetesDistribution.of(name)).toBe(expected);
  expect(`${expected}`).toBe(name);
});

test('fails on an unknown name, and names the nearest', () => {
  expect(() => KubernetesDistribution.of('mikrok8s')).toThrow(new Error(
    'KubernetesDistribution.of: unknown distribution "mikrok8s"; allowed: k8s, k3s, rke2, k0s, microk8s. Did you mean "microk8s"?'));
  expect(() => KubernetesDistribution.of('openshift')).toThrow(new Error(
    'KubernetesDistribution.of: unknown distribution "openshift"; allowed: k8s, k3s, rke2, k0s, microk8s.'));
});
