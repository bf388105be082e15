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
    reason: 'group, scope and names of a definition are immutable; deleting it deletes its objects',
  },
  {
    id: 'selector',
    class: 'replaced',
    on: 'changed',
    kinds: [...WORKLOADS, 'Job'],
    paths: ['spec.selector'],
    reason: 'a selector is immutable',
  },
  {
    id: 'job',
    class: 'replaced',
    on: 'changed',
    kinds: ['Job'],
    paths: [
      'spec.template', 'spec.completionMode', 'spec.completions', 'spec.podFailurePolicy', 'spec.successPolicy', 'spec.backoffLimitPerIndex', 'spec.managedBy',
    ],
    reason: 'the pod template and the completion settings of a Job are immutable',
  },
  {
    id: 'stateful-set',
    class: 'replaced',
    on: 'changed',
    kinds: ['StatefulSet'],
    paths: ['spec.serviceName', 'spec.volumeClaimTemplates', 'spec.podManagementPolicy'],
    reason: 'these fields of a StatefulSet are immutable',
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
    reason: 'server-side apply keeps the defaulted settings of the old strategy, which are invalid with the new one',
  },
  {
    id: 'quota',
    class: 'replaced',
    on: 'changed',
    kinds: ['ResourceQuota'],
    paths: ['spec.scopes'],
    reason: 'the scopes of a ResourceQuota are immutable',
  },
  {
    id: 'role-ref',
    class: 'replaced',
    on: 'changed',
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    paths: ['roleRef'],
    reason: 'the role of a binding is immutable',
  },
  {
    id: 'handler',
    class: 'replaced',
    on: 'changed',
    kinds: ['RuntimeClass'],
    paths: ['handler'],
    reason: 'the handler of a RuntimeClass is immutable',
  },
  {
    id: 'priority',
    class: 'replaced',
    on: 'changed',
    kinds: ['PriorityClass'],
    paths: ['value', 'preemptionPolicy'],
    reason: 'the value of a PriorityClass is immutable',
  },
  {
    id: 'cluster-ip',
    class: 'replaced',
    on: 'changed',
    kinds: ['Service'],
    paths: ['spec.clusterIP', 'spec.clusterIPs', 'spec.loadBalancerClass'],
    reason: 'the address and the load balancer class of a Service are immutable',
  },
  {
    id: 'claim',
    class: 'replaced',
    on: 'changed',
    kinds: ['PersistentVolumeClaim'],
    paths: ['spec.accessModes', 'spec.storageClassName', 'spec.volumeMode', 'spec.volumeName', 'spec.selector'],
    reason: 'these fields of a claim are immutable',
  },
  {
    id: 'storage-class',
    class: 'replaced',
    on: 'changed',
    kinds: ['StorageClass'],
    paths: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    reason: 'these fields of a StorageClass are immutable',
  },
  {
    id: 'secret-type',
    class: 'replaced',
    on: 'changed',
    kinds: ['Secret'],
    paths: ['type'],
    reason: 'the type of a Secret is immutable',
  },
  {
    id: 'immutable',
    class: 'replaced',
    on: 'changed',
    kinds: ['Secret', 'ConfigMap'],
    paths: ['data', 'stringData', 'binaryData', 'immutable'],
    when: (_, { before }) => before?.immutable === true,
    reason: 'it is marked immutable',
  },
];
