import { Problems } from '../../common/private/problems';
import { IKataRuntime, KataRuntime, KataShim } from '../../kata';
import { PeerPodsReleaseFacts } from '../catalogue/releases';

/** The RuntimeClass that upstream gives the shim `remote`. */
export const REMOTE_RUNTIME_CLASS = 'kata-remote';

/** The RuntimeClass of peer pods, and whether the runtime belongs to the release. */
export function remoteRuntimeClass(runtime: IKataRuntime | undefined, release: PeerPodsReleaseFacts, problems: Problems): string {
  if (runtime === undefined) return REMOTE_RUNTIME_CLASS;
  if (runtime instanceof KataRuntime && runtime.release.version !== release.kata) {
    problems.addSentence('runtime', `is Kata ${runtime.release.version}, but Cloud API Adaptor ${release.version} belongs to Kata ${release.kata}: the agent in its pod `
      + `VMs is of that version. Take KataRelease.of('${release.kata}') for the runtime, or another release here.`);
  }
  if (typeof runtime.runtimeClass !== 'function' || !Array.isArray(runtime.runtimeClassNames)) {
    problems.add('runtime', runtime, 'a KataRuntime, or what implements IKataRuntime', 'Give the construct itself.');
    return REMOTE_RUNTIME_CLASS;
  }
  try {
    return runtime.runtimeClass(KataShim.REMOTE).name;
  } catch {
    problems.addSentence('runtime', `has the RuntimeClasses ${runtime.runtimeClassNames.join(', ') || '(none)'}; allowed: one with the shim remote, which asks the adaptor `
      + 'for VMs. Add KataShim.REMOTE to its shims.');
    return REMOTE_RUNTIME_CLASS;
  }
}
