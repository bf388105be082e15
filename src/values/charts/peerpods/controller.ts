import { CONTROLLER, PeerPodsReading } from './input';
import { managerModel, proxyMetrics } from './manager';
import { tokens } from './tokens';
import { onLinux } from '../../../common/private/node-affinity';
import { AdaptorModel, controllerNeeds, ControllerModel, NAMES, NO_ACCESS, WorkloadAccess } from '../../../peer-pods/internal';
import { checkName } from '../../engine/names';

/** What the chart gives the sidecar that guards metrics. */
export const PROXY_RESOURCES = { limits: { cpu: '500m', memory: '128Mi' }, requests: { cpu: '5m', memory: '64Mi' } };

/** What the chart gives the controller. */
export const MANAGER_RESOURCES = { limits: { cpu: '500m', memory: '128Mi' }, requests: { cpu: '10m', memory: '64Mi' } };

/** The resource controller that the values mean. Its chart knows nothing of the Secrets that the values name. */
export function controllerModel(reading: PeerPodsReading, adaptor: AdaptorModel): ControllerModel {
  const { provider } = reading;
  const values = reading.values.section(CONTROLLER);
  const common = managerModel(reading, values);
  const metrics = proxyMetrics(reading, values, PROXY_RESOURCES);
  if (metrics.kind === 'proxy') checkName(values, `${common.namePrefix}controller-manager-metrics-service`, ['namePrefix'], 'label');
  return {
    ...common,
    program: 'peerpodctrl',
    replicas: 1,
    resources: MANAGER_RESOURCES,
    namespaceObject: common.namespaceObject && { labels: { ...common.namespaceObject.labels, ...NAMESPACE_LABELS } },
    metrics,
    access: { ...NO_ACCESS, secret: NAMES.secret, ...profileToken(reading, adaptor) },
    sshSecret: NAMES.sshSecret,
    placement: { affinity: onLinux(['amd64', 'arm64', 'ppc64le', 's390x']) },
    ...beyondChart(provider.definition, { namespace: common.namespace, config: adaptor.config, prefix: common.namePrefix }),
  };
}

/** With the profile of IBM Cloud in place of a key, the program reads the token that the chart mounts in the adaptor alone. */
function profileToken(reading: PeerPodsReading, { config, secrets }: AdaptorModel): Pick<WorkloadAccess, 'volumes' | 'volumeMounts'> | undefined {
  const known = Object.assign({}, config, ...secrets.map(({ data }) => data)) as Record<string, string>;
  return known.IBMCLOUD_IAM_PROFILE_ID ? tokens(reading) : undefined;
}

/** What a provider needs and the chart does not grant. Its ClusterRole has the pool of byom already. */
function beyondChart(...[definition, options]: Parameters<typeof controllerNeeds>): ReturnType<typeof controllerNeeds> {
  const { grants, podVariables } = controllerNeeds(definition, options);
  return { grants: grants.filter(({ role }) => !role.endsWith('cm-editor')), podVariables };
}

const NAMESPACE_LABELS = {
  'app.kubernetes.io/name': 'namespace',
  'app.kubernetes.io/instance': 'system',
  'app.kubernetes.io/component': 'manager',
  'app.kubernetes.io/created-by': 'peerpodctrl',
  'app.kubernetes.io/part-of': 'peerpodctrl',
};
