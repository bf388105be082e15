import { checkPlacement } from '../../../common/private/placement-rules';
import { Problems } from '../../../common/private/problems';
import { isDnsName } from '../../../common/private/rules/names';
import { PeerPodConfigProps } from '../peer-pod-config-props';

/** Rules on the props of a PeerPodConfig. */
export function check(props: PeerPodConfigProps, problems: Problems): void {
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
