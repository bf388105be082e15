import { definitionsPrerequisite, AppPrerequisite } from '../../common/private/app-prerequisites';
import { RedfishPlatform } from '../redfish-platform';

/** What the server needs in its cluster, beyond what its objects say. */
export function serverPrerequisites(platform: RedfishPlatform): AppPrerequisite[] {
  return [
    ...(platform === RedfishPlatform.OPENSHIFT
      ? [definitionsPrerequisite('OpenShift', 'is the platform of the server', ['clusterversions.config.openshift.io'])] : []),
    definitionsPrerequisite('KubeVirt', 'runs the virtual machines', ['virtualmachines.kubevirt.io', 'virtualmachineinstances.kubevirt.io']),
    definitionsPrerequisite('Containerized Data Importer of KubeVirt', 'imports the images that clients boot', ['datavolumes.cdi.kubevirt.io']),
  ];
}
