import { Chart, Duration, Size } from 'cdk8s';
import {
  ContainerImage, ImagePullPolicy, RedfishClient, RedfishExposure, RedfishLogLevel, RedfishPermissions, RedfishPlatform,
  RedfishRelease, RedfishScc, RedfishServerProps, RedfishSystemIdConvention, RedfishTls, RedfishVolume, TolerationOperator,
} from 'cdk8s-coco';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { HOST, newChart, objects, reference } from './server';
import { changes } from '../cli/rendering';
import { Manifest } from '../support/synth';

const BASE = { platform: RedfishPlatform.OPENSHIFT };
const image = (name: string) => ContainerImage.of(`registry.example.com/${name}`, { tag: '1' });
const SERVER = 'Deployment kubevirt-redfish spec.template.spec.containers[kubevirt-redfish]';
const POD = 'Deployment kubevirt-redfish spec.template.spec';
const FILE = 'ConfigMap kubevirt-redfish-config data.config.yaml';

/** Each prop with another value than its default, and a place of the manifest where that shows. A new prop breaks this list. */
const ALL: { [P in keyof Required<RedfishServerProps>]: [(chart: Chart) => Partial<RedfishServerProps>[P], string, unknown] } = {
  platform: [() => RedfishPlatform.KUBERNETES, `${POD}.securityContext.runAsUser`, 1001],
  release: [() => RedfishRelease.V0_2_3, `${SERVER}.image`, 'quay.io/bjozsa-redhat/kubevirt-redfish:v0.2.3'],
  systemIdConvention: [() => RedfishSystemIdConvention.ENHANCED, FILE, expect.stringContaining('system_id_convention: "enhanced"')],
  chassis: [() => [{ name: 'lab', namespace: 'other' }], FILE, expect.stringContaining('"other"')],
  users: [(chart) => [{ username: 'ops', credentials: reference(chart, 'ops'), chassis: ['lab'] }], `${POD}.initContainers[assemble-config].env[REDFISH_USERS].value`, 'ops:lab'],
  configuration: [(chart) => reference(chart, 'whole'), `${POD}.volumes[config-volume].secret.secretName`, 'whole'],
  name: [() => 'bmc', 'Deployment bmc metadata.name', 'bmc'],
  image: [() => image('redfish'), `${SERVER}.image`, 'registry.example.com/redfish:1'],
  imagePullPolicy: [() => ImagePullPolicy.ALWAYS, `${SERVER}.imagePullPolicy`, 'Always'],
  imagePullSecrets: [(chart) => [Secret.fromSecretName(chart, 'Mirror', 'mirror')], `${POD}.imagePullSecrets[mirror].name`, 'mirror'],
  configImage: [() => image('busybox'), `${POD}.initContainers[assemble-config].image`, 'registry.example.com/busybox:1'],
  replicas: [() => 2, 'Deployment kubevirt-redfish spec.replicas', 2],
  port: [() => 9443, `${SERVER}.ports[http].containerPort`, 9443],
  commonLabels: [() => ({ team: 'metal' }), 'Service kubevirt-redfish metadata.labels.team', 'metal'],
  commonAnnotations: [() => ({ note: 'a' }), 'ServiceAccount kubevirt-redfish metadata.annotations.note', 'a'],
  podLabels: [() => ({ tier: 'bmc' }), 'Deployment kubevirt-redfish spec.template.metadata.labels.tier', 'bmc'],
  podAnnotations: [() => ({ note: 'b' }), 'Deployment kubevirt-redfish spec.template.metadata.annotations.note', 'b'],
  resources: [() => ({ cpu: { request: Cpu.millis(7) }, memory: { limit: Size.gibibytes(1) } }), `${SERVER}.resources.requests.cpu`, '7m'],
  logLevel: [() => RedfishLogLevel.DEBUG, `${SERVER}.env[LOG_LEVEL].value`, 'debug'],
  logging: [() => false, `${SERVER}.env[REDFISH_LOGGING_ENABLED].value`, 'false'],
  additionalEnv: [() => ({ OWN: '$(x)' }), `${SERVER}.env[OWN].value`, '$$(x)'],
  tls: [() => RedfishTls.serviceCa(), `${SERVER}.livenessProbe.httpGet.scheme`, 'HTTPS'],
  exposure: [() => RedfishExposure.route(HOST), 'Route kubevirt-redfish spec.host', HOST],
  clients: [() => [RedfishClient.cidr('10.0.0.0/8')], 'NetworkPolicy kubevirt-redfish spec.ingress[0].from[0].ipBlock.cidr', '10.0.0.0/8'],
  networkPolicy: [() => false, 'NetworkPolicy kubevirt-redfish kind', undefined],
  disruptionBudget: [() => true, 'PodDisruptionBudget kubevirt-redfish spec.maxUnavailable', 1],
  permissions: [() => RedfishPermissions.CLUSTER_WIDE, 'ClusterRole kubevirt-redfish-role kind', 'ClusterRole'],
  serviceAccountName: [() => 'bmc', `${POD}.serviceAccountName`, 'bmc'],
  scc: [() => RedfishScc.custom(), 'SecurityContextConstraints kubevirt-redfish-scc priority', 10],
  runAsUser: [() => 1234, `${POD}.securityContext.fsGroup`, 1234],
  kubevirtTimeout: [() => Duration.minutes(1), FILE, expect.stringContaining('timeout: 60')],
  kubevirtAllowInsecureTls: [() => true, FILE, expect.stringContaining('timeout: 30\n  allow_insecure_tls: true')],
  dataVolume: [() => ({ isoDownloadTimeout: Duration.hours(2) }), FILE, expect.stringContaining('iso_download_timeout: "2h"')],
  cdiUploadProxy: [() => ({ namespaces: ['cdi'] }), FILE, expect.stringContaining('service_name: "cdi-uploadproxy"')],
  livenessProbe: [() => ({ failureThreshold: 9 }), `${SERVER}.livenessProbe.failureThreshold`, 9],
  readinessProbe: [() => ({ initialDelay: Duration.seconds(0) }), `${SERVER}.readinessProbe.initialDelaySeconds`, 0],
  temporarySize: [() => Size.mebibytes(1500), `${POD}.volumes[temp-storage].emptyDir.sizeLimit`, '1500Mi'],
  additionalVolumes: [() => [RedfishVolume.persistentVolumeClaim('iso', '/tmp')], `${POD}.volumes[temp-storage].persistentVolumeClaim.claimName`, 'iso'],
  nodeSelector: [() => ({ pool: 'infra' }), `${POD}.nodeSelector.pool`, 'infra'],
  tolerations: [() => [{ key: 'infra', operator: TolerationOperator.EXISTS }], `${POD}.tolerations[0].key`, 'infra'],
  affinity: [
    () => ({ podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 7, podAffinityTerm: { topologyKey: 'zone' } }] } }),
    `${POD}.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight`, 7,
  ],
  priorityClassName: [() => 'high', `${POD}.priorityClassName`, 'high'],
};

