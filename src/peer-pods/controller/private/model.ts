import { WorkloadAccess } from '../../private/access';
import { Grant } from '../../private/grants';
import { ManagerModel } from '../../private/manager/model';
import { PodVariable } from '../../providers/contract';

/** Everything that decides what the resource controller emits: plain data, checked and with every default filled in. */
export interface ControllerModel extends ManagerModel {
  /** How it reaches the cloud. Its ConfigMap and its Secret may be missing when it starts. */
  readonly access: WorkloadAccess;
  /** The Secret that is mounted at /root/.ssh. It may be missing. */
  readonly sshSecret?: string;
  /** Roles beside that of every provider. */
  readonly grants: readonly Grant[];
  /** Variables of its container that the API server fills in. */
  readonly podVariables: readonly PodVariable[];
}
