import { NAME_PREFIX, PROGRAM } from './names';
import { ConfigControllerSettings } from './objects';
import { ContainerImage } from '../../../common';
import { Problems } from '../../../common/private/problems';
import { checkWorkload } from '../../../common/private/workload-rules';
import { PEER_PODS_0_22_0 } from '../../catalogue/releases';
import { managerModel } from '../../private/manager/from-props';
import { OWN_LABEL } from '../../private/manager/model';
import { PeerPodConfigControllerProps } from '../peer-pod-config-controller-props';

/** The last release that has the controller, and the last adaptor that leaves announcing to it. */
const LAST = 'v0.9.0';
const REGISTRY = 'quay.io/confidential-containers';

/** Checks props and fills their defaults in. Settings are only to be used when no problem was found. */
export function resolve(props: PeerPodConfigControllerProps, namespace: string, problems: Problems): ConfigControllerSettings {
  checkWorkload(props, [], problems);
  const adaptorImage = props.adaptorImage ?? ContainerImage.of(`${REGISTRY}/cloud-api-adaptor`, { tag: LAST });
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(adaptorImage.tag ?? '') ?? [];
  if (Number(major) > 0 || Number(minor) > 9) {
    problems.add('adaptorImage', adaptorImage.reference, `an adaptor up to ${LAST}`,
      'Since 0.10.0 the adaptor announces PEERPODS_LIMIT_PER_NODE itself, over the limit of the PeerPodConfig: use PeerPodsCAA.');
  }
  return {
    ...managerModel(props, {
      image: { repository: `${REGISTRY}/peerpodconfig-ctrl`, tag: LAST, architectures: ['amd64'] }, proxy: PEER_PODS_0_22_0.images.authProxy, builtInMetrics: false,
    }),
    namePrefix: NAME_PREFIX,
    program: PROGRAM,
    namespace,
    replicas: 1, // a second one would only wait for the first
    ownLabels: { [OWN_LABEL]: PROGRAM },
    adaptorImage: adaptorImage.reference,
  };
}