test.each(Object.entries(ALL))('%s reaches the manifest', (prop, [value, place, expected]) => {
  const chart = newChart();
  const base = prop === 'systemIdConvention' ? { ...BASE, release: RedfishRelease.V0_2_3 } : BASE;
  const own = { ...base, [prop]: value(chart), ...(prop === 'configuration' ? { users: undefined } : {}) };
  const found = changes(objects(base) as Manifest[], objects(own, chart));
  expect(Object.keys(found)).toContain(place);
  expect(found[place]).toEqual(expected);
});

test('data volumes, all of them', () => {
  const [file] = objects({
    dataVolume: {
      storageSize: Size.mebibytes(2500),
      storageClass: 'fast',
      allowInsecureTls: true,
      vmUpdateTimeout: Duration.seconds(90),
      isoDownloadTimeout: Duration.minutes(90),
      helperImage: image('alpine'),
    },
  }).filter(({ kind }) => kind === 'ConfigMap');
  expect(file.data['config.yaml'].split('datavolume:\n')[1]).toBe([
    '  storage_size: "2500Mi"',
    '  allow_insecure_tls: true',
    '  storage_class: "fast"',
    '  vm_update_timeout: "90s"',
    '  iso_download_timeout: "90m"',
    '  helper_image: "registry.example.com/alpine:1"',
    '',
  ].join('\n'));
});

test('probes, all of them', () => {
  const [initialDelay, period, timeout] = [1, 2, 3].map((amount) => Duration.seconds(amount));
  const livenessProbe = { initialDelay, period, timeout, failureThreshold: 4 };
  const [deployment] = objects({ livenessProbe }).slice(-1);
  expect(deployment.spec.template.spec.containers[0].livenessProbe).toMatchObject({
    initialDelaySeconds: 1, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 4,
  });
});
