import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { Container } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { identified, labelled, namespaced, access } from './access';
import { configMap, file, identityLabels } from './config-maps';
import { CONFINED } from './dispatcher';
import { Emission } from '../../../common/private/emission';
import { escapeVariables } from '../../../common/private/escape-variables';
import { serviceAccount } from '../../../common/private/manifest';
import { podPlacement } from '../../../common/private/pod-placement';
import { hashedName } from '../content';
import { KataModel, VerificationModel } from '../model';
import { objectNames } from '../names';

const FOLDER = '/config';
const FILE = 'pod-spec.yaml';
const READ = ['get', 'list', 'watch'];

/**
 * The Job that, after each change, runs a pod of the user's own with Kata and looks whether it succeeds.
 *
 * @param installer what installs Kata, which it waits for
 */
export function verification(model: KataModel, namespace: string, installer: DaemonSet | Job): Emission[] {
  const wanted = model.verification;
  if (!wanted) return [];
  const { verificationSpec } = objectNames(model);
  return [
    { id: 'VerificationSpec', manifest: configMap(model, verificationSpec, namespace, { [FILE]: file(wanted.pod) }) },
    ...labelled(identityLabels(model.identity), rights(model, wanted, namespace, installer)),
    { id: 'Verification', manifest: job(model, wanted, namespace, installer) },
  ];
}

/** No more than what the steps do: in the two namespaces that they work in, or everywhere, as the chart has it. */
function rights(model: KataModel, wanted: VerificationModel, namespace: string, installer: DaemonSet | Job): Emission[] {
  const { verification: name } = objectNames(model);
  const ofInstall = [installRule(installer)];
  const ofPod = podRules(wanted);
  if (wanted.rightsEverywhere) {
    const names = { serviceAccount: name, clusterRole: name, clusterRoleBinding: name };
    return identified('Verification', access(names, namespace, [...ofPod, ...ofInstall]));
  }
  const names = { serviceAccount: name, role: name, roleBinding: name };
  const account = { id: 'VerificationServiceAccount', manifest: serviceAccount({ name, namespace }) };
  return wanted.namespace === namespace
    ? [account, ...namespaced('Verification', names, namespace, [...ofPod, ...ofInstall])]
    : [
      account,
      ...namespaced('Verification', names, namespace, ofInstall),
      ...namespaced('VerificationPod', names, wanted.namespace, ofPod, namespace),
    ];
}

function job(model: KataModel, wanted: VerificationModel, namespace: string, installer: DaemonSet | Job): Job {
  const { imagePullSecrets, tolerations, identity } = model;
  const { nodeSelector } = wanted;
  const { verification: serviceAccountName, verificationSpec } = objectNames(model);
  const labels = { ...identityLabels(identity), 'app.kubernetes.io/component': 'verification' };
  const pod = `pod/${wanted.podName}`;
  const there = ['--namespace', wanted.namespace];
  const steps: [string, string[]][] = [
    ['wait-for-install', waitForInstall(installer, wanted)],
    ['delete-former-pod', ['delete', pod, ...there, '--ignore-not-found']],
    ['create-pod', ['apply', ...there, '--filename', `${FOLDER}/${FILE}`]],
    ['wait-for-pod', ['wait', pod, ...there, '--for=jsonpath={.status.phase}=Succeeded', `--timeout=${wanted.timeoutSeconds}s`]],
    ['verify', ['logs', pod, ...there]],
  ];
  const containers = steps.map(([name, args]) => kubectl(model, name, args));
  const manifest = (name: string): Job => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace, labels },
    spec: {
      backoffLimit: 3,
      template: {
        metadata: { labels },
        spec: {
          ...podPlacement({ imagePullSecrets, nodeSelector, tolerations }),
          restartPolicy: 'Never',
          serviceAccountName,
          initContainers: containers.slice(0, -1),
          containers: containers.slice(-1),
          volumes: [{ name: 'pod-spec', configMap: { name: verificationSpec } }],
        },
      },
    },
  });
  const plain = `${identity.fullname}-verify`;
  return manifest(hashedName(plain, [manifest(plain), wanted.pod, installer]));
}

function waitForInstall({ kind, metadata }: DaemonSet | Job, { installTimeoutSeconds }: VerificationModel): string[] {
  const there = ['--namespace', metadata!.namespace!, `--timeout=${installTimeoutSeconds}s`];
  return kind === 'Job'
    ? ['wait', `job/${metadata!.name}`, '--for=condition=complete', ...there]
    : ['rollout', 'status', `daemonset/${metadata!.name}`, ...there];
}

function installRule({ kind, metadata }: DaemonSet | Job): PolicyRule {
  const [apiGroups, resources] = kind === 'Job' ? [['batch'], ['jobs']] : [['apps'], ['daemonsets']];
  return { apiGroups, resources, resourceNames: [metadata!.name!], verbs: READ };
}

/** Kubernetes cannot limit the creation of objects to a name. Lists and watches of kubectl ask for the one name. */
function podRules({ podName }: VerificationModel): PolicyRule[] {
  return [
    { apiGroups: [''], resources: ['pods'], verbs: ['create'] },
    { apiGroups: [''], resources: ['pods'], resourceNames: [podName], verbs: [...READ, 'delete'] },
    { apiGroups: [''], resources: ['pods/log'], resourceNames: [podName], verbs: ['get'] },
  ];
}

function kubectl(model: KataModel, name: string, args: string[]): Container {
  return {
    name,
    image: model.kubectlImage,
    command: ['kubectl', ...args.map(escapeVariables)],
    ...CONFINED,
    volumeMounts: [{ name: 'pod-spec', mountPath: FOLDER, readOnly: true }],
  };
}
