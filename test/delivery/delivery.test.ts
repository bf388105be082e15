import {
  existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  ArgoCdApplications, ArgoCdDeliveryProps, ArgoCdGenerator, Cluster, ContainerdTarball, CustomContainerdInstaller, Delivery,
  DpfHcpOperator, DpfHcpRelease, FluxDeletionPolicy, FluxSource, InstallOrder, KataRelease, KataRuntime, Lifecycle,
  PeerPodAlerts, PrivilegedNamespace, SynthSummary,
} from 'cdk8s-coco';
import { parseAllDocuments } from 'yaml';
import { Manifest } from '../support/synth';

let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'delivery-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

const REPOSITORY = 'https://git.example.com/platform.git';
const ARGO: ArgoCdDeliveryProps = { repoUrl: REPOSITORY, path: 'dist' };
const FLUX = { source: FluxSource.git(REPOSITORY), path: 'dist' };

/** Nodes, alerts that need another project, and a workload of the user after Kata. */
function platform(options: { lifecycle?: Lifecycle; cluster?: string; app?: App; alerts?: boolean } = {}): App {
  const { lifecycle, cluster, app = new App({ outdir: join(root, 'dist') }), alerts = true } = options;
  const chart = (id: string, namespace: string) => {
    const made = new Chart(app, cluster ? `${cluster}-${id}` : id, { namespace });
    if (cluster) Cluster.assign(made, cluster);
    return made;
  };
  const coco = chart('coco', 'coco-system');
  new PrivilegedNamespace(coco, 'Namespace');
  const containerd = new CustomContainerdInstaller(coco, 'Containerd', {
    tarballs: [ContainerdTarball.forAllNodes('https://mirror.example.com/containerd.tar.gz', '5'.repeat(64))], lifecycle,
  });
  const kata = new KataRuntime(coco, 'Kata', { release: KataRelease.latest(), lifecycle });
  kata.installAfter(containerd);
  if (alerts) new PeerPodAlerts(coco, 'Alerts');
  if (!lifecycle || lifecycle === Lifecycle.PRESENT) {
    const shop = chart('shop', 'shop');
    InstallOrder.of(shop).installAfter(kata);
    new ApiObject(shop, 'Config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop' }, data: { script: 'echo ${HOME}' } });
    new ApiObject(shop, 'Role', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'shop' }, rules: [] });
  }
  return app;
}

