import type { LocalObjectReference, NodeAffinity, Toleration } from 'kubernetes-types/core/v1';
import { customRuntimesOf } from './custom-runtimes';
import { ARCHITECTURES, behaves, KataDeployReading } from './input';
import { defaultShimsOf, runtimeClassesOf, shimsOf } from './shims';
import { Architecture } from '../../../common';
import { lookup } from '../../../common/private/free-keys';
import {
  ContainerdModel, DaemonSetModel, HealthModel, IdentityModel, JobModel, MonitorModel, NodeExpression, NodeFeaturesModel,
  KataModel, ProbeModel, SnapshotterModel, VerificationModel,
} from '../../../kata/internal';
import { parseValues } from '../../engine/parse';
import { isTrue, mergeEmpty, Reader } from '../../engine/reader';
import { isMap, Values } from '../../engine/tree';

/** What kata-deploy is told by the values, as the templates of its chart work it out. */
export function kataDeployModel(reader: KataDeployReading): KataModel {
  const { facts, values } = reader;
  const { release } = facts;
  const env = values.section('env');
  const suffix = env.text('multiInstallSuffix');
  const shims = shimsOf(reader);
  const image = imageOf(values.section('image'), release.version, behaves(facts, 'image-digests'));
  return {
    release,
    name: reader.name,
    suffix,
    identity: identityOf(reader),
    mode: values.text('deploymentMode') === 'job' ? 'job' : 'daemonset',
    daemonSet: daemonSetOf(reader),
    job: jobOf(values.section('job'), release.version),
    image,
    command: commandOf(reader, image),
    kubectlImage: facts.upstream.kubectlImage ? kubectlImage(values.section('kubectlImage')) : 'quay.io/kata-containers/kubectl:latest',
    imagePullPolicy: values.text('imagePullPolicy'),
    imagePullSecrets: values.list<LocalObjectReference>('imagePullSecrets'),
    monitor: monitorOf(reader),
    distribution: values.text('k8sDistribution'),
    containerd: containerdOf(values),
    nodeSelector: values.givenStrings('nodeSelector'),
    tolerations: values.list<Toleration>('tolerations'),
    affinity: values.map('affinity'),
    priorityClassName: values.text('priorityClassName'),
    startupTaints: values.strings('startupTaints'),
    podLabels: values.givenStrings('podLabels'),
    podAnnotations: values.givenStrings('podAnnotations'),
    debug: values.on('debug'),
    devkit: values.on('devkit'),
    logLevel: values.text('deploymentMode') === 'job' ? '' : values.text('logLevel').trim(), // the chart's Jobs do not hear of it
    snapshotter: snapshotterOf(values.section('snapshotter')),
    architectures: ARCHITECTURES.filter((one) => shims.some(({ architectures }) => architectures.includes(one))),
    shims,
    defaultShim: '',
    defaultShims: defaultShimsOf(reader, shims),
    runtimeClasses: runtimeClassesOf(reader, shims, suffix),
    installationPrefix: env.text('installationPrefix'),
    hostOs: env.text('hostOS'),
    nodeFeatures: nodeFeaturesOf(reader),
    verification: verificationOf(reader),
    customRuntimes: customRuntimesOf(reader),
    httpsProxy: '',
    noProxy: [],
    extraEnv: emptyTexts(reader),
    expandsVariables: true,
    gates: [],
  };
}

/** Before 3.28.0, a default shim that is null leaves its variable behind, without a text: to kata-deploy that is none. */
function emptyTexts({ facts, values }: KataDeployReading): Record<string, string> {
  const defaults = values.section('defaultShim');
  const missing = behaves(facts, 'installed-default-shims') ? []
    : Architecture.all().filter(({ kubernetesName }) => (defaults.value(kubernetesName) ?? null) === null);
  return Object.fromEntries(missing.map(({ name }) => [`DEFAULT_SHIM_${name.toUpperCase()}`, '']));
}

