import { countAt } from './kinds';
import { isKept } from '../../common/private/delivery-annotations';
import { listAt, part, PlanObject } from '../manifest';
import { PlanRule } from '../rule';
import { startsVms } from '../workload';

/** Objects behind which there are machines, disks or clusters. */
const OWNERS = [
  'PeerPod', 'PeerPodConfig', 'DPFHCPProvisioner', 'HostedCluster', 'NodePool', 'BareMetalHost', 'VirtualMachine', 'VirtualMachineInstance', 'DataVolume',
];

const versions = (object: PlanObject | undefined) => listAt(object, 'spec.versions').map((one) => String(part(one, 'name')));

/** What takes data, machines or clusters with it. */
export const DATA_LOSS: readonly PlanRule[] = [
  {
    id: 'kept',
    class: 'review',
    on: 'removed',
    kinds: ['Namespace', 'CustomResourceDefinition', 'DPFHCPProvisionerConfig'],
    when: isKept,
    reason: 'Argo CD and Flux keep it, by its annotations; if you delete it by hand, everything in it, or of its kind, is deleted',
  },
  {
    id: 'definition-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: ['CustomResourceDefinition'],
    reason: 'deleting the definition deletes all objects of this kind',
  },
  {
    id: 'namespace-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: ['Namespace'],
    reason: 'deleting the namespace deletes everything in it',
  },
  {
    id: 'volume-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: ['PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet'],
    reason: 'the data on its volumes may be deleted with it',
  },
  {
    id: 'volume-scaled',
    class: 'data-loss',
    on: 'changed',
    kinds: ['StatefulSet'],
    paths: ['spec.replicas'],
    when: (object, { before }) => (part(object, 'spec.persistentVolumeClaimRetentionPolicy.whenScaled') === 'Delete'
      && countAt(object, 'spec.replicas') < countAt(before, 'spec.replicas')),
    reason: 'the volumes of the pods that end are deleted with them',
  },
  {
    id: 'secret-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: ['Secret', 'ExternalSecret', 'SealedSecret'],
    reason: 'its values are deleted, and pods that refer to it no longer start',
  },
  {
    id: 'owner-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: OWNERS,
    reason: 'the machines, disks or clusters behind it are deleted',
  },
  {
    id: 'adaptor-removed',
    class: 'data-loss',
    on: 'removed',
    when: startsVms,
    reason: 'nothing deletes the VMs of its pods any more, and they cost money; delete the pods first',
  },
  {
    id: 'controller-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: ['Deployment'],
    when: ({ metadata: { name } }) => /peerpodctrl|peerpod-ctrl/.test(name),
    reason: 'nothing deletes VMs that the adaptor left behind any more, and they cost money',
  },
  {
    id: 'definition-version-removed',
    class: 'data-loss',
    on: 'changed',
    kinds: ['CustomResourceDefinition'],
    paths: ['spec.versions'],
    when: (object, { before }) => versions(before).some((one) => !versions(object).includes(one)),
    reason: 'objects that are stored in a removed version can no longer be read',
  },
];
