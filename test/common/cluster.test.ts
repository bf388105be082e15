import { ApiObject, App, Chart } from 'cdk8s';
import { Cluster, KataRuntime, PeerPodsCrds, UninstallPhase } from 'cdk8s-coco';
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

test('a chart with objects that nobody has looked at yet', () => {
  const app = new App();
  const chart = new Chart(app, 'a');
  const object = new ApiObject(chart, 'Object', { apiVersion: 'v1', kind: 'ConfigMap' });
  Cluster.assign(chart, 'edge-1');
  expect(Cluster.of(object)?.name).toBe('edge-1');
});

describe('a chart of this library, which is full when it is made', () => {
  const clusters = (...names: (string | undefined)[]) => {
    const app = new App();
    names.forEach((name, index) => {
      const crds = new PeerPodsCrds(app, `crds-${index}`);
      if (name !== undefined) Cluster.assign(crds, name);
    });
    return app;
  };

  test('goes to its cluster', () => {
    const app = clusters('edge-1', 'edge-2', undefined);
    expect(app.charts.map((chart) => Cluster.of(chart)?.name)).toEqual(['edge-1', 'edge-2', undefined]);
    expect(() => app.synthYaml()).not.toThrow();
    expect(() => UninstallPhase.of(app)).not.toThrow();
  });

  test('a cluster has it once', () => {
    expect(() => clusters('edge-1', 'edge-1').synthYaml()).toThrow(/would put into its cluster what crds-0 puts there already: CustomResourceDefinition/);
    expect(() => clusters(undefined, undefined).synthYaml()).toThrow(/Cluster\.assign\(chart, 'edge-1'\)/);
  });
});

describe('refuses', () => {
  const LATE = 'allowed: a scope without such constructs. Assign it right after it was made, before anything is put into it.';
  const NAME = 'allowed: a text that is not empty. Give what you call the cluster, like "edge-1".';

  test.each<[unknown, string]>([['', '""'], ['  ', '"  "'], [undefined, 'nothing'], [7, '7']])('the name %p', (name, shown) => {
    const chart = new Chart(new App(), 'a');
    expect(() => Cluster.assign(chart, name as string)).toThrow(new Error(`a: Cluster.assign: got the name ${shown}; ${NAME}`));
  });

  test('a chart that has something in it', () => {
    const chart = new Chart(new App(), 'a', { namespace: 'coco-system' });
    new KataRuntime(chart, 'Kata');
    expect(() => Cluster.assign(chart, 'edge-1')).toThrow(new Error(`a: Cluster.assign: got a scope that has a/Kata in it already; ${LATE}`));
  });

  test('an app that has', () => {
    const app = new App();
    new KataRuntime(new Chart(app, 'a', { namespace: 'coco-system' }), 'Kata');
    expect(() => Cluster.assign(app, 'edge-1')).toThrow(new Error(`(root): Cluster.assign: got a scope that has a/Kata in it already; ${LATE}`));
  });

  test('a part of a chart', () => {
    const part = new Construct(new Chart(new App(), 'a'), 'Part');
    expect(() => Cluster.assign(part, 'edge-1')).toThrow(new Error('a/Part: Cluster.assign: got a part of the chart a; '
      + 'allowed: a chart, or a construct that charts are in. A chart goes to one cluster as a whole: assign the chart.'));
  });
});
