import { checkPlacement } from '../../../common/private/placement-rules';
import { Problems } from '../../../common/private/problems';
import { isDnsName } from '../../../common/private/rules/names';
import { checkTypes, instanceOf, Kind, objectWith } from '../../../common/private/types';
import { PeerPodLimit } from '../../cost/peer-pod-limit';
import { PeerPodConfigProps } from '../peer-pod-config-props';

/** What every prop is, for callers without a compiler. The type makes this list complete. */
const PROPS: Record<keyof PeerPodConfigProps, Kind> = {
  name: 'text',
  limit: instanceOf(PeerPodLimit),
  cloudSecret: objectWith('a Secret of cdk8s-plus', 'name'),
  configMap: objectWith('a ConfigMap of cdk8s-plus', 'name'),
  nodeSelector: 'texts by name',
  instanceType: 'text',
};

/** Rules on the props of a PeerPodConfig. */
export function check(props: PeerPodConfigProps, problems: Problems): void {
  if (!checkTypes(props, PROPS, problems)) problems.throwIfAny();
  if (props.name !== undefined && !isDnsName(props.name)) {
    problems.add('name', props.name, 'a DNS name: a-z, 0-9, "-" and "."', 'Leave it out for "peer-pods".');
  }
  if (props.instanceType !== undefined && !/^\S+$/.test(props.instanceType)) {
    problems.add('instanceType', props.instanceType, 'one name of a size, like "m6a.large"', 'Take it from the cloud\'s manual.');
  }
  checkPlacement(props, problems);
  if (props.nodeSelector && 'matchLabels' in props.nodeSelector) {
    problems.addSentence('nodeSelector', 'got "matchLabels", which would be a label of that name; allowed: labels themselves, like { pool: \'coco\' }. '
      + 'Take what is below it.');
  }
}
