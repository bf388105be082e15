import { definitionsNeed, Need } from '../../common/private/needs';
import { RedfishPlatform } from '../redfish-platform';

/** What the server needs in its cluster, beyond what its objects say. */
export function serverNeeds(platform: RedfishPlatform): Need[] {
  return [
    ...(platform === RedfishPlatform.OPENSHIFT
      ? [definitionsNeed('OpenShift', 'is the platform of the server', ['clusterversions.config.openshift.io'])] : []),
    definitionsNeed('KubeVirt', 'runs the virtual machines', ['virtualmachines.kubevirt.io', 'virtualmachineinstances.kubevirt.io']),
    definitionsNeed('Containerized Data Importer of KubeVirt', 'imports the images that clients boot', ['datavolumes.cdi.kubevirt.io']),
  ];
}
