import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { emit } from './emit';
import { goDuration } from './go-duration';
import { sortedMap } from './sorted-map';
import { UNSAFE_INLINE } from './unsafe-inline';
import { warnAtSynth } from './warnings';
import { ExternalSecretProps, SecretSource } from '../secret-source';

/** What is emitted for a Secret. */
export interface SecretObject {
  /** The name of the Secret, and of the ExternalSecret. */
  readonly name: string;
  readonly namespace: string;
  /** `kubernetes.io/basic-auth`, … */
  readonly type?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Emits what makes the Secret, if anything has to, and tells its name.
 *
 * @returns the name of the Secret that pods refer to
 */
export function emitSecret(scope: Construct, id: string, source: SecretSource, object: SecretObject): string {
  const { existing, external, inline } = source._kind;
  if (existing !== undefined) return existing;
  const { name, namespace, type, labels } = object;
  if (external) {
    const manifest = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name, namespace, ...(labels ? { labels: { ...labels } } : {}) },
      spec: externalSpec(name, external, type),
    };
    emit(scope, [{ id, manifest }]);
    return name;
  }
  const manifest = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, ...(labels ? { labels: { ...labels } } : {}), annotations: { [UNSAFE_INLINE]: 'true' } },
    type: type ?? 'Opaque',
    stringData: sortedMap(inline),
  };
  emit(scope, [{ id, manifest }]);
  warnAtSynth(scope.node.findChild(id) as Construct, `the Secret ${name} holds its values in plain text, as SecretSource.unsafeInline requests; `
    + 'take SecretSource.fromSecret or SecretSource.externalSecret before this leaves your machine');
  return name;
}

function externalSpec(name: string, { store, keys, refreshInterval }: ExternalSecretProps, type?: string): object {
  return {
    refreshInterval: goDuration(refreshInterval ?? Duration.hours(1)),
    secretStoreRef: { kind: store.kind, name: store.name },
    target: { name, creationPolicy: 'Owner', ...(type ? { template: { type } } : {}) },
    data: Object.entries(sortedMap(keys)).map(([secretKey, { key, property, version }]) => ({
      secretKey,
      remoteRef: { key, ...(property === undefined ? {} : { property }), ...(version === undefined ? {} : { version }) },
    })),
  };
}
