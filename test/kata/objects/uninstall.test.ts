import { parse } from 'yaml';
import { flags, JOB, jobSettings, only, settings, shim, texts, titles, uninstalled } from './support';
import { releaseFacts } from '../../../src/kata/catalogue/releases';
import { KataModel } from '../../../src/kata/private/model';
import { Manifest, podSpec } from '../../support/synth';

type Own = Partial<KataModel>;
const OLDER = { release: releaseFacts('4.0.0') };
const job = (own: Own = {}) => only('Job', uninstalled(settings(own)));
const commands = (containers: Manifest[]): string[] => containers.map(({ command }) => command.join(' '));
const selectors = (own: Own) => flags(podSpec(job(own))).filter((flag) => /^--node(s|-selector)=/.test(flag));

test('dispatches the cleaning of nodes once the DaemonSet and its pods are gone', () => {
  const { metadata, spec } = job();
  expect(metadata.name).toMatch(/^kata-deploy-cleanup-dispatcher-[0-9a-f]{8}$/);
  expect(spec.backoffLimit).toBe(6);
  expect(spec.ttlSecondsAfterFinished).toBeUndefined();
  expect(spec.template.spec).toMatchObject({ serviceAccountName: 'kata-deploy-sa-cleanup', restartPolicy: 'OnFailure' });
  expect(commands(spec.template.spec.initContainers)).toEqual([
    'kubectl wait daemonset/kata-deploy --for=delete --timeout=24h --namespace kata',
    'kubectl wait pods --selector=name=kata-deploy --for=delete --timeout=24h --namespace kata',
  ]);
  expect(spec.template.spec.initContainers[0].image).toBe('registry/kubectl:1');
  expect(flags(spec.template.spec)).toEqual([
    '--job-template=/etc/kata-job/cleanup-job.yaml',
    '--name-prefix=kata-deploy-cleanup',
    `--owner-job-name=${metadata.name}`,
    '--parallelism=10',
    '--remove-node-label',
    '--ignore-node-taints',
  ]);
});

test('needs nothing of the installation', () => {
  const objects = uninstalled(settings({
    suffix: 'two', shims: [shim('qemu', { dropIn: 'a = 1' })], containerd: { configDir: '/c/', configFileName: '', userDropIn: '[a]' },
  }));
  const map = (name: string) => objects.find(({ metadata }) => metadata.name === name)!;
  expect(titles(objects)).toEqual([
    'ServiceAccount kata-deploy-sa-cleanup-two',
    'ClusterRole kata-deploy-cleanup-role-two',
    'ClusterRoleBinding kata-deploy-cleanup-rb-two',
    'Role kata-deploy-two-cleanup-jobs',
    'RoleBinding kata-deploy-two-cleanup-jobs',
    'ConfigMap kata-deploy-two-cleanup-containerd-user-dropin',
    'ConfigMap kata-deploy-two-cleanup-custom-configs',
    'ConfigMap kata-deploy-two-cleanup-job-templates',
    expect.stringMatching(/^Job kata-deploy-two-cleanup-dispatcher-[0-9a-f]{8}$/),
  ]);
  const { volumes } = podSpec(parse(map('kata-deploy-two-cleanup-job-templates').data['cleanup-job.yaml']));
  expect(volumes.filter((volume: Manifest) => volume.configMap).map((volume: Manifest) => volume.configMap.name))
    .toEqual(['kata-deploy-two-cleanup-containerd-user-dropin', 'kata-deploy-two-cleanup-custom-configs']);
  expect(flags(podSpec(only('Job', objects)))).toContain('--multi-install-suffix=two');
  expect(only('ClusterRole', objects).rules).toEqual([{ apiGroups: [''], resources: ['nodes'], verbs: ['list', 'get', 'patch'] }]);
});

