import { Chart } from 'cdk8s';
import { PercentOrAbsolute } from 'cdk8s-plus-28';
import { DpuWorkerConfig, DpuWorkerConfigProps, DpuWorkerRelease, DpuWorkerTopology } from '../../src';

type Compose = (chart: Chart) => void;

const TOPOLOGIES = Object.values(DpuWorkerTopology);

const workers = (props: Partial<DpuWorkerConfigProps>): Compose => (chart) => void new DpuWorkerConfig(chart, 'Workers', { release: DpuWorkerRelease.latest(), ...props });

/** The configuration of each release, on each topology, and with every prop. */
export const DPU_WORKERS: Readonly<Record<string, Compose>> = {
  ...Object.fromEntries(DpuWorkerRelease.all().flatMap((release) => TOPOLOGIES.map((controlPlaneTopology) => [
    `dpu workers ${release.version}, ${controlPlaneTopology}`, workers({ release, controlPlaneTopology }),
  ]))),
  'dpu workers, every prop': workers({
    release: DpuWorkerRelease.V0_1_0,
    controlPlaneTopology: DpuWorkerTopology.HIGHLY_AVAILABLE,
    instance: 'release',
    appName: 'app',
    maxUnavailable: PercentOrAbsolute.absolute(2),
    paused: true,
    commonLabels: { team: 'edge' },
    commonAnnotations: { owner: 'platform' },
  }),
};
