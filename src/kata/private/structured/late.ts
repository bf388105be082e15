import { Lazy } from 'cdk8s';
import { StructuredSettings } from './model';
import { Manifest } from '../manifest';

/**
 * An object whose content is known when the app is synthesized: until then, its pods may get something more to wait for.
 *
 * @param build makes it of what is known by now
 */
export function late<T extends Manifest>(settings: Pick<StructuredSettings, 'gates'>, build: () => T): T {
  const now = latest(settings, build);
  const { apiVersion, kind, metadata, ...content } = now();
  const part = (key: string) => Lazy.any({ produce: () => (now() as unknown as Record<string, unknown>)[key] });
  return {
    apiVersion, kind, metadata, ...Object.fromEntries(Object.keys(content).map((key) => [key, part(key)])),
  } as unknown as T;
}

/** The same for an object whose name follows from its content. */
export function lateWithName<T extends Manifest>(settings: Pick<StructuredSettings, 'gates'>, build: () => T): T {
  const now = latest(settings, build);
  const name = () => now().metadata!.name!;
  const object = late(settings, now);
  // cdk8s makes file names of it before it resolves it.
  const lazy = Object.assign(Lazy.any({ produce: name }), { toString: name });
  return { ...object, metadata: { ...object.metadata, name: lazy } };
}

/** Builds again only where there is more to wait for than the last time: synth asks often. */
function latest<T>({ gates }: Pick<StructuredSettings, 'gates'>, build: () => T): () => T {
  let known = -1;
  let object: T;
  return () => {
    if (known !== gates.length) object = build();
    known = gates.length;
    return object;
  };
}
