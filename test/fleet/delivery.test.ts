import { cpSync, existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import {
  ArgoCdApplications, ArgoCdDeliveryProps, ArgoCdGenerator, Delivery, Fleet, FleetCluster, FleetClusterProps, FleetDelivery,
  FleetInventory, FleetResult, FleetShard, FluxSource, IBlueprint, InstallOrder, KataRelease, KataRuntime, PeerPodAlerts,
  PrivilegedNamespace,
} from 'cdk8s-coco';
import { parseAllDocuments } from 'yaml';
import { configMap, Counted, filesOf, folders, thrown, tree } from './support';
import { argoCdEngine } from '../../src/delivery/private/engines/argo-cd';
import { Manifest } from '../support/synth';

const folder = folders();
const out = (name = 'dist') => join(folder.root, name);
const read = (path: string) => readFileSync(join(out(), path), 'utf8');
const documents = (path: string): Manifest[] => parseAllDocuments(read(path)).map((one) => one.toJS());
const named = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;

const REPOSITORY = 'https://git.example.com/fleet.git';
const ARGO: ArgoCdDeliveryProps = { repoUrl: REPOSITORY, path: 'dist' };
const FLUX = { source: FluxSource.git(REPOSITORY), path: 'dist' };
const ROLLOUT = [{ labels: { stage: ['canary'] } }, { labels: { stage: ['production'] }, maxUpdate: '10%' }];

/** Nodes, and alerts of another project. */
function nodes(app: App): KataRuntime {
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  new PrivilegedNamespace(chart, 'Namespace');
  const kata = new KataRuntime(chart, 'Kata', { release: KataRelease.latest() });
  new PeerPodAlerts(chart, 'Alerts');
  return kata;
}

function shop(app: App, name: string, kata?: KataRuntime): void {
  const config = configMap(app, 'shop', { name });
  if (kata) InstallOrder.of(Chart.of(config)).installAfter(kata);
}

const coco = new Counted((app) => { nodes(app); });
const apps = new Counted((app, { name }) => { shop(app, name); });
const CLUSTERS: FleetClusterProps[] = [
  { name: 'edge-1', labels: { stage: 'canary' } },
  { name: 'edge-2', labels: { stage: 'production' } },
  { name: 'edge-3.example.com', labels: { stage: 'production' } },
];

interface Options {
  readonly clusters?: FleetClusterProps[];
  readonly blueprints?: IBlueprint[];
  readonly outdir?: string;
  readonly shard?: FleetShard;
}

function synth(delivery: FleetDelivery | undefined, options: Options = {}): FleetResult {
  const { clusters = CLUSTERS, blueprints = [coco, apps], outdir = out(), shard } = options;
  return Fleet.of({ inventory: FleetInventory.of({ clusters }), blueprints, outdir, shard, delivery }).synth();
}

const ENGINES: [string, () => FleetDelivery, (app: App) => Delivery][] = [
  ['kubectl', () => FleetDelivery.kubectl(), (app) => Delivery.kubectl(app)],
  ['Argo CD', () => FleetDelivery.argoCd(ARGO), (app) => Delivery.argoCd(app, ARGO)],
  ['Flux', () => FleetDelivery.flux(FLUX), (app) => Delivery.flux(app, FLUX)],
];

describe.each(ENGINES)('%s', (engine, fleet, deliver) => {
  test('the whole tree', () => {
    synth(fleet());
    const shown = filesOf(out()).filter((path) => !/edge-[23]/.test(path)).map((path) => (path.endsWith('.k8s.yaml')
      ? `${path}${documents(path).map((one) => `\n  ${named(one)}`).join('')}` : `${path}\n${read(path)}`));
    expect(shown.join('\n')).toMatchSnapshot();
  });

  test('components have the bytes that Delivery writes for an app of each cluster', () => {
    synth(fleet());
    for (const { name } of CLUSTERS) {
      const app = new App({ outdir: out('alone') });
      coco.compose(app, { name } as FleetCluster);
      apps.compose(app, { name } as FleetCluster);
      deliver(app).synth();
      const mine = (root: string, cluster: string) => Object.fromEntries(Object.entries(tree(join(root, 'clusters', cluster))).filter(([, text]) => text !== '(folder)'));
      expect(mine(out(), name)).toEqual(mine(out('alone'), 'default'));
    }
  });

  test('again: nothing is written. One cluster less, one component less: their files go, also those of the engine', () => {
    synth(fleet());
    const before = tree(out());
    const files = filesOf(out());
    files.forEach((path) => utimesSync(join(out(), path), 1, 1));
    expect(synth(fleet()).files).toEqual({ written: 0, unchanged: files.length - 1, removed: 0 });
    expect(files.filter((path) => statSync(join(out(), path)).mtimeMs !== 1000)).toEqual([]);
    expect(tree(out())).toEqual(before);
    mkdirSync(join(out(), 'clusters/edge-1/mine'));
    writeFileSync(join(out(), 'clusters/edge-1/mine/mine.txt'), 'mine');
    const result = synth(fleet(), { clusters: CLUSTERS.slice(0, 2), blueprints: [coco] });
    expect([result.changedClusters, result.removedClusters]).toEqual([['edge-1', 'edge-2'], ['edge-3.example.com']]);
    synth(fleet(), { clusters: CLUSTERS.slice(0, 2), blueprints: [coco], outdir: out('clean') });
    mkdirSync(join(out('clean'), 'clusters/edge-1/mine'));
    writeFileSync(join(out('clean'), 'clusters/edge-1/mine/mine.txt'), 'mine');
    expect(tree(out())).toEqual(tree(out('clean')));
  });

  test('all shards together write the bytes of one run', () => {
    synth(fleet(), { outdir: out('whole') });
    for (const index of [1, 2, 3]) {
      synth(fleet(), { outdir: out('parts'), shard: FleetShard.of(index, 3) });
      synth(fleet(), { outdir: out(`part-${index}`), shard: FleetShard.of(index, 3) });
      cpSync(out(`part-${index}`), out('merged'), { recursive: true });
    }
    expect(tree(out('parts'))).toEqual(tree(out('whole')));
    expect(tree(out('merged'))).toEqual(tree(out('whole')));
  });

  test('a fleet without an engine may get one', () => {
    synth(undefined);
    synth(fleet());
    synth(fleet(), { outdir: out('clean') });
    expect(tree(out())).toEqual(tree(out('clean')));
  });

  test('a folder for another engine is refused, and stays as it is', () => {
    const [, other] = ENGINES.find(([name]) => name !== engine)!;
    synth(fleet());
    const before = tree(out());
    expect(thrown(() => synth(other()))).toMatch(/dist: holds files for .*, got a fleet for .*; allowed: one engine for a folder\. Remove the folder/);
    expect(thrown(() => synth(undefined))).toContain('got a fleet for no engine');
    expect(tree(out())).toEqual(before);
  });
});

describe('what blueprints share in a cluster', () => {
  const flux = () => FleetDelivery.flux(FLUX);
  const FOUNDATION = 'clusters/edge-1/foundation/foundation.k8s.yaml';
  const inNamespace = (id: string, namespace: string, isPrivileged = false) => new Counted((app) => {
    const chart = new Chart(app, id, { namespace });
    if (isPrivileged) new KataRuntime(chart, 'Kata', { release: KataRelease.latest() });
    else new PeerPodAlerts(chart, 'Alerts');
  });

  test('a namespace that another blueprint has is not made again', () => {
    const namespace = new Counted((app) => { new PrivilegedNamespace(new Chart(app, 'space', { namespace: 'coco-system' }), 'Namespace'); });
    synth(flux(), { blueprints: [inNamespace('alerts', 'coco-system'), namespace] });
    expect(documents(FOUNDATION).map(named)).toEqual(['Namespace coco-system']);
  });

  test('a namespace that none of them has is made once, and lets node agents run where one of them has some', () => {
    synth(flux(), { blueprints: [inNamespace('alerts', 'nodes'), inNamespace('kata', 'nodes', true)] });
    const [namespace, ...more] = documents(FOUNDATION);
    expect([namespace.metadata.name, more]).toEqual(['nodes', []]);
    expect(namespace.metadata.labels['pod-security.kubernetes.io/enforce']).toBe('privileged');
  });

  test('order holds in a blueprint, and everything comes after the foundation', () => {
    synth(flux(), { blueprints: [new Counted((app, { name }) => { shop(app, name, nodes(app)); })] });
    const dependsOn = (component: string) => documents(`flux/edge-1/${component}.yaml`)[0].spec.dependsOn;
    expect(dependsOn('coco')).toEqual([{ name: 'cdk8s-coco-foundation' }]);
    expect(dependsOn('shop')).toEqual([{ name: 'cdk8s-coco-foundation' }, { name: 'cdk8s-coco-coco' }]);
  });

  test('components of one name, and one that is called as the foundation', () => {
    expect(thrown(() => synth(flux(), { blueprints: [apps, new Counted((app) => { configMap(app, 'shop', {}, 'other'); })] })))
      .toContain('the chart shop puts twice into the cluster: the folder shop/');
    expect(thrown(() => synth(flux(), { blueprints: [new Counted((app) => { configMap(app, 'foundation', {}); })] })))
      .toContain('two components would have the name foundation');
  });
});

test('one cluster drains by a fact, while others stay; later it is absent', () => {
  const kata = new Counted((app, cluster) => {
    const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
    new KataRuntime(chart, 'Kata', { release: KataRelease.V4_1_0, lifecycle: cluster.tryFact('kata') });
  });
  const daemonSets = (name: string) => {
    const file = `clusters/${name}/coco/coco.k8s.yaml`;
    return existsSync(join(out(), file)) ? documents(file).filter(({ kind }) => ['DaemonSet', 'Job'].includes(kind)).map(named) : [];
  };
  const state = (fact?: string) => {
    synth(FleetDelivery.flux(FLUX), { clusters: [{ name: 'a' }, { name: 'b', facts: fact ? { kata: fact } : {} }], blueprints: [kata] });
    return ['a', 'b'].map(daemonSets);
  };
  expect(state()).toEqual([['DaemonSet kata-deploy'], ['DaemonSet kata-deploy']]);
  expect(state('draining')).toEqual([['DaemonSet kata-deploy'], [expect.stringMatching(/^Job kata-deploy-cleanup-dispatcher-/)]]);
  expect(state('absent')).toEqual([['DaemonSet kata-deploy'], []]);
  expect(filesOf(out()).filter((path) => path.includes('/b/'))).toEqual([
    'clusters/b/foundation/foundation.k8s.yaml', 'clusters/b/images.txt', 'flux/b/foundation.yaml',
  ]);
});

describe('an ApplicationSet', () => {
  const { GIT, LIST } = ArgoCdGenerator;
  const argo = (generator: ArgoCdGenerator, applications: ArgoCdApplications, hasRollout: boolean) => (
    FleetDelivery.argoCd({ ...ARGO, applications, applicationSet: { generator, rollout: hasRollout ? ROLLOUT : undefined } }));
  const { PER_CLUSTER, PER_COMPONENT } = ArgoCdApplications;
  const set = () => documents('argo-cd/application-set.yaml')[0].spec;

  test.each([[LIST, PER_CLUSTER], [GIT, PER_CLUSTER]])('by %s, %s: a step for each group, canaries first', (generator, applications) => {
    synth(argo(generator, applications, true));
    expect(set().strategy.rollingSync.steps).toEqual([
      { matchExpressions: [{ key: 'stage', operator: 'In', values: ['canary'] }] },
      { matchExpressions: [{ key: 'stage', operator: 'In', values: ['production'] }], maxUpdate: '10%' },
    ]);
    const element = { name: 'edge-1-objects', cluster: 'edge-1', path: 'dist/clusters/edge-1', destination: 'edge-1', labels: { stage: 'canary' }, wave: '0' };
    if (generator === LIST) expect(set().generators[0].list.elements[0]).toEqual(element);
    else expect(JSON.parse(read('argo-cd/edge-1/objects.json'))).toEqual(element);
    expect(set().generators[0].git?.files).toEqual(generator === GIT ? [{ path: 'dist/argo-cd/*/*.json' }] : undefined);
  });

  test('for each component: in each step, the foundation first', () => {
    synth(argo(LIST, PER_COMPONENT, true));
    expect(set().strategy.rollingSync.steps.map(({ matchExpressions }: any) => matchExpressions.map(({ values }: any) => values.join()).join(' ')))
      .toEqual(['canary 0', 'canary 1', 'production 0', 'production 1']);
    expect(set().generators[0].list.elements).toHaveLength(3 * 4);
  });

  test.each([[LIST, PER_CLUSTER, true], [GIT, PER_CLUSTER, true], [GIT, PER_COMPONENT, false]])('by %s, %s, rollout %s: shards write the bytes of one run', (...how) => {
    synth(argo(...how), { outdir: out('whole') });
    for (const index of [1, 2]) synth(argo(...how), { outdir: out('parts'), shard: FleetShard.of(index, 2) });
    expect(tree(out('parts'))).toEqual(tree(out('whole')));
  });

  test.each([[LIST, PER_COMPONENT, false], [GIT, PER_COMPONENT, true]])('by %s, %s, rollout %s: tells the components of all clusters, which a shard does not know', (...how) => {
    expect(thrown(() => synth(argo(...how), { shard: FleetShard.of(1, 2) }))).toContain(
      'FleetDelivery.argoCd: shard: got 1/2; allowed: the whole fleet, since this ApplicationSet tells the components of all clusters.');
  });

  test('from Applications to a list and back: what one of them has goes', () => {
    const names = () => filesOf(out()).filter((path) => path.startsWith('argo-cd'));
    synth(FleetDelivery.argoCd(ARGO));
    const before = names();
    synth(argo(LIST, PER_CLUSTER, true));
    expect(names()).toEqual(['argo-cd.yaml', 'argo-cd/application-set.yaml']);
    synth(FleetDelivery.argoCd(ARGO));
    expect(names()).toEqual(before);
  });

  test('what is wrong comes at once, with the clusters, and nothing is written', () => {
    const clusters = [...CLUSTERS, { name: 'edge.yaml' }, { name: 'edge-5', labels: { stage: 'test' } }];
    const delivery = FleetDelivery.argoCd({ ...ARGO, repoUrl: '', clusters: { 'edge-9': {} }, applicationSet: { rollout: ROLLOUT } });
    const message = thrown(() => synth(delivery, { clusters }));
    expect(message).toMatch(/^FleetDelivery\.argoCd: 4 problems/);
    expect(message).toContain('cluster: got "edge.yaml"; allowed: names of at most 63 characters that do not end in .yaml');
    expect(message).toContain('clusters["edge-9"]: got "edge-9"; allowed: the clusters that there are: edge-1, edge-2, edge-3.example.com, edge.yaml, edge-5');
    expect(message).toContain('got no step for the clusters edge.yaml, edge-5; allowed: exactly one for each cluster.');
    expect(existsSync(out())).toBe(false);
  });

  test('a list that no cluster could store is refused', () => {
    const clusters = Array.from({ length: 4000 }, (_, index) => `${'long-'.repeat(8)}${index}`)
      .map((name) => ({ name, cluster: name, components: [] }));
    const shared = (generator: ArgoCdGenerator) => argoCdEngine({ ...ARGO, applications: PER_CLUSTER, applicationSet: { generator } }).sharedFiles(clusters, 'dist');
    expect(thrown(() => shared(LIST))).toMatch(
      /applicationSet: got an ApplicationSet of \d+ bytes, which lists 4000 Applications; allowed: at most 1048576 bytes, .* Take ArgoCdGenerator\.GIT/);
    expect(shared(GIT).get('argo-cd/application-set.yaml')!.length).toBeLessThan(2000);
  });
});
