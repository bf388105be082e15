import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  ArgoCdApplications, Delivery, DpfHcpOperator, DpfHcpProvisioner, DpfHcpRelease, FluxSource, KataRelease, KataRuntime,
  KataShim, Lifecycle, PeerPodAlerts, PeerPodsCAA, PeerPodsProvider, PeerPodsRelease, SecretSource, SecretStore,
} from 'cdk8s-coco';
import { parseAllDocuments } from 'yaml';
import { isBuiltInNamespace } from '../../src/common/private/object-needs';
import { FORCED, FOREIGN, KEEP, NO_SUBSTITUTION } from '../support/annotations';
import { provisionerProps } from '../support/dpf-hcp';
import { Manifest } from '../support/synth';

/*
 * What Argo CD 3.5 and Flux 1.9 did with manifests of this library on an API server: each test is one finding, and looks at what
 * `Delivery` writes.
 */

let root: string;
beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'facts-')); });
afterAll(() => rmSync(root, { recursive: true, force: true }));

const { PRESENT, DRAINING, ABSENT } = Lifecycle;
const REPOSITORY = 'https://git.example.com/platform.git';
const ENGINES: Record<string, (app: App) => Delivery> = {
  'kubectl': (app) => Delivery.kubectl(app),
  'Argo CD': (app) => Delivery.argoCd(app, { repoUrl: REPOSITORY, path: 'dist' }),
  'Argo CD, one Application': (app) => Delivery.argoCd(app, { repoUrl: REPOSITORY, path: 'dist', applications: ArgoCdApplications.PER_CLUSTER }),
  'Flux': (app) => Delivery.flux(app, { source: FluxSource.git(REPOSITORY), path: 'dist' }),
};

interface States { readonly all?: Lifecycle; readonly provisioner?: Lifecycle; readonly release?: KataRelease }

/** Nodes, peer pods with webhook and alerts, hosted clusters, and a workload of the user: no chart has its namespace. */
function platform(folder: string, { all = PRESENT, provisioner = all, release = KataRelease.V4_1_0 }: States = {}): App {
  const app = new App({ outdir: join(root, folder) });
  const nodes = new Chart(app, 'nodes', { namespace: 'coco-system' });
  const runtime = new KataRuntime(nodes, 'Kata', { release, lifecycle: all });
  const external = (...keys: string[]) => SecretSource.externalSecret({
    store: SecretStore.clusterWide('vault'), keys: Object.fromEntries(keys.map((key) => [key, { key }])),
  });
  const pods = new Chart(app, 'peer-pods', { namespace: 'peer-pods' });
  new PeerPodsCAA(pods, 'PeerPods', {
    release: PeerPodsRelease.latest(),
    runtime: KataRuntime.fromKataRuntimeAttributes(pods, 'Remote', { shims: [KataShim.REMOTE] }),
    provider: PeerPodsProvider.aws({ imageId: 'ami-0123456789abcdef0', region: 'eu-west-1' }),
    credentials: external('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'),
    lifecycle: all,
  });
  if (all === PRESENT) new PeerPodAlerts(pods, 'Alerts');
  new DpfHcpOperator(new Chart(app, 'dpf', { namespace: 'dpf' }), 'Operator', { release: DpfHcpRelease.latest(), lifecycle: all });
  const clusters = new Chart(app, 'clusters', { namespace: 'my-dpu-clusters' });
  new DpfHcpProvisioner(clusters, 'Rack1', {
    ...provisionerProps(clusters), pullSecret: external('.dockerconfigjson'), sshKey: external('id_rsa.pub'), lifecycle: provisioner,
  });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(shop, 'Secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shop' }, stringData: { url: 'http://${HOST}' } });
  new ApiObject(shop, 'Claim', { apiVersion: 'example.com/v1', kind: 'Claim', metadata: { name: 'shop' } });
  new ApiObject(shop, 'Job', { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'shop' } });
  expect(runtime.node.path).toBe('nodes/Kata');
  return app;
}

/** The files that an engine has, by path. */
function written(engine: string, folder: string, states?: States): Map<string, Manifest[]> {
  ENGINES[engine](platform(folder, states)).synth();
  const paths = (readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }) as string[]).filter((path) => path.endsWith('.yaml')).sort();
  return new Map(paths.map((path) => [path, parseAllDocuments(readFileSync(join(root, folder, path), 'utf8')).map((one) => one.toJS() as Manifest)]));
}

