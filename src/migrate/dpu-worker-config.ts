import { Outcome, Piece, placed } from './piece';
import { defined } from './tree';
import { Problems } from '../common/private/problems';
import { DpuWorkerConfigProps } from '../dpu-worker';
import { check, checkSafety, dpuWorkerObjects, resolve } from '../dpu-worker/internal';
import type { DpuWorkerPart } from '../values/chart-part';

/** The construct for nodes with DPUs. All of its objects are for the whole cluster. */
export function dpuWorkerConfig({ props }: DpuWorkerPart, namespace: string): Piece {
  return {
    variable: 'dpuWorkers',
    className: 'DpuWorkerConfig',
    id: 'DpuWorkers',
    namespace,
    kept: ['release'],
    tree: defined({ ...props }),
    make: outcome,
  };
}

/** The same objects as those of a `DpuWorkerConfig`. */
function outcome(props: DpuWorkerConfigProps): Outcome {
  const problems = new Problems();
  check(props, problems);
  checkSafety(props, problems);
  if (problems.all.length) return { refused: problems.all.map(({ path }) => path), install: [], uninstall: [] };
  return { refused: [], install: placed(dpuWorkerObjects(resolve(props))), uninstall: [] };
}
