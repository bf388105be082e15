import { posix } from 'path';
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { linuxAffinity } from './affinity';
import { pullPolicy } from './pod';
import { Emission } from '../../../common/private/emission';
import { escapeVariables } from '../../../common/private/escape-variables';
import { podPlacement } from '../../../common/private/pod-placement';
import { MonitorModel, KataModel } from '../model';

/** The name of its DaemonSet, with a suffix as without. */
export const MONITOR = 'kata-monitor';
const SANDBOXES = '/run/vc/sbs/';

/** The DaemonSet that tells Prometheus about the sandboxes of each node. */
export function monitor(model: KataModel, namespace: string): Emission[] {
  return model.monitor ? [{ id: 'Monitor', manifest: daemonSet(model, model.monitor, namespace) }] : [];
}

function daemonSet(model: KataModel, own: MonitorModel, namespace: string): DaemonSet {
  const { identity } = model;
  const labels = { 'app.kubernetes.io/name': MONITOR, 'app.kubernetes.io/instance': identity.instance };
  const affinity = own.hasAffinity ? linuxAffinity(model) : {};
  const { socketFolder = socketFolderOf(own.runtimeEndpoint) } = own;
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: MONITOR, namespace, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { 'prometheus.io/scrape': 'true' } },
        spec: {
          ...podPlacement({ ...model, affinity }),
          containers: [{
            name: MONITOR,
            image: own.image,
            ...pullPolicy(model),
            securityContext: own.securityContext,
            args: [
              `-listen-address=${own.listenAddress}`, `-log-level=${own.logLevel}`, `-runtime-endpoint=${own.runtimeEndpoint}`,
            ].map(escapeVariables),
            ports: [{ containerPort: own.port }],
            resources: own.resources,
            volumeMounts: [
              { name: 'containerd-sock', mountPath: socketFolder, readOnly: true },
              { name: 'sbs', mountPath: SANDBOXES, readOnly: true },
            ],
          }],
          terminationGracePeriodSeconds: 30,
          volumes: [
            { name: 'containerd-sock', hostPath: { path: socketFolder, type: 'Directory' } },
            { name: 'sbs', hostPath: { path: SANDBOXES, type: 'DirectoryOrCreate' } },
          ],
        },
      },
    },
  };
}

/** The folder of the socket that an endpoint names. */
export function socketFolderOf(endpoint: string): string {
  const path = endpoint.replace(/^unix:(\/\/)?/, '');
  const folder = posix.normalize(path.slice(0, path.lastIndexOf('/') + 1));
  return folder.length > 1 ? folder.replace(/\/$/, '') : folder;
}
