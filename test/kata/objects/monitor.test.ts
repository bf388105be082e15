import { installed, settings } from './support';
import { MonitorModel } from '../../../src/kata/private/model';
import { socketFolderOf } from '../../../src/kata/private/objects/monitor';

const MONITOR: MonitorModel = {
  image: 'registry/kata-monitor:1',
  listenAddress: '0.0.0.0:8090',
  runtimeEndpoint: 'unix:///run/k3s/containerd/containerd.sock',
  socketFolder: '/run/k3s/containerd',
  logLevel: 'info',
  port: 8090,
  securityContext: { privileged: false },
  resources: { limits: { cpu: '1' } },
};

const monitor = (model: MonitorModel) => installed(settings({ monitor: model, suffix: 'two', nodeSelector: { a: 'b' } }))
  .find(({ metadata }) => metadata.name === 'kata-monitor')!;

test('serves metrics of the sandboxes of each node', () => {
  const labels = { 'app.kubernetes.io/name': 'kata-monitor', 'app.kubernetes.io/instance': 'mine' };
  expect(monitor(MONITOR)).toEqual({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'kata-monitor', namespace: 'kata', labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { 'prometheus.io/scrape': 'true' } },
        spec: {
          nodeSelector: { a: 'b' },
          terminationGracePeriodSeconds: 30,
          containers: [{
            name: 'kata-monitor',
            image: 'registry/kata-monitor:1',
            args: [
              '-listen-address=0.0.0.0:8090', '-log-level=info', '-runtime-endpoint=unix:///run/k3s/containerd/containerd.sock',
            ],
            ports: [{ containerPort: 8090 }],
            securityContext: { privileged: false },
            resources: { limits: { cpu: '1' } },
            volumeMounts: [
              { name: 'containerd-sock', mountPath: '/run/k3s/containerd', readOnly: true },
              { name: 'sbs', mountPath: '/run/vc/sbs/', readOnly: true },
            ],
          }],
          volumes: [
            { name: 'containerd-sock', hostPath: { path: '/run/k3s/containerd', type: 'Directory' } },
            { name: 'sbs', hostPath: { path: '/run/vc/sbs/', type: 'DirectoryOrCreate' } },
          ],
        },
      },
    },
  });
});

test.each([
  ['unix:/a/b.sock', '/a'],
  ['/a//b/c.sock', '/a/b'],
  ['/c.sock', '/'],
])('the folder of the socket of %s', (runtimeEndpoint, folder) => {
  expect(socketFolderOf(runtimeEndpoint)).toBe(folder);
});
