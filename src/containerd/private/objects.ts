import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { EnvVar } from 'kubernetes-types/core/v1';
import { ContainerdModel } from './model';
import { names } from './names';
import { gateEnvironment, tarballEnvironment } from './tarball-environment';
import { NodeGate } from '../../common';
import { escapeVariables } from '../../common/private/escape-variables';
import { gateContainer } from '../../common/private/gate-container';
import { PodPlacement } from '../../common/private/pod-placement';
import { scripts } from '../../common/private/script';

/**
 * Long enough to finish or undo a change: containerd and kubelet may both be restarted twice, and systemd has limits of its
 * own. The health window is not part of it: SIGTERM ends it, and the next pod starts it again.
 */
const graceSeconds = ({ startSeconds }: ContainerdModel) => 4 * startSeconds + 120;

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
const times = ({ startSeconds, healthSeconds }: ContainerdModel): EnvVar[] => [
  plain('COCO_ACTIVE_SECONDS', String(startSeconds)),
  plain('COCO_WATCH_SECONDS', String(healthSeconds)),
];

/** Puts containerd on every selected node that there is a tarball for. */
export function installerDaemonSet(model: ContainerdModel, namespace: string): DaemonSet {
  return daemonSet(model, {
    namespace,
    name: names(model.name).installer,
    component: 'containerd-installer',
    script: scriptText('install'),
    env: [
      ...tarballEnvironment(model),
      ...model.installPath ? [plain('COCO_INSTALL_PATH', model.installPath)] : [],
      plain('COCO_DOWNLOAD_RETRIES', String(model.downloadAttempts)),
      plain('COCO_MAX_DOWNLOAD_KIB', String(model.maxDownloadKibibytes)),
      plain('COCO_MAX_UNPACKED_KIB', String(model.maxUnpackedKibibytes)),
      ...times(model),
      ...model.httpProxy ? [plain('http_proxy', model.httpProxy)] : [],
      ...model.httpsProxy ? [plain('https_proxy', model.httpsProxy)] : [],
      ...model.noProxy.length ? [plain('no_proxy', model.noProxy.join(','))] : [],
    ],
    placement: model.installer,
    maxUnavailable: 1, // a node whose new containerd fails stops the rollout to the others
  });
}

/** Puts the original containerd back on every node that has another one. Where nothing is installed, it does nothing. */
export function cleanupDaemonSet(model: ContainerdModel, namespace: string, gates: readonly NodeGate[]): DaemonSet {
  return daemonSet(model, {
    namespace,
    name: names(model.name).cleanup,
    component: 'containerd-cleanup',
    script: scriptText('uninstall'),
    env: times(model),
    placement: model.cleanup,
    gates,
    maxUnavailable: '100%',
  });
}

/** How others on the node wait for the installer. */
export function gate(model: ContainerdModel): NodeGate {
  const { image, imagePullPolicy, imagePullSecrets, architectures, nodes: { nodeSelector, tolerations, affinity } } = model;
  return {
    name: 'wait-for-containerd',
    image,
    script: scriptText('wait'),
    environment: gateEnvironment(model),
    imagePullPolicy,
    imagePullSecrets,
    nodeSelector,
    tolerations,
    nodeAffinity: affinity?.nodeAffinity,
    architectures,
  };
}

interface Parts {
  readonly namespace: string;
  readonly name: string;
  readonly component: string;
  readonly script: string;
  readonly env: EnvVar[];
  readonly placement: PodPlacement;
  /** What the pods wait for on each node. */
  readonly gates?: readonly NodeGate[];
  readonly maxUnavailable: number | string;
}

function daemonSet(model: ContainerdModel, parts: Parts): DaemonSet {
  const selector = { 'app.kubernetes.io/name': parts.component, 'app.kubernetes.io/instance': model.name };
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
          ...parts.placement,
          automountServiceAccountToken: false, // the scripts never speak to the API server
          terminationGracePeriodSeconds: graceSeconds(model),
          hostNetwork: true, // the pod network may be down while containerd restarts
          hostPID: true,
          ...(parts.gates?.length ? { initContainers: parts.gates.map((one) => gateContainer(one, 'host-root')) } : {}),
          containers: [{
            name: parts.component,
            image: model.image.reference,
            imagePullPolicy: model.imagePullPolicy || undefined,
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

function plain(name: string, value: string): EnvVar {
  return { name, value: escapeVariables(value) };
}
