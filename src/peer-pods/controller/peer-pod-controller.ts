import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { PeerPodControllerProps } from './peer-pod-controller-props';
import { check } from './private/check';
import { resolve } from './private/from-props';
import { controllerObjects } from './private/objects';
import { CocoConstruct, IPrerequisites, IUninstallPreconditions, Prerequisite, UninstallPrecondition } from '../../common';
import { checked } from '../../common/private/checked';
import { construction } from '../../common/private/construction';
import { emit } from '../../common/private/emit';
import { prerequisitesOf } from '../../common/private/prerequisites';
import { checkNamespace, Problems } from '../../common/private/problems';
import { emitSecret } from '../../common/private/secret-objects';
import { PeerPodsIdentityBinding } from '../peer-pods-identity';
import { PeerPodsRelease } from '../peer-pods-release';
import { identityBindings } from '../private/identity-bindings';
import { claimManager } from '../private/manager/claims';
import { warnAboutMetrics } from '../private/manager/from-props';
import { accountName } from '../private/manager/model';
import { NAMES } from '../private/names';
import { definitionPrerequisite } from '../private/prerequisites';

/**
 * The resource controller of peer pods: it deletes the VM of a pod that is gone, also where the adaptor could not.
 *
 * VMs that are not deleted cost money. It needs the definition of PeerPods, which `PeerPodsCrds` emits, and the same
 * settings and keys as the adaptor.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/main/src/peerpod-ctrl
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { PeerPodController, PeerPodsCrds, PeerPodsRelease } from 'cdk8s-coco';
 *
 * const app = new App();
 * new PeerPodsCrds(app, 'crds');
 * const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
 * new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.V0_22_0 });
 */
export class PeerPodController extends CocoConstruct implements IPrerequisites, IUninstallPreconditions {
  /** The release of the controller. */
  public readonly release: PeerPodsRelease;

  /** The namespace of its objects. */
  public readonly namespace: string;

  /** The name of the Deployment. */
  public readonly deploymentName: string;

  /** The name of the service account, which clouds know a workload by. */
  public readonly serviceAccountName: string;

  /** The trust that the cloud needs with `identity`. */
  public readonly identityBindings: PeerPodsIdentityBinding[];

  constructor(scope: Construct, id: string, props: PeerPodControllerProps) {
    super(...construction('PeerPodController', scope, id, props));
    const problems = new Problems(this, 'PeerPodController');
    const { namespace } = Chart.of(this);
    checkNamespace(namespace, problems);
    check(props, problems);
    problems.throwIfAny();
    const model = resolve(props, namespace!);
    const emissions = controllerObjects(model);
    claimManager(this, 'resource controller for peer pods', emissions, problems);
    problems.throwIfAny();
    this.release = props.release;
    this.namespace = model.namespace;
    this.deploymentName = accountName(model);
    this.serviceAccountName = accountName(model);
    emit(this, emissions);
    const secret = { namespace: this.namespace, labels: model.ownLabels };
    if (props.credentials) emitSecret(this, 'Credentials', props.credentials, { ...secret, name: NAMES.secret });
    if (props.sshKey) emitSecret(this, 'SshKey', props.sshKey, { ...secret, name: NAMES.sshSecret });
    this.identityBindings = identityBindings(this, props.identity, this.namespace, this.serviceAccountName);
    warnAboutMetrics(this, model);
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this, [definitionPrerequisite('peerpods')]);
  }

  /** VMs must be deleted before the controller is removed. */
  public get uninstallPreconditions(): UninstallPrecondition[] {
    return [{
      instruction: 'Wait until the VMs of deleted pods are deleted, too:',
      command: 'kubectl wait --for=delete peerpods.confidentialcontainers.org --all -A --timeout=30m',
    }];
  }
}

checked(PeerPodController, 'PeerPodController');
