import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { ControllerModel } from './model';
import { Emission } from '../../../common/private/emission';
import { escapeVariables } from '../../../common/private/escape-variables';
import { PROGRAM_API } from '../../catalogue/program-needs';
import { grantObjects, neededGrants, NeedsOf } from '../../private/grants';
import { account, leaderElection, managerAccess, metricsAccess } from '../../private/manager/access';
import { HEALTH_ARGUMENT, managerDeployment, metricsArgument } from '../../private/manager/deployment';
import { guardObjects } from '../../private/manager/guards';
import { metricsService } from '../../private/manager/metrics-service';
import { accountName } from '../../private/manager/model';
import { isNeeded, ProviderDefinition } from '../../providers/contract';

export const NAME_PREFIX = 'peerpodctrl-';
export const PROGRAM = 'peerpodctrl';

const GROUP = 'confidentialcontainers.org';

/** The state that the provider byom keeps: which of its machines are taken. */
const BYOM_STATE = 'byom-ip-pool-state';

/** Every object of the resource controller, but for the CRD of what it controls. */
export function controllerObjects(model: ControllerModel): Emission[] {
  const { access, serviceAccountAnnotations, namespace } = model;
  return [
    ...account({ ...model, serviceAccountAnnotations: { ...serviceAccountAnnotations, ...access.serviceAccountAnnotations } }),
    ...managerAccess(model, model.chartRoles ? CHART_RULES : RULES),
    ...grantObjects(model.grants, { name: accountName(model), namespace }),
    ...leaderElection(model),
    ...metricsAccess(model),
    ...metricsService(model),
    ...guardObjects(model),
    deployment(model),
  ];
}

/** What it does for every provider, in all namespaces. */
const RULES: PolicyRule[] = neededGrants(PROGRAM_API, { program: 'controller', namespace: '', config: {} })
  .filter(({ namespace }) => namespace === undefined).flatMap(({ rules }) => rules);

/**
 * What upstream's chart grants. The settings and keys of the adaptor are read from the API by their names, which the program
 * knows; another Secret reaches it through its environment.
 */
const CHART_RULES: PolicyRule[] = [
  { apiGroups: [''], resourceNames: [BYOM_STATE], resources: ['configmaps'], verbs: ['get', 'patch', 'update'] },
  { apiGroups: [''], resourceNames: ['peer-pods-cm', 'peer-pods-secret'], resources: ['configmaps', 'secrets'], verbs: ['get'] },
  { apiGroups: [GROUP], resources: ['peerpods'], verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] },
  { apiGroups: [GROUP], resources: ['peerpods/finalizers'], verbs: ['update'] },
  { apiGroups: [GROUP], resources: ['peerpods/status'], verbs: ['get', 'patch', 'update'] },
];

/** What a provider asks for beyond what every provider does. */
export function controllerNeeds(
  definition: ProviderDefinition | undefined, { namespace, config, prefix }: Omit<NeedsOf, 'program'>,
): Pick<ControllerModel, 'grants' | 'podVariables'> {
  const { api = [], podVariables = [] } = definition?.needs ?? {};
  return {
    grants: neededGrants(api, { program: 'controller', namespace, config, prefix }),
    podVariables: podVariables.filter((one) => one.program === 'controller' && isNeeded(one, config)),
  };
}

function deployment(model: ControllerModel): Emission {
  const { access, sshSecret } = model;
  return managerDeployment({ ...model, podLabels: { ...model.podLabels, ...access.podLabels } }, {
    args: [HEALTH_ARGUMENT, metricsArgument(model), '--leader-elect'],
    env: [
      { name: 'PEERPODS_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      ...model.podVariables.map(({ env: name, fieldPath }) => ({ name, valueFrom: { fieldRef: { fieldPath } } })),
      ...Object.entries(access.env).map(([name, value]) => ({ name, value: escapeVariables(value) })),
    ],
    envFrom: [
      ...(access.secret ? [{ secretRef: { name: access.secret, optional: true } }] : []),
      { configMapRef: { name: access.configMap, optional: true } },
    ],
    volumeMounts: [
      ...(sshSecret ? [{ mountPath: '/root/.ssh/', name: 'ssh', readOnly: true }] : []),
      ...access.volumeMounts,
    ],
    temporary: true,
    spec: {
      securityContext: { runAsNonRoot: false }, // the libraries of some providers look for keys in root's home
      volumes: [
        ...(sshSecret ? [{ name: 'ssh', secret: { defaultMode: 0o600, optional: true, secretName: sshSecret } }] : []),
        ...access.volumes,
      ],
    },
  });
}
