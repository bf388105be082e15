import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Affinity, EnvVar } from 'kubernetes-types/core/v1';
import { DEFAULT_NAME, names } from './names';
import { architecturesOf, gateEnvironment, tarballEnvironment } from './tarball-environment';
import { Architecture, ContainerImage, ImagePullPolicy, NodeGate, Toleration, TolerationOperator } from '../../common';
import { escapeVariables } from '../../common/private/escape-variables';
import { gateContainer } from '../../common/private/gate-container';
import { onNodesWith } from '../../common/private/node-affinity';
import { NODE_AGENT_PRIORITY_CLASS } from '../../common/private/placement-rules';
import { scripts } from '../../common/private/script';
import { sortedMap } from '../../common/private/sorted-map';
import { CustomContainerdInstallerProps } from '../custom-containerd-installer-props';

const DEFAULT_IMAGE = 'docker.io/library/alpine:3.22';
const DEFAULT_ATTEMPTS = 5;
const DEFAULT_MAX_DOWNLOAD_KIB = 512 * 1024;
const DEFAULT_MAX_UNPACKED_KIB = 2 * 1024 ** 2;
const DEFAULT_START_SECONDS = 60;
const DEFAULT_HEALTH_SECONDS = 60;
const ANY_TAINT: Toleration[] = [{ operator: TolerationOperator.EXISTS }];

const startSeconds = ({ startTimeout }: CustomContainerdInstallerProps) => startTimeout?.toSeconds() ?? DEFAULT_START_SECONDS;

/**
 * Long enough to finish or undo a change: containerd and kubelet may both be restarted twice, and systemd has limits of its
 * own. The health window is not part of it: SIGTERM ends it, and the next pod starts it again.
 */
const graceSeconds = (props: CustomContainerdInstallerProps) => 4 * startSeconds(props) + 120;

/** The files that are joined to each script, in their order. */
const SCRIPTS = {
  install: ['records', 'services', 'change', 'download', 'plan', 'install'],
  uninstall: ['records', 'services', 'change', 'uninstall'],
  wait: ['wait'],
} as const;

/** What runs on nodes. */
export type ScriptName = keyof typeof SCRIPTS;

/** A script as it runs on nodes. */
export const scriptText = (name: ScriptName) => scripts(
  'src/common/host-path.sh', 'src/common/task.sh', ...['common', ...SCRIPTS[name]].map((part) => `src/containerd/${part}.sh`));

/** How long services may take, for install.sh and uninstall.sh. */
const times = (props: CustomContainerdInstallerProps): EnvVar[] => [
  plain('COCO_ACTIVE_SECONDS', String(startSeconds(props))),
  plain('COCO_WATCH_SECONDS', String(props.healthWindow?.toSeconds() ?? DEFAULT_HEALTH_SECONDS)),
];

/** Puts containerd on every selected node that there is a tarball for. */
export function installerDaemonSet(props: CustomContainerdInstallerProps, namespace: string): DaemonSet {
  const env = [
    ...tarballEnvironment(props),
    ...props.installPath ? [plain('COCO_INSTALL_PATH', props.installPath)] : [],
    plain('COCO_DOWNLOAD_RETRIES', String(props.downloadAttempts ?? DEFAULT_ATTEMPTS)),
    plain('COCO_MAX_DOWNLOAD_KIB', String(props.maxDownloadSize?.toKibibytes() ?? DEFAULT_MAX_DOWNLOAD_KIB)),
    plain('COCO_MAX_UNPACKED_KIB', String(props.maxUnpackedSize?.toKibibytes() ?? DEFAULT_MAX_UNPACKED_KIB)),
    ...times(props),
    ...props.httpProxy ? [plain('http_proxy', props.httpProxy)] : [],
    ...props.httpsProxy ? [plain('https_proxy', props.httpsProxy)] : [],
    ...props.noProxy?.length ? [plain('no_proxy', props.noProxy.join(','))] : [],
  ];
  return daemonSet(props, {
    namespace,
    name: names(props.name).installer,
    component: 'containerd-installer',
    script: scriptText('install'),
    env,
    nodeSelector: props.nodeSelector,
    affinity: supportedNodes(architecturesOf(props), props.affinity as Affinity | undefined),
    tolerations: props.tolerations ?? ANY_TAINT,
    maxUnavailable: 1, // a node whose new containerd fails stops the rollout to the others
  });
}

