import { ApiObject, App, Chart } from 'cdk8s';
import {
  ContainerdTarball, CustomContainerdInstaller, InstallOrder, IOrdered, KataRelease, KataRuntime, PeerPodAlerts, PeerPodsCrds,
  PrivilegedNamespace,
} from 'cdk8s-coco';
import * as library from 'cdk8s-coco';
import { Construct } from 'constructs';
import { orderOf } from '../../src/common/private/order';

const NAMESPACE = 'coco-system';
const WAVE = 'argocd.argoproj.io/sync-wave';
const newChart = (app: App, id: string) => new Chart(app, id, { namespace: NAMESPACE });
const namespaceIn = (chart: Construct, name: string) => new PrivilegedNamespace(chart, name, { name });
const kataIn = (app: App, id: string, props = {}) => new KataRuntime(newChart(app, id), 'Kata', { release: KataRelease.latest(), multiInstallSuffix: id, ...props });
const levels = (app: App, ...constructs: Construct[]) => constructs.map((one) => orderOf(app).levelOf(one));

test('counts the steps before a construct, over charts', () => {
  const app = new App();
  const [a, b, c] = ['a', 'b', 'c'].map((id) => kataIn(app, id));
  const alerts = new PeerPodAlerts(newChart(app, 'alerts'), 'Alerts');
  b.installAfter(a);
  c.installAfter(b);
  c.installAfter(a);
  InstallOrder.of(Chart.of(alerts)).installAfter(Chart.of(c));
  expect(levels(app, a, b, c, alerts)).toEqual([0, 1, 2, 3]);
  const waves = Chart.of(c).toJson().map(({ kind, metadata }: any) => `${kind} ${metadata.annotations?.[WAVE]}`);
  expect(new Set(waves.map((one) => one.split(' ')[1]))).toEqual(new Set(['2']));
  expect(Chart.of(a).toJson().filter(({ metadata }: any) => metadata.annotations?.[WAVE])).toEqual([]);
});

test('what lies in a chart comes after what the chart comes after, and before what comes after the chart', () => {
  const app = new App();
  const outer = newChart(app, 'outer');
  const inner = namespaceIn(new Construct(outer, 'Part'), 'inner');
  const second = namespaceIn(outer, 'second');
  const [first, last] = [namespaceIn(newChart(app, 'first'), 'first'), namespaceIn(newChart(app, 'last'), 'last')];
  second.installAfter(inner);
  InstallOrder.of(outer).installAfter(first);
  last.installAfter(outer);
  expect(levels(app, first, outer, inner, second, last)).toEqual([0, 1, 1, 2, 3]);
});

test('pods wait on each node for a step there, so engines do not wait for all nodes', () => {
  const app = new App();
  const chart = newChart(app, 'coco');
  const containerd = new CustomContainerdInstaller(chart, 'Containerd', {
    tarballs: [ContainerdTarball.forAllNodes('https://mirror.example.com/containerd-2.1.4.tar.gz', '5'.repeat(64))],
  });
  const kata = new KataRuntime(chart, 'Kata', { release: KataRelease.latest() });
  kata.installAfter(containerd);
  expect(levels(app, containerd, kata)).toEqual([0, 0]);
  expect(orderOf(app).effective).toEqual([{ after: kata, before: containerd, perNode: true }]);
});

test('definitions and namespaces come first whatever their chart comes after', () => {
  const app = new App();
  const chart = newChart(app, 'coco');
  namespaceIn(chart, NAMESPACE);
  const crds = new PeerPodsCrds(app, 'crds');
  const kata = kataIn(app, 'a');
  crds.installAfter(kata);
  InstallOrder.of(chart).installAfter(kata);
  const written = [...chart.toJson(), ...crds.toJson()];
  expect(written.map(({ metadata }: any) => metadata.annotations[WAVE])).toEqual([undefined, undefined]);
});

