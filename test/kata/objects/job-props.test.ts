import {
  Architecture, JobDeploymentProps, KataDeployment, KataLogLevel, KataRelease, KataRuntimeProps, KataShim,
  KubernetesDistribution, NodeFeatureDiscovery, TaintEffect, TolerationOperator,
} from 'cdk8s-coco';
import { parse } from 'yaml';
import { flags, only } from './support';
import { install, Manifest, oneProblem, podSpec, refusal, uninstall } from '../../support/synth';

const { V4_0_0, V4_1_0 } = KataRelease;
const SHIMS = { shims: [KataShim.QEMU], architectures: Architecture.all() };
const jobs = (props: Partial<KataRuntimeProps> = {}, job: JobDeploymentProps = {}): Partial<KataRuntimeProps> => ({
  ...SHIMS, release: V4_1_0, deployment: KataDeployment.job(job), ...props,
});
const selectors = (workload: Manifest) => flags(podSpec(workload)).filter((flag) => flag.startsWith('--node-selector='));
const terms = (...keys: string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: keys.map((key) => ({ key, operator: 'Exists' })) }],
    },
  },
});

describe('kata-deploy 4.0.0, whose dispatcher does not look at taints, leaves control planes alone', () => {
  const key = 'node-role.kubernetes.io/control-plane';
  const linux = 'kubernetes.io/os in (linux)';
  const workers = '!node-role.kubernetes.io/control-plane,!node-role.kubernetes.io/master';

  test.each<[string, Partial<KataRuntimeProps>, string[]]>([
    ['as a DaemonSet does', {}, [linux, workers]],
    ['beside what is selected', { nodeSelector: { a: 'b' }, affinity: terms('c') }, ['a=b,c', linux, workers]],
    ['but with labels that say so', { nodeSelector: { [key]: '' } }, [`${key}=`, linux]],
    ['but in an affinity that says so', { affinity: terms(key) }, [key, linux]],
    ['but where their taint is tolerated', { tolerations: [{ key, operator: TolerationOperator.EXISTS }] }, [linux]],
    ['but where it is a startup taint', { startupTaints: [{ key, effect: TaintEffect.NO_SCHEDULE }] }, [linux]],
    ['but of k3s, which does not taint them', { distribution: KubernetesDistribution.K3S }, [linux]],
  ])('%s', (_, props, expected) => {
    const objects = install(jobs({ release: V4_0_0, ...props }));
    expect(selectors(only('Job', objects))).toEqual([`--node-selector=${expected.join(',')}`]);
    const late = [...expected, 'katacontainers.io/kata-runtime!=true'].join(',');
    expect(selectors(only('CronJob', objects).spec.jobTemplate)).toEqual([`--node-selector=${late}`]);
  });
});

describe('what runs once in a cluster keeps off Windows nodes without a taint, too', () => {
  const POD = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'check' },
    spec: { runtimeClassName: 'kata-qemu', restartPolicy: 'Never', containers: [{ name: 'app', image: 'app:1' }] },
  };
  const podsOf = (props: Partial<KataRuntimeProps>) => [...install(props), ...uninstall(props)]
    .flatMap(({ spec }) => spec?.jobTemplate?.spec.template.spec ?? spec?.template?.spec ?? [])
    .map(({ nodeSelector, affinity }) => /kubernetes.io\/os/.test(JSON.stringify([nodeSelector, affinity])));

  test.each<[string, Partial<KataRuntimeProps>, number]>([
    ['a DaemonSet: itself, the monitor, verification, and what cleans nodes', { ...SHIMS, release: V4_1_0 }, 4],
    ['Jobs: dispatchers of installation, late nodes and cleanup, the monitor, and verification', jobs(), 5],
    ['Jobs of 4.0.0', jobs({ release: V4_0_0 }), 5],
  ])('%s', (_, props, count) => {
    expect(podsOf({ ...props, monitor: {}, verification: { pod: POD } })).toEqual(Array(count).fill(true));
  });

  test('beside labels of the user', () => {
    const [dispatcher] = install(jobs({}, { dispatcherNodeSelector: { trusted: 'yes' } })).filter(({ kind }) => kind === 'Job');
    expect(podSpec(dispatcher).nodeSelector).toEqual({ 'kubernetes.io/os': 'linux', 'trusted': 'yes' });
  });
});