/**
 * Puts the original containerd back on every node that has another one. Runs on all nodes, because earlier props may have
 * selected others; where nothing is installed, it does nothing.
 */
export function cleanupDaemonSet(
  props: CustomContainerdInstallerProps, namespace: string, gates: readonly NodeGate[],
): DaemonSet {
  return daemonSet(props, {
    namespace,
    name: names(props.name).cleanup,
    component: 'containerd-cleanup',
    script: scriptText('uninstall'),
    env: times(props),
    affinity: supportedNodes(),
    tolerations: ANY_TAINT,
    gates,
    maxUnavailable: '100%',
  });
}

/** How others on the node wait for the installer. */
export function gate(props: CustomContainerdInstallerProps): NodeGate {
  return {
    name: 'wait-for-containerd',
    image: imageOf(props),
    script: scriptText('wait'),
    environment: gateEnvironment(props),
    imagePullPolicy: props.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT,
    imagePullSecrets: props.imagePullSecrets,
    nodeSelector: props.nodeSelector,
    tolerations: props.tolerations,
    nodeAffinity: props.affinity?.nodeAffinity,
    architectures: architecturesOf(props),
  };
}

/** The nodes that the scripts can run on. */
function supportedNodes(architectures?: readonly Architecture[], affinity?: Affinity): Affinity {
  return onNodesWith({
    'kubernetes.io/os': ['linux'],
    ...architectures ? { 'kubernetes.io/arch': architectures.map(({ kubernetesName }) => kubernetesName).sort() } : {},
  }, affinity);
}

interface Parts {
  readonly namespace: string;
  readonly name: string;
  readonly component: string;
  readonly script: string;
  readonly env: EnvVar[];
  readonly affinity: Affinity;
  readonly nodeSelector?: { readonly [label: string]: string };
  readonly tolerations: readonly Toleration[];
  /** What the pods wait for on each node. */
  readonly gates?: readonly NodeGate[];
  readonly maxUnavailable: number | string;
}

function daemonSet(props: CustomContainerdInstallerProps, parts: Parts): DaemonSet {
  const selector = { 'app.kubernetes.io/name': parts.component, 'app.kubernetes.io/instance': props.name ?? DEFAULT_NAME };
  const priorityClassName = props.priorityClassName ?? NODE_AGENT_PRIORITY_CLASS;
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: parts.name,
      namespace: parts.namespace,
      labels: { ...selector, 'app.kubernetes.io/component': parts.component },
    },
    spec: {
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: { ...selector, 'app.kubernetes.io/component': parts.component } },
        spec: {
          ...(props.imagePullSecrets?.length ? { imagePullSecrets: props.imagePullSecrets.map(({ name }) => ({ name })) } : {}),
          ...(priorityClassName ? { priorityClassName } : {}),
          ...(Object.keys(parts.nodeSelector ?? {}).length ? { nodeSelector: sortedMap(parts.nodeSelector) } : {}),
          affinity: parts.affinity,
          tolerations: parts.tolerations.map((one) => ({ ...one })),
          automountServiceAccountToken: false, // the scripts never speak to the API server
          terminationGracePeriodSeconds: graceSeconds(props),
          hostNetwork: true, // the pod network may be down while containerd restarts
          hostPID: true,
          ...(parts.gates?.length ? { initContainers: parts.gates.map((one) => gateContainer(one, 'host-root')) } : {}),
          containers: [{
            name: parts.component,
            image: imageOf(props).reference,
            imagePullPolicy: (props.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT) || undefined,
            command: ['/bin/sh', '-c', escapeVariables(parts.script)],
            env: parts.env,
            readinessProbe: { exec: { command: ['test', '-e', '/tmp/ready'] }, periodSeconds: 5, failureThreshold: 1 },
            resources: { requests: { cpu: '10m', memory: '32Mi' } },
            securityContext: { privileged: true },
            volumeMounts: [{ name: 'host-root', mountPath: '/host' }],
          }],
          volumes: [{ name: 'host-root', hostPath: { path: '/', type: 'Directory' } }],
        },
      },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: parts.maxUnavailable } },
    },
  };
}

function imageOf(props: CustomContainerdInstallerProps): ContainerImage {
  return props.image ?? ContainerImage.fromReference(DEFAULT_IMAGE);
}

function plain(name: string, value: string): EnvVar {
  return { name, value: escapeVariables(value) };
}
