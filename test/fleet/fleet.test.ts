import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  Architecture, Delivery, Fleet, FleetInventory, FleetSelectorOperator, IBlueprint, ImagePolicy, KataRelease, KataRuntime,
  KataShim, KubernetesDistribution, PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease, PrivilegedNamespace,
} from 'cdk8s-coco';
import { configMap, Counted, filesOf, folders, named, synth, thrown } from './support';

const folder = folders();
const out = () => join(folder.root, 'dist');
const read = (path: string) => readFileSync(join(out(), 'clusters', path), 'utf8');

test('each chart of a blueprint is a folder of each cluster', () => {
  const blueprint = new Counted((app) => {
    configMap(app, 'one', { a: '1' });
    configMap(app, 'two', { b: '2' }, 'other');
    new Chart(app, 'empty');
  });
  const result = synth(out(), named('edge-1', 'edge-2.example.com'), [blueprint]);
  expect(filesOf(out())).toEqual([
    '.cdk8s-coco-fleet',
    'clusters/edge-1/one/one.k8s.yaml',
    'clusters/edge-1/two/two.k8s.yaml',
    'clusters/edge-2.example.com/one/one.k8s.yaml',
    'clusters/edge-2.example.com/two/two.k8s.yaml',
  ]);
  expect(read('edge-1/one/one.k8s.yaml')).toBe('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\n  namespace: apps\ndata:\n  a: "1"\n');
  expect(result.text).toBe('2 clusters: 2 new, 0 changed, 0 unchanged; 0 removed\n'
    + 'files: 4 written, 0 unchanged, 0 removed; blueprints were built once\nnew: edge-1, edge-2.example.com');
});

describe('a blueprint runs once for clusters that agree on what it reads', () => {
  const clusters = [
    { name: 'a', cloud: 'aws', labels: { stage: 'canary', zone: '1' }, facts: { region: 'eu', size: 3 } },
    { name: 'b', cloud: 'aws', labels: { stage: 'production', zone: '2' }, facts: { region: 'eu', size: 4 } },
    { name: 'c', cloud: 'azure', labels: { stage: 'production', zone: '3' }, facts: { region: 'us' } },
    { name: 'd', architectures: [Architecture.S390X], distribution: KubernetesDistribution.K3S, facts: { region: 'us' } },
  ];

  test.each<[string, number, (cluster: any) => unknown]>([
    ['nothing', 1, () => undefined],
    ['the name', 4, (cluster) => cluster.name],
    ['the cloud', 3, (cluster) => cluster.cloud],
    ['the architectures', 2, (cluster) => cluster.architectures],
    ['the distribution', 2, (cluster) => cluster.distribution.name],
    ['a label', 3, (cluster) => cluster.label('stage')],
    ['all labels', 4, (cluster) => cluster.labels],
    ['a fact', 2, (cluster) => cluster.fact('region')],
    ['a fact that some have', 3, (cluster) => cluster.tryFact('size')],
    ['all facts', 3, (cluster) => cluster.facts],
    ['a selector', 2, (cluster) => cluster.matches({ matchExpressions: [{ key: 'stage', operator: FleetSelectorOperator.EXISTS }] })],
    ['a fact that depends on another', 3, (cluster) => (cluster.fact('region') === 'us' ? cluster.cloud : 'any')],
  ])('it reads %s', (_, runs, ask) => {
    const blueprint = new Counted((app, cluster) => { configMap(app, 'one', { answer: JSON.stringify(ask(cluster)) ?? '' }); });
    const result = synth(out(), clusters, [blueprint]);
    expect([blueprint.runs, result.builds]).toEqual([runs, runs]);
    for (const { name } of clusters) { // each has what it would have alone
      const alone = join(folder.root, name);
      synth(alone, clusters.filter((one) => one.name === name), [blueprint]);
      expect(read(`${name}/one/one.k8s.yaml`)).toBe(readFileSync(join(alone, 'clusters', name, 'one/one.k8s.yaml'), 'utf8'));
    }
  });

  test('facts are shared, and cannot be changed', () => {
    const blueprint = new Counted((_, cluster) => { cluster.facts.list.push(1); });
    const message = thrown(() => synth(out(), [{ name: 'a', facts: { list: [] } }], [blueprint]));
    expect(message).toContain('a: blueprints[0] (Counted): Cannot add property 0, object is not extensible');
  });

  test('one that follows from something else is an error', () => {
    let run = 0;
    const blueprint = new Counted((app, cluster) => {
      configMap(app, 'one', { run: String(run++ ? cluster.label('a') : cluster.cloud) });
    });
    expect(thrown(() => synth(out(), [{ name: 'a', cloud: 'x' }, { name: 'b', cloud: 'y' }], [blueprint])))
      .toContain('b: blueprints[0] (Counted): asks for label a where it asked for cloud before, for a cluster with the same answers.');
  });
});

