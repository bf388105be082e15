import { part } from '../../../src/plan/manifest';
import { conditions, KubeObject } from '../objects';

/** Whether controllers have seen an object as it is, and have done what it says. */
export function isSettled(object: KubeObject): boolean {
  const { spec, status, metadata: { generation } } = object;
  const count = (field: string) => Number(part(status, field) ?? 0);
  const isSeen = part(status, 'observedGeneration') === generation;
  const keepsSome = part(spec, 'updateStrategy.type') === 'OnDelete' || Number(part(spec, 'updateStrategy.rollingUpdate.partition') ?? 0) > 0;
  const replicas = Number(part(spec, 'replicas') ?? 1);
  switch (object.kind) {
    case 'CustomResourceDefinition':
      return conditions(object).includes('Established');
    case 'DaemonSet': {
      const wanted = count('desiredNumberScheduled');
      return isSeen && count('numberMisscheduled') === 0 && count('numberReady') === wanted && (keepsSome || count('updatedNumberScheduled') === wanted);
    }
    case 'Deployment':
      return isSeen && ['replicas', 'readyReplicas', ...part(spec, 'paused') ? [] : ['updatedReplicas']].every((field) => count(field) === replicas);
    case 'StatefulSet':
      return isSeen && ['replicas', 'readyReplicas'].every((field) => count(field) === replicas)
        && (keepsSome || part(status, 'currentRevision') === part(status, 'updateRevision'));
    case 'ReplicaSet':
      return isSeen && ['replicas', 'readyReplicas'].every((field) => count(field) === replicas);
    case 'Job': {
      const wanted = part(spec, 'suspend') === true ? 0 : Number(part(spec, 'parallelism') ?? 1);
      return conditions(object).includes('Failed') || ['active', 'ready'].every((field) => count(field) === wanted);
    }
    default:
      return true;
  }
}
