import { Size } from 'cdk8s';
import {
  ContainerImage, DpfHcpLogLevel, DpfHcpOperatorPreset, DpfHcpOperatorProps, DpfHcpPlacement, DpfHcpRelease, ImagePullPolicy,
  TaintEffect, TolerationOperator, Lifecycle,
} from 'cdk8s-coco';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { deployment, newOperator, operator } from '../support/dpf-hcp';

const ZONES = {
  weight: 100,
  podAffinityTerm: {
    labelSelector: { matchExpressions: [{ key: 'control-plane', operator: 'In', values: ['controller-manager'] }] },
    topologyKey: 'topology.kubernetes.io/zone',
  },
};

type OfEdition = 'blueFieldImages' | 'blueFieldValidation'; // in dpf-hcp-operator.test.ts

const RACKS = { weight: 1, podAffinityTerm: { topologyKey: 'rack' } };

/** Workers may have Windows. */
const LINUX = { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] };
const ON_LINUX = {
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [LINUX] }] } },
};

/** Every prop with a value that is not its default: a new prop breaks this file until it reaches the manifests. */
const ALL: Required<Omit<DpfHcpOperatorProps, OfEdition>> = {
  lifecycle: Lifecycle.DRAINING, // the operator stays
  release: DpfHcpRelease.V0_1_0,
  preset: DpfHcpOperatorPreset.PRODUCTION,
  name: 'dpf',
  instance: 'release',
  appName: 'app',
  namespace: 'mine',
  image: ContainerImage.of('registry.example.com/dpf', { digest: `sha256:${'a'.repeat(64)}` }),
  imagePullPolicy: ImagePullPolicy.NEVER,
  imagePullSecrets: [{ name: 'mirror' } as Secret],
  replicas: 3,
  serviceAccountName: 'account',
  serviceAccountAnnotations: { a: 'b' },
  resources: { cpu: { request: Cpu.millis(200) }, memory: { limit: Size.gibibytes(1) } },
  networkPolicy: false,
  disruptionBudget: false,
  logLevel: DpfHcpLogLevel.verbosity(4),
  leaderElection: true, // false needs one replica: below
  healthProbe: {
    port: 9090, liveness: { initialDelaySeconds: 1, periodSeconds: 2 }, readiness: { initialDelaySeconds: 3, periodSeconds: 4 },
  },
  placement: DpfHcpPlacement.custom({
    nodeSelector: { pool: 'infra' },
    tolerations: [{ key: 'infra', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
    affinity: {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'Exists' }] }] } },
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [RACKS] },
    },
  }),
  spreadAcrossZones: true,
  podSecurityContext: { runAsUser: 1000 },
  securityContext: { readOnlyRootFilesystem: true },
  podAnnotations: { pod: 'yes' },
  commonLabels: { team: 'platform' },
  commonAnnotations: { owner: 'platform' },
  config: { blueFieldOcpLayerRepo: 'registry.example.com/bfb', disableMetalLb: true, manageDpuServiceTemplates: true, dpuServicesImagePullSecret: 'ngc' },
  installCrds: false,
};

