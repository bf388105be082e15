export { DpuWorkerConfig } from './dpu-worker-config';
export { DpuWorkerConfigProps, DpuWorkerTopology } from './dpu-worker-config-props';
export { DpuWorkerRelease } from './dpu-worker-release';
