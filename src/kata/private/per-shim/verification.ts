import type { Job } from 'kubernetes-types/batch/v1';
import type { Container } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { identified, labelled } from './access';
import { configMap, file, identityLabels } from './config-maps';
import { daemonSet } from './daemon-set';
import { CONFINED } from './dispatcher';
import { hashedName } from './hash';
import { installJob } from './install-job';
import { PerShimModel, VerificationModel } from './model';
import { perShimNames } from './names';
import { Emission } from '../../../common/private/emission';
import { escapeVariables } from '../../../common/private/escape-variables';
import { access } from '../per-list/rbac';

const FOLDER = '/config';
const FILE = 'pod-spec.yaml';

/** The Job that, after each change, runs a pod of the user's own with Kata and looks whether it succeeds. */
export function verification(settings: PerShimModel, namespace: string): Emission[] {
  const model = settings.verification;
  if (!model) return [];
  const { verification: name, verificationSpec } = perShimNames(settings);
  const names = { serviceAccount: name, clusterRole: name, clusterRoleBinding: name };
  return [
    { id: 'VerificationSpec', manifest: configMap(settings, verificationSpec, namespace, { [FILE]: file(model.pod) }) },
    ...identified('Verification', labelled(identityLabels(settings.identity), access(names, namespace, rules(settings)))),
    { id: 'Verification', manifest: job(settings, model, namespace) },
  ];
}

function job(settings: PerShimModel, model: VerificationModel, namespace: string): Job {
  const { imagePullSecrets, tolerations, identity } = settings;
  const { verification: serviceAccountName, verificationSpec } = perShimNames(settings);
  const labels = { ...identityLabels(identity), 'app.kubernetes.io/component': 'verification' };
  const pod = `pod/${model.podName}`;
  const there = ['--namespace', model.namespace];
  const steps: [string, string[]][] = [
    ['wait-for-install', waitForInstall(settings, model, namespace)],
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
          ...(tolerations.length ? { tolerations: [...tolerations] } : {}),
          initContainers: containers.slice(0, -1),
          containers: containers.slice(-1),
          volumes: [{ name: 'pod-spec', configMap: { name: verificationSpec } }],
        },
      },
    },
  });
  const plain = `${identity.fullname}-verify`;
  const installed = settings.mode === 'job' ? installJob(settings, namespace) : daemonSet(settings, namespace);
  return manifest(hashedName(plain, [manifest(plain), model.pod, installed]));
}

function waitForInstall(settings: PerShimModel, { installTimeoutSeconds }: VerificationModel, namespace: string): string[] {
  const there = ['--namespace', namespace, `--timeout=${installTimeoutSeconds}s`];
  return settings.mode === 'job'
    ? ['wait', `job/${installJob(settings, namespace).metadata!.name}`, '--for=condition=complete', ...there]
    : ['rollout', 'status', `daemonset/${perShimNames(settings).base}`, ...there];
}

/** No more than what the steps do. */
function rules({ mode }: PerShimModel): PolicyRule[] {
  const verbs = ['get', 'list', 'watch'];
  return [
    { apiGroups: [''], resources: ['pods'], verbs: [...verbs, 'create', 'delete'] },
    { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
    mode === 'job' ? { apiGroups: ['batch'], resources: ['jobs'], verbs } : { apiGroups: ['apps'], resources: ['daemonsets'], verbs },
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
