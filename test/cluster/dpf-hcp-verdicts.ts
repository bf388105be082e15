import { Client } from './client';
import { RandomProvisioners } from './dpf-hcp-specs';
import { Judge } from './judge';
import { KubeObject } from './objects';
import { DpfHcpReleaseFacts } from '../../src/dpf-hcp/catalogue/releases';
import { schemaOf } from '../../src/dpf-hcp/private/crds';
import { checkObject } from '../../src/dpf-hcp/private/schema/check';
import { Random } from '../support/random';

/** Which objects are judged by whom. */
export interface Comparison {
  /** The definitions that the API server gets. */
  readonly definitions: readonly KubeObject[];
  /** The release whose rules we check. */
  readonly release: DpfHcpReleaseFacts;
  /** How many objects are created, and as many changed. */
  readonly count: number;
  readonly seed: number;
}

/** How the verdicts compare. */
export interface Comparisons {
  readonly judged: number;
  /** How many of them the API server took. */
  readonly taken: number;
  /** Each with the object and what both said. */
  readonly disagreements: readonly string[];
}

/**
 * Compares our verdict on random DPFHCPProvisioners, new and changed ones, with that of an API server.
 *
 * A verdict of ours may be wrong in two ways, and both count: a synth that fails for nothing, and one that passes what
 * the cluster then refuses.
 */
export async function compareVerdicts(client: Client, { definitions, release, count, seed }: Comparison): Promise<Comparisons> {
  const judge = new Judge(client);
  const installed = await judge.applyAll('definitions', definitions);
  if (installed.errors.length > 0) throw new Error(installed.errors.join('\n'));
  const random = new RandomProvisioners(new Random(seed), release.provisionerConfig);
  const schema = schemaOf(release, 'DPFHCPProvisioner');
  const disagreements: string[] = [];
  let judged = 0;
  let taken = 0;
  const compare = (object: KubeObject, theirs: string | undefined, before?: KubeObject) => {
    // What is sent is JSON: what JSON cannot say is not compared.
    const ours: string[] = [];
    checkObject(
      schema, JSON.parse(JSON.stringify(object)), (path, _got, allowed) => ours.push(`${path}: allowed: ${allowed}`),
      before && JSON.parse(JSON.stringify(before)),
    );
    judged++;
    taken += theirs === undefined ? 1 : 0;
    if ((theirs === undefined) !== (ours.length === 0)) {
      disagreements.push([
        `the API server says: ${theirs ?? 'fine'}`, `we say: ${ours.join('; ') || 'fine'}`,
        ...(before ? [`before: ${JSON.stringify(before.spec)}`] : []), `object: ${JSON.stringify(object.spec)}`,
      ].join('\n    '));
    }
  };
  for (let index = 0; index < count; index++) {
    const object = random.object(`random-${index}`) as KubeObject;
    const refusal = await client.refusalToCreate(object); // those that it takes go with their definition
    compare(object, refusal);
    if (refusal !== undefined) continue;
    for (const good of [true, false]) {
      const changed = random.changed(object, good) as KubeObject;
      compare(changed, await client.refusalToReplace(withVersion(changed, (await client.get(object))!)), object);
    }
  }
  await judge.clean();
  return { judged, taken, disagreements };
}

/** A replacement names the version that it replaces. */
function withVersion(object: KubeObject, stored: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: stored.metadata.resourceVersion } };
}
