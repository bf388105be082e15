import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { ContainerdTarball, CustomContainerdInstaller, KataRelease, KataRuntime, PrivilegedNamespace, UninstallPhase } from 'cdk8s-coco';
import { Emission } from '../../src/common/private/emission';
import { emit } from '../../src/common/private/emit';
import { writtenObject } from '../../src/common/private/written-object';
import { FORCED, FOREIGN, KEEP, NO_SUBSTITUTION } from '../support/annotations';
import { Manifest, manifests, newChart, ofKind } from '../support/synth';

const OPTIONS = 'argocd.argoproj.io/sync-options';

interface Own {
  apiVersion?: string;
  kind?: string;
  annotations?: Record<string, string>;
  keep?: boolean;
  [field: string]: unknown;
}

function emission({ apiVersion = 'v1', kind = 'ConfigMap', annotations, keep, ...fields }: Own): Emission {
  const manifest = { apiVersion, kind, metadata: { name: 'one', namespace: 'a', annotations }, ...fields };
  return { id: 'One', manifest, keep };
}

function written(own: Own, change: (object: ApiObject) => void = () => undefined): Manifest {
  const chart = newChart('a');
  emit(chart, [emission(own)]);
  change(chart.node.findChild('One') as ApiObject);
  return manifests(chart)[0];
}
const annotations = (own: Own, change?: (object: ApiObject) => void) => written(own, change).metadata.annotations;