test.each([
  ['', false],
  [', under an image policy too', true],
])('manifests have the bytes that app.synth() of each cluster writes%s', (_, hasPolicy) => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const compose = (app: App) => {
    new PeerPodsCrds(app, 'crds');
    const chart = new Chart(app, 'coco', { namespace: 'coco-system', labels: { team: 'a' } });
    new PrivilegedNamespace(chart, 'Namespace');
    const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.V4_0_0, shims: [KataShim.REMOTE, KataShim.QEMU_SNP] });
    ApiObject.of(runtime).metadata.addAnnotation('example.com/owner', 'platform');
    new PeerPodsCAA(new Chart(app, 'peer-pods', { namespace: 'coco-system' }), 'PeerPods', { release: PeerPodsRelease.latest(), runtime, provider: PeerPodsProvider.libvirt({ uri: 'qemu+tls://host/system' }) });
    const more = new Chart(app, 'more');
    const first = new ApiObject(more, 'First', { apiVersion: 'v1', kind: 'ConfigMap', data: { mode: '0o17', date: '2001-01-01' } });
    const second = new ApiObject(more, 'Second', { apiVersion: 'v1', kind: 'ConfigMap' });
    first.addDependency(second);
    if (hasPolicy) ImagePolicy.apply(app, { mirrors: { 'quay.io': 'registry.example.com/quay' } });
  };
  synth(out(), named('a'), [new Counted(compose)]);
  const app = new App({ outdir: join(folder.root, 'alone') });
  compose(app);
  app.synth();
  const written = filesOf(join(folder.root, 'alone'));
  expect(written).toHaveLength(4);
  for (const name of written) {
    const component = name.replace('.k8s.yaml', '');
    expect(read(`a/${component}/${component}.k8s.yaml`)).toBe(readFileSync(join(folder.root, 'alone', name), 'utf8'));
    expect(read(`a/${component}/${component}.k8s.yaml`).includes('image: quay.io')).toBe(!hasPolicy && ['coco', 'peer-pods'].includes(component));
  }
});

describe('one cluster has nothing twice, and clusters never see each other', () => {
  const kata = (chart: string, shims = [KataShim.QEMU], suffix?: string): IBlueprint => new Counted((app) => {
    new KataRuntime(new Chart(app, chart, { namespace: chart }), 'Kata', { release: KataRelease.V4_1_0, shims, multiInstallSuffix: suffix });
  });

  test('objects, handlers and folders of two blueprints', () => {
    const message = thrown(() => synth(out(), named('a', 'b'), [kata('one'), kata('two')]));
    expect(message).toMatch(/^Fleet\.synth: 2 of 2 clusters have problems\./);
    expect(message).toContain('- all 2 clusters: one and two both put into the cluster: ');
    expect(message).toContain('RuntimeClass kata-qemu');
    expect(message).toContain('- all 2 clusters: one/Kata and two/Kata both put into the cluster: the handler kata-qemu of the nodes');
    expect(filesOf(out())).toEqual(['.cdk8s-coco-fleet']);
  });

  test('two blueprints for different clusters', () => {
    const forZone = (zone: string, blueprint: IBlueprint) => new Counted((app, cluster) => {
      if (cluster.label('zone') === zone) blueprint.compose(app, cluster);
    });
    const clusters = [{ name: 'a', labels: { zone: '1' } }, { name: 'b', labels: { zone: '2' } }];
    synth(out(), clusters, [forZone('1', kata('one')), forZone('2', kata('two'))]);
    expect(filesOf(out())).toEqual(['.cdk8s-coco-fleet', 'clusters/a/one/one.k8s.yaml', 'clusters/b/two/two.k8s.yaml']);
  });

  test('objects of the user, and components', () => {
    const one = new Counted((app) => { configMap(app, 'same', {}); });
    const two = new Counted((app, cluster) => { if (cluster.name === 'b') configMap(app, 'same', {}); });
    const message = thrown(() => synth(out(), named('a', 'b'), [one, two]));
    expect(message).toContain('1 of 2 clusters have problems');
    expect(message).toContain('- b: the chart same puts twice into the cluster: the folder same/; allowed: each once');
    expect(message).toContain('- b: same puts twice into the cluster: ConfigMap config in the namespace apps; allowed: each once');
    expect(filesOf(out())).toEqual(['.cdk8s-coco-fleet', 'clusters/a/same/same.k8s.yaml']);
  });
});

