import type { Duration } from 'cdk8s';
import type { ContainerResources, k8s, PercentOrAbsolute } from 'cdk8s-plus-28';
import type { ContainerImage, Toleration } from '../common';
import { checked } from '../common/private/checked';

/**
 * How the pods of a DaemonSet are replaced by new ones.
 *
 * @see https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
 */
export class KataUpdateStrategy {
  /**
   * Node by node, or several at a time.
   *
   * @param maxUnavailable how many nodes at a time: `PercentOrAbsolute.absolute(1)`, `PercentOrAbsolute.percent(25)`
   */
  public static rollingUpdate(maxUnavailable: PercentOrAbsolute): KataUpdateStrategy {
    return new KataUpdateStrategy('RollingUpdate', maxUnavailable);
  }

  /** Pods are replaced only when you delete them, so you choose the time for each node. */
  public static onDelete(): KataUpdateStrategy {
    return new KataUpdateStrategy('OnDelete');
  }

  private constructor(
    /** `RollingUpdate` or `OnDelete`. */
    public readonly type: string,
    /** @internal */
    public readonly _maxUnavailable?: PercentOrAbsolute,
  ) {}
}

checked(KataUpdateStrategy, 'KataUpdateStrategy');

/** A probe of kata-deploy's health server. */
export interface KataProbe {
  /**
   * Whether the kubelet probes at all.
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * How long after its start. Whole seconds.
   * @default - one second for the startup probe, none for the others
   */
  readonly initialDelay?: Duration;

  /**
   * How often. Whole seconds.
   * @default - 10 seconds; 30 for the liveness probe
   */
  readonly period?: Duration;

  /**
   * How many failures in a row count.
   * @default - 3; 60 for the startup probe
   */
  readonly failureThreshold?: number;

  /**
   * How long one answer may take. Whole seconds.
   * @default Duration.seconds(3)
   */
  readonly timeout?: Duration;
}

/** How the DaemonSet is set up. */
export interface DaemonSetDeploymentProps {
  /**
   * How its pods are replaced. A new pod reinstalls Kata and restarts the container runtime of its node.
   * @default - one node at a time
   */
  readonly updateStrategy?: KataUpdateStrategy;

  /**
   * Resources of its pods. Setting CPU, memory or ephemeral storage replaces both its request and its limit; `{}` omits both.
   * Copying Kata to the node can exceed a memory limit.
   * @default - requests of 25m, 16Mi and 64Mi; a limit of 1Gi of ephemeral storage, and no others
   */
  readonly resources?: ContainerResources;

  /**
   * The port of the health server. Needs kata-deploy 4.0.0 or later, as the probes do.
   * @default 8090
   */
  readonly healthPort?: number;

  /**
   * The probe that waits for the installation: the maximum time is `period` times `failureThreshold`.
   * @default - every 10 seconds, 60 times
   */
  readonly startupProbe?: KataProbe;

  /**
   * The probe that restarts the pod.
   * @default - every 30 seconds, 3 times
   */
  readonly livenessProbe?: KataProbe;

  /**
   * The probe that lets an update go on to the next node.
   * @default - every 10 seconds, 3 times
   */
  readonly readinessProbe?: KataProbe;

  /**
   * The image of the dispatcher, which cleans the nodes in the uninstall phase. Needs kata-deploy 4.0.0 or later.
   * @default - quay.io/kata-containers/kata-deploy-job-dispatcher with the version of the release as its tag
   */
  readonly dispatcherImage?: ContainerImage;

  /**
   * Resources of the dispatcher. Setting CPU, memory or ephemeral storage replaces both its request and its limit; `{}` omits
   * both. Needs kata-deploy 4.0.0 or later.
   * @default - requests of 10m, 64Mi and 64Mi, limits of 1, 1Gi and 1Gi
   */
  readonly dispatcherResources?: ContainerResources;
}

/** Which nodes the uninstall phase cleans, in job mode. */
export interface JobCleanupSelection {
  /**
   * Nodes by their names, instead of all that follows.
   * @default - none
   */
  readonly nodes?: string[];

  /**
   * Labels that nodes must have.
   * @default - none
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Expressions over labels. Only required terms count; the operators are In, NotIn, Exists and DoesNotExist.
   * @default - the mark of the installation, kata-deploy.katacontainers.io/(suffix, or default), exists; before kata-deploy
   * 4.1.0 the label katacontainers.io/kata-runtime
   */
  readonly nodeAffinity?: k8s.NodeAffinity;
}

/** How Jobs install Kata, node by node. */
export interface JobDeploymentProps {
  /**
   * The image of the dispatcher, which makes a Job for each node.
   * @default - quay.io/kata-containers/kata-deploy-job-dispatcher with the version of the release as its tag
   */
  readonly dispatcherImage?: ContainerImage;