/** The names that Helm charts are wont to make of the release and the overrides. */
function identityOf({ name: chart, values, context: { releaseName } }: KataDeployReading): IdentityModel {
  const cut = (text: string) => text.slice(0, 63).replace(/-$/, '');
  const name = values.text('nameOverride') || chart;
  const fullname = values.text('fullnameOverride') || (releaseName.includes(name) ? releaseName : `${releaseName}-${name}`);
  return { name: cut(name), instance: releaseName, fullname: cut(fullname) };
}

/** Images of 3.25.0 that hold the binary of later releases are known by their tag. */
function commandOf({ facts }: KataDeployReading, image: string): string[] | undefined {
  const rust = behaves(facts, 'rust-images') && image.slice(image.lastIndexOf(':')).includes('-rust');
  return rust ? ['/usr/bin/kata-deploy', 'install'] : undefined;
}

/** `reference:tag`; a reference with a digest stands by itself, where the chart knows digests. */
export function imageOf(image: Reader, version: string, digests = true): string {
  const reference = image.text('reference');
  return digests && reference.includes('@') ? reference : `${reference}:${isTrue(image.value('tag')) ? image.text('tag') : version}`;
}

/** Here no tag means none. */
function kubectlImage(image: Reader): string {
  const [reference, tag] = [image.text('reference'), image.text('tag')];
  return reference.includes('@') || !tag ? reference : `${reference}:${tag}`;
}

