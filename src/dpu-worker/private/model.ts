import { sortedMap } from '../../common/private/sorted-map';
import { NAME } from '../catalogue/names';
import { DpuWorkerReleaseFacts } from '../catalogue/releases';
import { DpuWorkerConfigProps, DpuWorkerTopology } from '../dpu-worker-config-props';

type Texts = Readonly<Record<string, string>>;

/** Everything that decides what is emitted: props with their defaults filled in. */
export interface DpuWorkerModel {
  readonly release: DpuWorkerReleaseFacts;
  /** The control plane node is the worker, and there is no pool for DPU workers. */
  readonly singleNode: boolean;
  readonly instance: string;
  readonly appName: string;
  readonly maxUnavailable: number | string;
  readonly paused: boolean;
  readonly commonLabels: Texts;
  readonly commonAnnotations: Texts;
}

/** Props that passed the checks, with the defaults. */
export function resolve(props: DpuWorkerConfigProps): DpuWorkerModel {
  return {
    release: props.release._facts,
    singleNode: props.controlPlaneTopology === DpuWorkerTopology.SINGLE_REPLICA,
    instance: props.instance ?? NAME,
    appName: props.appName ?? NAME,
    maxUnavailable: props.maxUnavailable?.value ?? 1,
    paused: props.paused ?? false,
    commonLabels: sortedMap(props.commonLabels),
    commonAnnotations: sortedMap(props.commonAnnotations),
  };
}
