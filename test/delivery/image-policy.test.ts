import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  ContainerdTarball, CustomContainerdInstaller, Delivery, ImageLock, ImagePolicy, KataDeployment, KataRelease, KataRuntime,
  PeerPodConfigController, SynthSummary, UninstallPhase,
} from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';
import { imagesIn, parseImage } from '../../src/common/private/image-references';
import { Manifest } from '../support/synth';

let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'images-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

const MIRRORS = { 'quay.io': 'registry.example.com/quay', 'docker.io': 'registry.example.com/hub', 'quay.io/kata-containers': 'registry.example.com/kata', 'ghcr.io': 'registry.example.com/ghcr', 'registry.k8s.io': 'registry.example.com/k8s', 'gcr.io': 'registry.example.com/gcr' };
const DIGEST = `sha256:${'a'.repeat(64)}`;

function platform(): App {
  const app = new App({ outdir: join(root, 'dist') });
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), deployment: KataDeployment.job() });
  new CustomContainerdInstaller(chart, 'Containerd', { tarballs: [ContainerdTarball.forAllNodes('https://quay.io/c.tar.gz', '5'.repeat(64))] });
  return app;
}

const objects = (app: App): Manifest[] => app.charts.flatMap((chart) => chart.toJson());

/** A workload of the user with images in all kinds of places. */
function workload(app: App, image: string, text = ''): void {
  new ApiObject(new Chart(app, 'shop', { namespace: 'shop' }), 'Web', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      template: {
        spec: {
          containers: [{ name: 'web', image, args: [`--sidecar=${text}`], env: [{ name: 'IMAGE', value: text }] }], initContainers: [{ name: 'init', image: 'busybox:1.36' }],
        },
      },
    },
  });
}

test('every image of every construct comes from the mirrors, also in texts', () => {
  const app = platform();
  new PeerPodConfigController(new Chart(app, 'configs', { namespace: 'peer-pods' }), 'Configs');
  workload(app, 'alpine:3.22', 'quay.io/team/sidecar:1.0');
  const policy = ImagePolicy.apply(app, { mirrors: MIRRORS, allowedRegistries: ['registry.example.com'] });
  const text = JSON.stringify(objects(app));
  expect(text.match(/(?<!https:\/\/)(quay|docker|ghcr|gcr)\.io\/[\w/.-]+:[\w.-]+/g)).toBeNull();
  expect(text).toContain('https://quay.io/c.tar.gz'); // no image
  expect(policy.images).toEqual(expect.arrayContaining([
    'registry.example.com/hub/library/alpine:3.22', 'registry.example.com/hub/library/busybox:1.36', 'registry.example.com/quay/team/sidecar:1.0',
    expect.stringMatching(/^registry\.example\.com\/kata\/kata-deploy:/), expect.stringMatching(/^registry\.example\.com\/kata\/kata-deploy-job-dispatcher:/),
  ]));
  const templates = objects(app).find(({ metadata }) => metadata.name.endsWith('-job-templates'))!;
  expect(Object.values(templates.data).join('\n')).toMatch(/image: "?registry\.example\.com\/kata\/kata-deploy:/);
});

test('kinds of other projects may name images anywhere', () => {
  const app = new App();
  new ApiObject(new Chart(app, 'flux'), 'Web', {
    apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'web' }, spec: { values: { image: 'quay.io/team/web:1.0' } },
  });
  ImagePolicy.apply(app, { mirrors: MIRRORS });
  expect(objects(app)[0].spec.values.image).toBe('registry.example.com/quay/team/web:1.0');
});

test('digests and pull secrets', () => {
  const app = new App();
  workload(app, 'quay.io/team/web:1.0');
  ImagePolicy.apply(app, {
    digests: { 'quay.io/team/web:1.0': DIGEST },
    mirrors: { 'quay.io': 'registry.example.com' },
    pullSecrets: [Secret.fromSecretName(new Chart(app, 'x'), 'S', 'mirror')],
  });
  const { spec } = objects(app)[0].spec.template;
  expect(spec.containers[0].image).toBe(`registry.example.com/team/web:1.0@${DIGEST}`);
  expect(spec.initContainers[0].image).toBe('busybox:1.36'); // as it was
  expect(spec.imagePullSecrets).toEqual([{ name: 'mirror' }]);
});

test('what is not allowed is an error with the field, and all come at once', () => {
  const app = new App();
  workload(app, 'quay.io/team/web:1.0', 'quay.io/team/sidecar:1.0');
  ImagePolicy.apply(app, { requireDigests: true, allowedRegistries: ['registry.example.com', 'docker.io'] });
  const each = (field: string, image: string) => [
    `${field}: got "${image}", which has no digest; allowed: images whose digest is known. Add "${image}" to \`digests\`.`,
    `${field}: got "${image}"; allowed: images of registry.example.com, docker.io. Add a mirror for quay.io, or take another image.`,
  ];
  const pod = '[shop/Web] spec.template.spec';
  for (const message of [
    ...each(`${pod}.containers[0].image`, 'quay.io/team/web:1.0'), ...each(`${pod}.containers[0].args[0]`, 'quay.io/team/sidecar:1.0'),
    ...each(`${pod}.containers[0].env[0].value`, 'quay.io/team/sidecar:1.0'),
    `${pod}.initContainers[0].image: got "busybox:1.36", which has no digest; allowed: images whose digest is known. Add "docker.io/library/busybox:1.36" to \`digests\`.`,
  ]) expect(() => app.charts[0].toJson()).toThrow(message);
});

