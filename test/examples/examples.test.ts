import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { program } from '../cli/command';
import { Manifest } from '../support/synth';

const ROOT = join(__dirname, '..', '..');
const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** What an app is expected to write: the objects of each file, as `Kind namespace/name`. */
type Expected = Record<string, string[]>;

const kata = (name: string, namespace = 'coco-system', end = '') => [
  `ServiceAccount ${namespace}/${name}-sa${end}`,
  `ClusterRole -/${name}-role${end}`,
  `ClusterRoleBinding -/${name}-rb${end}`,
  `DaemonSet ${namespace}/${name}${end}`,
];
const installed = (name: string, more: string[] = []) => {
  const [daemonSet, ...access] = kata(name).reverse();
  return ['Namespace -/coco-system', ...access.reverse(), ...more, daemonSet];
};
const uninstalled = (name: string) => kata(name, 'coco-system', '-cleanup');

const UMBRELLA = 'kata-as-coco-runtime';
const APPS: Record<string, Expected> = {
  '.': {
    ...Object.fromEntries(['x86-64', 's390x', 'aarch64', 'peer-pods'].flatMap((name) => [
      [`out/${name}/coco.k8s.yaml`, installed(UMBRELLA)],
      [`out-uninstall/${name}/coco.k8s.yaml`, uninstalled(UMBRELLA)],
    ])),
    'out/own-containerd/coco.k8s.yaml': [
      'Namespace -/coco-system', 'DaemonSet coco-system/coco-containerd-installer', ...installed(UMBRELLA).slice(1),
    ],
    'out-uninstall/own-containerd/coco.k8s.yaml': [...uninstalled(UMBRELLA), 'DaemonSet coco-system/coco-containerd-cleanup'],
  },
  'examples/air-gapped-k3s': {
    'out/coco.k8s.yaml': installed('kata-deploy', ['RuntimeClass -/kata-qemu-snp']),
    'out-uninstall/coco.k8s.yaml': uninstalled('kata-deploy'),
  },
  'examples/confidential-workload': {
    'out/payments.k8s.yaml': ['Deployment payments/payments-api'],
  },
  'examples/mixed-architectures': {
    'out/coco.k8s.yaml': installed('kata-deploy'),
    'out-uninstall/coco.k8s.yaml': uninstalled('kata-deploy'),
  },
};

/** What a run wrote: texts by their paths, and what it said. */
interface Synth {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly files: Record<string, string>;
}

const synths: Record<string, Synth[]> = {};

