import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { PeerPodConfigProps } from './peer-pod-config-props';
import { check } from './private/check';
import { CAA_DAEMON_SET } from './private/names';
import type { PeerPodConfigSpec } from '../../../imports/confidentialcontainers.org';
import { CocoConstruct, IPrerequisites, Prerequisite } from '../../common';
import { AppPrerequisite, objectPrerequisite } from '../../common/private/app-prerequisites';
import { checked } from '../../common/private/checked';
import { claim, object } from '../../common/private/claims';
import { construction } from '../../common/private/construction';
import { emit } from '../../common/private/emit';
import { prerequisitesOf } from '../../common/private/prerequisites';
import { checkNamespace, Problems } from '../../common/private/problems';
import { sortedMap } from '../../common/private/sorted-map';
import { NAMES } from '../private/names';

/**
 * A PeerPodConfig: asks its controller to run the adaptor on a set of nodes, and to announce how many VMs each takes.
 *
 * Legacy: upstream removed the controller after release 0.9.0. Since then the adaptor announces its VMs itself, and
 * `PeerPodsCAA` runs it.
 *
 * It must be in the namespace of the controller, which makes it the owner of the adaptor's DaemonSet.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.9.0/src/peerpodconfig-ctrl
 */
export class PeerPodConfig extends CocoConstruct implements IPrerequisites {
  /** The object's name. */
  public readonly name: string;

  private readonly needs: readonly AppPrerequisite[];

  constructor(scope: Construct, id: string, props: PeerPodConfigProps = {}) {
    super(...construction('PeerPodConfig', scope, id, props));
    const problems = new Problems(this, 'PeerPodConfig');
    const { namespace } = Chart.of(this);
    checkNamespace(namespace, problems);
    check(props, problems);
    problems.throwIfAny();
    claim(this, [{
      prop: '(construct)',
      claims: [object({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: CAA_DAEMON_SET, namespace } })],
      repair: 'The controller makes this one DaemonSet: leave one of the two out',
    }], problems);
    problems.throwIfAny();
    this.name = props.name ?? 'peer-pods';
    const spec: PeerPodConfigSpec = {
      cloudSecretName: props.cloudSecret?.name ?? NAMES.secret,
      configMapName: props.configMap?.name ?? NAMES.configMap,
      instanceType: props.instanceType,
      limit: props.limit && String(props.limit.perNode),
      nodeSelector: props.nodeSelector && sortedMap(props.nodeSelector),
    };
    const manifest = {
      apiVersion: 'confidentialcontainers.org/v1alpha1', kind: 'PeerPodConfig', metadata: { name: this.name, namespace }, spec,
    };
    this.needs = [
      objectPrerequisite('Secret', namespace!, spec.cloudSecretName, 'opens the cloud to the adaptor'),
      objectPrerequisite('ConfigMap', namespace!, spec.configMapName, 'has the settings of the adaptor'),
    ];
    emit(this, [{ id: 'Resource', manifest, cleansUp: true }]);
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this, this.needs);
  }
}

checked(PeerPodConfig, 'PeerPodConfig');