const named = ({ kind, metadata }: Manifest) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`;
const objectsOf = (files: Map<string, Manifest[]>) => [...files].filter(([path]) => path.endsWith('.k8s.yaml')).flatMap(([, objects]) => objects);
const enginesOf = (files: Map<string, Manifest[]>) => [...files].filter(([path]) => !path.startsWith('clusters/')).flatMap(([, objects]) => objects);
const has = (object: Manifest, annotations: object) => (
  expect([named(object), object.metadata.annotations]).toEqual([named(object), expect.objectContaining(annotations)]));
const CLEANUP = expect.stringMatching(/^Job coco-system\/kata-deploy-cleanup-dispatcher-/);
const FOREIGN_KINDS = ['Certificate', 'Issuer', 'PrometheusRule', 'ExternalSecret', 'Claim'];

describe.each(Object.keys(ENGINES))('%s', (engine) => {
  let files: Map<string, Manifest[]>;
  let objects: Manifest[];
  beforeAll(() => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    files = written(engine, `${engine}-all`);
    objects = objectsOf(files);
  });

  test('first sync: no object has a field that the cluster drops, such as a namespace of what is cluster-wide', () => {
    const wide = objects.filter(({ kind }) => ['Namespace', 'ClusterRole', 'ClusterRoleBinding', 'RuntimeClass', 'CustomResourceDefinition', 'DPFHCPProvisionerConfig',
      'MutatingWebhookConfiguration', 'ValidatingAdmissionPolicy'].includes(kind));
    expect(new Set(wide.map(({ kind }) => kind)).size).toBeGreaterThan(5);
    expect(wide.filter(({ metadata }) => metadata.namespace !== undefined).map(named)).toEqual([]);
  });

  test('a missing definition: its objects are apart, nothing waits for them, and Argo CD skips their dry run', () => {
    const foreign = objects.filter(({ kind }) => FOREIGN_KINDS.includes(kind));
    expect(new Set(foreign.map(({ kind }) => kind))).toEqual(new Set(FOREIGN_KINDS));
    foreign.forEach((object) => has(object, FOREIGN));
    for (const [path, content] of files) {
      if (path.endsWith('.k8s.yaml')) expect([path, content.some(({ kind }) => FOREIGN_KINDS.includes(kind))]).toEqual([path, path.includes('-custom-resources')]);
    }
    const waited = enginesOf(files).flatMap(({ spec }) => spec?.dependsOn ?? []) as { name: string }[];
    expect(waited.filter(({ name }) => name.includes('custom-resources'))).toEqual([]);
  });

  test('definitions come before everything else', () => {
    const withDefinitions = [...files].filter(([, content]) => content.some(({ kind }) => kind === 'CustomResourceDefinition'));
    expect(withDefinitions.map(([path]) => path)).toEqual([expect.stringMatching(/foundation\.k8s\.yaml$/)]);
    const later = enginesOf(files).filter(({ kind, metadata }) => kind === 'Kustomization' && metadata.labels && !metadata.name.endsWith('-foundation'));
    expect(later.filter(({ spec }) => !spec.dependsOn.some(({ name }: { name: string }) => name.endsWith('-foundation')))).toEqual([]);
    const waves = enginesOf(files).filter(({ kind, metadata }) => kind === 'Application' && metadata.labels?.['cdk8s-coco/component']);
    expect(waves.filter(({ metadata }) => metadata.annotations['argocd.argoproj.io/sync-wave'] === undefined).map(({ metadata }) => metadata.labels['cdk8s-coco/component']))
      .toEqual(waves.length ? ['foundation'] : []);
  });

  test('a chart without its namespace: every namespace is there', () => {
    const spaces = new Set(objects.map(({ metadata }) => metadata.namespace).filter((name) => name && !isBuiltInNamespace(name)));
    expect(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name).sort()).toEqual([...spaces].sort());
  });

  test('uninstall stays in the same folder: the engine follows the same paths', () => {
    const draining = written(engine, `${engine}-all`, { all: DRAINING });
    const paths = (all: Map<string, Manifest[]>) => (
      enginesOf(all).map(({ spec }) => spec.source?.path ?? spec.path).filter(Boolean));
    expect(paths(draining).filter((path) => !paths(files).includes(path))).toEqual([]);
    expect([...draining.keys()].some((path) => path.includes('uninstall'))).toBe(false);
    expect(objectsOf(draining).map(named)).toContainEqual(CLEANUP);
  });

  test('no PruneLast, no Replace, no hooks, no postBuild', () => {
    expect(JSON.stringify([...files])).not.toMatch(/PruneLast|Replace=true|argocd\.argoproj\.io\/hook|postBuild/);
  });

  test('the first file is deleted: the project stays until the Applications are gone, since Argo CD deletes none without its project', () => {
    const projects = enginesOf(files).filter(({ kind }) => kind === 'AppProject');
    expect(projects.map(({ metadata }) => metadata.finalizers)).toEqual(engine.startsWith('Argo CD') ? [['resources-finalizer.argocd.argoproj.io']] : []);
  });

  test('an Application or Kustomization is deleted: what is kept says so to both', () => {
    const kept = objects.filter(({ kind }) => ['Namespace', 'CustomResourceDefinition', 'DPFHCPProvisionerConfig'].includes(kind));
    expect(new Set(kept.map(({ kind }) => kind)).size).toBe(3);
    kept.forEach((object) => has(object, KEEP));
  });

  test('completed Jobs stay, so that no sync makes them again', () => {
    expect(objects.filter(({ kind, spec }) => kind === 'Job' && spec?.ttlSecondsAfterFinished !== undefined).map(named)).toEqual([]);
  });

  test('the template of a Job changes: Flux makes it again', () => {
    const jobs = objects.filter(({ kind }) => kind === 'Job');
    expect(jobs.map(named)).toContain('Job shop/shop');
    jobs.forEach((object) => has(object, FORCED));
  });

  test('postBuild of somebody else: what holds a variable of a shell is left alone', () => {
    const variables = objects.filter((object) => JSON.stringify(object).includes('${'));
    expect(variables.map(named)).toEqual(expect.arrayContaining(['Secret shop/shop']));
    variables.forEach((object) => has(object, NO_SUBSTITUTION));
  });

  test('3.22.0 to 4.1.0 and back: what has one name has one selector, and Jobs have other names', () => {
    const selectors = (release: KataRelease) => new Map(objectsOf(written(engine, `${engine}-${release.version}`, { release }))
      .filter(({ kind }) => ['DaemonSet', 'Deployment'].includes(kind)).map((one) => [named(one), JSON.stringify(one.spec.selector)]));
    const [before, after] = [selectors(KataRelease.V3_22_0), selectors(KataRelease.V4_1_0)];
    const both = [...before.keys()].filter((name) => after.has(name));
    expect(both).toContain('DaemonSet coco-system/kata-deploy');
    expect(both.map((name) => after.get(name))).toEqual(both.map((name) => before.get(name)));
  });

  test('retries end, and what the engine follows is pruned and healed', () => {
    const applications = enginesOf(files).filter(({ kind, metadata }) => kind === 'Application' && metadata.labels);
    for (const { spec, metadata } of applications) {
      expect(spec.syncPolicy.automated).toEqual({ prune: true, selfHeal: true });
      expect(spec.syncPolicy.retry.limit).toBeGreaterThan(0);
      expect(metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io/foreground']);
    }
    for (const { spec } of enginesOf(files).filter(({ kind, metadata }) => kind === 'Kustomization' && metadata.labels)) {
      expect(spec).toMatchObject({ prune: true, wait: true, timeout: '15m' });
    }
  });

  /** What the engine deletes between two commits. */
  function deleted(folder: string, before: States, after: States): string[] {
    const old = objectsOf(written(engine, folder, before));
    const now = objectsOf(written(engine, folder, after)).map(named);
    const gone = old.filter((one) => !now.includes(named(one)));
    if (engine !== 'kubectl') {
      return gone.filter(({ metadata }) => {
        const { 'argocd.argoproj.io/sync-options': options = '', 'kustomize.toolkit.fluxcd.io/prune': prune } = metadata.annotations ?? {};
        return engine === 'Flux' ? prune !== 'disabled' : !options.includes('Prune=false');
      }).map(named);
    }
    const kinds = readFileSync(join(root, folder, 'clusters/default/prune-allowlist.txt'), 'utf8').split('\n');
    return gone.filter(({ apiVersion, kind }) => kinds.includes(`${apiVersion.includes('/') ? '' : 'core/'}${apiVersion}/${kind}`)).map(named);
  }

  test('absent: Namespaces, definitions, the configuration of the operator, and what still runs with its Secrets stay', () => {
    const gone = deleted(`${engine}-absent`, { all: DRAINING }, { all: ABSENT });
    expect(gone).toContainEqual(CLEANUP);
    expect(gone.filter((one) => /^(Namespace|CustomResourceDefinition|DPFHCPProvisionerConfig|Secret) |shop/.test(one))).toEqual([]);
  });

  test('absent: every folder that the engine follows still has something in it, for an engine prunes nothing where it finds nothing', () => {
    const absent = written(engine, `${engine}-empty`, { all: ABSENT });
    const followed = enginesOf(absent).map(({ spec }) => (spec.source?.path ?? spec.path ?? '') as string).filter(Boolean)
      .map((path) => path.replace(/^(\.\/)?dist\//, ''));
    const empty = followed.filter((folder) => ![...absent.keys()].some((path) => path.startsWith(`${folder}/`)));
    expect([engine === 'kubectl' || followed.length > 1, empty]).toEqual([true, []]);
    expect(objectsOf(absent).map(named)).toContain('Namespace -/coco-system');
  });

  test('draining: the Secrets of hosted clusters and of VMs stay until these are gone', () => {
    const gone = deleted(`${engine}-draining`, {}, { all: DRAINING });
    expect(gone).toContain('DaemonSet coco-system/kata-deploy');
    expect(gone.filter((one) => /^(Namespace|CustomResourceDefinition|DPFHCPProvisionerConfig|Secret|ExternalSecret) |shop/.test(one))).toEqual([]);
  });
});
