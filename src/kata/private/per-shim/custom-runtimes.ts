import type { RuntimeClass } from 'kubernetes-types/node/v1';
import { CustomRuntimeModel, PerShimModel } from './model';
import { instanceLabel } from './node-selectors';
import { Emission } from '../../../common/private/emission';

/** The RuntimeClasses of custom runtimes: the user's own, with the overhead of what they are made from. */
export function customRuntimeClasses(settings: PerShimModel): Emission[] {
  return settings.customRuntimes
    .filter(({ runtimeClass }) => runtimeClass)
    .map((runtime) => ({ id: `CustomRuntimeClass-${runtime.key}`, manifest: completed(settings, runtime) }));
}

function completed(settings: PerShimModel, runtime: CustomRuntimeModel): RuntimeClass {
  const own = runtime.runtimeClass as unknown as RuntimeClass;
  const base = runtime.inheritBaseOverhead ? runtime.baseOverhead : undefined;
  return {
    ...own,
    ...(base ? { overhead: { podFixed: { memory: base.memory, cpu: base.cpu, ...own.overhead?.podFixed } } } : {}),
    ...(settings.release.instanceLabels ? {
      // Other installations leave the common label on a node that this one is removed from.
      scheduling: { ...own.scheduling, nodeSelector: { ...own.scheduling?.nodeSelector, [instanceLabel(settings)]: 'true' } },
    } : {}),
  };
}
