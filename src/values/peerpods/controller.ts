import { MANAGER_RESOURCES, PROXY_RESOURCES } from './defaults';
import { PeerPodsInput } from './facts';
import { managerSettings, proxyMetrics } from './manager';
import { checkServiceName } from './texts';
import { ControllerSettings, NAMES, NO_ACCESS } from '../../peer-pods/internal';
import { Problem } from '../helm/problem';

/** The key of the resource controller's values. */
export const CONTROLLER = 'resourceCtrl';

/** What the values say of the resource controller. */
export interface ControllerPlan {
  readonly settings: ControllerSettings;
  readonly problems: readonly Problem[];
}

/** The resource controller that the values mean. Its chart knows nothing of the Secrets that the values name. */
export function planController(input: PeerPodsInput): ControllerPlan {
  const problems: Problem[] = [];
  const common = managerSettings(input, CONTROLLER, problems);
  const settings: ControllerSettings = {
    ...common,
    program: 'peerpodctrl',
    replicas: 1,
    resources: MANAGER_RESOURCES,
    namespaceObject: common.namespaceObject && { labels: { ...common.namespaceObject.labels, ...NAMESPACE_LABELS } },
    metrics: proxyMetrics(input, CONTROLLER, PROXY_RESOURCES, problems),
    access: { ...NO_ACCESS, secret: NAMES.secret },
    sshSecret: NAMES.sshSecret,
  };
  if (settings.metrics.kind === 'proxy') {
    checkServiceName(`${common.namePrefix}controller-manager-metrics-service`, `${CONTROLLER}.namePrefix`, problems);
  }
  return { settings, problems };
}

const NAMESPACE_LABELS = {
  'app.kubernetes.io/name': 'namespace',
  'app.kubernetes.io/instance': 'system',
  'app.kubernetes.io/component': 'manager',
  'app.kubernetes.io/created-by': 'peerpodctrl',
  'app.kubernetes.io/part-of': 'peerpodctrl',
};
