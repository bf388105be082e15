import { Architecture } from '../../../common';
import { RuntimeClasses } from '../../kata-runtime-props';
import { KataSettings, shimsOn, ShimSettings } from '../settings';
import { ENVIRONMENT, PER_ARCHITECTURE } from './variables';

/**
 * The settings as kata-deploy reads them: variable by variable, in upstream's order, with those that are empty.
 *
 * @param architectures those that one DaemonSet serves
 */
export function environment(settings: KataSettings, architectures: readonly Architecture[]): Map<string, string> {
  const { release } = settings;
  const shims = settings.shims.filter((shim) => shim.architectures.some((one) => architectures.includes(one)));
  const alone = architectures.length === 1 ? architectures[0] : undefined;
  const texts = new Map<string, string>();

  texts.set(ENVIRONMENT.debug, String(settings.debug));
  // Every node checks the mapping of snapshotters against SHIMS, so it names the shims of all architectures.
  texts.set(ENVIRONMENT.shims, names(shims));
  if (release.perArchitectureSettings) {
    for (const variables of PER_ARCHITECTURE) {
      const architecture = architectures.find(({ name }) => name === variables.architecture);
      texts.set(variables.shims, alone || !architecture ? '' : names(shimsOn(settings, architecture)));
    }
  }
  texts.set(ENVIRONMENT.defaultShim, (alone && settings.architectureDefaultShims[alone.name]) ?? settings.defaultShim ?? '');
  if (release.perArchitectureSettings) {
    for (const { architecture, defaultShim } of PER_ARCHITECTURE) {
      texts.set(defaultShim, alone ? '' : settings.architectureDefaultShims[architecture] ?? '');
    }
  }
  texts.set(ENVIRONMENT.createRuntimeClasses, String(settings.runtimeClasses === RuntimeClasses.BY_KATA_DEPLOY));
  texts.set(ENVIRONMENT.createDefaultRuntimeClass, String(
    settings.createDefaultRuntimeClass && settings.runtimeClasses === RuntimeClasses.BY_KATA_DEPLOY));
  texts.set(ENVIRONMENT.allowedHypervisorAnnotations, settings.allowedHypervisorAnnotations.join(' '));
  texts.set(ENVIRONMENT.snapshotterHandlerMapping, mapping(shims, ({ snapshotter }) => snapshotter));
  texts.set(ENVIRONMENT.agentHttpsProxy, settings.agentHttpsProxy);
  texts.set(ENVIRONMENT.agentNoProxy, settings.agentNoProxy.join(','));
  texts.set(ENVIRONMENT.pullTypeMapping, mapping(shims, ({ pullType }) => pullType));
  texts.set(ENVIRONMENT.installationPrefix, settings.installationPrefix);
  texts.set(ENVIRONMENT.multiInstallSuffix, settings.suffix ?? '');
  if (release.snapshotterSetup) {
    texts.set(ENVIRONMENT.experimentalSetupSnapshotter, settings.setupSnapshotters.join(','));
    texts.set(ENVIRONMENT.experimentalForceGuestPull, shims.filter(({ forceGuestPull }) => forceGuestPull).map(({ name }) => name).join(','));
  }
  if (settings.hostOs) texts.set(ENVIRONMENT.hostOs, settings.hostOs);
  for (const [name, text] of Object.entries(settings.additionalEnv)) texts.set(name, text);
  for (const [name, text] of Object.entries(settings.envOverrides)) texts.set(name, text);
  return texts;
}

/** The architectures of each DaemonSet: one for all where the release tells them apart itself, else one for each. */
export function daemonSetGroups(settings: KataSettings): (readonly Architecture[])[] {
  return settings.release.perArchitectureSettings ? [settings.architectures] : settings.architectures.map((one) => [one]);
}

function names(shims: readonly ShimSettings[]): string {
  return shims.map(({ name }) => name).join(' ');
}

function mapping(shims: readonly ShimSettings[], of: (shim: ShimSettings) => string | undefined): string {
  return shims.flatMap((shim) => of(shim) ? [`${shim.name}:${of(shim)}`] : []).join(',');
}
