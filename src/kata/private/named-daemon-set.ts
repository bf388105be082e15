import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { PodSpec } from 'kubernetes-types/core/v1';

/** A DaemonSet whose pods have its name as their label, as upstream's have. */
export function namedDaemonSet(name: string, namespace: string, spec: PodSpec, maxUnavailable: number | string): DaemonSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { name } },
      template: { metadata: { labels: { name } }, spec },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable } },
    },
  };
}
