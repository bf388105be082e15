import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { DpuWorkerConfig, DpuWorkerRelease, DpuWorkerTopology } from 'cdk8s-coco';
import { PercentOrAbsolute } from 'cdk8s-plus-28';
import { newWorkers, nodeFiles, ofKind, workers } from './workers';
import { REPOSITORY } from '../support/repository';

const LABELS = {
  'app.kubernetes.io/name': 'dpu-worker-config',
  'app.kubernetes.io/instance': 'dpu-worker-config',
  'app.kubernetes.io/version': 'v0.1.0',
  'app.kubernetes.io/part-of': 'dpf-hcp-provisioner-operator',
};
const ROLE = 'machineconfiguration.openshift.io/role';

test('two ConfigMaps of the network operator, the pool, and last the MachineConfig, whatever the namespace of the chart', () => {
  expect(workers().map(({ apiVersion, kind, metadata }) => [apiVersion, kind, metadata.namespace, metadata.name])).toEqual([
    ['v1', 'ConfigMap', 'openshift-network-operator', 'hardware-offload-config'],
    ['v1', 'ConfigMap', 'openshift-network-operator', 'network-node-identity'],
    ['machineconfiguration.openshift.io/v1', 'MachineConfigPool', undefined, 'worker-dpu'],
    ['machineconfiguration.openshift.io/v1', 'MachineConfig', undefined, 'dpu-worker-configuration'],
  ]);
});

test('what the network operator reads', () => {
  const [offload, identity] = workers();
  expect(offload!.data).toEqual({ 'dpu-host-mode-label': 'feature.node.kubernetes.io/dpu-enabled=', 'mgmt-port-resource-name': 'openshift.io/bf3-p0-vfs-mgmt' });
  expect(identity!.data).toEqual({ enabled: 'false' });
});

test('the pool has the nodes with the label, and takes what is for workers as well', () => {
  expect(ofKind(workers(), 'MachineConfigPool').spec).toEqual({
    machineConfigSelector: { matchExpressions: [{ key: ROLE, operator: 'In', values: ['worker', 'worker-dpu'] }] },
    maxUnavailable: 1,
    nodeSelector: { matchLabels: { 'node-role.kubernetes.io/worker-dpu': '' } },
    paused: false,
  });
  expect(ofKind(workers({ maxUnavailable: PercentOrAbsolute.percent(30), paused: true }), 'MachineConfigPool').spec)
    .toMatchObject({ maxUnavailable: '30%', paused: true });
});

test('the files of a node: the scripts of this package, which the units start', () => {
  const config = ofKind(workers(), 'MachineConfig');
  const script = (name: string) => ({ path: `/usr/local/bin/${name}`, mode: 0o755, overwrite: true, text: readFileSync(join(REPOSITORY, 'src/dpu-worker', name), 'utf8') });
  expect(nodeFiles(config)).toEqual([
    script('apply-nmstate-bridge.sh'),
    script('configure-p0-routing.sh'),
    { path: '/etc/NetworkManager/conf.d/unmanage-ovnk-interface.conf', mode: 0o644, overwrite: true, text: '[keyfile]\nunmanaged-devices=interface-name:ovn-k8s-*\n' },
    script('set-ovnk-dpu-label.sh'),
  ]);
  const units = config.spec.config.systemd.units as { name: string; enabled: boolean; mask?: boolean; contents?: string }[];
  expect(units.map(({ name, enabled, mask, contents }) => [name, enabled, mask, contents?.match(/^ExecStart=(.*)$/m)?.[1]])).toEqual([
    ['nmstate-bridge.service', true, undefined, '/usr/local/bin/apply-nmstate-bridge.sh'],
    ['set-ovnk-dpu-label.service', true, undefined, '/usr/local/bin/set-ovnk-dpu-label.sh'],
    ['ovs-configuration.service', false, undefined, undefined],
    ['openvswitch.service', false, true, undefined],
    ['wait-for-br-ex-up.service', false, undefined, undefined],
    ['p0-routing.service', true, undefined, '/usr/local/bin/configure-p0-routing.sh'],
  ]);
  expect(config.spec.config.ignition).toEqual({ version: '3.2.0' });
});

