import { EXCEPTIONS } from '../hardening/exceptions';
import { podSecurityLevel } from '../hardening/pod-security';
import { Finding, findingsOf, podsIn } from '../hardening/rules';
import { exceptionFor, sentence } from '../hardening/verdict';
import { EXAMPLE_APPS, exampleRun } from '../support/examples';
import { Manifest } from '../support/synth';

/** The fleet reads its folder, and has the same workloads. */
const APPS = EXAMPLE_APPS.filter((app) => app !== 'examples/fleet');

/** The objects of an app by cluster: a folder of `out/`, or all. */
function clusters(app: string): Manifest[][] {
  const { files } = exampleRun(app);
  const install = Object.keys(files).filter((file) => file.startsWith('out/'));
  const folders = new Set(install.map((file) => (app === '.' || app === 'examples/kata-presets' ? file.split('/')[1] : '')));
  return [...folders].map((folder) => install.filter((file) => file.startsWith(`out/${folder}`)).flatMap((file) => files[file]));
}

const found = new Map<string, Finding[]>();
const findings = (app: string) => {
  const known = found.get(app) ?? clusters(app).flatMap((objects) => findingsOf(objects as never));
  found.set(app, known);
  return known;
};

test.each(APPS)('%s: whatever does not keep the rules has a reason in test/hardening/exceptions.ts', (app) => {
  expect(findings(app).filter((one) => !exceptionFor(one)).map(sentence)).toEqual([]);
});

test('every exception is needed, with each of its rules', () => {
  const all = APPS.flatMap(findings);
  const needed = new Set(all.map((one) => `${EXCEPTIONS.indexOf(exceptionFor(one)!)} ${one.rule}`));
  expect(EXCEPTIONS.flatMap(({ what, rules }, index) => (
    rules.filter((rule) => !needed.has(`${index} ${rule}`)).map((rule) => `${what}: ${rule}`)))).toEqual([]);
});

/** The strictest level of the Pod Security Standards that admits the pods of each workload, without its namespace and hashes. */
const LEVELS: Readonly<Record<string, string>> = {
  'CronJob kata-deploy-late-nodes': 'restricted',
  'DaemonSet cloud-api-adaptor-daemonset': 'privileged',
  'DaemonSet coco-containerd-installer': 'privileged',
  'DaemonSet kata-as-coco-runtime': 'privileged',
  'DaemonSet kata-deploy': 'privileged',
  'DaemonSet kata-deploy-amd': 'privileged',
  'DaemonSet kata-deploy-intel': 'privileged',
  'Deployment dpf-hcp-provisioner-operator': 'restricted',
  'Deployment kubevirt-redfish': 'restricted',
  'Deployment payments-api': 'baseline',
  'Deployment peer-pods-webhook-controller-manager': 'restricted',
  'Deployment peerpodctrl-controller-manager': 'baseline',
  'Job kata-deploy-install-dispatcher-<hash>': 'restricted',
  'Job kata-deploy-job-templates-cleanup-job': 'privileged',
  'Job kata-deploy-job-templates-install-job': 'privileged',
};

