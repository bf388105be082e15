/** The platform of the cluster. Some objects exist on OpenShift only, and user ids are given out in another way there. */
export enum RedfishPlatform {
  /** Kubernetes as such: the pod names its user id. */
  KUBERNETES = 'kubernetes',
  /** OpenShift: every namespace has a range of user ids, from which the pod gets one. */
  OPENSHIFT = 'openshift',
}

/** The rights of the server in the cluster. */
export enum RedfishPermissions {
  /** A Role in the namespace of each chassis, with the API calls of the server there. It may read no Secret. */
  CHASSIS_NAMESPACES = 'chassis-namespaces',
  /** The chart's ClusterRole: machines, pods, volumes, ConfigMaps and Secrets of every namespace. */
  CLUSTER_WIDE = 'cluster-wide',
  /** Nothing: something else gives the service account its rights. */
  NONE = 'none',
}

/** How much the server says. */
export enum RedfishLogLevel {
  /** All requests and calls. */
  DEBUG = 'DEBUG',
  /** Events. */
  INFO = 'INFO',
  /** Warnings. */
  WARN = 'WARN',
  /** Errors. */
  ERROR = 'ERROR',
}

/** How the server calls the system of a machine in URLs. */
export enum RedfishSystemIdConvention {
  /** By the name of the machine: `/redfish/v1/Systems/<vm>`. Ambiguous where two namespaces have a machine of the same name. */
  LEGACY = 'legacy',
  /** By namespace and name: `/redfish/v1/Systems/<namespace>.<vm>`. */
  ENHANCED = 'enhanced',
}
