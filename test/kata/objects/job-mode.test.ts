import { parse } from 'yaml';
import { flags, GATE, installed, JOB, jobSettings, NAMESPACE, only, shim, titles } from './support';
import { releaseFacts } from '../../../src/kata/catalogue/releases';
import { KataModel } from '../../../src/kata/private/model';
import { installJob, lateNodes } from '../../../src/kata/private/objects/install-job';
import { jobTemplates } from '../../../src/kata/private/objects/job-templates';
import { FORCED } from '../../support/annotations';
import { Manifest, podSpec } from '../../support/synth';

type Own = Partial<KataModel>;
const OLDER = { release: releaseFacts('4.0.0') };
const mounted = (own: Own) => jobTemplates(jobSettings(own), NAMESPACE).mounted;
const job = (own: Own = {}): Manifest => installJob(jobSettings(own), NAMESPACE, mounted(own));
const name = (own: Own = {}): string => job(own).metadata.name;
const jobFlags = (own: Own = {}) => flags(podSpec(job(own)));
const cronJob = (own: Own = {}): Manifest => lateNodes(jobSettings(own), NAMESPACE, mounted(own), name(own))!;
const lateFlags = (own: Own = {}) => flags(cronJob(own).spec.jobTemplate.spec.template.spec);
const WORKERS = '!node-role.kubernetes.io/control-plane,!node-role.kubernetes.io/master';
const selectors = (all: string[]) => all.filter((flag) => flag.startsWith('--node-selector='))
  .map((flag) => flag.slice('--node-selector='.length));

function templates(own: Own = {}): { install: Manifest; cleanup: Manifest } {
  const data = jobTemplates(jobSettings(own), NAMESPACE).manifest.data!;
  return { install: parse(data['install-job.yaml']), cleanup: parse(data['cleanup-job.yaml']) };
}

test('dispatches a Job to each node, from a Job of which each change makes a new one', () => {
  const dispatcher = only('Job', installed(jobSettings()));
  const [, hash] = /^kata-deploy-install-dispatcher-([0-9a-f]{8})$/.exec(dispatcher.metadata.name)!;
  const labels = {
    'app.kubernetes.io/name': 'kata-deploy', 'app.kubernetes.io/instance': 'mine', 'kata-deploy/dispatcher': 'install',
  };
  expect(dispatcher).toEqual({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: dispatcher.metadata.name, namespace: 'kata', labels, annotations: FORCED },
    spec: {
      backoffLimit: 0,
      template: {
        metadata: { labels, annotations: { 'checksum/job-templates': expect.stringMatching(/^[0-9a-f]{64}$/) } },
        spec: {
          serviceAccountName: 'kata-deploy-dispatcher-sa',
          restartPolicy: 'Never',
          securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'dispatcher',
            image: 'registry/dispatcher:1',
            command: [
              '/usr/bin/kata-deploy-job-dispatcher',
              '--job-template=/etc/kata-job/install-job.yaml',
              '--cleanup-job-template=/etc/kata-job/cleanup-job.yaml',
              '--name-prefix=kata-deploy-install',
              `--owner-job-name=kata-deploy-install-dispatcher-${hash}`,
              '--parallelism=10',
              '--wait-for-nodes-secs=120',
              '--node-settle-secs=15',
              '--node-label=true',
              '--claim-node-pending',
              '--wait-node-ready-secs=300',
              '--require-node-handlers=kata-qemu',
            ],
            env: [{ name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
            securityContext: {
              privileged: false, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
            },
            volumeMounts: [{ name: 'job-templates', mountPath: '/etc/kata-job', readOnly: true }],
          }],
          volumes: [{ name: 'job-templates', configMap: { name: 'kata-deploy-job-templates' } }],
        },
      },
    },
  });
});

test('names it the same for the same settings, in whatever order their keys came', () => {
  expect(name({ nodeSelector: { a: '1', b: '2' }, podLabels: { c: '3', d: '4' } }))
    .toBe(name({ nodeSelector: { b: '2', a: '1' }, podLabels: { d: '4', c: '3' } }));
});