test('refuses nodes that must have virtualization where a dispatcher takes one selector', () => {
  expect(refusal({ ...jobs({ release: V4_0_0 }), nodeFeatureDiscovery: NodeFeatureDiscovery.ENFORCED })).toBe(oneProblem(
    'nodeFeatureDiscovery: got "enforced"; allowed: absent, present with Jobs of kata-deploy 4.0.0. '
    + 'Its dispatcher takes one selector of nodes. Select them by `affinity`; to enforce it needs kata-deploy >= 4.1.0.'));
  expect(install({ ...jobs(), nodeFeatureDiscovery: NodeFeatureDiscovery.ENFORCED })).not.toEqual([]);
  expect(install({ ...SHIMS, release: V4_0_0, nodeFeatureDiscovery: NodeFeatureDiscovery.ENFORCED })).not.toEqual([]);
});

describe('uninstalls from the nodes', () => {
  const cleaned = (props: Partial<KataRuntimeProps>) => selectors(only('Job', uninstall(props)));

  test.each<[string, Partial<KataRuntimeProps>, string[]]>([
    ['that this installation marked', jobs(), ['--node-selector=kata-deploy.katacontainers.io/default']],
    ['that this one of several marked', jobs({ multiInstallSuffix: 'two' }), ['--node-selector=kata-deploy.katacontainers.io/two']],
    ['that have Kata, without such marks', jobs({ release: V4_0_0 }), ['--node-selector=katacontainers.io/kata-runtime']],
    ['that are selected', jobs({}, { cleanup: { nodeSelector: { a: 'b' } } }), ['--node-selector=a=b']],
  ])('%s', (_, props, expected) => {
    expect(cleaned(props)).toEqual(expected);
  });
});

test.each([V4_0_0, V4_1_0])('lets Jobs of nodes tell as much as they are asked to, with kata-deploy %s', (release) => {
  const template = install(jobs({ release, logLevel: KataLogLevel.TRACE })).find(({ metadata }) => metadata.name === 'kata-deploy-job-templates')!;
  const { containers, initContainers } = podSpec(parse(template.data['install-job.yaml']));
  for (const { command } of [...initContainers, ...containers]) expect(command.slice(0, 3)).toEqual(['/usr/bin/kata-deploy', '--log-level', 'trace']);
});

describe('what is the same in whatever order its keys come', () => {
  /** The same with the keys of all maps the other way round. */
  const reversed = (value: any): any => {
    if (Array.isArray(value)) return value.map(reversed);
    if (!value || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).reverse().map(([key, one]) => [key, reversed(one)]));
  };
  const pod = {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'check', labels: { a: '1', b: '2' } }, spec: { runtimeClassName: 'kata-qemu', restartPolicy: 'Never' },
  };
  const affinity = { ...terms('a', 'b'), podAffinity: {} };
  const securityContext = { privileged: false, runAsUser: 0 };

  test.each<[string, (value: any) => Partial<KataRuntimeProps>, object]>([
    ['the pod of the verification', (value) => ({ verification: { pod: value } }), pod],
    ['a toleration', (value) => ({ tolerations: [value] }), { key: 'a', operator: TolerationOperator.EXISTS }],
    ['the affinity', (value) => ({ affinity: value }), affinity],
    ['what the monitor may do', (value) => ({ monitor: { securityContext: value } }), securityContext],
    ['the nodes to clean', (value) => ({ deployment: KataDeployment.job({ cleanup: { nodeAffinity: value } }) }), affinity.nodeAffinity],
  ])('%s', (_, props, value) => {
    const both = (some: object) => JSON.stringify([install(jobs(props(some))), uninstall(jobs(props(some)))]);
    expect(JSON.stringify(reversed(value))).not.toBe(JSON.stringify(value));
    expect(both(reversed(value))).toBe(both(value));
  });
});
