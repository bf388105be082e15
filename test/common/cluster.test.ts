import { ApiObject, App, Chart } from 'cdk8s';
import { Cluster } from 'cdk8s-coco';
import { Construct } from 'constructs';

test('a chart and all in it are of its cluster; others are of none', () => {
  const app = new App();
  const [chart, other] = [new Chart(app, 'a'), new Chart(app, 'b')];
  expect(Cluster.assign(chart, 'edge-1').name).toBe('edge-1');
  const deep = new ApiObject(new Construct(chart, 'Deep'), 'Object', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect([chart, deep, other, app].map((scope) => Cluster.of(scope)?.name)).toEqual(['edge-1', 'edge-1', undefined, undefined]);
});

test('a construct with charts in it; the nearest assignment counts', () => {
  const region = new Construct(new App(), 'eu');
  Cluster.assign(region, 'eu');
  const hub = new Chart(region, 'hub');
  Cluster.assign(hub, 'hub');
  expect([new Chart(region, 'edge'), hub, new Chart(hub, 'inner')].map((scope) => Cluster.of(scope)?.name)).toEqual(['eu', 'hub', 'hub']);
});

test('a chart class of the user, from inside', () => {
  class Mine extends Chart {
    constructor(scope: Construct, id: string) {
      super(scope, id);
      Cluster.assign(this, id);
      new ApiObject(this, 'Object', { apiVersion: 'v1', kind: 'ConfigMap' });
    }
  }
  const app = new App();
  expect(['edge-1', 'edge-2'].map((id) => Cluster.of(new Mine(app, id))?.name)).toEqual(['edge-1', 'edge-2']);
});

test('names of files and objects stay as they are', () => {
  const names = (assign: boolean) => {
    const app = new App();
    const chart = new Chart(app, 'a');
    if (assign) Cluster.assign(chart, 'edge-1');
    return [new ApiObject(chart, 'Object', { apiVersion: 'v1', kind: 'ConfigMap' }).name, chart.node.path];
  };
  expect(names(true)).toEqual(names(false));
});

describe('refuses', () => {
  const LATE = 'allowed: a scope without children. Assign it right after it was made, before anything is put into it.';
  const NAME = 'allowed: a text that is not empty. Give what you call the cluster, like "edge-1".';

  test.each<[unknown, string]>([['', '""'], ['  ', '"  "'], [undefined, 'undefined'], [7, '7']])('the name %p', (name, shown) => {
    const chart = new Chart(new App(), 'a');
    expect(() => Cluster.assign(chart, name as string)).toThrow(new Error(`a: Cluster.assign: got the name ${shown}; ${NAME}`));
  });

  test('a chart that has something in it', () => {
    const chart = new Chart(new App(), 'a');
    new Construct(chart, 'Kata');
    expect(() => Cluster.assign(chart, 'edge-1')).toThrow(new Error(`a: Cluster.assign: got a scope that has a/Kata in it already; ${LATE}`));
  });

  test('an app that has', () => {
    const app = new App();
    new Chart(app, 'a');
    expect(() => Cluster.assign(app, 'edge-1')).toThrow(new Error(`(root): Cluster.assign: got a scope that has a in it already; ${LATE}`));
  });

  test('a part of a chart', () => {
    const part = new Construct(new Chart(new App(), 'a'), 'Part');
    expect(() => Cluster.assign(part, 'edge-1')).toThrow(new Error('a/Part: Cluster.assign: got a part of the chart a; '
      + 'allowed: a chart, or a construct that charts are in. A chart goes to one cluster as a whole: assign the chart.'));
  });
});
