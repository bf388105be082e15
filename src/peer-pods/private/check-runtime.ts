import { Architecture } from '../../common';
import { Problems } from '../../common/private/problems';
import { IKataRuntime, KataRelease, KataShim } from '../../kata';
import { PEER_PODS_RELEASES, PeerPodsReleaseFacts } from '../catalogue/releases';

/** The RuntimeClass that upstream gives the shim `remote`. */
export const REMOTE_RUNTIME_CLASS = 'kata-remote';

/** The RuntimeClass of peer pods, and the architectures of the nodes that have it, as Kubernetes calls them. */
export interface RemoteRuntimeClass {
  readonly name: string;
  readonly architectures: readonly string[];
}

/** The RuntimeClass of peer pods, and whether the runtime belongs to the release. */
export function remoteRuntimeClass(
  runtime: IKataRuntime | undefined, release: PeerPodsReleaseFacts, problems: Problems,
): RemoteRuntimeClass {
  const unknown = { name: REMOTE_RUNTIME_CLASS, architectures: kubernetesNames(architecturesOfShim(release)) };
  if (runtime === undefined) return unknown;
  const installed = kataReleaseOf(runtime);
  if (installed && installed.version !== release.kata) {
    const { version } = installed;
    const fitting = PEER_PODS_RELEASES.find(({ kata }) => kata === version);
    problems.addSentence('runtime', `is Kata ${version}, but Cloud API Adaptor ${release.version} belongs to Kata ${release.kata}: the agent in its pod `
      + `VMs is of that version. Set the release of the runtime to KataRelease.of('${release.kata}')${
        fitting ? `, or \`release\` here to PeerPodsRelease.of('${fitting.version}')` : `; there is no adaptor for Kata ${version}`}.`);
  }
  if (typeof runtime.runtimeClass !== 'function' || !Array.isArray(runtime.runtimeClassNames)) {
    problems.add('runtime', runtime, 'a KataRuntime, or what implements IKataRuntime', 'Give the construct itself.');
    return unknown;
  }
  try {
    const { name, architectures } = runtime.runtimeClass(KataShim.REMOTE);
    return { name, architectures: architectures ? kubernetesNames(architectures) : unknown.architectures };
  } catch {
    problems.addSentence('runtime', `has the RuntimeClasses ${runtime.runtimeClassNames.join(', ') || '(none)'}; allowed: one with the shim remote, which asks the adaptor `
      + 'for VMs. Add KataShim.REMOTE to its shims.');
    return unknown;
  }
}

/** The release of a Kata runtime, if it is known: not that of one that something else installed. */
function kataReleaseOf(runtime: IKataRuntime | undefined): KataRelease | undefined {
  const { release } = (runtime ?? {}) as { readonly release?: unknown };
  return release instanceof KataRelease ? release : undefined;
}

/** The architectures for which the Kata of a release has the shim. */
function architecturesOfShim({ kata }: PeerPodsReleaseFacts): Architecture[] {
  return Architecture.all().filter(({ name }) => KataRelease.of(kata).shimNames(name).includes(KataShim.REMOTE.name));
}

const kubernetesNames = (architectures: readonly Architecture[]) => architectures.map(({ kubernetesName }) => kubernetesName);