test('on a single node there is no pool, and the one of workers takes the configuration', () => {
  const props = { controlPlaneTopology: DpuWorkerTopology.SINGLE_REPLICA };
  expect(workers(props).map(({ kind }) => kind)).toEqual(['ConfigMap', 'ConfigMap', 'MachineConfig']);
  expect(ofKind(workers(props), 'MachineConfig').metadata.labels[ROLE]).toBe('worker');
  expect(ofKind(workers(), 'MachineConfig').metadata.labels[ROLE]).toBe('worker-dpu');
  expect([newWorkers(props), newWorkers()].map((one) => one.machineConfigPoolName)).toEqual(['worker', 'worker-dpu']);
});

test('labels and annotations of all objects; common labels win, in the order of their keys', () => {
  for (const { metadata: { labels, annotations } } of workers()) {
    expect(labels).toMatchObject(LABELS);
    expect(annotations?.owner).toBeUndefined();
  }
  const props = { instance: 'release', appName: 'app', commonLabels: { 'z': '1', 'app.kubernetes.io/part-of': 'mine', 'a': '2' }, commonAnnotations: { owner: 'me' } };
  for (const { metadata: { labels, annotations } } of workers(props)) {
    expect(labels).toMatchObject({ 'app.kubernetes.io/instance': 'release', 'app.kubernetes.io/name': 'app', 'app.kubernetes.io/part-of': 'mine', 'a': '2', 'z': '1' });
    expect(annotations).toMatchObject({ owner: 'me' });
  }
});

test('Flux finds no variable to replace in what nodes get', () => {
  expect(JSON.stringify(workers())).not.toContain('${');
});

test('every object is within reach', () => {
  const config = newWorkers();
  expect(ApiObject.of(config).kind).toBe('MachineConfig');
  expect(config.node.children.map(({ node }) => node.id)).toEqual(['HardwareOffloadConfig', 'NetworkNodeIdentity', 'MachineConfigPool', 'Resource']);
  ApiObject.of(config).addJsonPatch(JsonPatch.add('/spec/kernelArguments', ['intel_iommu=on']));
  expect(ofKind(Chart.of(config).toJson(), 'MachineConfig').spec.kernelArguments).toEqual(['intel_iommu=on']);
});

test('there is one in a cluster', () => {
  const chart = new Chart(new App(), 'dpu');
  new DpuWorkerConfig(chart, 'Workers', { release: DpuWorkerRelease.latest() });
  expect(() => new DpuWorkerConfig(chart, 'Again', { release: DpuWorkerRelease.latest() })).toThrow(/release: would put into its cluster what dpu\/Workers puts there already: ConfigMap hardware-offload-config.* Let one DpuWorkerConfig serve the whole cluster\./);
});

test('what the cluster must have before', () => {
  expect(newWorkers().prerequisites.map(({ name, check }) => [name, check])).toEqual([
    ['nodes with the label node-role.kubernetes.io/worker-dpu', 'kubectl get nodes -l node-role.kubernetes.io/worker-dpu -o name | grep -q .'],
    ...['machineconfigpools', 'machineconfigs'].map((resource) => [
      'OpenShift', `kubectl api-resources --api-group=machineconfiguration.openshift.io -o name | grep -qx ${resource}.machineconfiguration.openshift.io`,
    ]),
  ]);
  expect(newWorkers({ controlPlaneTopology: DpuWorkerTopology.SINGLE_REPLICA }).prerequisites.map(({ name }) => name)).toEqual(['OpenShift']);
});

test('nodes leave the pool before it is removed', () => {
  expect(newWorkers().uninstallPreconditions.map(({ command }) => command)).toEqual(['kubectl get nodes -l node-role.kubernetes.io/worker-dpu -o name']);
  expect(newWorkers({ controlPlaneTopology: DpuWorkerTopology.SINGLE_REPLICA }).uninstallPreconditions).toEqual([]);
});

test('releases', () => {
  expect(DpuWorkerRelease.all().map(String)).toEqual(['DPU worker configuration 0.1.0']);
  expect(newWorkers().release.version).toBe(DpuWorkerRelease.latest().version);
  expect(newWorkers({ release: DpuWorkerRelease.V0_1_0 }).release.version).toBe('0.1.0');
  expect(() => DpuWorkerRelease.of('0.1.1')).toThrow('DpuWorkerRelease.of: unknown DPU worker release "0.1.1"; allowed: 0.1.0. Did you mean "0.1.0"?');
});
