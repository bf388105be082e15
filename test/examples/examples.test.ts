import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { program, Run } from '../cli/command';
import { filesBelow, runApp } from '../support/run-app';
import { share, some, stride, Strides } from '../support/stride';
import { Manifest } from '../support/synth';

const ROOT = join(__dirname, '..', '..');
const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** What an app is expected to write: the objects of each file, as `Kind namespace/name`. */
type Expected = Record<string, string[]>;

const NAMESPACE = 'coco-system';
const HASH = /-[0-9a-f]{8}$/;
const runtimeClasses = (...shims: string[]) => shims.map((shim) => `RuntimeClass -/kata-${shim}`);
const access = (serviceAccount: string, role: string, binding: string) => [
  `ServiceAccount ${NAMESPACE}/${serviceAccount}`, `ClusterRole -/${role}`, `ClusterRoleBinding -/${binding}`,
];
const state = (name: string) => `ConfigMap ${NAMESPACE}/${name}-kata-deploy-state`;
const suffixed = (name: string, suffix?: string) => (suffix ? `${name}-${suffix}` : name);

/** What installs Kata by a DaemonSet, without the namespace. */
const runtime = (name: string, shims: string[], suffix?: string) => [
  ...access(suffixed(`${name}-sa`, suffix), suffixed(`${name}-role`, suffix), suffixed(`${name}-rb`, suffix)),
  state(suffixed(name, suffix)),
  ...runtimeClasses(...shims.map((shim) => suffixed(shim, suffix))),
  `DaemonSet ${NAMESPACE}/${suffixed(name, suffix)}`,
];
const installed = (name: string, ...shims: string[]) => [`Namespace -/${NAMESPACE}`, ...runtime(name, shims)];

/** What cleans nodes; names of Jobs end in a hash of what they do. */
const uninstalled = (name: string, suffix?: string) => [
  ...access(suffixed(`${name}-sa-cleanup`, suffix), suffixed(`${name}-cleanup-role`, suffix), suffixed(`${name}-cleanup-rb`, suffix)),
  `Role ${NAMESPACE}/${suffixed(name, suffix)}-cleanup-jobs`,
  `RoleBinding ${NAMESPACE}/${suffixed(name, suffix)}-cleanup-jobs`,
  `ConfigMap ${NAMESPACE}/${suffixed(name, suffix)}-cleanup-job-templates`,
  `Job ${NAMESPACE}/${suffixed(name, suffix)}-cleanup-dispatcher-<hash>`,
];

/** What installs Kata by Jobs, with the files that are mounted on nodes. */
const dispatched = (name: string, shims: string[], files: string[] = []) => [
  `Namespace -/${NAMESPACE}`,
  ...access(`${name}-dispatcher-sa`, `${name}-dispatcher-noderole`, `${name}-dispatcher-noderb`),
  `Role ${NAMESPACE}/${name}-dispatcher-role`,
  `RoleBinding ${NAMESPACE}/${name}-dispatcher-rb`,
  state(name),
  ...files.map((file) => `ConfigMap ${NAMESPACE}/${name}-${file}`),
  ...runtimeClasses(...shims),
  `ConfigMap ${NAMESPACE}/${name}-job-templates`,
  `Job ${NAMESPACE}/${name}-install-dispatcher-<hash>`,
  `CronJob ${NAMESPACE}/${name}-late-nodes`,
];

/** What Delivery writes of one chart with Kata for its default shims. */
const delivered = (file: (component: string) => string): Expected => ({
  [`out/clusters/default/${file('foundation')}.k8s.yaml`]: [`Namespace -/${NAMESPACE}`],
  [`out/clusters/default/${file('coco')}.k8s.yaml`]: runtime('kata-deploy', CONFIDENTIAL),
});

