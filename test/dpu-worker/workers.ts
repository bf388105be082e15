import { App, Chart } from 'cdk8s';
import { DpuWorkerConfig, DpuWorkerConfigProps, DpuWorkerRelease } from 'cdk8s-coco';
import { Manifest, withRelease } from '../support/synth';

/** A configuration in a chart of its own: its path is `dpu/Workers`. */
export function newWorkers(props: Partial<DpuWorkerConfigProps> = {}, chart = new Chart(new App(), 'dpu', { namespace: 'other' })): DpuWorkerConfig {
  return new DpuWorkerConfig(chart, 'Workers', withRelease(props, DpuWorkerRelease.latest()));
}

/** The objects, as a chart writes them. */
export function workers(props: Partial<DpuWorkerConfigProps> = {}): Manifest[] {
  return Chart.of(newWorkers(props)).toJson() as Manifest[];
}

export const ofKind = (objects: Manifest[], kind: string) => objects.find((one) => one.kind === kind)!;

/** The files of a MachineConfig: path, mode, and text. */
export function nodeFiles(machineConfig: Manifest): { path: string; mode: number; overwrite: boolean; text: string }[] {
  const files = machineConfig.spec.config.storage.files as Manifest[];
  return files.map(({ path, mode, overwrite, contents: { source } }) => {
    const [, base64] = /^data:text\/plain;charset=utf-8;base64,(.*)$/.exec(source as string)!;
    return { path, mode, overwrite, text: Buffer.from(base64!, 'base64').toString() };
  });
}