  /**
   * Resources of the dispatcher. Setting CPU, memory or ephemeral storage replaces both its request and its limit; `{}` omits
   * both. Needs kata-deploy 4.0.0 or later.
   * @default - requests of 10m, 64Mi and 64Mi, limits of 1, 1Gi and 1Gi
   */
  readonly dispatcherResources?: ContainerResources;

  /**
   * Labels of the nodes that the dispatcher may run on. It holds the credentials: keep it on nodes that you trust.
   * @default - every Linux node
   */
  readonly dispatcherNodeSelector?: { [label: string]: string };

  /**
   * Taints that the dispatcher accepts.
   * @default - those of the runtime
   */
  readonly dispatcherTolerations?: Toleration[];

  /**
   * How many nodes are worked on at a time.
   * @default 100
   */
  readonly parallelism?: number;

  /**
   * Nodes by their names, tainted ones too, instead of those that are selected. Nodes that come later are then not covered.
   * @default - those that match nodeSelector and affinity of the runtime
   */
  readonly nodes?: string[];

  /**
   * How long the dispatcher waits for a first node; then it fails. Zero: it is content without any.
   * @default Duration.seconds(120)
   */
  readonly waitForNodes?: Duration;

  /**
   * How long the set of nodes must stay the same before it begins.
   * @default Duration.seconds(15)
   */
  readonly nodeSettle?: Duration;

  /**
   * How long a node may take to become ready again, after its container runtime was restarted.
   * @default Duration.seconds(300)
   */
  readonly waitNodeReady?: Duration;

  /**
   * How long the Job of a node stays after its end. A minute or more: the dispatcher has to see it.
   * @default Duration.seconds(600)
   */
  readonly ttlAfterFinished?: Duration;

  /**
   * How long the Job of one node may take.
   * @default Duration.hours(1)
   */
  readonly activeDeadline?: Duration;

  /**
   * How often the Job of one node is tried again.
   * @default 3
   */
  readonly backoffLimit?: number;

  /**
   * Which nodes the uninstall phase cleans.
   * @default - every node with the mark of the installation, before kata-deploy 4.1.0 with the label
   * katacontainers.io/kata-runtime
   */
  readonly cleanup?: JobCleanupSelection;

  /**
   * Whether a CronJob installs Kata on nodes that join later, or on which the first installation failed. A node on which a
   * later change failed keeps its mark, and is not tried again.
   *
   * It leaves out control planes, unless the runtime tolerates their taint or selects nodes by their label, or the
   * distribution is k3s or RKE2. Other nodes with taints that stay and are not tolerated must not be selected.
   * @default - true, and false with `nodes`
   */
  readonly lateNodes?: boolean;

  /**
   * When that CronJob looks for them, as cron writes it.
   * @default - every ten minutes
   */
  readonly lateNodesSchedule?: string;
}

/** What a deployment is, for the construct that takes it. */
interface DeploymentKind {
  readonly daemonSet?: DaemonSetDeploymentProps;
  readonly job?: JobDeploymentProps;
}

/**
 * How Kata gets to the nodes. It can not be changed while Kata is installed: uninstall first.
 *
 * @see https://github.com/kata-containers/kata-containers/blob/4.1.0/tools/packaging/kata-deploy/helm-chart/kata-deploy/values.yaml
 *
 * @example
 * import { KataDeployment } from 'cdk8s-coco';
 *
 * const deployment = KataDeployment.job({
 *   parallelism: 10,
 *   dispatcherNodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
 * });
 */
export class KataDeployment {
  /** A pod on every node, which installs Kata, stays, and removes it when the DaemonSet is deleted. */
  public static daemonSet(props: DaemonSetDeploymentProps = {}): KataDeployment {
    return new KataDeployment('daemonset', { daemonSet: props });
  }

  /**
   * A Job for every node, dispatched once per change; no privileged pods remain on the nodes. Needs kata-deploy 4.0.0 or
   * later.
   *
   * It needs no hooks: the name of the dispatching Job contains a hash of its content, so every engine runs each change once.
   */
  public static job(props: JobDeploymentProps = {}): KataDeployment {
    return new KataDeployment('job', { job: props });
  }

  /** @internal */
  public readonly _kind: DeploymentKind;

  private constructor(
    /** Upstream's word: `daemonset` or `job`. */
    public readonly mode: string,
    kind: DeploymentKind,
  ) {
    this._kind = kind;
  }

  public toString(): string {
    return this.mode;
  }
}

checked(KataDeployment, 'KataDeployment');
