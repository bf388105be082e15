import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { Container } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { identified, labelled, namespaced } from './access';
import { configMap, file, identityLabels } from './config-maps';
import { CONFINED } from './dispatcher';
import { hashedName } from './hash';
import { PerShimModel, VerificationModel } from './model';
import { perShimNames } from './names';
import { Emission } from '../../../common/private/emission';
import { escapeVariables } from '../../../common/private/escape-variables';
import { serviceAccount } from '../../../common/private/manifest';
import { access } from '../per-list/rbac';

const FOLDER = '/config';
const FILE = 'pod-spec.yaml';
const READ = ['get', 'list', 'watch'];

/**
 * The Job that, after each change, runs a pod of the user's own with Kata and looks whether it succeeds.
 *
 * @param installer what installs Kata, which it waits for
 */
export function verification(settings: PerShimModel, namespace: string, installer: DaemonSet | Job): Emission[] {
  const model = settings.verification;
  if (!model) return [];
  const { verificationSpec } = perShimNames(settings);
  return [
    { id: 'VerificationSpec', manifest: configMap(settings, verificationSpec, namespace, { [FILE]: file(model.pod) }) },
    ...labelled(identityLabels(settings.identity), rights(settings, model, namespace, installer)),
    { id: 'Verification', manifest: job(settings, model, namespace, installer) },
  ];
}

/** No more than what the steps do: in the two namespaces that they work in, or everywhere, as the chart has it. */
function rights(settings: PerShimModel, model: VerificationModel, namespace: string, installer: DaemonSet | Job): Emission[] {
  const { verification: name } = perShimNames(settings);
  const ofInstall = [installRule(installer)];
  const ofPod = podRules(model);
  if (model.rightsEverywhere) {
    const names = { serviceAccount: name, clusterRole: name, clusterRoleBinding: name };
    return identified('Verification', access(names, namespace, [...ofPod, ...ofInstall]));
  }
  const names = { serviceAccount: name, role: name, roleBinding: name };
  const account = { id: 'VerificationServiceAccount', manifest: serviceAccount({ name, namespace }) };
  return model.namespace === namespace
    ? [account, ...namespaced('Verification', names, namespace, [...ofPod, ...ofInstall])]
    : [
      account,
      ...namespaced('Verification', names, namespace, ofInstall),
      ...namespaced('VerificationPod', names, model.namespace, ofPod, namespace),
    ];
}

function job(settings: PerShimModel, model: VerificationModel, namespace: string, installer: DaemonSet | Job): Job {
  const { imagePullSecrets, tolerations, identity } = settings;
  const { nodeSelector } = model;
  const { verification: serviceAccountName, verificationSpec } = perShimNames(settings);
  const labels = { ...identityLabels(identity), 'app.kubernetes.io/component': 'verification' };
  const pod = `pod/${model.podName}`;
  const there = ['--namespace', model.namespace];
  const steps: [string, string[]][] = [
    ['wait-for-install', waitForInstall(installer, model)],
    ['delete-former-pod', ['delete', pod, ...there, '--ignore-not-found']],
    ['create-pod', ['apply', ...there, '--filename', `${FOLDER}/${FILE}`]],
    ['wait-for-pod', ['wait', pod, ...there, '--for=jsonpath={.status.phase}=Succeeded', `--timeout=${model.timeoutSeconds}s`]],
    ['verify', ['logs', pod, ...there]],
  ];
  const containers = steps.map(([name, args]) => kubectl(settings, name, args));
  const manifest = (name: string): Job => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace, labels },
    spec: {
      backoffLimit: 3,
      template: {
        metadata: { labels },
        spec: {
          ...(imagePullSecrets.length ? { imagePullSecrets: [...imagePullSecrets] } : {}),
          restartPolicy: 'Never',
          serviceAccountName,
          ...(nodeSelector && Object.keys(nodeSelector).length ? { nodeSelector } : {}),
          ...(tolerations.length ? { tolerations: [...tolerations] } : {}),
          initContainers: containers.slice(0, -1),
          containers: containers.slice(-1),
          volumes: [{ name: 'pod-spec', configMap: { name: verificationSpec } }],
        },
      },
    },
  });
  const plain = `${identity.fullname}-verify`;
  return manifest(hashedName(plain, [manifest(plain), model.pod, installer]));
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

function kubectl(settings: PerShimModel, name: string, args: string[]): Container {
  return {
    name,
    image: settings.kubectlImage,
    command: ['kubectl', ...args.map(escapeVariables)],
    ...CONFINED,
    volumeMounts: [{ name: 'pod-spec', mountPath: FOLDER, readOnly: true }],
  };
}