test('runs once for each content', () => {
  const name = (own: Own) => job(own).metadata.name;
  expect(name({})).toBe(name({ debug: false }));
  expect(name({})).not.toBe(name({ image: 'registry/kata-deploy:2' }));
  expect(name(OLDER)).not.toBe(name({ ...OLDER, shims: [shim('qemu', { dropIn: 'a = 1' })] }));
  expect(name({ ...OLDER, shims: [shim('qemu', { dropIn: 'a = 2' })] })).not.toBe(name({ ...OLDER, shims: [shim('qemu', { dropIn: 'a = 1' })] }));
});

test('reaches nodes that are selected now, and those that were once', () => {
  const nodeSelector = { a: 'b' };
  expect(selectors({ nodeSelector })).toEqual(['--node-selector=a=b', '--node-selector=kata-deploy.katacontainers.io/default']);
  // Nodes of another installation are not touched: on some distributions both write the same file.
  expect(selectors({ nodeSelector, suffix: 'two' })).toEqual(['--node-selector=a=b', '--node-selector=kata-deploy.katacontainers.io/two']);
});

test.each(['Gt', 'Lt'])('reaches every node where selectors of labels cannot say which were selected: %s', (operator) => {
  const nodeSelectorTerms = [{ matchExpressions: [{ key: 'a', operator, values: ['1'] }] }];
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
  expect(selectors({ affinity })).toEqual([]);
});

test('waits in job mode until nothing is dispatched any more, and cleans what it is asked to', () => {
  const uninstallJob = (own: Own = {}) => only('Job', uninstalled(jobSettings(own)));
  const spec = podSpec(uninstallJob());
  const labels = 'app.kubernetes.io/name=kata-deploy,app.kubernetes.io/instance=mine';
  const atWork = '--field-selector=status.phase!=Succeeded,status.phase!=Failed';
  expect(commands(spec.initContainers)).toEqual([
    'kubectl wait cronjob/kata-deploy-late-nodes --for=delete --timeout=24h --namespace kata',
    `kubectl wait pods --selector=${labels},kata-deploy/dispatcher in (install,late-nodes) ${atWork} --for=delete --timeout=10m --namespace kata`,
    `kubectl wait pods --selector=${labels},kata-deploy/stage=install ${atWork} --for=delete --timeout=10m --namespace kata`,
  ]);
  expect(flags(spec).slice(-2)).toEqual(['--node-selector=katacontainers.io/kata-runtime', '--ignore-node-taints']);
  const byName = { ...JOB, cleanup: { nodes: ['n1', 'n2'], nodeSelector: {}, nodeAffinity: {} } };
  expect(flags(podSpec(uninstallJob({ job: byName }))).slice(-2)).toEqual(['--nodes=n1,n2', '--ignore-node-taints']);
  const everywhere = { ...JOB, cleanup: { nodes: [], nodeSelector: {}, nodeAffinity: {} } };
  expect(flags(podSpec(uninstallJob({ job: everywhere }))).slice(-2)).toEqual(['--remove-node-label', '--ignore-node-taints']);
});

describe('with kata-deploy 4.0', () => {
  test('dispatches selector by selector, since its dispatcher knows one', () => {
    const spec = podSpec(job({ ...OLDER, nodeSelector: { a: 'b' } }));
    expect(spec.initContainers.map(({ name }: Manifest) => name))
      .toEqual(['wait-for-daemonset-gone', 'wait-for-pods-gone', 'dispatcher-1']);
    expect(spec.initContainers[2].command.at(-1)).toBe('--node-selector=a=b');
    expect(flags(spec)).toEqual([
      '--job-template=/etc/kata-job/cleanup-job.yaml',
      '--name-prefix=kata-deploy-cleanup',
      `--owner-job-name=${job({ ...OLDER, nodeSelector: { a: 'b' } }).metadata.name}`,
      '--parallelism=10',
      '--node-selector=katacontainers.io/kata-runtime',
    ]);
  });

  test('lets the Jobs of nodes unlabel them, with rights that outlive the installation', () => {
    const objects = uninstalled(settings(OLDER));
    const template = objects.find(({ metadata }) => metadata.name === 'kata-deploy-cleanup-job-templates')!.data['cleanup-job.yaml'];
    expect(podSpec(parse(template)).serviceAccountName).toBe('kata-deploy-sa-cleanup');
    expect(only('ClusterRole', objects).rules.map(({ resources }: Manifest) => resources[0]))
      .toEqual(['nodes', 'runtimeclasses', 'customresourcedefinitions', 'nodefeaturerules']);
  });

  test('cleans in job mode what its own selection says', () => {
    const cleanupNodeSelectorExpressions = [{ key: 'katacontainers.io/kata-runtime', operator: 'Exists' }];
    const own = jobSettings({ ...OLDER, job: { ...JOB, cleanupNodeSelectorExpressions } });
    expect(flags(podSpec(only('Job', uninstalled(own)))).at(-1)).toBe('--node-selector=katacontainers.io/kata-runtime');
  });
});