describe('problems of all clusters come at once', () => {
  test('with their names, and the same problem once', () => {
    const blueprint = new Counted((app, cluster) => {
      new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: KataRelease.latest(), shims: [KataShim.of(cluster.fact('shim'))] });
    });
    const clusters = [
      ...named('none-1', 'none-2'),
      { name: 'right', facts: { shim: 'qemu' } },
      ...Array.from({ length: 12 }, (_, index) => ({ name: `wrong-${index}`, facts: { shim: 'firecracker' } })),
    ];
    const message = thrown(() => synth(out(), clusters, [blueprint]));
    expect(message.split('\n')[0]).toBe('Fleet.synth: 14 of 15 clusters have problems. They keep the files that they had; the others are written, and nothing was removed.');
    expect(message).toContain('- none-1, none-2: blueprints[0] (Counted): FleetCluster.fact: facts.shim: the cluster does not have this fact.');
    expect(message).toContain('- wrong-0, wrong-1, wrong-2, wrong-3, wrong-4, wrong-5, wrong-6, wrong-7, wrong-8, wrong-9 and 2 more: blueprints[0] (Counted): ');
    expect(filesOf(out())).toEqual(['.cdk8s-coco-fleet', 'clusters/right/coco/coco.k8s.yaml']);
    expect(blueprint.runs).toBe(3);
  });

  test('a fault of the program is the cause, with its stack', () => {
    const blueprint = { compose: () => { throw new TypeError('x is not a function'); } };
    try {
      synth(out(), named('a'), [blueprint]);
      throw new Error('nothing was thrown');
    } catch (error) {
      expect((error as Error).message).toContain('- a: blueprints[0]: x is not a function');
      expect((error as Error).cause).toBeInstanceOf(TypeError);
    }
  });

  test('what constructs find at synth', () => {
    const blueprint = new Counted((app) => {
      const chart = new Chart(app, 'one', { namespace: 'one' });
      chart.node.addValidation({ validate: () => ['first is wrong', 'second is wrong'] });
    });
    expect(thrown(() => synth(out(), named('a'), [blueprint]))).toContain('the app is not valid: \n      - one: first is wrong\n      - one: second is wrong');
  });

  test('a blueprint that writes files itself', () => {
    const blueprint = new Counted((app) => { configMap(app, 'one', {}); app.synth(); });
    expect(thrown(() => synth(out(), named('a'), [blueprint]))).toContain('the app of a blueprint: the fleet writes its files: leave out app.synth()');
  });

  test('a blueprint that chooses an engine for its app', () => {
    const blueprint = new Counted((app) => { configMap(app, 'one', {}); Delivery.kubectl(app); });
    expect(thrown(() => synth(out(), named('a'), [blueprint]))).toContain('the app of a blueprint: has a Delivery, which would write the files');
  });

  test('without a blueprint', () => {
    expect(thrown(() => synth(out(), named('a'), []))).toContain('blueprints: got an empty list; allowed: at least one blueprint.');
  });

  test('wrong types', () => {
    expect(thrown(() => Fleet.of({ inventory: { clusters: [] }, blueprints: [{}], shard: '1/2' } as never))).toMatch(/blueprints.*\n.*inventory.*\n.*shard/s);
  });
});

test('warnings and notes come once, with the clusters that they are about', () => {
  const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const blueprint = new Counted((app, cluster) => {
    if (cluster.cloud !== 'aws') return;
    const chart = new Chart(app, 'peer-pods', { namespace: 'coco-system' });
    const runtime = KataRuntime.remote(chart, 'Kata', { release: KataRelease.V4_0_0 });
    new PeerPodsCAA(chart, 'PeerPods', { release: PeerPodsRelease.latest(), runtime, provider: PeerPodsProvider.libvirt({ uri: 'qemu+tls://host/system' }) });
  });
  const result = synth(out(), [{ name: 'a', cloud: 'aws' }, { name: 'b', cloud: 'aws' }, { name: 'c' }], [blueprint]);
  expect(error).not.toHaveBeenCalled();
  expect(result.notes.length).toBeGreaterThan(0);
  result.notes.forEach((note) => expect(note).toMatch(/^(warning|note): peer-pods\/PeerPods: .* \(a, b\)$/s));
  expect(result.text.startsWith(result.notes[0])).toBe(true);
  error.mockRestore();
});

test('a group that selects no cluster is told', () => {
  const inventory = FleetInventory.of({ clusters: named('a'), groups: [{ selector: { matchLabels: { stage: 'canary' } }, cloud: 'aws' }] });
  const result = Fleet.of({ inventory, blueprints: [new Counted((app) => { configMap(app, 'one', {}); })], outdir: out() }).synth();
  expect(result.notes).toEqual(['warning: groups[0] selects no cluster']);
});

test('the folder is the one that cdk8s asks for, else dist', () => {
  const inventory = FleetInventory.of({ clusters: named('a') });
  const blueprints = [new Counted(() => undefined)];
  const before = process.env.CDK8S_OUTDIR;
  try {
    delete process.env.CDK8S_OUTDIR;
    expect(Fleet.of({ inventory, blueprints }).outdir).toBe('dist');
    process.env.CDK8S_OUTDIR = '/somewhere';
    expect(Fleet.of({ inventory, blueprints }).outdir).toBe('/somewhere');
    expect(Fleet.of({ inventory, blueprints, outdir: 'here' }).outdir).toBe('here');
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  }
  mkdirSync(out());
});