test.each<[string, Own]>([
  ['the image', { image: 'registry/kata-deploy:2' }],
  ['a drop-in', { shims: [shim('qemu', { dropIn: 'a = 1' })] }],
  ['the drop-in of containerd', { containerd: { configDir: '/etc/containerd/', configFileName: '', userDropIn: '[a]' } }],
  ['the selection', { nodeSelector: { a: 'b' } }],
  ['how many at once', { job: { ...JOB, parallelism: 11 } }],
  ['how nodes are cleaned that are no longer selected', { job: { ...JOB, backoffLimit: 4 } }],
  ['what is waited for', { gates: [GATE] }],
])('names it anew where %s changes', (_, own) => {
  expect(name(own)).not.toBe(name());
  const older = { ...OLDER, ...own, ...(own.nodeSelector ? { job: { ...JOB, nodeSelector: own.nodeSelector } } : {}) };
  expect(name(older)).not.toBe(name(OLDER));
});

test.each<[string, (text: string) => Own]>([
  ['a drop-in', (dropIn) => ({ shims: [shim('qemu', { dropIn })] })],
  ['the drop-in of containerd', (userDropIn) => ({ containerd: { configDir: '/etc/containerd/', configFileName: '', userDropIn } })],
])('names it anew where only the text of %s changes', (_, own) => {
  expect(name(own('a'))).not.toBe(name(own('b')));
  expect(name({ ...OLDER, ...own('a') })).not.toBe(name({ ...OLDER, ...own('b') }));
});

test.each<[string, Own]>([
  ['the monitor', {
    monitor: { image: 'm', listenAddress: '', runtimeEndpoint: '/a/b', socketFolder: '/a', logLevel: '', port: 1, securityContext: {}, resources: {} },
  }],
  ['the RuntimeClasses', { runtimeClasses: { defaultName: 'kata' } }],
  ['the time of late nodes', { job: { ...JOB, lateNodesSchedule: '@hourly' } }],
])('keeps its name where only %s change', (_, own) => {
  expect(name(own)).toBe(name());
});

test('names it after what is waited for, even where that is said later', () => {
  const gates: typeof GATE[] = [];
  const objects = installed(jobSettings({ gates }), () => gates.push(GATE));
  const later = only('Job', objects).metadata.name;
  expect(later).toBe(name({ gates: [GATE] }));
  expect(flags(podSpec(only('Job', objects)))).toContain(`--owner-job-name=${later}`);
  const { data } = objects.find(({ metadata }) => metadata.name === 'kata-deploy-job-templates')!;
  expect(podSpec(parse(data['install-job.yaml'])).initContainers[0].name).toBe('wait-for-something');
});

test('keeps names of Jobs short, hash included', () => {
  const long = 'a-very-long-suffix-of-which-helm-would-keep-only-a-part-of-it';
  expect(name({ suffix: long })).toMatch(/^kata-deploy-a-very-[a-z-]*[a-z]-[0-9a-f]{8}$/);
  expect(name({ suffix: long }).length).toBeLessThanOrEqual(63);
  expect(jobFlags({ suffix: long })).toContain(`--owner-job-name=${name({ suffix: long })}`);
  expect(cronJob({ suffix: long }).metadata.name).toMatch(/^.{41}-late-nodes$/);
});

test('lets nodes pass after they were labelled, served and freed of taints', () => {
  expect(jobFlags({
    suffix: 'two',
    startupTaints: ['a:NoSchedule', 'b'],
    shims: [shim('fc', { architectures: ['arm64'], forceGuestPull: true }), shim('qemu', { architectures: ['amd64', 'arm64'] })],
    customRuntimes: [{
      key: 'x',
      handler: 'x',
      baseConfig: 'qemu',
      dropIn: '',
      snapshotter: '',
      pullType: '',
      inheritBaseOverhead: true,
      runtimeClass: { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'x' }, handler: 'x' },
    }],
  }).slice(-7)).toEqual([
    '--multi-install-suffix=two',
    '--node-label=true',
    '--claim-node-pending',
    '--wait-node-ready-secs=300',
    '--require-node-handlers=kata-qemu-two,kata-fc-two,x',
    '--remove-node-taints=a:NoSchedule,b',
    '--kubelet-timeout-warn-secs=600',
  ]);
});