describe('what engines are told', () => {
  test.each<[string, Own, object | undefined]>([
    ['nothing of most objects', { data: { a: '$(b) $c $$ {d}' } }, undefined],
    ['what they never delete', { keep: true }, KEEP],
    ['of a kind that somebody else defines', { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' }, FOREIGN],
    ['of the Gateway API, too', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' }, FOREIGN],
    ['nothing of kinds whose definitions are emitted here', { apiVersion: 'confidentialcontainers.org/v1alpha1', kind: 'PeerPodConfig' }, undefined],
    ['that the template of a Job may be another', { apiVersion: 'batch/v1', kind: 'Job' }, FORCED],
    ['nothing of a CronJob', { apiVersion: 'batch/v1', kind: 'CronJob' }, undefined],
    ['that variables are those of a shell', { data: { script: 'echo "${name%%:*}"' } }, NO_SUBSTITUTION],
    ['also deep below and in keys', { spec: { containers: [{ command: ['sh', '-c', { '${a}': 1 }] }] } }, NO_SUBSTITUTION],
    ['all at once', { apiVersion: 'example.com/v1', kind: 'Job', keep: true, spec: { a: '${b}' } }, {
      ...KEEP, ...FORCED, ...NO_SUBSTITUTION, [OPTIONS]: 'Prune=false,Delete=false,SkipDryRunOnMissingResource=true',
    }],
  ])('%s', (_, own, expected) => {
    expect(annotations(own)).toEqual(expected);
  });
});

describe('annotations of the user', () => {
  test('stay beside', () => {
    expect(annotations({ keep: true, annotations: { team: 'a' } })).toEqual({ ...KEEP, team: 'a' });
  });

  test.each([
    ['ServerSideApply=true', 'ServerSideApply=true,Prune=false,Delete=false'],
    ['ServerSideApply=true, Prune=confirm', 'ServerSideApply=true,Prune=confirm,Delete=false'],
    ['Delete=true,Prune=true', 'Delete=true,Prune=true'],
    ['', 'Prune=false,Delete=false'],
  ])('win, option by option: %s', (options, expected) => {
    const merged = { ...KEEP, [OPTIONS]: expected };
    expect(annotations({ keep: true, annotations: { [OPTIONS]: options } })).toEqual(merged);
    expect(annotations({ keep: true }, (object) => object.metadata.addAnnotation(OPTIONS, options))).toEqual(merged);
  });

  test('win where they say the opposite', () => {
    const enabled = { 'kustomize.toolkit.fluxcd.io/substitute': 'enabled', 'kustomize.toolkit.fluxcd.io/prune': 'enabled' };
    expect(annotations({ keep: true, data: { a: '${b}' } }, (object) => {
      for (const [name, value] of Object.entries(enabled)) object.metadata.addAnnotation(name, value);
    })).toEqual({ ...KEEP, ...enabled });
  });

  test('a variable that comes with a patch counts', () => {
    expect(annotations({ data: {} }, (object) => object.addJsonPatch(JsonPatch.add('/data/script', 'echo ${PATH}')))).toEqual(NO_SUBSTITUTION);
  });
});

test('metadata stays in the order of its keys', () => {
  expect(Object.keys(written({ keep: true, annotations: { zone: 'b' } }).metadata)).toEqual(['annotations', 'name', 'namespace']);
  expect(Object.keys(annotations({ keep: true, annotations: { zone: 'b', area: 'c' } })!)).toEqual(
    ['area', ...Object.keys(KEEP).sort(), 'zone']);
});

describe('shell that runs on nodes', () => {
  const TARBALLS = [ContainerdTarball.unsafeWithoutChecksum('https://mirror.example.com/c.tar.gz')];

  test('of the installer, and of what it cleans by', () => {
    const app = new App();
    const chart = new Chart(app, 'a', { namespace: 'a' });
    new CustomContainerdInstaller(chart, 'Containerd', { tarballs: TARBALLS });
    for (const one of [chart, UninstallPhase.of(app).app.node.children[0] as Chart]) {
      expect(ofKind('DaemonSet', manifests(one)).map(({ metadata }) => metadata.annotations)).toEqual([NO_SUBSTITUTION]);
    }
  });

  test.each(KataRelease.all().map((release) => [release.version, release] as const))('of Kata %s, from the moment that it waits for an installer', (_, release) => {
    const daemonSet = (wait: boolean) => {
      const chart = newChart('a');
      const installer = new CustomContainerdInstaller(chart, 'Containerd', { tarballs: TARBALLS });
      const kata = new KataRuntime(chart, 'Kata', { release });
      if (wait) kata.installAfter(installer);
      return ofKind('DaemonSet', manifests(chart))[1];
    };
    expect(daemonSet(true).metadata.annotations).toEqual(NO_SUBSTITUTION);
    expect(daemonSet(false).metadata.annotations).toBeUndefined();
    expect(JSON.stringify(daemonSet(true).spec.template.metadata)).toBe(JSON.stringify(daemonSet(false).spec.template.metadata));
  });

  test('pods do not roll: no annotation reaches a template, and no name follows from one', () => {
    const app = new App();
    const chart = new Chart(app, 'a', { namespace: 'a' });
    new PrivilegedNamespace(chart, 'Namespace');
    new CustomContainerdInstaller(chart, 'Containerd', { tarballs: TARBALLS });
    new KataRuntime(chart, 'Kata', { release: KataRelease.V3_22_0 });
    const templates = [...manifests(chart), ...manifests(UninstallPhase.of(app).app.node.children[0] as Chart)]
      .flatMap(({ spec }) => spec?.template ?? []);
    expect(templates).toHaveLength(4);
    expect(JSON.stringify(templates.map(({ metadata }) => metadata))).not.toMatch(/fluxcd|argoproj/);
  });
});

describe('rendered values', () => {

  test.each<[string, Own, object | undefined]>([
    ['have what their chart has', { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' }, undefined],
    ['may have variables of the user', { data: { region: '${region}' } }, undefined],
    ['but scripts stay whole', { spec: { template: { spec: { initContainers: [{ command: ['sh', '-c', '${a}'] }] } } } }, NO_SUBSTITUTION],
  ])('%s', (_, own, expected) => {
    expect(writtenObject(emission(own)).metadata.annotations).toEqual(expected);
  });
});
