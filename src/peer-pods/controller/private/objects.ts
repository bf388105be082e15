import type { Affinity } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { ControllerSettings } from './settings';
import { literal } from '../../../common/private/literal';
import { account, leaderElection, managerAccess, metricsAccess } from '../../private/manager/access';
import { HEALTH_ARGUMENT, managerDeployment, metricsArgument } from '../../private/manager/deployment';
import { ManagerEmission } from '../../private/manager/emission';
import { metricsService } from '../../private/manager/metrics-service';

export const NAME_PREFIX = 'peerpodctrl-';
export const PROGRAM = 'peerpodctrl';

const GROUP = 'confidentialcontainers.org';

/** The state that the provider byom keeps: which of its machines are taken. */
const BYOM_STATE = 'byom-ip-pool-state';

/** Every object of the resource controller, but for the CRD of what it controls. */
export function controllerObjects(settings: ControllerSettings): ManagerEmission[] {
  const { access, serviceAccountAnnotations } = settings;
  return [
    ...account({ ...settings, serviceAccountAnnotations: { ...serviceAccountAnnotations, ...access.serviceAccountAnnotations } }),
    ...managerAccess(settings, RULES),
    ...leaderElection(settings),
    ...metricsAccess(settings),
    ...metricsService(settings),
    deployment(settings),
  ];
}

/**
 * It deletes VMs, with the settings and keys of the adaptor, which it also reads from the API by their names.
 *
 * The program knows these two names only. Another Secret reaches it through its environment.
 */
const RULES: PolicyRule[] = [
  { apiGroups: [''], resourceNames: [BYOM_STATE], resources: ['configmaps'], verbs: ['get', 'patch', 'update'] },
  { apiGroups: [''], resourceNames: ['peer-pods-cm', 'peer-pods-secret'], resources: ['configmaps', 'secrets'], verbs: ['get'] },
  { apiGroups: [GROUP], resources: ['peerpods'], verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] },
  { apiGroups: [GROUP], resources: ['peerpods/finalizers'], verbs: ['update'] },
  { apiGroups: [GROUP], resources: ['peerpods/status'], verbs: ['get', 'patch', 'update'] },
];

function deployment(settings: ControllerSettings): ManagerEmission {
  const { access, sshSecret } = settings;
  return managerDeployment({ ...settings, podLabels: { ...settings.podLabels, ...access.podLabels } }, {
    args: [HEALTH_ARGUMENT, metricsArgument(settings), '--leader-elect'],
    env: [
      { name: 'PEERPODS_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      ...Object.entries(access.env).map(([name, value]) => ({ name, value: literal(value) })),
    ],
    envFrom: [
      ...(access.secret ? [{ secretRef: { name: access.secret, optional: true } }] : []),
      { configMapRef: { name: access.configMap, optional: true } },
    ],
    volumeMounts: [
      ...(sshSecret ? [{ mountPath: '/root/.ssh/', name: 'ssh', readOnly: true }] : []),
      ...access.volumeMounts,
    ],
    spec: {
      affinity: AFFINITY,
      securityContext: { runAsNonRoot: false }, // the libraries of some providers look for keys in root's home
      volumes: [
        ...(sshSecret ? [{ name: 'ssh', secret: { defaultMode: 0o600, optional: true, secretName: sshSecret } }] : []),
        ...access.volumes,
      ],
    },
  });
}

/** The platforms that upstream builds the image for. */
const AFFINITY: Affinity = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{
        matchExpressions: [
          { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64', 'ppc64le', 's390x'] },
          { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
        ],
      }],
    },
  },
};
