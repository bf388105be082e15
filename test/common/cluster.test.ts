import { ApiObject, App, Chart } from 'cdk8s';
import { Cluster, DpfHcpOperator, DpfHcpRelease, PeerPodsCrds, PrivilegedNamespace, UninstallPhase } from 'cdk8s-coco';
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

describe('a chart that has something in it already', () => {
  test('takes the definitions along that a construct in it brings', () => {
    const app = new App();
    for (const name of ['edge-1', 'edge-2']) {
      const chart = new Chart(app, name, { namespace: 'dpf' });
      const { crds } = new DpfHcpOperator(chart, 'Operator', { release: DpfHcpRelease.latest() });
      Cluster.assign(chart, name);
      expect(Cluster.of(crds!)?.name).toBe(name);
    }
    expect(() => app.synthYaml()).not.toThrow();
  });

  test('is refused by a cluster that has the same, and stays where it was', () => {
    const app = new App();
    const [one, two] = ['one', 'two'].map((id) => new Chart(app, id, { namespace: 'a' }));
    Cluster.assign(one, 'edge-1');
    Cluster.assign(two, 'edge-2');
    [one, two].forEach((chart) => new PrivilegedNamespace(chart, 'Namespace'));
    expect(() => Cluster.assign(two, 'edge-1')).toThrow('two: Cluster.assign: would put into its cluster what one/Namespace puts there already: Namespace a; '
      + 'allowed: each once in a cluster. Assign one of the two to another cluster');
    expect(Cluster.of(two)?.name).toBe('edge-2');
    expect(() => app.synthYaml()).not.toThrow();
  });
});

describe('refuses', () => {
  const NAME = 'allowed: a string that is not empty. Give what you call the cluster, like "edge-1".';

  test.each<[string, string]>([['', '""'], ['  ', '"  "']])('the name %p', (name, shown) => {
    const chart = new Chart(new App(), 'a');
    expect(() => Cluster.assign(chart, name)).toThrow(new Error(`a: Cluster.assign: name: got ${shown}; ${NAME}`));
  });

  test.each<[unknown, string]>([[undefined, 'nothing'], [7, '7'], [{}, 'an object']])('the name %p', (name, shown) => {
    expect(() => Cluster.assign(new Chart(new App(), 'a'), name as string)).toThrow(`Cluster.assign: name: got ${shown}; allowed: a string.`);
  });

  test.each<[unknown, string]>([[null, 'null'], [undefined, 'nothing'], ['a', '"a"'], [{ node: {} }, 'an object']])('the scope %p', (scope, shown) => {
    expect(() => Cluster.assign(scope as Chart, 'edge-1')).toThrow(
      `Cluster.assign: scope: got ${shown}; allowed: a construct.`);
    expect(() => Cluster.of(scope as Chart)).toThrow(`Cluster.of: scope: got ${shown}; allowed: a construct.`);
  });

  test('a part of a chart', () => {
    const part = new Construct(new Chart(new App(), 'a'), 'Part');
    expect(() => Cluster.assign(part, 'edge-1')).toThrow(new Error('a/Part: Cluster.assign: scope: got a part of the chart a; '
      + 'allowed: a chart, or a construct that contains charts. A chart goes to one cluster as a whole: assign the chart.'));
  });
});