test('selects nodes as a DaemonSet would', () => {
  const term = (key: string, operator: string, values?: string[]) => ({ matchExpressions: [{ key, operator, values }] });
  const affinity = {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [term('c', 'In', ['1', '2']), term('c', 'NotIn', ['3']), term('d', 'Exists'), term('e', 'DoesNotExist'), term('d', 'Exists')],
      },
    },
  };
  const nodeSelector = { b: '2', a: '1' };
  const expected = ['a=1,b=2,c in (1,2)', 'a=1,b=2,c notin (3)', 'a=1,b=2,d', 'a=1,b=2,!e'];
  expect(selectors(jobFlags({ nodeSelector, affinity }))).toEqual(expected);
  expect(selectors(lateFlags({ nodeSelector, affinity })))
    .toEqual(expected.map((one) => `${one},${WORKERS},kata-deploy.katacontainers.io/default!=true`));
  const enforced = selectors(jobFlags({ nodeSelector, nodeFeatures: { enforced: true, present: true, rules: false } }));
  expect(enforced[0]).toBe('a=1,b=2,feature.node.kubernetes.io/cpu-cpuid.VMX in (true),kubernetes.io/arch in (amd64)');
  expect(enforced).toHaveLength(6);
});

test('takes nodes by their names, and then neither looks for them nor comes back', () => {
  const own = { nodeSelector: { a: 'b' }, job: { ...JOB, nodes: ['n1', 'n2'] } };
  const all = jobFlags(own);
  expect(all).toContain('--nodes=n1,n2');
  expect(all.filter((flag) => /selector|wait-for-nodes|settle/.test(flag))).toEqual([]);
  expect(cronJob(own)).toBeUndefined();
  expect(templates(own).install.spec.template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
});

test('puts the dispatcher where it is to run', () => {
  const tolerations = [{ key: 'a', operator: 'Exists' }];
  expect(podSpec(job({ tolerations }))).toMatchObject({ tolerations });
  const own = { ...JOB, dispatcherNodeSelector: { trusted: 'yes' }, dispatcherTolerations: [{ key: 'b', operator: 'Exists' }] };
  expect(podSpec(job({ tolerations, job: own, priorityClassName: 'high' }))).toMatchObject({
    nodeSelector: { trusted: 'yes' }, tolerations: [{ key: 'b', operator: 'Exists' }], priorityClassName: 'high',
  });
});

describe('late nodes', () => {
  test.each<[string, Own]>([['4.1', {}], ['4.0', OLDER]])('are installed, and no others touched, with kata-deploy %s', (_, own) => {
    const all = lateFlags(own);
    expect(all[0]).toBe('--job-template=/etc/kata-job/install-job.yaml');
    expect(all.filter((flag) => /cleanup|--nodes=/.test(flag))).toEqual([]);
    // A node that is being installed has a Job of this name, which is then waited for.
    const prefix = (some: string[]) => some.find((flag) => flag.startsWith('--name-prefix='));
    expect(prefix(all)).toBe(prefix(jobFlags(own)));
  });

  test('belong to the install Job, whose dispatcher deletes all other Jobs of nodes, as theirs would its own', () => {
    const owners = (all: string[]) => all.filter((flag) => flag.startsWith('--owner-job-name='));
    expect(owners(lateFlags())).toEqual([`--owner-job-name=${name()}`]);
    expect(owners(lateFlags({ gates: [GATE] }))).toEqual([`--owner-job-name=${name({ gates: [GATE] })}`]);
    expect(owners(lateFlags(OLDER))).toEqual([]);
  });

  describe('are no control planes, whose taint would leave the dispatcher without a node, and fail it', () => {
    const late = 'kata-deploy.katacontainers.io/default!=true';
    const affinity = (...keys: string[]): Own => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: keys.map((key) => ({ matchExpressions: [{ key, operator: 'Exists' }] })),
          },
        },
      },
    });
    const key = 'node-role.kubernetes.io/control-plane';

    test.each<[string, Own, string[]]>([
      ['anywhere', {}, [`${WORKERS},${late}`]],
      ['where something else is tolerated', { tolerations: [{ key: 'a', operator: 'Exists' }] }, [`${WORKERS},${late}`]],
      ['where another effect is tolerated', { tolerations: [{ key, operator: 'Exists', effect: 'NoExecute' }] }, [`${WORKERS},${late}`]],
      ['where another value is tolerated', { tolerations: [{ key, value: 'a' }] }, [`${WORKERS},${late}`]],
      ['but with labels that say so', { nodeSelector: { [key]: '' } }, [`${key}=,${late}`]],
      ['but in terms that say so', affinity(key, 'pool'), [`${key},${late}`, `pool,${WORKERS},${late}`]],
      ['but where their taint is tolerated', { tolerations: [{ key, operator: 'Exists', effect: 'NoSchedule' }] }, [late]],
      ['but where their taint is tolerated by its value, which it has not', { tolerations: [{ key }] }, [late]],
      ['but where all taints are tolerated', { tolerations: [{ operator: 'Exists' }] }, [late]],
      ['but of k3s, which does not taint them', { distribution: 'k3s' }, [late]],
      ['but of RKE2, which does not taint them', { distribution: 'rke2' }, [late]],
    ])('%s', (_, own, expected) => {
      expect(selectors(lateFlags(own))).toEqual(expected);
    });

    test('while the install Job looks at taints itself', () => {
      expect(selectors(jobFlags())).toEqual([]);
    });
  });

  test('are nodes without the mark of the installation', () => {
    expect(lateFlags({ suffix: 'two' })).toEqual([
      '--job-template=/etc/kata-job/install-job.yaml',
      '--name-prefix=kata-deploy-two-install',
      `--owner-job-name=${name({ suffix: 'two' })}`,
      '--parallelism=10',
      `--node-selector=${WORKERS},kata-deploy.katacontainers.io/two!=true`,
      '--wait-for-nodes-secs=0',
      '--multi-install-suffix=two',
      '--node-label=true',
      '--claim-node-pending',
      '--wait-node-ready-secs=300',
      '--require-node-handlers=kata-qemu-two',
    ]);
    const older = { ...OLDER, job: { ...JOB, nodeSelector: {}, nodeSelectorExpressions: [] } };
    expect(selectors(lateFlags(older))).toEqual(['katacontainers.io/kata-runtime!=true']);
  });

  test('have their time, one run at once', () => {
    expect(cronJob().metadata.name).toBe('kata-deploy-late-nodes');
    const { jobTemplate, ...spec } = cronJob().spec;
    expect(spec).toEqual({
      schedule: '*/10 * * * *',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
    });
    expect(jobTemplate.spec.template.spec.serviceAccountName).toBe('kata-deploy-dispatcher-sa');
  });

  test('are left alone where nobody wants them', () => {
    const own = { job: { ...JOB, lateNodesSchedule: '' } };
    expect(installed(jobSettings(own)).map(({ kind }) => kind)).not.toContain('CronJob');
  });
});

