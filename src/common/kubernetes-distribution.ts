import { checked } from './private/checked';
import { CocoError } from './private/coco-error';
import { unknownName } from './private/problems';

/**
 * The Kubernetes distribution of a cluster: where its nodes keep containerd's configuration.
 *
 * @see https://github.com/kata-containers/kata-containers/blob/3.22.0/tools/packaging/kata-deploy/helm-chart/kata-deploy/templates/_helpers.tpl
 */
export class KubernetesDistribution {
  /** Plain Kubernetes (kubeadm, managed clouds): `/etc/containerd/`. */
  public static readonly K8S = new KubernetesDistribution('k8s', '/etc/containerd/', '/run/containerd/containerd.sock');

  /** Rancher k3s: `/var/lib/rancher/k3s/agent/etc/containerd/`. */
  public static readonly K3S = new KubernetesDistribution('k3s', '/var/lib/rancher/k3s/agent/etc/containerd/', '/run/k3s/containerd/containerd.sock');

  /** Rancher RKE2: `/var/lib/rancher/rke2/agent/etc/containerd/`. */
  public static readonly RKE2 = new KubernetesDistribution('rke2', '/var/lib/rancher/rke2/agent/etc/containerd/', '/run/k3s/containerd/containerd.sock');

  /** Mirantis k0s: `/etc/k0s/`. */
  public static readonly K0S = new KubernetesDistribution('k0s', '/etc/k0s/', '/run/k0s/containerd.sock');

  /** Canonical MicroK8s: `/var/snap/microk8s/current/args/`. */
  public static readonly MICROK8S = new KubernetesDistribution('microk8s', '/var/snap/microk8s/current/args/', '/var/snap/microk8s/common/run/containerd.sock');

  /** Every distribution, plain Kubernetes first. */
  public static all(): KubernetesDistribution[] {
    const { K8S, K3S, RKE2, K0S, MICROK8S } = KubernetesDistribution;
    return [K8S, K3S, RKE2, K0S, MICROK8S];
  }

  /**
   * The distribution of this name.
   *
   * @throws an error that lists the known names
   */
  public static of(name: string): KubernetesDistribution {
    const found = KubernetesDistribution.all().find((one) => one.name === name);
    if (!found) throw new CocoError('KubernetesDistribution.of', unknownName('distribution', name, KubernetesDistribution.all().map((one) => one.name)));
    return found;
  }

  /** The address of containerd's socket on each node. */
  public readonly containerdSocket: string;

  private constructor(
    /** The name that upstream's charts use: `k8s`, `k3s`, `rke2`, `k0s` or `microk8s`. */
    public readonly name: string,
    /** The folder on each node that holds containerd's configuration, with a slash at its end. */
    public readonly containerdConfigDir: string,
    socket: string,
  ) {
    this.containerdSocket = `unix://${socket}`;
  }

  public toString(): string {
    return this.name;
  }
}

checked(KubernetesDistribution, 'KubernetesDistribution');
