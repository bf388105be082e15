import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { CocoConstruct, IPrerequisites } from '../../common';
import { checked } from '../../common/private/checked';
import { claim, objects } from '../../common/private/claims';
import { construction } from '../../common/private/construction';
import { emit } from '../../common/private/emit';
import { checkNamespace, Problems } from '../../common/private/problems';
import { isDnsLabel, isDnsName } from '../../common/private/rules/names';
import { checkExtendedResource, VM_RESOURCE } from '../private/extended-resource';

/** Properties of `PeerPodQuota`. */
export interface PeerPodQuotaProps {
  /** The most VMs that pods of the namespace have at a time. 0 forbids peer pods there. */
  readonly vms: number;

  /**
   * The namespace that is limited.
   * @default - the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * The name of the ResourceQuota.
   * @default 'peer-pods'
   */
  readonly name?: string;

  /**
   * The extended resource of which each peer pod takes one.
   * @default 'kata.peerpods.io/vm'
   */
  readonly extendedResource?: string;
}

/**
 * The most VMs that peer pods of one namespace have at a time: a ResourceQuota on their extended resource.
 *
 * It counts the resource that the webhook adds to pods. Without the webhook, no pod counts.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-for-extended-resources
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { PeerPodQuota } from 'cdk8s-coco';
 *
 * const chart = new Chart(new App(), 'quotas');
 * new PeerPodQuota(chart, 'TeamA', { namespace: 'team-a', vms: 5 });
 */
export class PeerPodQuota extends CocoConstruct implements IPrerequisites {
  constructor(scope: Construct, id: string, props: PeerPodQuotaProps) {
    super(...construction('PeerPodQuota', scope, id, props));
    const problems = new Problems(this, 'PeerPodQuota');
    const { vms, namespace = Chart.of(this).namespace, name = 'peer-pods', extendedResource = VM_RESOURCE } = props;
    if (!Number.isSafeInteger(vms) || vms < 0) problems.add('vms', vms, 'a whole number from 0', '0 forbids peer pods in the namespace.');
    if (props.namespace === undefined) {checkNamespace(namespace, problems);} else if (!isDnsLabel(props.namespace)) {
      problems.add('namespace', namespace, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'Take it from kubectl get namespaces.');
    }
    if (!isDnsName(name)) problems.add('name', name, 'a DNS name: a-z, 0-9, "-" and "."', 'Leave it out for "peer-pods".');
    checkExtendedResource(extendedResource, problems);
    problems.throwIfAny();
    const manifest = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name, namespace },
      spec: { hard: { [`requests.${extendedResource}`]: String(vms) } },
    };
    claim(this, [{ prop: 'name', claims: objects([manifest]) }], problems);
    problems.throwIfAny();
    emit(this, [{ id: 'Resource', manifest }]);
  }
}

checked(PeerPodQuota, 'PeerPodQuota');
