import { Chart, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import {
  ContainerImage, DpfHcpLogLevel, DpfHcpOperator, DpfHcpOperatorPreset, DpfHcpPlacement, DpfHcpProvisioner, DpfHcpRelease,
  ImagePullPolicy, RestrictedNamespace, SecretSource, TaintEffect, TolerationOperator,
} from '../../src';

type Compose = (chart: Chart) => void;

/** The operator of each release, with each preset, and with every prop; and its custom resources. */
export function dpfHcp(): Record<string, Compose> {
  const presets = [undefined, ...Object.values(DpfHcpOperatorPreset)];
  return {
    ...Object.fromEntries(DpfHcpRelease.all().flatMap((release) => presets.map((preset): [string, Compose] => [
      `dpf ${release.version}, ${preset ?? 'no preset'}`, (chart) => new DpfHcpOperator(chart, 'Operator', { release, preset }),
    ]))),
    'dpf 0.1.0-pre, BlueField images': (chart) => new DpfHcpOperator(chart, 'Operator', {
      namespace: 'dpf-hcp-provisioner-system', // the only one where it finds its ConfigMap
      release: DpfHcpRelease.V0_1_0_PRE,
      blueFieldValidation: true,
      blueFieldImages: { '4.19.0-ec.5': 'registry.example.com/bfb:4.19.0-ec.5' },
    }),
    'dpf, in a namespace of its own where Pod Security Admission is strict': (chart) => {
      new RestrictedNamespace(chart, 'Namespace', { name: 'dpf-strict' });
      new DpfHcpOperator(chart, 'Operator', { release: DpfHcpRelease.latest(), namespace: 'dpf-strict' });
    },
    'dpf, every prop': (chart) => {
      new DpfHcpOperator(chart, 'Operator', {
        release: DpfHcpRelease.latest(),
        name: 'dpf',
        instance: 'release',
        appName: 'app',
        namespace: 'dpf-hcp',
        image: ContainerImage.of('registry.example.com/dpf', { digest: `sha256:${'a'.repeat(64)}` }),
        imagePullPolicy: ImagePullPolicy.ALWAYS,
        replicas: 3,
        serviceAccountName: 'account',
        serviceAccountAnnotations: { owner: 'platform' },
        resources: {
          cpu: { request: Cpu.millis(200), limit: Cpu.units(1) },
          memory: { request: Size.mebibytes(256), limit: Size.gibibytes(1) },
        },
        logLevel: DpfHcpLogLevel.verbosity(3),
        leaderElection: true,
        healthProbe: { port: 9090, liveness: { initialDelaySeconds: 0, periodSeconds: 1 }, readiness: { periodSeconds: 2 } },
        placement: DpfHcpPlacement.custom({
          nodeSelector: { pool: 'infra' },
          tolerations: [{ key: 'infra', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
        }),
        spreadAcrossZones: true,
        podSecurityContext: { runAsNonRoot: true, runAsUser: 1000 },
        securityContext: { readOnlyRootFilesystem: true },
        podAnnotations: { note: 'yes' },
        commonLabels: { team: 'platform' },
        commonAnnotations: { owner: 'platform' },
        config: { blueFieldOcpLayerRepo: 'registry.example.com/bfb', disableMetalLb: true, manageDpuServiceTemplates: true, dpuServicesImagePullSecret: 'ngc' },
      });
      const secret = (name: string) => SecretSource.fromSecret(Secret.fromSecretName(chart, name, name));
      new DpfHcpProvisioner(chart, 'Cluster', {
        release: DpfHcpRelease.latest(),
        name: 'rack.1',
        labels: { team: 'edge' },
        annotations: { note: 'x' },
        baseDomain: 'clusters.example.com',
        dpuClusterRef: { name: 'a', namespace: 'b' },
        dpuDeploymentRef: { name: 'c', namespace: 'd' },
        etcdStorageClass: 'fast',
        ocpReleaseImage: 'registry.example.com/ocp:4.20.1-multi',
        pullSecret: secret('pull'),
        sshKey: secret('ssh'),
        virtualIp: '2001:db8::1',
        nodeSelector: { pool: 'infra' },
        flannelEnabled: false,
        machineOsUrl: 'registry.example.com/os:1',
        networking: { clusterNetwork: [{ cidr: '10.0.0.0/8', hostPrefix: 24 }], serviceNetwork: [{ cidr: '11.0.0.0/8' }], machineNetwork: [{ cidr: 'fd00::/8' }] },
      });
    },
  };
}
