import { PeerPodsModel } from './model';
import { clusterObjectPrerequisite, definitionsPrerequisite, AppPrerequisite, secretPrerequisites } from '../../common/private/app-prerequisites';

/** What the adaptor needs in its cluster, beyond what its objects say. */
export function adaptorPrerequisites(model: PeerPodsModel): AppPrerequisite[] {
  const { adaptor: { namespace }, knownRuntime, runtimeClassName, secrets } = model;
  return [
    ...(knownRuntime ? [] : [clusterObjectPrerequisite('RuntimeClass', runtimeClassName, 'leads pods to the adaptor; a KataRuntime with the shim remote brings it')]),
    ...secrets.flatMap(({ source, reason }) => secretPrerequisites(source, namespace, [], reason)),
  ];
}

/** The definition of a custom resource of peer pods. */
export function definitionPrerequisite(plural: string): AppPrerequisite {
  return definitionsPrerequisite('definitions of confidentialcontainers.org', 'PeerPodsCrds emits them', [`${plural}.confidentialcontainers.org`]);
}

/** A minor version from 20 on, and a command that succeeds from it on. */
function kubernetes(minor: number, reason: string): AppPrerequisite {
  const [tens, ones] = [Math.floor(minor / 10), minor % 10];
  return {
    name: `Kubernetes 1.${minor} or newer`,
    reason,
    check: `kubectl get --raw /version | grep -Eq '"minor": *"(${tens}[${ones}-9]|[${tens + 1}-9][0-9]|[1-9][0-9][0-9])'`,
  };
}

/** By `matchConditions` the API server asks the webhook about peer pods alone. */
export const KUBERNETES_1_28 = kubernetes(28, 'asks the webhook about peer pods alone');

/** By a ValidatingAdmissionPolicy it refuses new peer pods. */
export const KUBERNETES_1_30 = kubernetes(30, 'refuses new peer pods while the last ones are deleted');