function daemonSetOf({ facts, values }: KataDeployReading): DaemonSetModel {
  return {
    resources: values.map('resources'),
    updateStrategy: facts.upstream.updateStrategy
      ? values.on('updateStrategy') ? values.map('updateStrategy') : undefined
      : { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    health: healthOf(values.map('health'), facts.defaults.health),
  };
}

function healthOf(own: Values, defaults: unknown): HealthModel {
  const filled = mergeEmpty(own, isMap(defaults) ? defaults : {});
  const health = new Reader(filled, [], { sources: new Map(), problems: [] });
  const probe = (key: string): ProbeModel | undefined => {
    const section = health.section(key);
    if (!section.on('enabled')) return undefined;
    return {
      initialDelaySeconds: key === 'startupProbe' ? section.number('initialDelaySeconds') : undefined,
      periodSeconds: section.number('periodSeconds'),
      failureThreshold: section.number('failureThreshold'),
      timeoutSeconds: section.number('timeoutSeconds'),
    };
  };
  return {
    port: health.number('port') ?? 8090,
    startupProbe: probe('startupProbe'),
    livenessProbe: probe('livenessProbe'),
    readinessProbe: probe('readinessProbe'),
  };
}

function jobOf(job: Reader, version: string): JobModel {
  const cleanup = job.section('cleanup');
  return {
    dispatcherImage: imageOf(job.section('dispatcherImage'), version),
    dispatcherNodeSelector: job.givenStrings('dispatcherNodeSelector'),
    dispatcherTolerations: job.list<Toleration>('dispatcherTolerations'),
    parallelism: job.number('parallelism') ?? 100,
    nodes: job.strings('nodes'),
    waitForNodesSeconds: job.number('waitForNodesSeconds') || 0,
    nodeSettleSeconds: job.number('nodeSettleSeconds') || 15,
    waitNodeReadySeconds: job.number('waitNodeReadySeconds') || 300,
    ttlSecondsAfterFinished: job.number('ttlSecondsAfterFinished') ?? 0,
    activeDeadlineSeconds: job.number('activeDeadlineSeconds') || 3600,
    backoffLimit: job.number('backoffLimit') ?? 6, // what the API server fills in
    cleanup: {
      nodes: cleanup.strings('nodes'),
      nodeSelector: cleanup.map('nodeSelector'),
      nodeAffinity: cleanup.map('nodeAffinity') as NodeAffinity,
    },
    nodeSelector: job.map('nodeSelector'),
    nodeSelectorExpressions: job.list<NodeExpression>('nodeSelectorExpressions'),
    cleanupNodeSelectorExpressions: cleanup.list<NodeExpression>('nodeSelectorExpressions'),
    lateNodesSchedule: '', // the chart has none
  };
}

function monitorOf({ facts, values }: KataDeployReading): MonitorModel | undefined {
  const monitor = values.section('monitor');
  if (!monitor.on('enabled')) return undefined;
  const follows = behaves(facts, 'monitor-follows-runtime');
  const level = monitor.text('logLevel');
  const endpoint = monitor.text('runtimeEndpoint') || (follows ? runtimeSocket(values) : '');
  return {
    image: imageOf(monitor.section('image'), facts.release.version),
    listenAddress: monitor.text('listenAddress'),
    runtimeEndpoint: endpoint,
    socketFolder: follows ? undefined : '/run/containerd',
    logLevel: follows ? level.trim() || values.text('logLevel').trim() || (values.on('debug') ? 'debug' : 'info') : level,
    port: monitor.number('port') ?? 8090,
    securityContext: monitor.map('securityContext'),
    resources: monitor.map('resources'),
  };
}

const K3S_SOCKET = 'unix:///run/k3s/containerd/containerd.sock';
const SOCKETS: Readonly<Record<string, string>> = {
  k3s: K3S_SOCKET,
  rke2: K3S_SOCKET,
  k0s: 'unix:///run/k0s/containerd.sock',
  microk8s: 'unix:///var/snap/microk8s/common/run/containerd.sock',
};

function runtimeSocket(values: Reader): string {
  return values.section('containerd').text('runtimeSocket')
    || (lookup(SOCKETS, values.text('k8sDistribution')) ?? 'unix:///run/containerd/containerd.sock');
}

const FOLDERS: Readonly<Record<string, string>> = {
  rke2: '/var/lib/rancher/rke2/agent/etc/containerd/',
  k3s: '/var/lib/rancher/k3s/agent/etc/containerd/',
  k0s: '/etc/k0s/',
  microk8s: '/var/snap/microk8s/current/args/',
};

function containerdOf(values: Reader): ContainerdModel {
  const containerd = values.section('containerd');
  const configDir = containerd.text('configDir');
  return {
    ownConfigDir: configDir.trim() !== '',
    configDir: configDir || (lookup(FOLDERS, values.text('k8sDistribution')) ?? '/etc/containerd/'),
    configFileName: containerd.text('configFileName').trim(),
    userDropIn: containerd.file('userDropIn'),
  };
}

function snapshotterOf(snapshotter: Reader): SnapshotterModel {
  return {
    setup: snapshotter.strings('setup').join(',').trim().split(',').filter((name) => name !== ''),
    erofsMergeMode: snapshotter.text('erofsMergeMode').trim(),
    erofsSnapshotterMode: snapshotter.text('erofsSnapshotterMode').trim(),
    erofsDmverity: snapshotter.on('erofsDmverity'),
  };
}

/** What the chart would look up in the cluster is what is told here: nothing is there unless it is said. */
function nodeFeaturesOf({ facts, values, context }: KataDeployReading): NodeFeaturesModel {
  const enabled = values.section('node-feature-discovery').on('enabled');
  const section = values.section('nodeFeatureRules');
  const create = section.has('create') && section.value('create') !== null ? String(section.value('create')) : 'auto';
  const auto = enabled || (context.apiVersions ?? []).includes('nfd.k8s-sigs.io/v1alpha1');
  const rules = facts.release.nodeFeatureRules && (create === 'auto' ? auto : create === 'true');
  return { enforced: enabled, present: enabled, rules };
}

function verificationOf({ values, context }: KataDeployReading): VerificationModel | undefined {
  const verification = values.section('verification');
  if (!verification.on('pod')) return undefined;
  const manifest = parseValues(verification.text('pod'), '').values;
  const metadata = manifest?.metadata;
  return {
    pod: verification.file('pod'),
    manifest,
    podName: isMap(metadata) && typeof metadata.name === 'string' ? metadata.name : '',
    rightsEverywhere: true,
    namespace: verification.text('namespace') || context.namespace, // an empty one is that of kubectl's own pod
    timeoutSeconds: verification.number('timeout') ?? 0,
    installTimeoutSeconds: verification.number('daemonsetTimeout') ?? 600, // the fixed one of 3.25.0
  };
}