describe('with kata-deploy 3.25', () => {
  const daemonSet = (own: Own = {}) => only('DaemonSet', uninstalled(settings({ release: releaseFacts('3.25.0'), ...own })));

  test('cleans each node by a DaemonSet, whose pods are ready when it is done', () => {
    const objects = uninstalled(settings({ release: releaseFacts('3.25.0'), suffix: 'two', installationPrefix: '/usr' }));
    expect(titles(objects)).toEqual([
      'ServiceAccount kata-deploy-sa-two-cleanup', 'ClusterRole kata-deploy-role-two-cleanup',
      'ClusterRoleBinding kata-deploy-rb-two-cleanup', 'DaemonSet kata-deploy-two-cleanup',
    ]);
    const spec = podSpec(only('DaemonSet', objects));
    expect(spec.initContainers).toHaveLength(1);
    expect(spec.initContainers[0].command[2]).toContain('Removes Kata Containers from one node');
    expect(texts(spec.initContainers[0])).toMatchObject({
      SHIMS_X86_64: 'qemu',
      MULTI_INSTALL_SUFFIX: 'two',
      HELM_POST_DELETE_HOOK: 'true',
      COCO_NAMESPACE: 'kata',
      COCO_INSTALL_DAEMONSETS: 'kata-deploy-two',
      COCO_KATA_DIR: '/usr/opt/kata-two',
      COCO_CONTAINERD_DIR: '/etc/containerd/',
      COCO_NYDUS_SERVICE: 'nydus-snapshotter-two',
    });
    expect(spec.volumes).toContainEqual({ name: 'containerd-conf', emptyDir: {} });
    expect(spec.tolerations).toEqual([{ operator: 'Exists' }]);
    expect(spec.containers[0]).toMatchObject({ name: 'done', image: 'registry/kata-deploy:1', command: ['sleep', 'infinity'] });
  });

  test('reaches nodes that are selected now, and those that were once', () => {
    expect(podSpec(daemonSet()).affinity).toBeUndefined();
    expect(podSpec(daemonSet({ nodeSelector: { a: 'b' } })).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution).toEqual({
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
        { matchExpressions: [{ key: 'katacontainers.io/kata-runtime', operator: 'Exists' }] },
      ],
    });
  });

  test('waits and keeps its pods with kubectl where the image has no shell', () => {
    const objects = uninstalled(settings({ release: releaseFacts('3.25.0'), command: ['/usr/bin/kata-deploy', 'install'] }));
    const spec = podSpec(only('DaemonSet', objects));
    expect(commands(spec.initContainers)).toEqual([
      'kubectl wait daemonset/kata-deploy --for=delete --timeout=24h --namespace kata',
      'kubectl wait pods --selector=name=kata-deploy --for=delete --timeout=24h --namespace kata',
      '/usr/bin/kata-deploy cleanup',
    ]);
    expect(spec.containers[0].image).toBe('registry/kubectl:1');
    expect(spec.containers[0].command.join(' ')).toBe('kubectl wait daemonset/kata-deploy-cleanup --for=delete --timeout=8760h --namespace kata');
    expect(only('Role', objects).rules).toHaveLength(2);
  });
});
