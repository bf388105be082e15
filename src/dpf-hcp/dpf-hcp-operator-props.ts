import type { ContainerResources } from 'cdk8s-plus-28';
import { ContainerImage, ImagePullProps, Lifecycle } from '../common';
import { DpfHcpLogLevel } from './dpf-hcp-log-level';
import { DpfHcpOperatorPreset } from './dpf-hcp-operator-preset';
import { DpfHcpPlacement } from './dpf-hcp-placement';
import { DpfHcpRelease } from './dpf-hcp-release';

/** When a probe starts and how often it asks. */
export interface DpfHcpProbeTiming {
  /**
   * Seconds after the start of the container before the first probe. 0 or more.
   * @default - 15 for liveness, 5 for readiness
   */
  readonly initialDelaySeconds?: number;

  /**
   * Seconds between two probes. 1 or more.
   * @default - 20 for liveness, 10 for readiness
   */
  readonly periodSeconds?: number;
}

/** How the kubelet asks the operator for its health. */
export interface DpfHcpHealthProbe {
  /**
   * The port at which the operator answers. 1 to 65535.
   * @default 8081
   */
  readonly port?: number;

  /**
   * When the operator counts as hung, and is restarted.
   * @default - after 15 seconds, every 20 seconds
   */
  readonly liveness?: DpfHcpProbeTiming;

  /**
   * When it counts as ready.
   * @default - after 5 seconds, every 10 seconds
   */
  readonly readiness?: DpfHcpProbeTiming;
}

/**
 * Settings of the operator for the whole cluster: the DPFHCPProvisionerConfig of the name `default`.
 */
export interface DpfHcpConfig {
  /**
   * The repository of BlueField images, without a tag: the operator takes the tag that fits the version of OpenShift.
   * @default 'quay.io/eelgaev/rhcos-bfb'
   */
  readonly blueFieldOcpLayerRepo?: string;

  /**
   * Leave MetalLB alone also where a provisioner has a virtual IP: on clouds with load balancers of their own.
   * @default - false, by the API server
   */
  readonly disableMetalLb?: boolean;

  /**
   * Make the DPUServiceTemplates (OVN, DTS, HBN) in the namespace of the DPUCluster. Upstream will always do so one day.
   * @default false
   */
  readonly manageDpuServiceTemplates?: boolean;

  /**
   * The name of the pull secret that goes into DPUServiceTemplates whose images need one.
   * @default - none
   */
  readonly dpuServicesImagePullSecret?: string;
}

/** Properties of `DpfHcpOperator`. Before the release 0.1.0 its image is pulled each time a pod starts. */
export interface DpfHcpOperatorProps extends ImagePullProps {
  /**
   * Whether it is installed. Its provisioners go first: with `Lifecycle.DRAINING`, the operator stays and tears their
   * hosted clusters down, and every provisioner of the app must be draining or absent. Commit `Lifecycle.ABSENT` when none is
   * left.
   * @default Lifecycle.PRESENT
   */
  readonly lifecycle?: Lifecycle;

  /**
   * The edition of the operator.
   */
  readonly release: DpfHcpRelease;

  /**
   * Other defaults for several props at once; a prop that is given wins.
   * @default - none: the defaults of these props
   */
  readonly preset?: DpfHcpOperatorPreset;

  /**
   * The name from which those of the objects are made. It equals the release name of the chart.
   * @default 'dpf-hcp-provisioner-operator'
   */
  readonly name?: string;

  /**
   * The label `app.kubernetes.io/instance`, part of the immutable selector. For a Helm release that had
   * `fullnameOverride`, its release name.
   * @default - the name
   */
  readonly instance?: string;

  /**
   * The label `app.kubernetes.io/name`, part of the immutable selector. For a Helm release that had `nameOverride`.
   * @default 'dpf-hcp-provisioner-operator'
   */
  readonly appName?: string;

  /**
   * The namespace of the operator. It is not emitted: `RestrictedNamespace` does that.
   * @default - that of the chart, or dpf-hcp-provisioner-system where it has none
   */
  readonly namespace?: string;

  /**
   * The operator's image.
   * @default - quay.io/lhadad/dpf-hcp-provisioner-operator, in the version of the release
   */
  readonly image?: ContainerImage;

  /**
   * How many pods of the operator run. More than one replica needs leader election: one is active, the others stand by.
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The name of the service account.
   * @default - the name
   */
  readonly serviceAccountName?: string;

  /**
   * Annotations of the service account.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [key: string]: string };

  /**
   * Requests and limits of the container. Setting CPU, memory or ephemeral storage replaces both its request and its limit;
   * `{}` omits both.
   * @default - requests of 100m, 128Mi and 64Mi, limits of 500m, 512Mi and 1Gi
   */
  readonly resources?: ContainerResources;

  /**
   * Emit a NetworkPolicy that lets the pods be reached at the port of their health alone: the operator serves nothing else. It
   * does not limit where they connect to.
   * @default true
   */
  readonly networkPolicy?: boolean;

  /**
   * Emit a PodDisruptionBudget that lets one pod after the other be evicted. Set it to false where another budget selects the
   * pods: with two, none can be evicted.
   * @default - true with two replicas or more
   */
  readonly disruptionBudget?: boolean;

  /**
   * How much the operator logs.
   * @default DpfHcpLogLevel.INFO
   */
  readonly logLevel?: DpfHcpLogLevel;

  /**
   * Let one pod of several work at a time.
   * @default true
   */
  readonly leaderElection?: boolean;

  /**
   * The health probe of the operator.
   * @default - at port 8081
   */
  readonly healthProbe?: DpfHcpHealthProbe;

  /**
   * On which nodes the pods run.
   * @default - control plane nodes, by their current label
   */
  readonly placement?: DpfHcpPlacement;

  /**
   * Prefer nodes in zones that have no pod of the operator yet.
   * @default false
   */
  readonly spreadAcrossZones?: boolean;

  /**
   * Security context of the pods, as in a pod.
   * @default - not as root, with the seccomp profile RuntimeDefault
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
   */
  readonly podSecurityContext?: { [key: string]: any };

  /**
   * Security context of the container, as in a container.
   * @default - no privilege escalation, no capabilities, a read-only root file system
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
   */
  readonly securityContext?: { [key: string]: any };

  /**
   * Annotations of the pods.
   * @default - kubectl.kubernetes.io/default-container: manager
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Labels of all objects, in addition to their own. Pods do not get them: their labels are the selector.
   * @default - none
   */
  readonly commonLabels?: { [key: string]: string };

  /**
   * Annotations of the Deployment, and of the ConfigMap or the DPFHCPProvisionerConfig.
   * @default - none
   */
  readonly commonAnnotations?: { [key: string]: string };

  /**
   * BlueField images by version of OpenShift, for the ConfigMap `ocp-bluefield-images`. Only before 0.1.0.
   * @default - none: the ConfigMap is empty
   */
  readonly blueFieldImages?: { [ocpVersion: string]: string };

  /**
   * Check that the version of OpenShift has a BlueField image. Only before 0.1.0.
   * @default false
   */
  readonly blueFieldValidation?: boolean;

  /**
   * Settings for the whole cluster. Only from 0.1.0 on.
   * @default - upstream's
   */
  readonly config?: DpfHcpConfig;

  /**
   * Emit the custom resource definitions, in a file of their own. Take `DpfHcpCrds` where they belong elsewhere.
   * @default true
   */
  readonly installCrds?: boolean;
}