const dpfOperator = (serviceAccount = 'dpf-hcp-provisioner-operator', ...guards: string[]): Expected => ({
  'out/0-dpf-operator-crds.k8s.yaml': [
    'CustomResourceDefinition -/dpfhcpprovisioners.provisioning.dpu.hcp.io', 'CustomResourceDefinition -/dpfhcpprovisionerconfigs.provisioning.dpu.hcp.io',
  ],
  'out/dpf.k8s.yaml': [
    'Namespace -/dpf-hcp-provisioner-system',
    `ServiceAccount dpf-hcp-provisioner-system/${serviceAccount}`,
    'ClusterRole -/dpf-hcp-provisioner-operator-manager-role',
    'ClusterRoleBinding -/dpf-hcp-provisioner-operator-manager-rolebinding',
    'DPFHCPProvisionerConfig -/default',
    ...['NetworkPolicy', ...guards, 'Deployment'].map((kind) => `${kind} dpf-hcp-provisioner-system/dpf-hcp-provisioner-operator`),
  ],
});

/** A RedfishServer: in which namespaces it has rights, what they are followed by, and what stands in front of it. */
const REDFISH_NAMESPACE = 'Namespace -/kubevirt-redfish';
const redfish = (namespaces: string[], more: string[], front: string[], certificate: string[] = []) => [
  'ServiceAccount kubevirt-redfish/kubevirt-redfish',
  ...namespaces.flatMap((namespace) => ['Role', 'RoleBinding'].map((kind) => `${kind} ${namespace}/kubevirt-redfish:kubevirt-redfish`)),
  ...more,
  'ConfigMap kubevirt-redfish/kubevirt-redfish-config',
  ...certificate,
  ...['Service', ...front, 'NetworkPolicy', 'Deployment'].map((kind) => `${kind} kubevirt-redfish/kubevirt-redfish`),
];

const UMBRELLA = 'kata-as-coco-runtime';
const CONFIDENTIAL = ['qemu-coco-dev', 'qemu-nvidia-gpu-snp', 'qemu-nvidia-gpu-tdx', 'qemu-snp', 'qemu-tdx'];
const GPU = ['gpu', 'gpu-snp', 'gpu-tdx'].flatMap((name) => [`qemu-nvidia-${name}`, `qemu-nvidia-${name}-runtime-rs`]).sort();
const both = (shim: string) => [shim, `${shim}-runtime-rs`];
const cluster = (name: string, install: string[], uninstall: string[]): Expected => ({
  [`out/${name}/coco.k8s.yaml`]: install, [`out-uninstall/${name}/coco.k8s.yaml`]: uninstall,
});

