import { DpuWorkerModel } from './model';
import { AppPrerequisite } from '../../common/private/app-prerequisites';
import { DPU_WORKER_LABEL } from '../catalogue/names';

/** Lists the nodes of the pool of DPU workers. */
export const POOL_NODES = `kubectl get nodes -l ${DPU_WORKER_LABEL} -o name`;

/** What the configuration needs in its cluster, beyond what its objects tell. */
export function dpuWorkerPrerequisites({ singleNode }: DpuWorkerModel): AppPrerequisite[] {
  if (singleNode) return [];
  return [{ name: `nodes with the label ${DPU_WORKER_LABEL}`, reason: 'get the configuration', check: `${POOL_NODES} | grep -q .` }];
}