/** Runs an app as cdk8s-cli does: the command of its cdk8s.yaml, in its folder. */
async function synth(app: string): Promise<Synth> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
  try {
    const cwd = join(ROOT, app);
    const config = parse(readFileSync(join(cwd, 'cdk8s.yaml'), 'utf8')) as { app: string };
    const { status, stdout, stderr } = await program(['bash', '-c', config.app], { cwd, env: { CDK8S_OUTDIR: join(folder, 'out') } });
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
    return {
      status,
      stdout,
      stderr: stderr.split(`${folder}/`).join(''),
      files: Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

beforeAll(async () => {
  const waiting = Object.keys(APPS).flatMap((app) => [app, app]);
  await Promise.all([0, 1].map(async () => { // two at a time: each takes a core
    for (let app = waiting.shift(); app !== undefined; app = waiting.shift()) {
      const found = await synth(app);
      (synths[app] ??= []).push(found);
    }
  }));
}, 60_000);

const objectsOf = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as Manifest);
const written = (app: string, file: string) => objectsOf(synths[app][0].files[file]);
const find = (objects: Manifest[], kind: string) => objects.find((one) => one.kind === kind)!;
const podOf = (objects: Manifest[]) => find(objects, 'DaemonSet').spec.template.spec;
const environment = (objects: Manifest[]): Record<string, string> => (
  Object.fromEntries(podOf(objects).containers[0].env.map(({ name, value }: Manifest) => [name, value])));

describe('every example', () => {
  test.each(EXAMPLES)('%s has its four files', (name) => {
    const missing = ['main.ts', 'README.md', 'cdk8s.yaml', 'tsconfig.json'].filter((file) => !existsSync(join(ROOT, 'examples', name, file)));
    expect(missing).toEqual([]);
  });

  test('is run here; those of peer pods, one per cloud, in peer-pods.test.ts', () => {
    expect(Object.keys(APPS)).toEqual(['.', ...EXAMPLES.filter((name) => !name.startsWith('peer-pods-')).map((name) => `examples/${name}`)]);
  });

  test.each(EXAMPLES)('%s starts without a type-check, and its README says how', (name) => {
    const config = parse(readFileSync(join(ROOT, 'examples', name, 'cdk8s.yaml'), 'utf8'));
    expect(config).toEqual({ language: 'typescript', app: 'node -r tsx/cjs main.ts', output: 'dist' });
    expect(readFileSync(join(ROOT, 'examples', name, 'README.md'), 'utf8')).toMatch(/^# .+\n[^]*\n {4}npx cdk8s synth\n/);
  });
});

describe.each(Object.entries(APPS))('%s', (app, expected) => {
  test('succeeds, and leaves standard output to cdk8s-cli', () => {
    const [{ status, stdout, stderr }] = synths[app];
    expect({ status, stdout, trace: / {4}at /.test(stderr) }).toEqual({ status: 0, stdout: '', trace: false });
  });

  test('writes these objects', () => {
    expect(Object.fromEntries(Object.entries(synths[app][0].files).map(([file, text]) => [
      file, objectsOf(text).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`),
    ]))).toEqual(expected);
  });

  test('writes the same bytes and says the same words a second time', () => {
    expect(synths[app]).toHaveLength(2);
    expect(synths[app][1]).toEqual(synths[app][0]);
  });

  test('its summary names each folder, in commands that can be pasted', () => {
    const { stderr, files } = synths[app][0];
    const folders = [...new Set(Object.keys(files).map((file) => file.replace(/\/[^/]*$/, '')))];
    const install = folders.filter((one) => one.split('/')[0] === 'out');
    if (install.length === folders.length) return; // nothing that changes nodes: no summary
    for (const folder of install) {
      expect(stderr).toContain(`\n  kubectl apply -f ${folder}/\n`);
    }
  });
});

describe('the root app', () => {
  test.each([
    ['x86-64', 'qemu-coco-dev qemu-snp qemu-tdx qemu-nvidia-gpu-snp qemu-nvidia-gpu-tdx'],
    ['s390x', 'qemu-coco-dev qemu-se'],
    ['aarch64', 'qemu-coco-dev'],
    ['peer-pods', 'remote'],
  ])('%s: its shims, all through nydus and pulled in the guest', (name, shims) => {
    const objects = written('.', `out/${name}/coco.k8s.yaml`);
    const mapped = (value: string) => shims.split(' ').map((shim) => `${shim}:${value}`).join(',');
    expect(environment(objects)).toMatchObject({
      SHIMS: shims, SNAPSHOTTER_HANDLER_MAPPING: mapped('nydus'), PULL_TYPE_MAPPING: mapped('guest-pull'), CREATE_RUNTIMECLASSES: 'true',
    });
    expect(find(objects, 'Namespace').metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'privileged' });
  });

  test('the summary is a table, what to run next, how to check, a pod, and the way back', () => {
    const { stderr } = synths['.'][0];
    const [table, install, check, pod, uninstall] = stderr.trim().split('\n\n');
    const cells = table.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(cells.slice(0, 5)).toEqual([
      ['CHART', 'FOLDER', 'OBJECTS', 'NAMESPACE', 'RUNTIMECLASSES'],
      ['coco', 'out/x86-64', '5', 'coco-system',
        'kata-qemu-coco-dev kata-qemu-snp kata-qemu-tdx kata-qemu-nvidia-gpu-snp kata-qemu-nvidia-gpu-tdx'],
      ['coco', 'out/s390x', '5', 'coco-system', 'kata-qemu-coco-dev kata-qemu-se'],
      ['coco', 'out/aarch64', '5', 'coco-system', 'kata-qemu-coco-dev'],
      ['coco', 'out/peer-pods', '5', 'coco-system', 'kata-remote'],
    ]);
    expect(install.split('\n')[0]).toBe('Install, each folder on its own cluster:');
    expect(check).toBe([
      'Check that the nodes are ready and the RuntimeClasses are there:',
      '  kubectl get daemonset -n coco-system',
      '  kubectl get nodes -L katacontainers.io/kata-runtime',
      '  kubectl get runtimeclass',
    ].join('\n'));
    const [, ...manifest] = pod.split('\n');
    expect(parse(manifest.join('\n'))).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'my-pod' },
      spec: { runtimeClassName: 'kata-qemu-coco-dev', containers: [{ name: 'app', image: 'registry.example.com/app:1.0' }] },
    });
    expect(uninstall).toBe([
      'Uninstall, which cleans every node (shown for out/x86-64/):',
      `  kubectl delete daemonset ${UMBRELLA} -n coco-system`,
      '  kubectl apply -f out-uninstall/x86-64/',
      `  kubectl rollout status daemonset/${UMBRELLA}-cleanup -n coco-system`,
      '  kubectl delete -f out-uninstall/x86-64/ -f out/x86-64/',
    ].join('\n'));
  });
});

test('air-gapped-k3s: mirror, digest, credentials, proxy, pool, RuntimeClass', () => {
  const objects = written('examples/air-gapped-k3s', 'out/coco.k8s.yaml');
  const { containers: [container], ...pod } = podOf(objects);
  expect(container).toMatchObject({
    image: 'registry.example.com/mirror/kata-deploy:3.22.0@sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
    imagePullPolicy: 'IfNotPresent',
  });
  expect(pod).toMatchObject({
    imagePullSecrets: [{ name: 'mirror-credentials' }],
    nodeSelector: { pool: 'confidential' },
    tolerations: [{ key: 'confidential', operator: 'Exists', effect: 'NoSchedule' }],
    priorityClassName: 'system-node-critical',
  });
  expect(pod.volumes[1].hostPath.path).toBe('/var/lib/rancher/k3s/agent/etc/containerd/');
  expect(environment(objects)).toMatchObject({
    SHIMS: 'qemu-snp',
    AGENT_HTTPS_PROXY: 'http://proxy.example.com:3128',
    AGENT_NO_PROXY: 'registry.example.com,10.0.0.0/8',
    CREATE_RUNTIMECLASSES: 'false',
  });
  expect(find(objects, 'RuntimeClass')).toMatchObject({ handler: 'kata-qemu-snp', overhead: { podFixed: { cpu: '1.0', memory: '2048Mi' } } });
});

test('confidential-workload: the pods run in the guest', () => {
  const [deployment] = written('examples/confidential-workload', 'out/payments.k8s.yaml');
  expect(deployment.spec.replicas).toBe(2);
  expect(deployment.spec.template.spec.runtimeClassName).toBe('kata-qemu-snp');
});

test('mixed-architectures: each node gets the shims that its architecture has', () => {
  const objects = written('examples/mixed-architectures', 'out/coco.k8s.yaml');
  expect(environment(objects)).toMatchObject({
    SHIMS: 'qemu-snp qemu-tdx qemu-se qemu-coco-dev remote',
    SHIMS_X86_64: 'qemu-snp qemu-tdx qemu-coco-dev remote',
    SHIMS_S390X: 'qemu-se qemu-coco-dev remote',
    SHIMS_AARCH64: 'qemu-coco-dev remote',
    SHIMS_PPC64LE: '',
    DEFAULT_SHIM: 'qemu-coco-dev',
    DEFAULT_SHIM_S390X: 'qemu-se',
    DEFAULT_SHIM_X86_64: '',
  });
  const required = podOf(objects).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  expect(required.nodeSelectorTerms[0].matchExpressions).toEqual([{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 's390x', 'arm64'] }]);
});
