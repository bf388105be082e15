/** What tells the releases of kata-deploy apart that are told everything shim by shim and architecture by architecture. */
export interface PerShimRelease {
  readonly version: string;
  /** What runs in its image: a shell script with a shell around it, or a binary alone. */
  readonly program: 'script' | 'binary';
  /** The script is started by a shell, and not by its name. */
  readonly runsInShell: boolean;
  /** The whole host below /host, or only the folders that are written to. */
  readonly hostAccess: 'root' | 'folders';
  /** kata-deploy can make the RuntimeClasses itself, and is told whether to (`CREATE_RUNTIMECLASSES`). */
  readonly createsRuntimeClasses: boolean;
  /** RuntimeClasses have labels that say whose they are. */
  readonly runtimeClassLabels: boolean;
  /** RuntimeClasses say which version of Kata they are. */
  readonly versionAnnotations: boolean;
  /** Confidential RuntimeClasses select nodes by the labels of Node Feature Discovery. */
  readonly teeNodeSelectors: boolean;
  /** Whether pods of the DaemonSet clean their node when they are deleted, and what makes them do so. */
  readonly cleansWhenDeleted: 'never' | 'by-hook' | 'by-signal';
  /** The program reads the name of its DaemonSet from an environment variable. */
  readonly readsDaemonSetName: boolean;
  /** Pods answer probes. */
  readonly healthEndpoints: boolean;
  /** Reads the settings of the kubelet, to warn of timeouts that are too short. */
  readonly kubeletSettings: boolean;
  /** The level of its log is an argument. */
  readonly logLevelFlag: boolean;
  /** Jobs instead of a DaemonSet, dispatched node by node. */
  readonly jobs: boolean;
  /** The dispatcher watches its Jobs, where later ones ask for each. */
  readonly dispatcherWatchesJobs: boolean;
  /** The dispatcher labels nodes, lifts taints, and knows several selectors. */
  readonly dispatcherOwnsNodes: boolean;
  /** Each installation marks its nodes with a label of its own, which its RuntimeClasses select too. */
  readonly instanceLabels: boolean;
  /** A RuntimeClass of its own for debugging, and the devkit. */
  readonly debugRuntimeClasses: boolean;
  /** It remembers suffix and mode in a ConfigMap. */
  readonly state: boolean;
  /** It makes the rule for Node Feature Discovery an object; before, the program made it. */
  readonly nodeFeatureRules: boolean;
  /** It is told the distribution, and refuses a folder that the containerd of the node does not read. */
  readonly checksDistribution: boolean;
  /** Its pods are replaced when a ConfigMap changes that they mount. */
  readonly checksums: boolean;
  /** The pods of Jobs on nodes carry the user's labels and annotations, as those of the DaemonSet do. */
  readonly jobPodMetadata: boolean;
}
