import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { PeerPodConfig } from './peer-pod-config';
import { PeerPodConfigControllerProps } from './peer-pod-config-controller-props';
import { PeerPodConfigProps } from './peer-pod-config-props';
import { resolve } from './private/from-props';
import { configControllerObjects } from './private/objects';
import { CocoConstruct, IPrerequisites, IUninstallPreconditions, Prerequisite, UninstallPrecondition } from '../../common';
import { checked } from '../../common/private/checked';
import { construction } from '../../common/private/construction';
import { emit } from '../../common/private/emit';
import { prerequisitesOf } from '../../common/private/prerequisites';
import { checkNamespace, Problems } from '../../common/private/problems';
import { podsOfRuntimeClasses } from '../../common/private/runtime-class-users';
import { REMOTE_RUNTIME_CLASS } from '../private/check-runtime';
import { claimManager } from '../private/manager/claims';
import { warnAboutMetrics } from '../private/manager/from-props';
import { accountName } from '../private/manager/model';
import { definitionPrerequisite } from '../private/prerequisites';

/**
 * The controller of PeerPodConfigs, for clusters that still have it. It needs the definition that `PeerPodsCrds` emits for
 * `PeerPodsResource.PEER_POD_CONFIG`.
 *
 * Legacy: upstream removed it after release 0.9.0, which is the one that is installed. `PeerPodsCAA` replaces both the
 * controller and its objects.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.9.0/src/peerpodconfig-ctrl
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { PeerPodConfigController, PeerPodLimit, PeerPodsCrds, PeerPodsResource } from 'cdk8s-coco';
 *
 * const app = new App();
 * new PeerPodsCrds(app, 'crds', { resources: [PeerPodsResource.PEER_POD, PeerPodsResource.PEER_POD_CONFIG] });
 * const chart = new Chart(app, 'peer-pods', { namespace: 'peerpodconfig-ctrl-system' });
 * const controller = new PeerPodConfigController(chart, 'Controller');
 * controller.addConfig('Workers', { limit: PeerPodLimit.total(40, 4), nodeSelector: { pool: 'peer-pods' } });
 */
export class PeerPodConfigController extends CocoConstruct implements IPrerequisites, IUninstallPreconditions {
  /** The namespace of its objects, of the PeerPodConfig and of the adaptor. */
  public readonly namespace: string;

  /** The name of the Deployment. */
  public readonly deploymentName: string;

  constructor(scope: Construct, id: string, props: PeerPodConfigControllerProps = {}) {
    super(...construction('PeerPodConfigController', scope, id, props));
    const problems = new Problems(this, 'PeerPodConfigController');
    const { namespace } = Chart.of(this);
    checkNamespace(namespace, problems);
    const model = resolve(props, namespace ?? '', problems);
    problems.throwIfAny();
    const emissions = configControllerObjects(model);
    claimManager(this, 'controller of PeerPodConfigs', emissions, problems);
    problems.throwIfAny();
    this.namespace = model.namespace;
    this.deploymentName = accountName(model);
    emit(this, emissions);
    warnAboutMetrics(this, model);
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this, [definitionPrerequisite('peerpodconfigs')]);
  }

  /** Peer pods must be gone before the controller takes the adaptor away: it deletes their VMs. */
  public get uninstallPreconditions(): UninstallPrecondition[] {
    return [podsOfRuntimeClasses([REMOTE_RUNTIME_CLASS])];
  }

  /**
   * Adds the PeerPodConfig, in the namespace in which it must be. Only one is allowed: all would use the same DaemonSet.
   *
   * @throws on a second one
   */
  public addConfig(id: string, props: PeerPodConfigProps = {}): PeerPodConfig {
    return new PeerPodConfig(this, id, props);
  }
}

checked(PeerPodConfigController, 'PeerPodConfigController');