const files = () => (readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' }) as string[])
  .filter((path) => statSync(join(root, 'dist', path)).isFile() && !path.startsWith('.')).sort();
const text = (path: string) => readFileSync(join(root, 'dist', path), 'utf8');
const documents = (path: string): Manifest[] => parseAllDocuments(text(path)).map((one) => one.toJS());
const named = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;
const find = (path: string, name: string) => documents(path).find((one) => named(one) === name)!;

/** By component: its objects. */
const objectsByComponent = () => Object.fromEntries(files().filter((path) => path.startsWith('clusters/') && path.endsWith('.k8s.yaml')).map((path) => (
  [path.replace(/^.*\/(\d\d-)?|\.k8s\.yaml$/g, ''), text(path)])));

describe('one app, three engines', () => {
  const ENGINES: [string, (app: App) => Delivery][] = [
    ['kubectl', (app) => Delivery.kubectl(app)],
    ['argo-cd', (app) => Delivery.argoCd(app, ARGO)],
    ['flux', (app) => Delivery.flux(app, FLUX)],
  ];

  test.each(ENGINES)('%s: the whole tree', (_, deliver) => {
    const app = platform();
    deliver(app);
    app.synth();
    const tree = files().map((path) => `${path}${path.startsWith('clusters/') && path.endsWith('.k8s.yaml')
      ? documents(path).map((one) => `\n  ${named(one)}`).join('') : `\n${text(path)}`}`);
    expect(tree.join('\n')).toMatchSnapshot();
  });

  test('the same objects in each, in bytes', () => {
    const each = ENGINES.map(([, deliver]) => {
      const app = platform();
      deliver(app).synth();
      const found = objectsByComponent();
      rmSync(join(root, 'dist'), { recursive: true });
      return found;
    });
    expect(Object.keys(each[0]).sort()).toEqual(['coco', 'coco-custom-resources', 'foundation', 'shop']);
    expect(each[1]).toEqual(each[0]);
    expect(each[2]).toEqual(each[0]);
  });

  test.each(ENGINES)('%s: draining cleans in the same folder, absent leaves the namespaces', (_, deliver) => {
    const phases = [Lifecycle.PRESENT, Lifecycle.DRAINING, Lifecycle.ABSENT, Lifecycle.PRESENT].map((lifecycle) => {
      const app = platform({ lifecycle, alerts: false });
      deliver(app).synth();
      return Object.fromEntries(Object.entries(objectsByComponent()).map(([name, one]) => (
        [name, parseAllDocuments(one).map((doc) => named(doc.toJS()))])));
    });
    expect(phases[1].coco).toContain('DaemonSet custom-containerd-cleanup');
    expect(phases[1].coco.filter((one) => phases[0].coco.includes(one))).toEqual([]);
    expect(phases[2]).toEqual({ foundation: ['Namespace coco-system'] });
    expect(phases[3]).toEqual(phases[0]);
  });
});

describe('what engines stumbled over', () => {
  const flux = (app: App) => { Delivery.flux(app, FLUX).synth(); };

  test('a missing definition stops nothing else, and nothing that others wait for', () => {
    flux(platform());
    expect(documents('clusters/default/coco-custom-resources/coco-custom-resources.k8s.yaml').map(named)).toEqual(['PrometheusRule peer-pods']);
    expect(documents('clusters/default/coco/coco.k8s.yaml').filter(({ apiVersion }) => apiVersion.includes('coreos'))).toEqual([]);
    expect(documents('flux/default/shop.yaml')[0].spec.dependsOn).toEqual([{ name: 'cdk8s-coco-foundation' }, { name: 'cdk8s-coco-coco' }]);
  });

  test('the namespace of a chart is there, and stays; it lets node agents run', () => {
    const app = new App({ outdir: join(root, 'dist') });
    new KataRuntime(new Chart(app, 'coco', { namespace: 'nodes' }), 'Kata', { release: KataRelease.latest() });
    new ApiObject(new Chart(app, 'shop', { namespace: 'shop' }), 'C', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    new ApiObject(new Chart(app, 'system', { namespace: 'kube-system' }), 'C', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } });
    flux(app);
    const [first, second, ...more] = documents('clusters/default/foundation/foundation.k8s.yaml');
    expect([first, second].map(named)).toEqual(['Namespace nodes', 'Namespace shop']);
    expect(more).toEqual([]);
    expect(first.metadata.labels['pod-security.kubernetes.io/enforce']).toBe('privileged');
    expect(second.metadata).toEqual({
      name: 'shop',
      annotations: {
        'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      },
    });
  });

  test('createNamespaces: false', () => {
    const app = new App({ outdir: join(root, 'dist') });
    new KataRuntime(new Chart(app, 'coco', { namespace: 'nodes' }), 'Kata', { release: KataRelease.latest() });
    Delivery.flux(app, { ...FLUX, createNamespaces: false }).synth();
    expect(existsSync(join(root, 'dist/clusters/default/foundation'))).toBe(false);
  });

  test('definitions come before everything, in a component of their own', () => {
    const app = new App({ outdir: join(root, 'dist') });
    new DpfHcpOperator(new Chart(app, 'dpf', { namespace: 'dpf-hcp-provisioner-system' }), 'Operator', { release: DpfHcpRelease.latest() });
    flux(app);
    expect(documents('clusters/default/foundation/foundation.k8s.yaml').map(({ kind }) => kind)).toEqual(['Namespace', 'CustomResourceDefinition', 'CustomResourceDefinition']);
    expect(documents('clusters/default/dpf/dpf.k8s.yaml').map(({ kind }) => kind)).toContain('DPFHCPProvisionerConfig');
  });

  test('the user\'s objects: no namespace on what is cluster-wide, no substitution in texts', () => {
    flux(platform());
    const shop = 'clusters/default/shop/shop.k8s.yaml';
    expect(find(shop, 'ClusterRole shop').metadata).not.toHaveProperty('namespace');
    expect(find(shop, 'ConfigMap shop').metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-wave': '1', 'kustomize.toolkit.fluxcd.io/substitute': 'disabled',
    });
  });

  test('Argo CD: never PruneLast, nor Replace; retries end', () => {
    Delivery.argoCd(platform(), ARGO).synth();
    const all = files().map(text).join('\n');
    expect(all).not.toMatch(/PruneLast|Replace=true/);
    const [{ metadata, spec }] = documents('argo-cd/default/coco.yaml');
    expect(metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io/foreground']);
    expect(spec.syncPolicy.automated).toEqual({ prune: true, selfHeal: true });
    expect(spec.syncPolicy.retry.limit).toBe(5);
  });

  test('Flux: never postBuild', () => {
    flux(platform());
    expect(files().map(text).join('\n')).not.toContain('postBuild');
  });
});

describe('Argo CD', () => {
  const several = (props: Partial<ArgoCdDeliveryProps> = {}) => {
    const app = platform({ cluster: 'edge-1' });
    platform({ cluster: 'edge-2', app });
    Delivery.argoCd(app, { ...ARGO, ...props }).synth();
  };
  const CLUSTERS = { 'edge-1': { labels: { group: 'canary' } }, 'edge-2': { labels: { group: 'rest' } } };
  const ROLLOUT = [{ labels: { group: ['canary'] } }, { labels: { group: ['rest'] }, maxUpdate: '25%' }];

  test('one Application for each cluster', () => {
    several({ applications: ArgoCdApplications.PER_CLUSTER, clusters: { 'edge-1': { server: 'https://edge-1.example.com' } } });
    expect(files().filter((path) => path.startsWith('argo-cd'))).toEqual(['argo-cd.yaml', 'argo-cd/edge-1/objects.yaml', 'argo-cd/edge-2/objects.yaml']);
    const [first] = documents('argo-cd/edge-1/objects.yaml');
    expect(first.spec.source).toEqual({ directory: { recurse: true }, path: 'dist/clusters/edge-1', repoURL: REPOSITORY, targetRevision: 'HEAD' });
    expect(first.spec.destination).toEqual({ server: 'https://edge-1.example.com' });
    expect(documents('argo-cd/edge-2/objects.yaml')[0].spec.destination).toEqual({ name: 'edge-2' });
  });

  test.each([ArgoCdGenerator.LIST, ArgoCdGenerator.GIT])('an ApplicationSet by %s, a canary group first, and components in order', (generator) => {
    several({ clusters: CLUSTERS, applicationSet: { generator, rollout: ROLLOUT } });
    const [{ spec }] = documents('argo-cd/application-set.yaml');
    expect(spec).toMatchSnapshot();
    if (generator === ArgoCdGenerator.GIT) {
      expect(JSON.parse(text('argo-cd/edge-1/edge-1-shop.json'))).toEqual({
        name: 'edge-1-edge-1-shop',
        cluster: 'edge-1',
        component: 'edge-1-shop',
        path: 'dist/clusters/edge-1/edge-1-shop',
        destination: 'edge-1',
        labels: { group: 'canary' },
        wave: '2',
      });
    }
  });

  test('what is set reaches the Applications', () => {
    several({
      name: 'mine',
      namespace: 'gitops',
      project: 'platform',
      targetRevision: 'v1',
      prune: false,
      selfHeal: false,
      serverSideApply: false,
      ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
      retry: { limit: 1 },
    });
    expect(documents('argo-cd.yaml').map(named)).toEqual(['Application mine']);
    const [{ metadata, spec }] = documents('argo-cd/edge-1/edge-1-coco.yaml');
    expect(metadata.namespace).toBe('gitops');
    expect(spec).toEqual({
      destination: { name: 'edge-1' },
      ignoreDifferences: [{ group: 'apps', jsonPointers: ['/spec/replicas'], kind: 'Deployment' }],
      project: 'platform',
      source: { path: 'dist/clusters/edge-1/edge-1-coco', repoURL: REPOSITORY, targetRevision: 'v1' },
      syncPolicy: {
        automated: { prune: false, selfHeal: false },
        retry: { backoff: { duration: '10s', factor: 2, maxDuration: '300s' }, limit: 1 },
        syncOptions: ['RespectIgnoreDifferences=true'],
      },
    });
  });

  test('all problems at once, and nothing is written', () => {
    expect(() => several({
      repoUrl: ' ', name: 'Mine', path: '../x', clusters: { 'edge-3': {}, 'edge-1': { server: 'https://x' } }, retry: { limit: -1 }, applicationSet: { rollout: ROLLOUT },
    })).toThrow(/^Delivery.argoCd: 7 problems with Delivery.argoCd(\n {2}- .*){7}$/);
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });
});

describe('Flux', () => {
  test('what is set reaches the Kustomizations', () => {
    const app = platform({ cluster: 'edge-1' });
    Delivery.flux(app, {
      source: FluxSource.oci('oci://registry.example.com/platform', { tag: 'v1', secretName: 'registry', provider: 'aws' }),
      path: '.',
      name: 'mine',
      namespace: 'gitops',
      prune: false,
      wait: false,
      deletionPolicy: FluxDeletionPolicy.ORPHAN,
      serviceAccountName: 'deployer',
      kubeConfigSecrets: { 'edge-1': 'edge-1-kubeconfig' },
    }).synth();
    expect(documents('flux/edge-1.yaml')).toMatchSnapshot();
    expect(documents('flux/edge-1/edge-1-coco.yaml')).toMatchSnapshot();
  });

  test('a source that exists', () => {
    Delivery.flux(platform(), { source: FluxSource.existingGit('flux-system'), path: 'dist' }).synth();
    expect(documents('flux/default.yaml').map(named)).toEqual(['Kustomization cdk8s-coco']);
    expect(documents('flux/default.yaml')[0].spec.sourceRef).toEqual({ kind: 'GitRepository', name: 'flux-system' });
  });

  test.each([
    [() => FluxSource.git('git@example.com:a/b'), 'FluxSource.git: url: got '],
    [() => FluxSource.git('ssh://git@example.com/a/b'), 'FluxSource.git: secretName: got nothing; allowed: a name. Flux reads ssh:// only with the keys `identity` and `known_hosts` of a Secret.'],
    [() => FluxSource.oci('registry.example.com/a'), 'FluxSource.oci: url: got "registry.example.com/a"; allowed: a URL with oci://.'],
  ])('%#: refuses another form', (call, message) => expect(call).toThrow(message));
});

describe('the output folder', () => {
  test('what did not change is not touched, and what is gone is removed', () => {
    Delivery.argoCd(platform(), ARGO).synth();
    writeFileSync(join(root, 'dist/README.md'), 'mine');
    const before = files();
    for (const path of before) utimesSync(join(root, 'dist', path), 1, 1);
    Delivery.argoCd(platform({ alerts: false }), ARGO).synth();
    expect(before.filter((path) => !files().includes(path))).toEqual([
      'argo-cd/default/coco-custom-resources.yaml', 'clusters/default/coco-custom-resources/coco-custom-resources.k8s.yaml',
    ]);
    expect(files().filter((path) => statSync(join(root, 'dist', path)).mtimeMs !== 1000)).toEqual([]);
    expect(existsSync(join(root, 'dist/clusters/default/coco-custom-resources'))).toBe(false);
    Delivery.kubectl(platform()).synth();
    expect(files().filter((path) => path.startsWith('argo-cd'))).toEqual([]);
    expect(text('README.md')).toBe('mine');
  });

  test('a folder with other manifests is refused', () => {
    platform().synth();
    expect(() => Delivery.kubectl(platform()).synth()).toThrow(/dist"?: holds "?coco\.k8s\.yaml"? and 1 more, which Delivery did not write; allowed: /);
    expect(files()).toEqual(['coco.k8s.yaml', 'shop.k8s.yaml']);
  });

  test('no link is followed', () => {
    Delivery.kubectl(new App({ outdir: join(root, 'dist') })).synth();
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), join(root, 'dist/clusters'));
    expect(() => Delivery.kubectl(platform()).synth()).toThrow(/dist\/clusters"?: is a link; allowed: a folder\./);
    expect(readdirSync(join(root, 'elsewhere'))).toEqual([]);
  });

  test('a record that names files elsewhere removes none', () => {
    mkdirSync(join(root, 'dist'));
    writeFileSync(join(root, 'precious'), 'x');
    writeFileSync(join(root, 'dist/.cdk8s-coco-delivery'), '../precious\n');
    Delivery.kubectl(platform()).synth();
    expect(existsSync(join(root, 'precious'))).toBe(true);
  });
});

test('one engine for an app', () => {
  const app = platform();
  Delivery.kubectl(app);
  expect(() => Delivery.flux(app, FLUX)).toThrow('Delivery.flux: app: got an app that is delivered by kubectl; allowed: one engine for an app. Leave one of the two calls out.');
});

test('what constructs find wrong is an error with paths, and nothing is written', () => {
  const app = platform();
  const [coco, shop] = [...app.node.children] as Chart[];
  InstallOrder.of(coco).installAfter(shop);
  shop.node.findChild('Config').node.addDependency(coco.node.findChild('Kata'));
  Delivery.kubectl(app);
  expect(() => app.synth()).toThrow(/^the app is not valid: \n {2}- coco\/Kata: installAfter: got a cycle: .*\n {2}- shop\/Config: addDependency: got coco\/Kata, which is in another chart; /);
  expect(existsSync(join(root, 'dist'))).toBe(false);
});

test('components with one name are refused', () => {
  const app = platform();
  new ApiObject(new Chart(app, 'foundation'), 'C', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
  expect(() => Delivery.kubectl(app).synth()).toThrow('two components would have the name foundation; allowed: names of charts that differ');
});

test.each<[string, (app: App) => unknown]>([
  ['kubectl', (app) => Delivery.kubectl(app)],
  ['Argo CD', (app) => Delivery.argoCd(app, ARGO)],
  ['Flux', (app) => Delivery.flux(app, FLUX)],
])('the summary tells how %s installs and removes it', (_, deliver) => {
  const app = platform();
  deliver(app);
  app.synth();
  const summary = SynthSummary.of([{ app }]).text.split(root).join('');
  expect(summary.slice(summary.indexOf('Install:'))).toMatchSnapshot();
});
