import type { RuntimeClass } from 'kubernetes-types/node/v1';
import { Emission } from '../../common/private/emission';
import { KATA_LABEL } from '../../common/private/kata-label';
import { RuntimeClasses } from '../kata-runtime-props';
import { KataSettings, runtimeClassName, ShimSettings } from './settings';

/** The RuntimeClasses as objects, equal to those that kata-deploy would make. */
export function runtimeClassObjects(settings: KataSettings): Emission[] {
  if (settings.runtimeClasses !== RuntimeClasses.BY_MANIFEST) return [];
  const objects = settings.shims.map((shim) => runtimeClass(runtimeClassName(shim.name, settings.suffix), shim, settings));
  if (settings.createDefaultRuntimeClass) {
    const shim = settings.shims.find(({ name }) => name === settings.defaultShim)!;
    objects.push(runtimeClass(settings.defaultRuntimeClassName, shim, settings));
  }
  return objects.map((manifest) => ({ id: `RuntimeClass-${manifest.metadata!.name}`, manifest }));
}

function runtimeClass(name: string, shim: ShimSettings, settings: KataSettings): RuntimeClass {
  return {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name },
    handler: runtimeClassName(shim.name, settings.suffix),
    overhead: { podFixed: { ...shim.overhead } },
    scheduling: { nodeSelector: { [KATA_LABEL]: 'true' } },
  };
}