const APPS: Record<string, Expected> = {
  '.': {
    ...cluster('x86-64', installed(UMBRELLA, ...CONFIDENTIAL), uninstalled(UMBRELLA)),
    ...cluster('s390x', installed(UMBRELLA, 'qemu-coco-dev', 'qemu-se'), uninstalled(UMBRELLA)),
    ...cluster('aarch64', installed(UMBRELLA, 'qemu-coco-dev-runtime-rs'), uninstalled(UMBRELLA)),
    ...cluster('peer-pods', installed(UMBRELLA, 'remote'), uninstalled(UMBRELLA)),
    ...cluster('own-containerd',
      [`Namespace -/${NAMESPACE}`, `DaemonSet ${NAMESPACE}/coco-containerd-installer`, ...runtime(UMBRELLA, CONFIDENTIAL)],
      [...uninstalled(UMBRELLA), `DaemonSet ${NAMESPACE}/coco-containerd-cleanup`]),
  },
  'examples/air-gapped-k3s': {
    'out/coco.k8s.yaml': installed('kata-deploy', 'qemu-snp'),
    'out-uninstall/coco.k8s.yaml': uninstalled('kata-deploy'),
  },
  'examples/confidential-workload': {
    'out/payments.k8s.yaml': ['Namespace payments/payments', 'Deployment payments/payments-api'],
  },
  'examples/kata-jobs': {
    'out/coco.k8s.yaml': dispatched('kata-deploy', ['qemu-coco-dev', 'qemu-snp']),
    'out-uninstall/coco.k8s.yaml': uninstalled('kata-deploy'),
  },
  'examples/kata-presets': {
    ...cluster('sev-snp', installed('kata-deploy', ...both('qemu-snp')), uninstalled('kata-deploy')),
    ...cluster('tdx', installed('kata-deploy', ...both('qemu-tdx')), uninstalled('kata-deploy')),
    ...cluster('secure-execution', installed('kata-deploy', ...both('qemu-se')), uninstalled('kata-deploy')),
    ...cluster('nvidia-gpu', dispatched('kata-deploy', GPU, ['containerd-user-dropin']), [
      ...uninstalled('kata-deploy').slice(0, 5), `ConfigMap ${NAMESPACE}/kata-deploy-cleanup-containerd-user-dropin`,
      ...uninstalled('kata-deploy').slice(5),
    ]),
    // Kata 4.0.0, which belongs to the newest adaptor, keeps no record of its mode.
    ...cluster('peer-pods', installed('kata-deploy', 'remote').filter((one) => !one.endsWith('-state')), uninstalled('kata-deploy')),
    ...cluster('two-pools',
      [`Namespace -/${NAMESPACE}`, ...runtime('kata-deploy', both('qemu-snp'), 'amd'), ...runtime('kata-deploy', both('qemu-tdx'), 'intel')],
      [...uninstalled('kata-deploy', 'intel'), ...uninstalled('kata-deploy', 'amd')]),
  },
  'examples/dpf-basic': {
    'out/clusters.k8s.yaml': ['Namespace -/my-dpu-clusters', 'DPFHCPProvisioner my-dpu-clusters/basic-dpu-cluster'],
    ...dpfOperator('dpf-hcp-provisioner-operator-controller-manager'),
  },
  'examples/dpf-ha': {
    ...dpfOperator(undefined, 'PodDisruptionBudget'),
    'out/production.k8s.yaml': ['Namespace -/production', 'DPFHCPProvisioner production/prod-dpu-cluster'],
  },
  'examples/dpf-secrets': {
    'out/clusters.k8s.yaml': [
      'Namespace -/my-dpu-clusters',
      'ExternalSecret my-dpu-clusters/rack1-registry-credentials', 'ExternalSecret my-dpu-clusters/rack1-ssh-public-key', 'DPFHCPProvisioner my-dpu-clusters/rack1',
    ],
    ...dpfOperator(),
  },
  'examples/dpu-workers': {
    'out/dpu-workers.k8s.yaml': [
      ...['hardware-offload-config', 'network-node-identity'].map((name) => `ConfigMap openshift-network-operator/${name}`),
      'MachineConfigPool -/worker-dpu',
      'MachineConfig -/dpu-worker-configuration',
    ],
  },
  'examples/delivery-argo-cd': {
    'out/argo-cd.yaml': ['AppProject argocd/cdk8s-coco', 'Application argocd/cdk8s-coco'],
    'out/argo-cd/default/coco.yaml': ['Application argocd/cdk8s-coco-coco'],
    'out/argo-cd/default/foundation.yaml': ['Application argocd/cdk8s-coco-foundation'],
    ...delivered((component) => `${component}/${component}`),
  },
  'examples/delivery-flux': {
    'out/flux/default.yaml': ['GitRepository flux-system/cdk8s-coco', 'Kustomization flux-system/cdk8s-coco'],
    'out/flux/default/coco.yaml': ['Kustomization flux-system/cdk8s-coco-coco'],
    'out/flux/default/foundation.yaml': ['Kustomization flux-system/cdk8s-coco-foundation'],
    ...delivered((component) => `${component}/${component}`),
  },
  'examples/delivery-kubectl': delivered((component) => `${component === 'foundation' ? '01' : '02'}-${component}`),
  'examples/mixed-architectures': {
    'out/coco.k8s.yaml': installed('kata-deploy', 'qemu-coco-dev-runtime-rs', 'qemu-se', 'qemu-snp', 'qemu-tdx', 'remote'),
    'out-uninstall/coco.k8s.yaml': uninstalled('kata-deploy'),
  },
  'examples/redfish-metal3': {
    'out/machines.k8s.yaml': ['Namespace -/lab-vms'],
    'out/redfish.k8s.yaml': [
      REDFISH_NAMESPACE,
      ...redfish(['lab-vms'], [], ['HTTPRoute', 'BackendTLSPolicy'], ['Certificate kubevirt-redfish/kubevirt-redfish-tls']),
    ],
    'out/hosts.k8s.yaml': ['Namespace -/metal3', ...[0, 1, 2].map((index) => `BareMetalHost metal3/worker-${index}`)],
  },
  'examples/redfish-openshift': {
    'out/tenants.k8s.yaml': ['Namespace -/tenant-a-vms', 'Namespace -/tenant-b-vms'],
    'out/redfish.k8s.yaml': [
      REDFISH_NAMESPACE,
      ...['tenant-a', 'tenant-b', 'ironic'].map((name) => `ExternalSecret kubevirt-redfish/kubevirt-redfish-user-${name}`),
      ...redfish(['tenant-a-vms', 'tenant-b-vms'], ['RoleBinding kubevirt-redfish/kubevirt-redfish-restricted'], ['Route']),
    ],
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
async function asProgram(app: string, outdir: string): Promise<Run> {
  const cwd = join(ROOT, app);
  const config = parse(readFileSync(join(cwd, 'cdk8s.yaml'), 'utf8')) as { app: string };
  return program(['bash', '-c', config.app], { cwd, env: { CDK8S_OUTDIR: outdir } });
}

/** Runs an app in this process. */
async function inProcess(app: string, outdir: string): Promise<Run> {
  return { status: 0, stdout: '', stderr: runApp(readFileSync(join(ROOT, app, 'main.ts'), 'utf8'), outdir) };
}

async function synth(app: string, run: typeof inProcess): Promise<Synth> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
  try {
    const { status, stdout, stderr } = await run(app, join(folder, 'out'));
    return { status, stdout, stderr: stderr.split(`${folder}/`).join(''), files: filesBelow(folder) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of the apps, that are run as programs; in the gate twice. The others, and second runs, are in this process. */
const PROGRAMS: Strides = { gate: 1, loop: 20 };

beforeAll(async () => {
  const names = Object.keys(APPS);
  const programs = some(names, PROGRAMS);
  const waiting = [
    ...programs.map((app): [string, typeof inProcess] => [app, asProgram]),
    ...names.filter((app) => !programs.includes(app)).map((app): [string, typeof inProcess] => [app, inProcess]),
    ...names.map((app): [string, typeof inProcess] => [app, stride(PROGRAMS) === 1 ? asProgram : inProcess]),
  ];
  await Promise.all([0, 1].map(async () => { // two at a time: each takes a core
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [app, run] = next;
      const found = await synth(app, run);
      (synths[app] ??= []).push(found);
    }
  }));
}, 180_000);

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

  test('is run here; those of peer pods, one per cloud, in peer-pods.test.ts, and the fleet in fleet.test.ts', () => {
    const here = EXAMPLES.filter((name) => !name.startsWith('peer-pods-') && name !== 'fleet').map((name) => `examples/${name}`);
    expect(Object.keys(APPS).sort()).toEqual(['.', ...here].sort());
  });

  test.each(EXAMPLES)('%s starts without a type-check, and its README says how', (name) => {
    const config = parse(readFileSync(join(ROOT, 'examples', name, 'cdk8s.yaml'), 'utf8'));
    expect(config).toEqual({ language: 'typescript', app: 'node --import tsx main.ts', output: 'dist' });
    expect(readFileSync(join(ROOT, 'examples', name, 'README.md'), 'utf8')).toMatch(/^# .+\n[^]*\n {4}(npx cdk8s synth|node --import tsx main\.ts)\n/);
  });
});

describe.each(Object.entries(APPS))('%s', (app, expected) => {
  test(`succeeds, and leaves standard output to cdk8s-cli${share(PROGRAMS)}`, () => {
    const [{ status, stdout, stderr }] = synths[app];
    expect({ status, stdout, trace: / {4}at /.test(stderr) }).toEqual({ status: 0, stdout: '', trace: false });
  });

  test('writes these objects', () => {
    const manifests = Object.entries(synths[app][0].files).filter(([file]) => file.endsWith('.yaml') && !file.endsWith('/kustomization.yaml'));
    expect(Object.fromEntries(manifests.map(([file, text]) => [
      file, objectsOf(text).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name.replace(HASH, '-<hash>')}`),
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
    ['x86-64', 'X86_64', CONFIDENTIAL],
    ['s390x', 'S390X', ['qemu-coco-dev', 'qemu-se']],
    ['aarch64', 'AARCH64', ['qemu-coco-dev-runtime-rs']],
    ['peer-pods', 'X86_64', ['remote']],
  ])('%s: its shims, all through nydus and pulled in the guest', (name, architecture, shims) => {
    const objects = written('.', `out/${name}/coco.k8s.yaml`);
    const mapped = (value: string) => shims.map((shim) => `${shim}:${value}`).join(',');
    expect(environment(objects)).toMatchObject({
      [`SHIMS_${architecture}`]: shims.join(' '),
      [`SNAPSHOTTER_HANDLER_MAPPING_${architecture}`]: mapped('nydus'),
      [`PULL_TYPE_MAPPING_${architecture}`]: mapped('guest-pull'),
      EXPERIMENTAL_SETUP_SNAPSHOTTER: 'nydus',
    });
    expect(find(objects, 'Namespace').metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'privileged' });
  });

  test('the summary is a table, what to run next, how to check, a pod, and the way back', () => {
    const { stderr } = synths['.'][0];
    const [table, ...sections] = stderr.trim().split('\n\n');
    const titled = (title: string) => sections.filter((one) => one.startsWith(title));
    const cells = table.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(cells.slice(0, 5)).toEqual([
      ['CHART', 'FOLDER', 'OBJECTS', 'NAMESPACE', 'RUNTIMECLASSES'],
      ['coco', 'out/x86-64', '11', 'coco-system',
        'kata-qemu-coco-dev kata-qemu-snp kata-qemu-tdx kata-qemu-nvidia-gpu-snp kata-qemu-nvidia-gpu-tdx'],
      ['coco', 'out/s390x', '8', 'coco-system', 'kata-qemu-coco-dev kata-qemu-se'],
      ['coco', 'out/aarch64', '7', 'coco-system', 'kata-qemu-coco-dev-runtime-rs'],
      ['coco', 'out/peer-pods', '7', 'coco-system', 'kata-remote'],
    ]);
    const clusters = ['x86-64', 's390x', 'aarch64', 'peer-pods', 'own-containerd'];
    for (const verb of ['Install', 'Uninstall']) {
      expect(titled(`${verb} `).map((one) => one.split('\n')[0])).toEqual(clusters.map((name) => `${verb} out/${name}/ on its cluster:`));
    }
    expect(titled('Check')[0]).toBe([
      'Check that the nodes are ready and the RuntimeClasses are there:',
      '  kubectl get daemonset,job -n coco-system',
      '  kubectl get nodes -L katacontainers.io/kata-runtime',
      '  kubectl get runtimeclass',
    ].join('\n'));
    const [, ...manifest] = titled('Run a pod')[0].split('\n');
    expect(parse(manifest.join('\n'))).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'my-pod' },
      spec: { runtimeClassName: 'kata-qemu-coco-dev', containers: [{ name: 'app', image: 'registry.example.com/app:1.0' }] },
    });
    const [containerd] = titled('Uninstall out/own-containerd/').map((one) => one.replace(/-[0-9a-f]{8}(?=\s)/g, '-<hash>').split('\n').slice(3, 8));
    expect(containerd.map((line) => line.trim())).toEqual([
      `kubectl delete daemonset/${UMBRELLA} -n coco-system --ignore-not-found`,
      'kubectl delete daemonset/coco-containerd-installer -n coco-system --ignore-not-found',
      'kubectl apply -f out-uninstall/own-containerd/',
      `kubectl wait --for=condition=complete job/${UMBRELLA}-cleanup-dispatcher-<hash> -n coco-system --timeout=1h`,
      'kubectl rollout status daemonset/coco-containerd-cleanup -n coco-system --timeout=1h',
    ]);
  });
});

test('air-gapped-k3s: mirror, digests, credentials, proxy, pool, RuntimeClass', () => {
  const objects = written('examples/air-gapped-k3s', 'out/coco.k8s.yaml');
  const { containers: [container], ...pod } = podOf(objects);
  expect(container).toMatchObject({
    image: 'registry.example.com/mirror/kata-deploy:4.1.0@sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
    imagePullPolicy: 'IfNotPresent',
  });
  const confidential = [{ key: 'confidential', operator: 'Exists', effect: 'NoSchedule' }];
  expect(pod).toMatchObject({
    imagePullSecrets: [{ name: 'mirror-credentials' }],
    nodeSelector: { pool: 'confidential' },
    tolerations: confidential,
    priorityClassName: 'system-node-critical',
  });
  expect(pod.volumes.find(({ name }: Manifest) => name === 'containerd-conf').hostPath.path).toBe('/var/lib/rancher/k3s/agent/etc/containerd/');
  expect(environment(objects)).toMatchObject({
    SHIMS_X86_64: 'qemu-snp',
    AGENT_HTTPS_PROXY: 'http://proxy.example.com:3128',
    AGENT_NO_PROXY: 'registry.example.com,10.0.0.0/8',
    K8S_DISTRIBUTION: 'k3s',
  });
  expect(find(objects, 'RuntimeClass')).toMatchObject({
    handler: 'kata-qemu-snp',
    overhead: { podFixed: { cpu: '1.0', memory: '2048Mi' } },
    scheduling: { tolerations: confidential },
  });
});

test('air-gapped-k3s: no image comes from anywhere else, in either phase', () => {
  const images = Object.values(synths['examples/air-gapped-k3s'][0].files).flatMap((text) => text.match(/(?<=image: ).*/g));
  expect([...new Set(images.map((image) => image!.replace(/@.*/, '')))].sort()).toEqual([
    'registry.example.com/mirror/kata-deploy-job-dispatcher:4.1.0',
    'registry.example.com/mirror/kata-deploy:4.1.0',
    'registry.example.com/mirror/kubectl:v1.34.1',
  ]);
});

test('confidential-workload: the pods run in the guest', () => {
  const [, deployment] = written('examples/confidential-workload', 'out/payments.k8s.yaml');
  expect(deployment.spec.replicas).toBe(2);
  expect(deployment.spec.template.spec.runtimeClassName).toBe('kata-qemu-snp');
});

test('kata-jobs: a dispatcher on the control plane, for the pool, that lifts the startup taint', () => {
  const objects = written('examples/kata-jobs', 'out/coco.k8s.yaml');
  const cronJob = find(objects, 'CronJob');
  const pods = [find(objects, 'Job').spec.template.spec, cronJob.spec.jobTemplate.spec.template.spec];
  for (const pod of pods) {
    expect(pod).toMatchObject({
      nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
      tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
    });
    expect(pod.containers[0].command).toEqual(expect.arrayContaining([
      '--parallelism=10', '--wait-node-ready-secs=600', '--remove-node-taints=katacontainers.io/kata-runtime:NoSchedule',
    ]));
  }
  expect(pods.map((pod) => pod.containers[0].command.filter((flag: string) => flag.startsWith('--node-selector=')))).toEqual([
    ['--node-selector=pool=confidential,kubernetes.io/arch in (amd64),kubernetes.io/os in (linux)'],
    ['--node-selector=pool=confidential,kubernetes.io/arch in (amd64),kubernetes.io/os in (linux),!node-role.kubernetes.io/control-plane,'
      + '!node-role.kubernetes.io/master,kata-deploy.katacontainers.io/default!=true'],
  ]);
  expect(cronJob.spec.schedule).toBe('*/5 * * * *');
  expect(find(objects, 'RuntimeClass').scheduling.tolerations).toEqual([{ key: 'confidential', operator: 'Exists', effect: 'NoSchedule' }]);
});

test('mixed-architectures: each node gets the shims that its architecture has', () => {
  const objects = written('examples/mixed-architectures', 'out/coco.k8s.yaml');
  const told = environment(objects);
  expect(Object.fromEntries(Object.entries(told).filter(([name]) => name.includes('SHIM')))).toEqual({
    SHIMS_X86_64: 'qemu-coco-dev-runtime-rs qemu-snp qemu-tdx remote',
    SHIMS_AARCH64: 'qemu-coco-dev-runtime-rs',
    SHIMS_S390X: 'qemu-coco-dev-runtime-rs qemu-se remote',
    DEFAULT_SHIM_X86_64: 'qemu-coco-dev-runtime-rs',
    DEFAULT_SHIM_AARCH64: 'qemu-coco-dev-runtime-rs',
    DEFAULT_SHIM_S390X: 'qemu-se',
  });
  const required = podOf(objects).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  expect(required.nodeSelectorTerms[0].matchExpressions).toEqual([
    { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 's390x', 'arm64'] }, { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
  ]);
});

/** The spec of the one DPFHCPProvisioner of an example. */
const provisioner = (app: string, file: string) => find(written(app, file), 'DPFHCPProvisioner').spec;
const OCP = 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64';

test('dpf-ha: two replicas of the operator in different zones; the summary says what must be there, and puts the definitions first', () => {
  const { spec } = find(written('examples/dpf-ha', 'out/dpf.k8s.yaml'), 'Deployment');
  expect(spec.replicas).toBe(2);
  expect(spec.template.spec.containers[0].args).toContain('--leader-elect');
  expect(spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey).toBe('topology.kubernetes.io/zone');
  const { stderr } = synths['examples/dpf-ha'][0];
  expect(stderr).toContain('\nPrerequisites; each command succeeds if the cluster has it:\n  # OpenShift 4.18 or newer: is the management cluster\n'
    + '  kubectl get clusterversion version ');
  const [install] = stderr.split('\n\n').filter((one) => one.startsWith('Install:'));
  expect(install.split('\n').slice(1)).toEqual([
    '  kubectl apply -f out/0-dpf-operator-crds.k8s.yaml',
    '  kubectl wait --for=condition=Established crd/dpfhcpprovisioners.provisioning.dpu.hcp.io '
    + 'crd/dpfhcpprovisionerconfigs.provisioning.dpu.hcp.io --timeout=1m',
    '  kubectl apply -f out/',
    '  kubectl rollout status deployment/dpf-hcp-provisioner-operator -n dpf-hcp-provisioner-system --timeout=1h',
  ]);
});

test('dpf-basic: one replica, without a virtual IP', () => {
  expect(provisioner('examples/dpf-basic', 'out/clusters.k8s.yaml')).toEqual({
    baseDomain: 'clusters.example.com',
    dpuClusterRef: { name: 'my-dpucluster', namespace: 'dpu-clusters' },
    dpuDeploymentRef: { name: 'ovn-hbn', namespace: 'dpu-clusters' },
    etcdStorageClass: 'ocs-storagecluster-ceph-rbd',
    ocpReleaseImage: OCP,
    pullSecretRef: { name: 'my-pull-secret' },
    sshKeySecretRef: { name: 'my-ssh-key' },
    controlPlaneAvailabilityPolicy: 'SingleReplica',
  });
});

test('dpf-ha: three replicas behind a virtual IP', () => {
  expect(provisioner('examples/dpf-ha', 'out/production.k8s.yaml')).toEqual({
    baseDomain: 'prod.clusters.company.com',
    dpuClusterRef: { name: 'prod-dpucluster', namespace: 'dpu-production' },
    dpuDeploymentRef: { name: 'ovn-hbn', namespace: 'dpu-production' },
    etcdStorageClass: 'ocs-storagecluster-ceph-rbd',
    ocpReleaseImage: OCP,
    pullSecretRef: { name: 'prod-pull-secret' },
    sshKeySecretRef: { name: 'prod-ssh-key' },
    virtualIP: '192.168.100.50',
    controlPlaneAvailabilityPolicy: 'HighlyAvailable',
  });
});

test('dpf-secrets: the Secrets come from the store, with the keys that the operator reads', () => {
  const [, ...objects] = written('examples/dpf-secrets', 'out/clusters.k8s.yaml');
  const store = { kind: 'ClusterSecretStore', name: 'vault' };
  expect(objects.slice(0, 2).map(({ spec }) => [spec.target.name, spec.secretStoreRef, spec.data])).toEqual([
    ['rack1-registry-credentials', store, [{ secretKey: '.dockerconfigjson', remoteRef: { key: 'openshift/pull-secret' } }]],
    ['rack1-ssh-public-key', store, [{ secretKey: 'id_rsa.pub', remoteRef: { key: 'dpu/rack1', property: 'public-key' } }]],
  ]);
  expect(objects[2].spec).toMatchObject({ pullSecretRef: { name: 'rack1-registry-credentials' }, sshKeySecretRef: { name: 'rack1-ssh-public-key' } });
});

describe('redfish', () => {
  const MACHINES: Record<string, string[]> = {
    'redfish-metal3': ['lab:lab-vms'], 'redfish-openshift': ['tenant-a:tenant-a-vms', 'tenant-b:tenant-b-vms'],
  };

  test.each(Object.keys(MACHINES))('%s: no value of a password in any file, only what such things are called', (name) => {
    const objects = Object.values(synths[`examples/${name}`][0].files).flatMap(objectsOf);
    expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    const values = new Set<unknown>();
    JSON.stringify(objects, (key, value: unknown) => {
      if (key === 'command') return undefined; // the script, which is the same for all
      if (/password/i.test(key) || (typeof value === 'string' && /password/i.test(value))) values.add(value);
      return value;
    });
    expect([...values].sort()).toEqual(['/passwords', 'REDFISH_PASSWORDS', 'password', 'passwords']);
  });

  test.each(Object.entries(MACHINES))('%s: TLS from the client to the pod, and these chassis', (name, chassis) => {
    const objects = written(`examples/${name}`, 'out/redfish.k8s.yaml');
    const file = parse(find(objects, 'ConfigMap').data['config.yaml']) as Manifest;
    expect(file.server.tls.enabled).toBe(true);
    expect(file.chassis.map((one: Manifest) => `${one.name}:${one.namespace}`)).toEqual(chassis);
  });

  test('redfish-metal3: hosts find their machine inside the cluster', () => {
    const [, host] = written('examples/redfish-metal3', 'out/hosts.k8s.yaml');
    expect(host.spec.bmc).toEqual({
      address: 'redfish-virtualmedia+https://kubevirt-redfish.kubevirt-redfish.svc:8443/redfish/v1/Systems/worker-0', credentialsName: 'redfish-ironic',
    });
  });
});