test('a Job with other images has another name, everywhere, and the uninstall phase waits for it', () => {
  const jobs = (mirrors: Record<string, string>) => {
    const app = platform();
    ImagePolicy.apply(app, { mirrors });
    const uninstall = UninstallPhase.of(app);
    const [install, undo] = [objects(app), objects(uninstall.app)].map((all) => all.find(({ kind }) => kind === 'Job')!);
    expect(JSON.stringify(undo)).not.toContain('quay.io');
    expect(JSON.stringify(undo)).toContain(`--owner-job-name=${undo.metadata.name}`);
    expect(SynthSummary.of([{ app, uninstall }]).text).toContain(`kubectl wait --for=condition=complete job/${undo.metadata.name} -n coco-system`);
    return [install.metadata.name, undo.metadata.name];
  };
  const [plain, one, same, other] = [platform(), 'a.example.com', 'a.example.com', 'b.example.com'].map((mirror) => (
    typeof mirror === 'string' ? jobs({ 'quay.io': mirror }) : [objects(mirror).find(({ kind }) => kind === 'Job')!.metadata.name]));
  expect(same).toEqual(one);
  expect(new Set([plain[0], one[0], other[0]]).size).toBe(3);
});

test('Delivery lists the images of each cluster', () => {
  const app = platform();
  ImagePolicy.apply(app, { mirrors: MIRRORS });
  Delivery.argoCd(app, { repoUrl: 'https://git.example.com/x.git' });
  app.synth();
  const images = readFileSync(join(root, 'dist/clusters/default/images.txt'), 'utf8').trim().split('\n');
  expect(images).toEqual([...images].sort());
  expect(images).toEqual(expect.arrayContaining(['registry.example.com/hub/library/alpine:3.22']));
  expect(images.every((image) => image.startsWith('registry.example.com/'))).toBe(true);
});

test('what nodes need to find mirrors themselves', () => {
  const policy = ImagePolicy.apply(new App(), { mirrors: { 'quay.io': 'registry.example.com/quay', 'docker.io': 'mirror.example.com', 'quay.io/team': 'x.example.com' } });
  expect(policy.imageDigestMirrorSet('mirrors')).toEqual({
    apiVersion: 'config.openshift.io/v1',
    kind: 'ImageDigestMirrorSet',
    metadata: { name: 'mirrors' },
    spec: {
      imageDigestMirrors: [
        { source: 'docker.io', mirrors: ['mirror.example.com'] }, { source: 'quay.io', mirrors: ['registry.example.com/quay'] },
        { source: 'quay.io/team', mirrors: ['x.example.com'] },
      ],
    },
  });
  expect(policy.imageTagMirrorSet('mirrors').spec).toHaveProperty('imageTagMirrors');
  expect(policy.hostsToml).toEqual({
    'docker.io/hosts.toml': 'server = "https://registry-1.docker.io"\n\n[host."https://mirror.example.com/v2"]\n  capabilities = ["pull", "resolve"]\n',
    'quay.io/hosts.toml': 'server = "https://quay.io"\n\n[host."https://registry.example.com/v2/quay"]\n  capabilities = ["pull", "resolve"]\n  override_path = true\n',
  });
});

test('a lock file', () => {
  const file = join(root, 'images.lock');
  writeFileSync(file, `# comment\n\nquay.io/team/web:1.0 ${DIGEST}\n`);
  expect(ImageLock.read(file)).toEqual({ 'quay.io/team/web:1.0': DIGEST });
  writeFileSync(file, 'quay.io/team/web:1.0 sha256:1\n');
  expect(() => ImageLock.read(file)).toThrow('line 1: got "quay.io/team/web:1.0 sha256:1"; allowed: an image with a tag, whitespace, ');
  expect(() => ImageLock.read(join(root, 'none'))).toThrow('none: there is no such file. Give the path of a lock file.');
  expect(() => ImageLock.read('/dev/zero')).toThrow('/dev/zero: is too large; allowed: 1 MiB.');
  writeFileSync(file, '\ufeffx', 'utf16le');
  expect(() => ImageLock.read(file)).toThrow('line 1, column 1: the file is UTF-16; allowed: UTF-8.');
});

test('wrong props, all at once; one policy for an app', () => {
  const app = new App();
  expect(() => ImagePolicy.apply(app, { mirrors: { 'https://quay.io': 'x/' }, digests: { a: 'b' }, allowedRegistries: ['x:y'] }))
    .toThrow(/^ImagePolicy\.apply: 4 problems with ImagePolicy\.apply/);
  ImagePolicy.apply(app, {});
  expect(() => ImagePolicy.apply(app, {})).toThrow('ImagePolicy.apply: app: got an app that has a policy; allowed: one policy for an app.');
});

test.each([
  ['alpine', 'docker.io/library/alpine'], ['team/web:1', 'docker.io/team/web'], ['localhost/web', 'localhost/web'], ['localhost:5000/web:1', 'localhost:5000/web'],
  ['quay.io/a/b@sha256:' + 'a'.repeat(64), 'quay.io/a/b'],
])('%s', (text, repository) => expect(parseImage(text)?.repository).toBe(repository));

test.each(['', 'a b', 'https://quay.io/a', 'quay.io/a@sha256:1', '-a/'])('%s is no image', (text) => expect(parseImage(text)).toBeUndefined());

test.each([
  ['image: quay.io/a/b:1', ['quay.io/a/b:1']], ['see https://quay.io/a/b', []], ['docker://quay.io/a/b:1,ghcr.io/c:2', ['quay.io/a/b:1', 'ghcr.io/c:2']], ['my.quay.io/a', []],
  ['katacontainers.io/kata-runtime:NoSchedule', []], ['"registry.k8s.io/pause:3.10"', ['registry.k8s.io/pause:3.10']],
])('images in %s', (text, images) => expect(imagesIn(text, []).map((one) => one.text)).toEqual(images));
