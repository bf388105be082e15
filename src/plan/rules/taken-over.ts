import { isOnDelete, WEBHOOKS, WORKLOADS } from './kinds';
import { PlanRule } from '../rule';

/** What the API server takes over, and nothing has to restart for. */
const PLAIN = [
  'ServiceAccount', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'Service', 'NetworkPolicy', 'PodDisruptionBudget', 'ResourceQuota', 'LimitRange',
  'Namespace', 'CustomResourceDefinition', 'HorizontalPodAutoscaler', 'Ingress', 'Route', 'HTTPRoute', 'Gateway', 'ServiceMonitor', 'PodMonitor', 'PrometheusRule',
  'ExternalSecret', 'SecretStore', 'Certificate', 'Issuer', 'ClusterIssuer', 'SecurityContextConstraints', 'Kustomization', 'Application', 'AppProject', 'NodeFeatureRule',
  ...WEBHOOKS, ...WORKLOADS, 'CronJob', 'RuntimeClass',
];

/** What replaces pods, what is taken over as it is, and what is not known. */
export const TAKEN_OVER: readonly PlanRule[] = [
  {
    id: 'on-delete',
    class: 'in-place',
    on: 'changed',
    kinds: ['DaemonSet', 'StatefulSet'],
    paths: ['spec.template'],
    when: isOnDelete,
    reason: 'pods keep running as they are until they are deleted',
  },
  {
    id: 'template',
    class: 'rolling-restart',
    on: 'changed',
    kinds: WORKLOADS,
    paths: ['spec.template'],
    reason: 'the pods are replaced by new ones',
  },
  {
    id: 'cron-job',
    class: 'in-place',
    on: 'changed',
    kinds: ['CronJob'],
    paths: ['spec'],
    reason: 'the next run takes it over',
  },
  // What is taken over as it is.
  {
    id: 'config',
    class: 'in-place',
    on: 'changed',
    kinds: ['ConfigMap', 'Secret'],
    reason: 'pods that have it as files see it within minutes; as environment variables, at their next start',
  },
  {
    id: 'job-metadata',
    class: 'metadata',
    on: 'changed',
    paths: ['metadata'],
    reason: 'nothing reads it but people, selectors and engines',
  },
  {
    id: 'plain',
    class: 'in-place',
    on: 'changed',
    kinds: PLAIN,
    reason: 'the API server takes it over',
  },
  {
    id: 'job-settings',
    class: 'in-place',
    on: 'changed',
    kinds: ['Job'],
    reason: 'the API server takes it over',
  },
  {
    id: 'unknown',
    class: 'review',
    on: 'changed',
    reason: 'what its controller does with this is not known here',
  },
  {
    id: 'added',
    class: 'added',
    on: 'added',
    reason: '',
  },
  {
    id: 'removed',
    class: 'removed',
    on: 'removed',
    reason: '',
  },
];
