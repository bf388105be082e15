import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { EnvVar } from 'kubernetes-types/core/v1';
import { Architecture, ContainerImage, ImagePullPolicy, NodeGate, Toleration, TolerationOperator } from '../../common';
import { gateContainer } from '../../common/private/gate-container';
import { literal } from '../../common/private/literal';
import { NODE_AGENT_PRIORITY_CLASS } from '../../common/private/placement-rules';
import { scripts } from '../../common/private/script';
import { sortedMap } from '../../common/private/sorted-map';
import { CustomContainerdInstallerProps } from '../custom-containerd-installer-props';
import { DEFAULT_NAME, names } from './names';

const DEFAULT_IMAGE = 'docker.io/library/alpine:3.22';
const DEFAULT_ATTEMPTS = 5;
const DEFAULT_ACTIVE_SECONDS = 60;
const ANY_TAINT: Toleration[] = [{ operator: TolerationOperator.EXISTS }];

/** Long enough to finish or undo a change: containerd and kubelet may both be restarted twice, beside systemd's own limits. */
const graceSeconds = (activeSeconds = DEFAULT_ACTIVE_SECONDS) => 4 * activeSeconds + 120;

/** The script that changes a node or undoes it; its parts share functions and stand one after the other. */
const text = (...parts: string[]) => scripts(...parts.map((part) => `src/containerd/${part}.sh`));

/** Puts containerd on every selected node. */
export function installerDaemonSet(props: CustomContainerdInstallerProps, namespace: string): DaemonSet {
  const env = new Map(Object.entries(tarballEnvironment(props)));
  if (props.installPath) env.set('COCO_INSTALL_PATH', props.installPath);
  env.set('COCO_DOWNLOAD_RETRIES', String(props.downloadAttempts ?? DEFAULT_ATTEMPTS));
  env.set('COCO_ACTIVE_SECONDS', String(props.activeSeconds ?? DEFAULT_ACTIVE_SECONDS));
  if (props.httpProxy) env.set('http_proxy', props.httpProxy);
  if (props.httpsProxy) env.set('https_proxy', props.httpsProxy);
  if (props.noProxy?.length) env.set('no_proxy', props.noProxy.join(','));
  return daemonSet(props, {
    namespace,
    name: names(props.name).installer,
    component: 'containerd-installer',
    script: text('common', 'change', 'install'),
    env,
    nodeSelector: props.nodeSelector,
    tolerations: props.tolerations ?? ANY_TAINT,
    maxUnavailable: 1, // a node whose new containerd fails stops the rollout to the others
  });
}

/** Puts the original containerd back on every node that has another one; on all others it finds nothing to do. */
export function cleanupDaemonSet(
  props: CustomContainerdInstallerProps, namespace: string, gates: readonly NodeGate[],
): DaemonSet {
  const env = new Map([['COCO_ACTIVE_SECONDS', String(props.activeSeconds ?? DEFAULT_ACTIVE_SECONDS)]]);
  return daemonSet(props, {
    namespace,
    name: names(props.name).cleanup,
    component: 'containerd-cleanup',
    script: text('common', 'change', 'uninstall'),
    env,
    tolerations: ANY_TAINT,
    gates,
    maxUnavailable: '100%',
  });
}

/** How others on the node wait for the installer. */
export function gate(props: CustomContainerdInstallerProps): NodeGate {
  const architectures = props.tarballs.map(({ architecture }) => architecture);
  return {
    name: 'wait-for-containerd',
    image: imageOf(props),
    script: text('common', 'wait'),
    environment: tarballEnvironment(props),
    imagePullPolicy: props.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT,
    imagePullSecrets: props.imagePullSecrets,
    nodeSelector: props.nodeSelector,
    tolerations: props.tolerations,
    architectures: architectures.every((one) => one) ? architectures as Architecture[] : undefined,
  };
}

/** The tarballs as the scripts read them: they choose by the architecture of their node. */
function tarballEnvironment(props: CustomContainerdInstallerProps): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { url, sha256, architecture } of props.tarballs) {
    const suffix = architecture ? `_${architecture.kubernetesName.toUpperCase()}` : '';
    env[`COCO_URL${suffix}`] = url;
    if (sha256 !== undefined) env[`COCO_SHA256${suffix}`] = sha256;
    else env.COCO_UNSAFE_NO_CHECKSUM = 'true';
  }
  return sortedMap(env);
}

interface Parts {
  readonly namespace: string;
  readonly name: string;
  readonly component: string;
  readonly script: string;
  readonly env: ReadonlyMap<string, string>;
  readonly nodeSelector?: { readonly [label: string]: string };
  readonly tolerations: readonly Toleration[];
  /** What is waited for on each node. */
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
          tolerations: parts.tolerations.map((one) => ({ ...one })),
          automountServiceAccountToken: false, // the scripts never speak to the API server
          terminationGracePeriodSeconds: graceSeconds(props.activeSeconds),
          hostNetwork: true, // the pod network may be down while containerd restarts
          hostPID: true,
          ...(parts.gates?.length ? { initContainers: parts.gates.map((one) => gateContainer(one, 'host-root')) } : {}),
          containers: [{
            name: parts.component,
            image: imageOf(props).reference,
            imagePullPolicy: (props.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT) || undefined,
            command: ['/bin/sh', '-c', literal(parts.script)],
            env: variables(parts.env),
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

function variables(env: ReadonlyMap<string, string>): EnvVar[] {
  return [...env].map(([name, value]) => ({ name, value: literal(value) }));
}
