/** A field that Helm wrote and that we write otherwise, so that taking a release over needs `--force-conflicts`. */
export interface KnownDifference {
  /** `Kind name` of objects. */
  readonly object: RegExp;
  /** The field, as the API server names it in a conflict. */
  readonly field: RegExp;
  /** The same meaning in another form: what programs and pods see is what the chart says. */
  readonly isSame: boolean;
  readonly why: string;
}

/** All that there are, with the rows of docs/render.md. Any other is a fault. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    object: /^CustomResourceDefinition (peerpods|dpfhcpprovisioner(config)?s)\./,
    field: /^\.spec\.versions$/,
    isSame: true,
    why: 'descriptions in words of our own; fields, rules and defaults are equal',
  },
  {
    object: /^ClusterRole dpf-hcp-provisioner-operator-manager-role$/,
    field: /^\.rules$/,
    isSame: true,
    why: 'the same rights in another order: the API server compares rules as a whole',
  },
  {
    object: /^ConfigMap \S*-job-templates\S*$/,
    field: /^\.data\.(install|cleanup)-job\.yaml$/,
    isSame: true,
    why: 'the same Jobs, written by another YAML printer',
  },
  {
    object: /^DaemonSet kata-deploy/,
    field: /^\.spec\.template\.metadata\.annotations\.checksum\//,
    isSame: false,
    why: 'a hash of the data in the place of a hash of the template: pods roll once',
  },
  {
    object: /^ConfigMap peer-pods-cm$/,
    field: /^\.data\.CLOUD_PROVIDER$/,
    isSame: false,
    why: '"ibmcloud-powervs": the adaptor stops on the name that the chart writes',
  },
  {
    object: /^MachineConfig dpu-worker-configuration$/,
    field: /^\.spec\.config/,
    isSame: false,
    why: 'the scripts on nodes are our own: nodes restart once',
  },
];
