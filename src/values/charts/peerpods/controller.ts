import { PeerPodsInput } from './edition-facts';
import { CONTROLLER } from './keys';
import { managerSettings, proxyMetrics } from './manager';
import { MANAGER_RESOURCES, PROXY_RESOURCES } from './manager-resources';
import { chosenProvider } from './provider';
import { checkServiceName } from './quoting';
import { tokens } from './tokens';
import { onLinux } from '../../../common/private/node-affinity';
import { AdaptorSettings, controllerNeeds, ControllerSettings, NAMES, NO_ACCESS, WorkloadAccess } from '../../../peer-pods/internal';
import { Finding } from '../../engine/findings';

/** What the values say of the resource controller. */
export interface ControllerPlan {
  readonly settings: ControllerSettings;
  readonly problems: readonly Finding[];
}

/** The resource controller that the values mean. Its chart knows nothing of the Secrets that the values name. */
export function planController(input: PeerPodsInput, adaptor: AdaptorSettings): ControllerPlan {
  const problems: Finding[] = [];
  const common = managerSettings(input, CONTROLLER, problems);
  const { key: provider, definition } = chosenProvider(input);
  const settings: ControllerSettings = {
    ...common,
    program: 'peerpodctrl',
    replicas: 1,
    resources: MANAGER_RESOURCES,
    namespaceObject: common.namespaceObject && { labels: { ...common.namespaceObject.labels, ...NAMESPACE_LABELS } },
    metrics: proxyMetrics(input, CONTROLLER, PROXY_RESOURCES, problems),
    access: { ...NO_ACCESS, secret: NAMES.secret, ...profileToken(input, provider, adaptor) },
    sshSecret: NAMES.sshSecret,
    placement: { affinity: onLinux(['amd64', 'arm64', 'ppc64le', 's390x']) },
    ...beyondChart(definition, { namespace: common.namespace, config: adaptor.config, prefix: common.namePrefix }),
  };
  if (settings.metrics.kind === 'proxy') {
    checkServiceName(`${common.namePrefix}controller-manager-metrics-service`, `${CONTROLLER}.namePrefix`, problems);
  }
  return { settings, problems };
}

/** With the profile of IBM Cloud in place of a key, the program reads the token that the chart mounts in the adaptor alone. */
function profileToken(input: PeerPodsInput, provider: string, { config, secrets }: AdaptorSettings): Pick<WorkloadAccess, 'volumes' | 'volumeMounts'> | undefined {
  const known = Object.assign({}, config, ...secrets.map(({ data }) => data)) as Record<string, string>;
  return known.IBMCLOUD_IAM_PROFILE_ID ? tokens(input, provider) : undefined;
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
