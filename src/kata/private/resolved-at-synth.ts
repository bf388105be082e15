import { Lazy } from 'cdk8s';
import { NodeGate } from '../../common';
import { Emission } from '../../common/private/emission';
import { Manifest } from '../../common/private/manifest';

/** Kinds with pods, or with what pods are made of. */
const OF_PODS: readonly (string | undefined)[] = ['ConfigMap', 'CronJob', 'DaemonSet', 'Job'];

/**
 * Objects whose pods are known when the app is synthesized: until then, they may get something more to wait for.
 *
 * @param gates what they wait for; it may grow
 * @param build makes the objects of what is known by now: always as many, in the same order
 */
export function resolvedAtSynth(gates: readonly NodeGate[], build: () => Emission[]): Emission[] {
  const now = latest(gates, build);
  return now().map((emission, index) => (OF_PODS.includes(emission.manifest.kind)
    ? { ...emission, manifest: lateManifest(() => now()[index].manifest) } : emission));
}

function lateManifest(now: () => Manifest): Manifest {
  const { apiVersion, kind, metadata, ...content } = now();
  const part = (key: string) => Lazy.any({ produce: () => (now() as unknown as Record<string, unknown>)[key] });
  return {
    apiVersion,
    kind,
    metadata: kind === 'Job' ? { ...metadata, name: lateName(() => now().metadata!.name!) } : metadata,
    ...Object.fromEntries(Object.keys(content).map((key) => [key, part(key)])),
  } as unknown as Manifest;
}

/** The name of a Job follows from its content. cdk8s makes file names of it before it resolves it. */
function lateName(name: () => string): Lazy {
  return Object.assign(Lazy.any({ produce: name }), { toString: name });
}

/** Builds again only where there is more to wait for than the last time: synth asks often. */
function latest<T>(gates: readonly NodeGate[], build: () => T): () => T {
  let known = -1;
  let built: T;
  return () => {
    if (known !== gates.length) built = build();
    known = gates.length;
    return built;
  };
}