test('each workload needs no more than this level of the Pod Security Standards', () => {
  const levels = APPS.flatMap(clusters).flatMap((objects) => podsIn(objects as never)).map(({ name, spec }) => [
    name.replace(/(?<= ).*\//, '').replace(/-[0-9a-f]{8}$/, '-<hash>'), podSecurityLevel(spec),
  ]);
  expect(Object.fromEntries(levels.sort(([one], [other]) => (one < other ? -1 : 1)))).toEqual(LEVELS);
});

describe('the rules', () => {
  const pod = (spec: object, kind = 'Deployment') => [{
    apiVersion: 'apps/v1', kind, metadata: { name: 'a', namespace: 'b' }, spec: { replicas: 2, template: { metadata: { labels: { app: 'a' } }, spec } },
  }];
  const rules = (objects: object[]) => [...new Set(findingsOf(objects as never).map(({ rule }) => rule))].sort();
  const CONFINED = {
    name: 'c',
    image: `a@sha256:${'a'.repeat(64)}`,
    imagePullPolicy: 'Always',
    resources: Object.fromEntries(['requests', 'limits'].map((side) => [side, { 'cpu': '1', 'memory': '1Gi', 'ephemeral-storage': '1Gi' }])),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 20000,
      runAsGroup: 20000,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
  const GUARDS = [
    { kind: 'NetworkPolicy', metadata: { name: 'a', namespace: 'b' }, spec: { podSelector: { matchLabels: { app: 'a' } } } },
    { kind: 'PodDisruptionBudget', metadata: { name: 'a', namespace: 'b' }, spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'a' } } } },
  ];
  const confined = { automountServiceAccountToken: false, nodeSelector: { 'kubernetes.io/os': 'linux' }, containers: [CONFINED] };

  test('find nothing where all is confined', () => {
    expect(rules([...pod(confined), ...GUARDS])).toEqual([]);
    expect(podSecurityLevel(confined as never)).toBe('restricted');
  });

  test('find what a pod says nothing of', () => {
    expect(rules(pod({ containers: [{ name: 'c', image: 'a:1' }] }))).toEqual([
      'capabilities', 'cpu-and-memory', 'digest', 'disruption-budget', 'ephemeral-storage', 'linux', 'network-policy', 'non-root', 'numeric-user',
      'privilege-escalation', 'pull-policy', 'read-only-root', 'seccomp', 'token',
    ]);
  });

  test.each<[string, object, string[], string]>([
    ['privileged', { containers: [{ ...CONFINED, securityContext: { ...CONFINED.securityContext, privileged: true } }] }, ['privileged', 'seccomp'], 'privileged'],
    ['in the network of the node', { hostNetwork: true }, ['host-namespaces'], 'privileged'],
    ['with a folder of the node', { volumes: [{ name: 'a', hostPath: { path: '/' } }] }, ['host-folders'], 'privileged'],
    ['with a capability', { containers: [{ ...CONFINED, securityContext: { ...CONFINED.securityContext, capabilities: { drop: ['ALL'], add: ['CHOWN'] } } }] },
      ['capabilities'], 'baseline'],
    ['in an init container', { initContainers: [{ ...CONFINED, name: 'i', resources: {} }] }, ['cpu-and-memory', 'ephemeral-storage'], 'restricted'],
  ])('%s', (_, spec, broken, level) => {
    const all = { ...confined, ...spec };
    expect(rules([...pod(all), ...GUARDS])).toEqual(broken);
    expect(podSecurityLevel(all as never)).toBe(level);
  });

  test('a namespace that would refuse the pods', () => {
    const namespace = { kind: 'Namespace', metadata: { name: 'b', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } };
    expect(rules([namespace, ...pod({ ...confined, hostNetwork: true }), ...GUARDS])).toEqual(['host-namespaces', 'pod-security']);
  });

  const required = (...nodeSelectorTerms: object[]) => (
    { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } });
  const os = (operator: string, ...values: string[]) => ({ matchExpressions: [{ key: 'kubernetes.io/os', operator, values }] });
  test.each<[string, object, string[]]>([
    ['control planes', { nodeSelector: { 'node-role.kubernetes.io/control-plane': '' } }, []],
    ['an affinity', { nodeSelector: {}, affinity: required(os('In', 'linux')) }, []],
    ['another term without it', { nodeSelector: {}, affinity: required(os('In', 'linux'), {}) }, ['linux']],
    ['others beside', { nodeSelector: {}, affinity: required(os('In', 'linux', 'windows')) }, ['linux']],
    ['all but these', { nodeSelector: {}, affinity: required(os('NotIn', 'linux')) }, ['linux']],
    ['no terms', { nodeSelector: {}, affinity: required() }, ['linux']],
  ])('Linux by %s', (_, spec, broken) => {
    expect(rules([...pod({ ...confined, ...spec }), ...GUARDS])).toEqual(broken);
  });

  test('a guard of other pods, or a budget that blocks nodes from being drained, is none', () => {
    const [policy, budget] = GUARDS;
    const other = { ...policy, spec: { podSelector: { matchLabels: { app: 'b' } } } };
    const none = { ...budget, spec: { ...budget.spec, maxUnavailable: 0 } };
    expect(rules([...pod(confined), other, none])).toEqual(['disruption-budget', 'network-policy']);
  });
});
