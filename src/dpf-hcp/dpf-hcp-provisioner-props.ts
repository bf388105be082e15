import { Lifecycle, SecretSource } from '../common';
import { DpfHcpRelease } from './dpf-hcp-release';

/** Another object of the cluster, in any namespace. */
export interface DpfHcpObjectRef {
  /** Its name. */
  readonly name: string;

  /** Its namespace. */
  readonly namespace: string;
}

/** How many replicas the control plane of a hosted cluster has. */
export enum DpfHcpAvailabilityPolicy {
  /** Three, behind a load balancer at a virtual IP. */
  HIGHLY_AVAILABLE = 'HighlyAvailable',
  /** One; without a virtual IP it is reached at a port of the nodes. */
  SINGLE_REPLICA = 'SingleReplica',
}

/** A network of a hosted cluster. */
export interface DpfHcpNetwork {
  /** Its addresses in CIDR notation, of IPv4 or IPv6: `172.31.0.0/16`. */
  readonly cidr: string;
}

/** The network of the pods of a hosted cluster. */
export interface DpfHcpClusterNetwork extends DpfHcpNetwork {
  /**
   * The prefix length of the part that each node gets: 24 means 256 IPv4 addresses.
   * @default - left to the network plugin
   */
  readonly hostPrefix?: number;
}

/** The networks of a hosted cluster: of each kind one at most. */
export interface DpfHcpNetworking {
  /**
   * The network of pods.
   * @default - 10.132.0.0/14, by the operator
   */
  readonly clusterNetwork?: DpfHcpClusterNetwork[];

  /**
   * The network of services.
   * @default - 172.31.0.0/16, by the operator
   */
  readonly serviceNetwork?: DpfHcpNetwork[];

  /**
   * The network of machines.
   * @default - none
   */
  readonly machineNetwork?: DpfHcpNetwork[];
}

/** Properties of `DpfHcpProvisioner`. */
export interface DpfHcpProvisionerProps {
  /**
   * Whether it is installed. With `Lifecycle.DRAINING`, the engine deletes the provisioner, so that its operator
   * tears the hosted cluster down; the Secrets stay. Commit `Lifecycle.ABSENT` when it is gone.
   * @default Lifecycle.PRESENT
   */
  readonly lifecycle?: Lifecycle;

  /**
   * The name of the object, and of the hosted cluster: its API server answers at `api.<name>.<baseDomain>`.
   */
  readonly name: string;

  /**
   * The namespace of the object, in which its Secrets must be, too.
   * @default - that of the chart
   */
  readonly namespace?: string;

  /**
   * Labels of the object.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the object.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * The edition of the operator, which decides the fields that there are.
   */
  readonly release: DpfHcpRelease;

  /**
   * The DNS domain of the hosted cluster: 4 to 253 characters in lower case, with a dot. Cannot change.
   */
  readonly baseDomain: string;

  /**
   * The DPUCluster that gets this control plane, and no other one. Cannot change.
   */
  readonly dpuClusterRef: DpfHcpObjectRef;

  /**
   * The DPUDeployment that says which flavor the DPUs have. Needed from 0.1.0 on, unknown before. Cannot change.
   * @default - none
   */
  readonly dpuDeploymentRef?: DpfHcpObjectRef;

  /**
   * The StorageClass of the volumes of etcd. Cannot change.
   * @default - left to HyperShift
   */
  readonly etcdStorageClass?: string;

  /**
   * The release image of OpenShift: `quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64`. A new one upgrades.
   */
  readonly ocpReleaseImage: string;

  /**
   * The credentials of image registries: a Secret with the key `.dockerconfigjson`. Cannot change.
   */
  readonly pullSecret: SecretSource;

  /**
   * The public SSH key that opens the nodes: a Secret with the key `id_rsa.pub`. Cannot change.
   */
  readonly sshKey: SecretSource;

  /**
   * The address of the load balancer, IPv4 or IPv6, routable from the DPUs. Needed where the control plane is highly
   * available. Cannot change.
   * @default - none
   */
  readonly virtualIp?: string;

  /**
   * How many replicas the control plane has. Cannot change.
   * @default - DpfHcpAvailabilityPolicy.HIGHLY_AVAILABLE, by the API server
   */
  readonly controlPlaneAvailabilityPolicy?: DpfHcpAvailabilityPolicy;

  /**
   * Labels of the nodes of the management cluster that run the control plane: at most 20. Cannot change.
   * @default - control plane nodes, by the operator
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Flannel is the network plugin of the hosted cluster. From 0.1.0 on. Cannot change.
   * @default - true, by the API server
   */
  readonly flannelEnabled?: boolean;

  /**
   * The image of the operating system of the DPUs, in place of the one that the operator would look for. From 0.1.0 on.
   * @default - the one that fits the version of OpenShift
   */
  readonly machineOsUrl?: string;

  /**
   * The networks of the hosted cluster. From 0.1.0 on. Cannot change.
   * @default - those of the operator
   */
  readonly networking?: DpfHcpNetworking;
}