describe('cycles', () => {
  test('name the whole path', () => {
    const app = new App();
    const [a, b, c] = ['a', 'b', 'c'].map((id) => kataIn(app, id));
    kataIn(app, 'd').installAfter(a);
    a.installAfter(b);
    b.installAfter(c);
    c.installAfter(a);
    expect(() => app.synth()).toThrow(/\[(.)\/Kata\] installAfter: got a cycle: \1\/Kata -> .\/Kata -> .\/Kata -> \1\/Kata; allowed: an order, /);
  });

  test('are found over charts whose constructs need each other', () => {
    const app = new App();
    const [a, b] = ['a', 'b'].map((id) => newChart(app, id));
    InstallOrder.of(a).installAfter(namespaceIn(b, 'x'));
    namespaceIn(b, 'y').installAfter(a);
    expect(orderOf(app).problems).toEqual([]); // x, then all of a, then y
    namespaceIn(a, 'z').installAfter(b);
    expect(orderOf(app).problems).toEqual([[expect.anything(), expect.stringContaining('got a cycle: ')]]);
  });

  test('of many constructs are cut short', () => {
    const app = new App();
    const chart = newChart(app, 'c');
    const all = Array.from({ length: 500 }, (_, index) => namespaceIn(chart, `n${index}`));
    all.forEach((one, index) => one.installAfter(all[(index + 1) % all.length]));
    expect(orderOf(app).problems).toEqual([[expect.anything(), expect.stringMatching(/^.{0,600}\(481 more\); allowed: .*$/)]]);
  });
});

test.each<[string, (a: IOrdered, app: App) => unknown, string]>([
  ['itself', (a) => a.installAfter(a), 'a/Kata: installAfter: other: got the construct itself; allowed: another construct. Leave the call out.'],
  ['its chart', (a) => a.installAfter(Chart.of(a)), 'a/Kata: installAfter: other: got a, which contains it; allowed: a construct beside it.'],
  ['a part of it', (a) => a.installAfter(a.node.children[0]), 'which lies in it; allowed: a construct beside it. Call it on the part that comes after.'],
  ['another app', (a) => a.installAfter(new Chart(new App(), 'x')), 'a/Kata: installAfter: other: got x, which is part of another app; allowed: a construct of the same app.'],
  ['no construct', (a) => a.installAfter({} as never), 'a/Kata.installAfter: other: got an object; allowed: a construct.'],
])('refuses %s', (_, call, message) => {
  const app = new App();
  expect(() => call(kataIn(app, 'a'), app)).toThrow(message);
});

test('every construct of the library has installAfter', () => {
  const constructs = Object.entries(library)
    .filter(([, one]) => typeof one === 'function' && (one.prototype instanceof Construct) && !(one.prototype instanceof ApiObject));
  expect(constructs.length).toBeGreaterThan(15);
  expect(constructs.filter(([, one]) => typeof (one as { prototype: Partial<IOrdered> }).prototype.installAfter !== 'function').map(([name]) => name)).toEqual([]);
});

/** Work is counted in looks at edges and constructs, since times say nothing on a busy machine. */
test.each<[string, (all: IOrdered[]) => void]>([
  ['chains', (all) => all.forEach((one, index) => index && one.installAfter(all[index - 1]))],
  ['diamonds', (all) => all.forEach((one, index) => { if (index > 1) [1 + index % 2, 2 + index % 2].forEach((back) => all[index - back] && one.installAfter(all[index - back])); })],
  ['fans', (all) => all.slice(1, -1).forEach((one) => { one.installAfter(all[0]); all[all.length - 1].installAfter(one); })],
])('%s of 2,000 charts', (_, connect) => {
  const app = new App();
  const all = Array.from({ length: 2000 }, (__, index) => namespaceIn(newChart(app, `c${index}`), `n${index}`));
  connect(all);
  const { problems, effective } = orderOf(app);
  expect(problems).toEqual([]);
  expect(effective.every(({ after, before }) => orderOf(app).levelOf(after) > orderOf(app).levelOf(before))).toBe(true);
});