describe('the Job of a node', () => {
  const names = (containers: Manifest[]) => containers.map((one) => one.name);

  test('installs in stages, without a word to the API', () => {
    const { install } = templates({ tolerations: [{ key: 'a', operator: 'Exists' }], podLabels: { team: 'x' }, podAnnotations: { c: 'd' } });
    const labels = { 'app.kubernetes.io/name': 'kata-deploy', 'app.kubernetes.io/instance': 'mine', 'kata-deploy/stage': 'install' };
    expect(install.metadata).toEqual({ labels });
    expect(install.spec).toMatchObject({ backoffLimit: 3, ttlSecondsAfterFinished: 600, activeDeadlineSeconds: 3600 });
    expect(install.spec.template.metadata).toEqual({ labels: { team: 'x', ...labels }, annotations: { c: 'd' } });
    const spec = podSpec(install);
    expect(names(spec.initContainers)).toEqual(['host-check', 'artifacts']);
    expect(names(spec.containers)).toEqual(['cri']);
    expect(spec.containers[0].command).toEqual(['/usr/bin/kata-deploy', 'install-stage-cri']);
    expect(spec).toMatchObject({ automountServiceAccountToken: false, restartPolicy: 'Never' });
    expect(spec.tolerations.map(({ key }: { key: string }) => key)).toEqual([
      'node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable', 'node.kubernetes.io/disk-pressure',
      'node.kubernetes.io/memory-pressure', 'node.kubernetes.io/pid-pressure', 'node.kubernetes.io/unschedulable', 'a',
    ]);
  });

  test.each<[string, Own]>([['4.1', {}], ['4.0', OLDER]])('tells as much as it is asked to, in all stages, with kata-deploy %s', (_, own) => {
    const commands = (settings: Own) => Object.values(templates(settings))
      .flatMap((one) => [...podSpec(one).initContainers, ...podSpec(one).containers]).map(({ command }) => command);
    const stages = commands(own).map(([program, stage]) => [program, '--log-level', 'warn', stage]);
    expect(stages.length).toBeGreaterThanOrEqual(5);
    expect(commands({ ...own, logLevel: 'warn' })).toEqual(stages);
  });

  test('cleans whatever the node is tainted with', () => {
    const spec = podSpec(templates().cleanup);
    expect(names([...spec.initContainers, ...spec.containers])).toEqual(['revert-cri', 'remove-artifacts']);
    expect(spec.tolerations).toEqual([{ operator: 'Exists' }]);
  });

  test('labels its node itself before kata-deploy 4.1', () => {
    const { install, cleanup } = templates({ ...OLDER, podLabels: { team: 'x' }, tolerations: [{ key: 'a', operator: 'Exists' }] });
    expect(install.spec.activeDeadlineSeconds).toBeUndefined();
    expect(install.spec.template.metadata.labels.team).toBeUndefined();
    expect(podSpec(install)).toMatchObject({
      serviceAccountName: 'kata-deploy-sa', hostPID: true, tolerations: [{ key: 'a', operator: 'Exists' }],
    });
    expect(names(podSpec(install).initContainers)).toEqual(['host-check', 'artifacts', 'cri']);
    expect(podSpec(install).initContainers[2].securityContext).toEqual({ privileged: true });
    expect(podSpec(install).containers).toEqual([{
      name: 'label',
      image: 'registry/kata-deploy:1',
      command: ['/usr/bin/kata-deploy', 'install-stage-label'],
      env: podSpec(install).initContainers[0].env,
      securityContext: { privileged: false },
    }]);
    expect(names([...podSpec(cleanup).initContainers, ...podSpec(cleanup).containers]))
      .toEqual(['unlabel', 'revert-cri', 'remove-artifacts']);
  });

  test('waits at gates before anything is installed, and at none where it cleans', () => {
    const { install, cleanup } = templates({ gates: [GATE] });
    expect(names(podSpec(install).initContainers)).toEqual(['wait-for-something', 'host-check', 'artifacts']);
    expect(podSpec(install).volumes.at(-1)).toEqual({ name: 'host', hostPath: { path: '/' } });
    expect(names(podSpec(cleanup).initContainers)).toEqual(['revert-cri']);
    expect(names(podSpec(cleanup).volumes)).not.toContain('host');
  });
});

