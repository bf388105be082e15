import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { Cluster, PeerPodQuota, PrivilegedNamespace } from 'cdk8s-coco';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;
const message = (one: string, other: string) => `[${one}] it would be written to the file of ${other}, which has the same kind and name; `
  + 'allowed: one object in a file. Take YamlOutputType.FILE_PER_CHART.';

/** Two quotas of one name in two namespaces: in one chart, and in another one. */
function quotas(yamlOutputType: YamlOutputType): App {
  const app = new App({ yamlOutputType });
  const chart = new Chart(app, 'a');
  for (const namespace of ['x', 'y']) new PeerPodQuota(chart, namespace, { vms: 1, namespace });
  new PeerPodQuota(new Chart(app, 'b', { namespace: 'z' }), 'z', { vms: 1 });
  return app;
}

test.each([FILE_PER_APP, FILE_PER_CHART])('files that hold several objects are no problem (%i)', (type) => {
  expect(() => quotas(type).synthYaml()).not.toThrow();
});

test('files per object are', () => {
  const app = quotas(FILE_PER_RESOURCE);
  expect(() => app.synthYaml()).toThrow(message('a/y/Resource', 'a/x/Resource'));
  expect(() => app.synthYaml()).toThrow(message('b/z/Resource', 'a/x/Resource'));
});

test('in folders, those of one chart are', () => {
  const app = quotas(FOLDER_PER_CHART_FILE_PER_RESOURCE);
  expect(() => app.synthYaml()).toThrow(message('a/y/Resource', 'a/x/Resource'));
  expect(() => app.synthYaml()).not.toThrow('b/z');
});

test('the same objects in two clusters are', () => {
  const app = new App({ yamlOutputType: FILE_PER_RESOURCE });
  for (const name of ['a', 'b']) {
    const chart = new Chart(app, name, { namespace: 'coco' });
    Cluster.assign(chart, name);
    new PrivilegedNamespace(chart, 'Namespace');
  }
  expect(() => app.synthYaml()).toThrow(message('b/Namespace/Resource', 'a/Namespace/Resource'));
});

test('an object of a user that meets none of ours is left to cdk8s', () => {
  const app = new App({ yamlOutputType: FILE_PER_RESOURCE });
  const chart = new Chart(app, 'a', { namespace: 'coco' });
  new PrivilegedNamespace(chart, 'Namespace');
  for (const namespace of ['x', 'y']) new ApiObject(chart, namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine', namespace } });
  expect(() => app.synthYaml()).not.toThrow();
});
