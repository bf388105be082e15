import { Duration } from 'cdk8s';

/** How many Applications there are. */
export enum ArgoCdApplications {
  /** One for each component of each cluster. */
  PER_COMPONENT = 'per-component',
  /** One for each cluster. Sync waves order its objects. */
  PER_CLUSTER = 'per-cluster',
}

/** Where an ApplicationSet finds clusters. */
export enum ArgoCdGenerator {
  /** In the ApplicationSet itself. */
  LIST = 'list',
  /** In files of the repository, one for each Application. */
  GIT = 'git',
}

/** A cluster as Argo CD knows it. */
export interface ArgoCdCluster {
  /**
   * The address of its API server, as Argo CD has it.
   * @default - Argo CD knows the cluster by `name`
   */
  readonly server?: string;

  /**
   * The name of its cluster Secret in Argo CD.
   * @default - the name that charts are assigned to
   */
  readonly name?: string;

  /**
   * Labels of its Applications: rollout steps select by them.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}

/** A step of a progressive rollout. The next step begins when all Applications of this one are healthy. */
export interface ArgoCdRolloutStep {
  /** The labels of its clusters, and for each the values that count: `{ group: ['canary'] }`. */
  readonly labels: { [key: string]: string[] };

  /**
   * How many Applications are synced at a time: a number, or a share such as `25%`.
   * @default - all of the step
   */
  readonly maxUpdate?: string;
}

/** An ApplicationSet, in place of an Application for each cluster. */
export interface ArgoCdApplicationSetProps {
  /**
   * Where it finds clusters.
   * @default ArgoCdGenerator.LIST
   */
  readonly generator?: ArgoCdGenerator;

  /**
   * The steps in which clusters are synced, such as a canary group first. Each cluster must belong to exactly one step. Argo CD
   * turns automated sync off for Applications that it rolls out.
   * @default - all clusters are synced at once
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Progressive-Syncs/
   */
  readonly rollout?: ArgoCdRolloutStep[];
}

/** Fields of live objects in which differences do not count. */
export interface ArgoCdIgnoreDifference {
  /**
   * The API group; empty for the core of Kubernetes.
   * @default - the core of Kubernetes
   */
  readonly group?: string;

  /** The kind. */
  readonly kind: string;

  /**
   * The name of one object.
   * @default - all of this kind
   */
  readonly name?: string;

  /**
   * The namespace.
   * @default - all
   */
  readonly namespace?: string;

  /**
   * Fields as JSON pointers: `/spec/replicas`.
   * @default - none
   */
  readonly jsonPointers?: string[];

  /**
   * Fields as jq expressions.
   * @default - none
   */
  readonly jqPathExpressions?: string[];

  /**
   * Field managers whose fields do not count.
   * @default - none
   */
  readonly managedFieldsManagers?: string[];
}

/** How a failed sync is tried again. */
export interface ArgoCdRetry {
  /**
   * How often. Without an end, an Application cannot be deleted while it is tried.
   * @default 5
   */
  readonly limit?: number;

  /**
   * How long after the first failure. Whole seconds.
   * @default Duration.seconds(10)
   */
  readonly duration?: Duration;

  /**
   * By how much each wait is longer than the one before.
   * @default 2
   */
  readonly factor?: number;

  /**
   * The longest wait. Whole seconds.
   * @default Duration.minutes(5)
   */
  readonly maxDuration?: Duration;
}

/** Properties of `Delivery.argoCd`. */
export interface ArgoCdDeliveryProps {
  /** The address of the Git repository that you commit the output to. */
  readonly repoUrl: string;

  /**
   * The folder of the output in the repository.
   * @default - the output folder of the app, relative to the working directory; `dist` if it is outside of that
   */
  readonly path?: string;

  /**
   * The branch, tag or commit that Argo CD follows.
   * @default 'HEAD'
   */
  readonly targetRevision?: string;

  /**
   * The name of the Application of all others, and of the AppProject.
   * @default 'cdk8s-coco'
   */
  readonly name?: string;

  /**
   * The namespace of Argo CD.
   * @default 'argocd'
   */
  readonly namespace?: string;

  /**
   * An AppProject that exists. It must allow the repository, all clusters and the namespace of Argo CD.
   * @default - one is emitted that allows no more than these
   */
  readonly project?: string;

  /**
   * How many Applications there are.
   * @default ArgoCdApplications.PER_COMPONENT
   */
  readonly applications?: ArgoCdApplications;

  /**
   * Clusters, by the names that charts are assigned to.
   * @default - an assigned cluster has the same name in Argo CD; all other charts go to the cluster of Argo CD
   */
  readonly clusters?: { [name: string]: ArgoCdCluster };

  /**
   * An ApplicationSet in place of Applications.
   * @default - Applications
   */
  readonly applicationSet?: ArgoCdApplicationSetProps;

  /**
   * Delete objects from the cluster that are no longer in the repository. Objects that are kept are not deleted.
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Undo changes that others make in the cluster.
   * @default true
   */
  readonly selfHeal?: boolean;

  /**
   * Use server-side apply, which tracks the owner of each field.
   * @default true
   */
  readonly serverSideApply?: boolean;

  /**
   * Differences that do not count. Argo CD does not overwrite these fields either (`RespectIgnoreDifferences`).
   * @default - none
   */
  readonly ignoreDifferences?: ArgoCdIgnoreDifference[];

  /**
   * How a failed sync is tried again.
   * @default - 5 times, after 10 seconds, 20 seconds and so on
   */
  readonly retry?: ArgoCdRetry;

  /**
   * Emit the namespaces of charts that the app does not have. Without its namespace, nothing is applied.
   * @default true
   */
  readonly createNamespaces?: boolean;
}
