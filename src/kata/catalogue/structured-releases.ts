/** What tells the releases of kata-deploy apart that are told everything shim by shim and architecture by architecture. */
export interface StructuredRelease {
  readonly version: string;
  /** What runs in its image: a shell script with a shell around it, or a binary alone. */
  readonly program: 'script' | 'binary';
  /** The whole host below /host, or only the folders that are written to. */
  readonly hostAccess: 'root' | 'folders';
  /** Jobs instead of a DaemonSet, dispatched node by node. */
  readonly jobs: boolean;
  /** The dispatcher labels nodes, lifts taints, and knows several selectors. */
  readonly dispatcherOwnsNodes: boolean;
  /** Each installation marks its nodes with a label of its own, which its RuntimeClasses select too. */
  readonly instanceLabels: boolean;
  /** RuntimeClasses say which version of Kata they are. */
  readonly versionAnnotations: boolean;
  /** Confidential RuntimeClasses select nodes by the labels of Node Feature Discovery. */
  readonly teeNodeSelectors: boolean;
  /** A RuntimeClass of its own for debugging, and the devkit. */
  readonly debugRuntimeClasses: boolean;
  /** It remembers suffix and mode in a ConfigMap. */
  readonly state: boolean;
  /** It makes the rule for Node Feature Discovery an object; before, the program made it. */
  readonly nodeFeatureRules: boolean;
  /** Its pods answer probes, and clean their node when their DaemonSet, whose name they are told, is deleted. */
  readonly supervised: boolean;
  /** It is told the distribution, and refuses a folder that the containerd of the node does not read. */
  readonly checksDistribution: boolean;
  /** Its pods are replaced when a ConfigMap changes that they mount. */
  readonly checksums: boolean;
  /** The pods of Jobs on nodes carry the user's labels and annotations, as those of the DaemonSet do. */
  readonly jobPodMetadata: boolean;
}

export const STRUCTURED_3_25_0: StructuredRelease = {
  version: '3.25.0',
  program: 'script',
  hostAccess: 'root',
  jobs: false,
  dispatcherOwnsNodes: false,
  instanceLabels: false,
  versionAnnotations: false,
  teeNodeSelectors: false,
  debugRuntimeClasses: false,
  state: false,
  nodeFeatureRules: false,
  supervised: false,
  checksDistribution: false,
  checksums: false,
  jobPodMetadata: false,
};

export const STRUCTURED_4_0_0: StructuredRelease = {
  ...STRUCTURED_3_25_0, version: '4.0.0', program: 'binary', jobs: true, versionAnnotations: true, teeNodeSelectors: true, supervised: true,
};

export const STRUCTURED_4_1_0: StructuredRelease = {
  ...STRUCTURED_4_0_0,
  version: '4.1.0',
  hostAccess: 'folders',
  dispatcherOwnsNodes: true,
  instanceLabels: true,
  debugRuntimeClasses: true,
  state: true,
  nodeFeatureRules: true,
  checksDistribution: true,
  checksums: true,
  jobPodMetadata: true,
};