test('every prop reaches the objects', () => {
  const objects = operator(ALL);
  const [serviceAccount, , binding, config] = objects;
  const labels = {
    'app.kubernetes.io/name': 'app',
    'app.kubernetes.io/instance': 'release',
    'control-plane': 'controller-manager',
    'app.kubernetes.io/version': 'v0.1.0',
    'app.kubernetes.io/part-of': 'dpf-hcp-provisioner-operator',
    'team': 'platform',
  };
  expect(objects.map(({ metadata }) => metadata.name)).toEqual(['account', 'dpf-manager-role', 'dpf-manager-rolebinding', 'default', 'dpf']);
  expect(serviceAccount.metadata).toEqual({ name: 'account', namespace: 'mine', labels, annotations: { a: 'b' } });
  expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'account', namespace: 'mine' }]);
  expect(config).toMatchObject({
    metadata: { annotations: { owner: 'platform' } },
    spec: { blueFieldOCPLayerRepo: 'registry.example.com/bfb', disableMetalLB: true, manageDPUServiceTemplates: true, dpuServicesImagePullSecret: 'ngc' },
  });
  expect(deployment(objects)).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'dpf', namespace: 'mine', labels, annotations: { owner: 'platform' } },
    spec: {
      replicas: 3,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'app', 'app.kubernetes.io/instance': 'release', 'control-plane': 'controller-manager' } },
      template: {
        metadata: {
          annotations: { pod: 'yes' },
          labels: { 'app.kubernetes.io/name': 'app', 'app.kubernetes.io/instance': 'release', 'control-plane': 'controller-manager' },
        },
        spec: {
          serviceAccountName: 'account',
          imagePullSecrets: [{ name: 'mirror' }],
          terminationGracePeriodSeconds: 10,
          securityContext: { runAsUser: 1000 },
          nodeSelector: { pool: 'infra' },
          tolerations: [{ key: 'infra', operator: 'Exists', effect: 'NoSchedule' }],
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'Exists' }, LINUX] }] },
            },
            podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [RACKS, ZONES] },
          },
          containers: [{
            name: 'manager',
            image: `registry.example.com/dpf@sha256:${'a'.repeat(64)}`,
            imagePullPolicy: 'Never',
            command: ['/manager'],
            args: ['--leader-elect', '--health-probe-bind-address=:9090', '--zap-log-level=4'],
            securityContext: { readOnlyRootFilesystem: true },
            ports: [{ containerPort: 9090, name: 'health', protocol: 'TCP' }],
            livenessProbe: { httpGet: { path: '/healthz', port: 9090 }, initialDelaySeconds: 1, periodSeconds: 2 },
            readinessProbe: { httpGet: { path: '/readyz', port: 9090 }, initialDelaySeconds: 3, periodSeconds: 4 },
            resources: { limits: { 'memory': '1Gi', 'ephemeral-storage': '1Gi' }, requests: { 'cpu': '200m', 'ephemeral-storage': '64Mi' } },
          }],
        },
      },
    },
  });
  expect(newOperator(ALL).crds).toBeUndefined();
});

const pod = (props: Partial<DpfHcpOperatorProps>) => deployment(operator(props)).spec.template.spec;

test('without leader election there is no argument for it', () => {
  expect(pod({ leaderElection: false }).containers[0].args).toEqual(['--health-probe-bind-address=:8081', '--zap-log-level=info']);
});

test.each<[string, DpfHcpPlacement, object]>([
  ['controlPlane', DpfHcpPlacement.controlPlane({ affinity: {} }), {
    nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
    tolerations: ['control-plane', 'master'].map((role) => ({ key: `node-role.kubernetes.io/${role}`, operator: 'Exists', effect: 'NoSchedule' })),
  }],
  ['master', DpfHcpPlacement.master(), {
    nodeSelector: { 'node-role.kubernetes.io/master': '' },
    tolerations: [{ key: 'node-role.kubernetes.io/master', operator: 'Exists', effect: 'NoSchedule' }],
  }],
  ['worker', DpfHcpPlacement.worker(), { nodeSelector: { 'node-role.kubernetes.io/worker': '' }, affinity: ON_LINUX }],
  ['custom', DpfHcpPlacement.custom(), { affinity: ON_LINUX }],
])('placement %s', (_, placement, expected) => {
  const { nodeSelector, tolerations, affinity } = pod({ placement });
  expect(JSON.parse(JSON.stringify({ nodeSelector, tolerations, affinity }))).toEqual(expected);
});

test.each(['error', 'info', 'debug'])('log level %s', (name) => {
  const level = DpfHcpLogLevel[name.toUpperCase() as 'INFO'];
  expect([pod({ logLevel: level }).containers[0].args.at(-1), String(level)]).toEqual([`--zap-log-level=${name}`, name]);
});

test.each([0, -1, 1.5, 128, NaN, '3' as unknown as number])('verbosity %p is refused', (level) => {
  expect(() => DpfHcpLogLevel.verbosity(level)).toThrow(/^DpfHcpLogLevel.verbosity: level: got .*; allowed: a (whole number from 1 to 127|number)\./);
});
