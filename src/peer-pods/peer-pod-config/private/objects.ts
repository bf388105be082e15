import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { CAA_DAEMON_SET, CAA_SERVICE_ACCOUNT } from './names';
import { binding, clusterRole, role } from '../../../common/private/access-objects';
import { Emission } from '../../../common/private/emission';
import { account, leaderElection, managerAccess, metricsAccess, namespacedAccess } from '../../private/manager/access';
import { HEALTH_ARGUMENT, managerDeployment, metricsArgument } from '../../private/manager/deployment';
import { guardObjects } from '../../private/manager/guards';
import { metricsService } from '../../private/manager/metrics-service';
import { ManagerModel } from '../../private/manager/model';

/** Everything that decides what the PeerPodConfig controller emits. */
export interface ConfigControllerSettings extends ManagerModel {
  /** What the DaemonSet of the adaptor runs. */
  readonly adaptorImage: string;
}

const GROUP = 'confidentialcontainers.org';

/** In the cluster: it reads what is asked for, and writes the extended resource into the status of nodes. */
const CLUSTER_RULES: PolicyRule[] = [
  { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: [''], resources: ['nodes/status'], verbs: ['patch'] },
  { apiGroups: [GROUP], resources: ['peerpodconfigs'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: [GROUP], resources: ['peerpodconfigs/status'], verbs: ['get', 'patch', 'update'] },
  { apiGroups: [GROUP], resources: ['peerpodconfigs/finalizers'], verbs: ['update'] },
];

/** In its namespace: the DaemonSet of the adaptor. A rule cannot name an object that is yet to be created. */
const DAEMON_SET_RULES: PolicyRule[] = [
  { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['create'] },
  { apiGroups: ['apps'], resourceNames: [CAA_DAEMON_SET], resources: ['daemonsets'], verbs: ['get', 'patch', 'update'] },
];

/** What the adaptor does in the API. */
const ADAPTOR_RULES: PolicyRule[] = [
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
  { apiGroups: [''], resources: ['nodes'], verbs: ['get'] },
  { apiGroups: [GROUP], resources: ['peerpods'], verbs: ['create', 'patch', 'update'] },
];

/** In its namespace, it keeps what it shares with its VMs in Secrets. */
const ADAPTOR_SECRET_RULES: PolicyRule[] = [
  { apiGroups: [''], resources: ['secrets'], verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] },
];

/** Every object of the PeerPodConfig controller, but for the CRD of what it controls. */
export function configControllerObjects(model: ConfigControllerSettings): Emission[] {
  return [
    ...account(model),
    ...managerAccess(model, CLUSTER_RULES),
    ...namespacedAccess(model, 'DaemonSet', 'daemonset', DAEMON_SET_RULES),
    ...leaderElection(model),
    ...adaptorAccess(model),
    ...metricsAccess(model),
    ...metricsService(model),
    ...guardObjects(model),
    managerDeployment(model, {
      args: [HEALTH_ARGUMENT, metricsArgument(model), '--leader-elect'],
      env: [
        { name: 'PEERPODS_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
        { name: 'RELATED_IMAGE_CAA', value: model.adaptorImage },
      ],
      volumeMounts: [],
      spec: { securityContext: { runAsNonRoot: true } },
    }),
  ];
}

/** The controller runs the adaptor as the namespace's default account, which has no rights of its own. */
function adaptorAccess({ namePrefix, namespace }: ConfigControllerSettings): Emission[] {
  const name = `${namePrefix}caa`;
  const subject = { name: CAA_SERVICE_ACCOUNT, namespace };
  return [
    { id: 'AdaptorClusterRole', manifest: clusterRole({ name }, ADAPTOR_RULES) },
    { id: 'AdaptorClusterRoleBinding', manifest: binding({ name }, { kind: 'ClusterRole', name }, subject) },
    { id: 'AdaptorRole', manifest: role({ name, namespace }, ADAPTOR_SECRET_RULES) },
    { id: 'AdaptorRoleBinding', manifest: binding({ name, namespace }, { kind: 'Role', name }, subject) },
  ];
}