test('tells each change to a dispatcher that would take an earlier one\'s Jobs for its own', () => {
  const prefix = jobFlags(OLDER).find((flag) => flag.startsWith('--name-prefix='));
  expect(prefix).toBe(`--name-prefix=kata-deploy-install-${name(OLDER).slice(-8)}`);
});

test('selects nodes with kata-deploy 4.0 by one selector, which it has for itself', () => {
  const own = {
    ...OLDER,
    nodeSelector: { ignored: 'here' },
    job: { ...JOB, nodeSelector: { a: '1' }, nodeSelectorExpressions: [{ key: 'b', operator: 'Exists' }] },
  };
  expect(jobFlags(own)).toEqual([
    '--job-template=/etc/kata-job/install-job.yaml',
    `--name-prefix=kata-deploy-install-${name(own).slice(-8)}`,
    `--owner-job-name=${name(own)}`,
    '--parallelism=10',
    '--node-selector=a=1,b',
  ]);
});

test('gives rights to the dispatcher, and none to what runs on nodes', () => {
  const objects = installed(jobSettings({ suffix: 'two', snapshotter: { ...jobSettings().snapshotter, setup: ['erofs'] } }));
  expect(titles(objects).slice(0, 7)).toEqual([
    'ServiceAccount kata-deploy-dispatcher-sa-two',
    'ClusterRole kata-deploy-dispatcher-noderole-two',
    'ClusterRoleBinding kata-deploy-dispatcher-noderb-two',
    'Role kata-deploy-dispatcher-role-two',
    'RoleBinding kata-deploy-dispatcher-rb-two',
    'ConfigMap mine-kata-deploy-state',
    'ConfigMap kata-deploy-two-job-templates',
  ]);
  expect(only('ClusterRole', objects).rules).toEqual([
    { apiGroups: [''], resources: ['nodes'], verbs: ['list', 'get', 'patch'] },
    { apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] },
  ]);
  expect(only('ClusterRole', installed(jobSettings())).rules).toHaveLength(1);
  expect(only('Role', objects).rules).toEqual([{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'get', 'list', 'delete'] }]);
  expect(titles(installed(jobSettings(OLDER))).filter((one) => one.startsWith('ServiceAccount')))
    .toEqual(['ServiceAccount kata-deploy-sa', 'ServiceAccount kata-deploy-dispatcher-sa']);
});
