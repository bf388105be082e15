import { WORKLOADS } from './kinds';
import { part } from '../manifest';
import { PlanRule } from '../rule';

/** What the API server refuses. */
export const REFUSED: readonly PlanRule[] = [
  {
    id: 'definition-names',
    class: 'replaced',
    on: 'changed',
    kinds: ['CustomResourceDefinition'],
    paths: ['spec.group', 'spec.scope', 'spec.names.plural', 'spec.names.kind'],
    reason: 'a definition keeps group, scope and names for its life, and its objects go with it',
  },
  {
    id: 'selector',
    class: 'replaced',
    on: 'changed',
    kinds: [...WORKLOADS, 'Job'],
    paths: ['spec.selector'],
    reason: 'a selector never changes',
  },
  {
    id: 'job',
    class: 'replaced',
    on: 'changed',
    kinds: ['Job'],
    paths: [
      'spec.template', 'spec.completionMode', 'spec.completions', 'spec.podFailurePolicy', 'spec.successPolicy', 'spec.backoffLimitPerIndex', 'spec.managedBy',
    ],
    reason: 'a Job keeps its pod template, and what counts as its end, for its life',
  },
  {
    id: 'stateful-set',
    class: 'replaced',
    on: 'changed',
    kinds: ['StatefulSet'],
    paths: ['spec.serviceName', 'spec.volumeClaimTemplates', 'spec.podManagementPolicy'],
    reason: 'a StatefulSet keeps these for its life',
  },
  {
    id: 'strategy',
    class: 'replaced',
    on: 'changed',
    kinds: ['Deployment', 'StatefulSet'],
    paths: ['spec.strategy', 'spec.updateStrategy'],
    when: ({ kind, spec }, { before }) => {
      const [place, other] = kind === 'Deployment' ? ['strategy.type', 'Recreate'] : ['updateStrategy.type', 'OnDelete'];
      return part(spec, place) === other && part(before?.spec, place) !== other;
    },
    reason: 'a server-side apply leaves the settings that the API server gave the other strategy, and they do not go with this one',
  },
  {
    id: 'quota',
    class: 'replaced',
    on: 'changed',
    kinds: ['ResourceQuota'],
    paths: ['spec.scopes'],
    reason: 'a ResourceQuota keeps what it counts for its life',
  },
  {
    id: 'role-ref',
    class: 'replaced',
    on: 'changed',
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    paths: ['roleRef'],
    reason: 'a binding keeps its role for its life',
  },
  {
    id: 'handler',
    class: 'replaced',
    on: 'changed',
    kinds: ['RuntimeClass'],
    paths: ['handler'],
    reason: 'a RuntimeClass keeps its handler for its life',
  },
  {
    id: 'priority',
    class: 'replaced',
    on: 'changed',
    kinds: ['PriorityClass'],
    paths: ['value', 'preemptionPolicy'],
    reason: 'a PriorityClass keeps its value for its life',
  },
  {
    id: 'cluster-ip',
    class: 'replaced',
    on: 'changed',
    kinds: ['Service'],
    paths: ['spec.clusterIP', 'spec.clusterIPs', 'spec.loadBalancerClass'],
    reason: 'a Service keeps its address, and who balances its load, for its life',
  },
  {
    id: 'claim',
    class: 'replaced',
    on: 'changed',
    kinds: ['PersistentVolumeClaim'],
    paths: ['spec.accessModes', 'spec.storageClassName', 'spec.volumeMode', 'spec.volumeName', 'spec.selector'],
    reason: 'a claim keeps these for its life',
  },
  {
    id: 'storage-class',
    class: 'replaced',
    on: 'changed',
    kinds: ['StorageClass'],
    paths: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    reason: 'a StorageClass keeps these for its life',
  },
  {
    id: 'secret-type',
    class: 'replaced',
    on: 'changed',
    kinds: ['Secret'],
    paths: ['type'],
    reason: 'a Secret keeps its type for its life',
  },
  {
    id: 'immutable',
    class: 'replaced',
    on: 'changed',
    kinds: ['Secret', 'ConfigMap'],
    paths: ['data', 'stringData', 'binaryData', 'immutable'],
    when: (_, { before }) => before?.immutable === true,
    reason: 'it says of itself that it is immutable',
  },
];
