import { isDeepStrictEqual } from 'node:util';
import { ApiError, Client } from './client';
import {
  bareNamespace, conditions, describe, identity, inApplyOrder, isCrd, isEquivalent, isNamespace, KubeObject,
} from './objects';
import { waitUntil } from './wait';

/** What the API server thinks of a set of objects. */
export interface Verdict {
  readonly name: string;
  /** How many different objects there were. */
  readonly objects: number;
  /** How many of them the server took. */
  readonly applied: number;
  /** Objects that an equal second apply changed. */
  readonly changedOnSecondApply: readonly string[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

/** Whether the server had nothing at all to say against it. */
export function isClean(verdict: Verdict): boolean {
  const complaints = [verdict.changedOnSecondApply, verdict.warnings, verdict.errors];
  return verdict.objects > 0 && verdict.applied === verdict.objects && complaints.every(list => list.length === 0);
}

/** Warnings that nobody but upstream can mend. */
const FROM_UPSTREAM: readonly { readonly kind: string; readonly warning: RegExp }[] = [
  // Argo CD looks for this finalizer of its projects, and for no other: it has no name with a path.
  { kind: 'AppProject', warning: /^metadata\.finalizers: "resources-finalizer\.argocd\.argoproj\.io": prefer a domain-qualified/ },
];

function unexpected(object: KubeObject, warnings: readonly string[]): string[] {
  return warnings.filter(text => !FROM_UPSTREAM.some(({ kind, warning }) => kind === object.kind && warning.test(text)));
}

const SETTLE_TIMEOUT_MS = 30_000;

/** Applies objects as users do and reports each word of the server. */
export class Judge {
  private readonly applied = new Map<string, KubeObject>();

  public constructor(private readonly client: Client) {}

  /** Applies all, twice: nothing may fail or warn, and the second time nothing may change. */
  public async applyAll(name: string, objects: readonly KubeObject[]): Promise<Verdict> {
    const errors: string[] = [];
    const warnings = new Set<string>();
    const changedOnSecondApply: string[] = [];
    const ordered = inApplyOrder(distinct(objects, errors));
    await refusals(errors, () => this.ensureNamespaces(ordered));

    const taken: KubeObject[] = [];
    for (const object of ordered) {
      const done = await refusals(errors, async () => {
        const reply = await this.client.apply(object);
        this.applied.set(identity(object), object);
        unexpected(object, reply.warnings).forEach(warning => warnings.add(`${describe(object)}: ${warning}`));
        if (isCrd(object)) {
          await this.waitUntilServed(object);
        }
      });
      if (done) {
        taken.push(object);
      }
    }
    for (const object of taken) {
      await refusals(errors, async () => {
        const before = await this.client.get(object);
        const reply = await this.client.apply(object);
        unexpected(object, reply.warnings).forEach(warning => warnings.add(`${describe(object)}: ${warning}`));
        if (!before || !isSame(before, reply.object)) {
          changedOnSecondApply.push(describe(object));
        }
      });
    }
    return {
      name, objects: ordered.length, applied: taken.length, changedOnSecondApply, warnings: [...warnings], errors,
    };
  }

  /**
   * Deletes all that was applied since the last time, so that the next objects meet an empty cluster.
   * Namespaces stay, as their end is a controller's work, but bare: what the next objects meet in them is their own.
   * Returns what could not be deleted.
   */
  public async clean(): Promise<string[]> {
    const leftovers: string[] = [];
    const all = [...this.applied.values()].reverse();
    for (const { metadata } of all.filter(isNamespace)) {
      await refusals(leftovers, async () => void await this.client.apply(bareNamespace(metadata.name)));
    }
    await this.remove(all.filter(object => !isNamespace(object) && !isCrd(object)), leftovers);
    await this.remove(all.filter(isCrd), leftovers);
    this.applied.clear();
    this.client.discovery.forget();
    return leftovers;
  }

  /** Applies objects that are there for all that follow: `clean` does not know them. */
  public async install(objects: readonly KubeObject[]): Promise<Verdict> {
    const verdict = await this.applyAll('outside objects', objects);
    this.applied.clear();
    return verdict;
  }

  private async ensureNamespaces(objects: readonly KubeObject[]): Promise<void> {
    const given = new Set(objects.filter(isNamespace).map(({ metadata }) => metadata.name));
    const needed = new Set(objects.map(({ metadata }) => metadata.namespace ?? 'default'));
    for (const namespace of needed) {
      if (!given.has(namespace) && !await this.client.get(bareNamespace(namespace))) {
        await this.client.apply(bareNamespace(namespace));
      }
    }
  }

  public async waitUntilServed(crd: KubeObject): Promise<void> {
    const spec = crd.spec as { group: string; names: { kind: string }; versions: { name: string; served: boolean }[] };
    const served = spec.versions.filter(version => version.served).map(version => `${spec.group}/${version.name}`);
    const isServed = async () => {
      const answers = await Promise.all(served.map(version => this.client.serves(version, spec.names.kind)));
      return answers.every(answer => answer) && conditions(await this.client.get(crd)).includes('Established');
    };
    if (!await waitUntil(isServed, SETTLE_TIMEOUT_MS)) {
      const state = JSON.stringify((await this.client.get(crd))?.status);
      throw new ApiError(`${describe(crd)}: not served within ${SETTLE_TIMEOUT_MS / 1000} s: ${state}`, 504);
    }
  }

  private async remove(objects: readonly KubeObject[], leftovers: string[]): Promise<void> {
    for (const object of objects) {
      await refusals(leftovers, () => this.client.delete(object));
    }
    for (const object of objects) {
      await refusals(leftovers, () => this.waitUntilGone(object));
    }
  }

  private async waitUntilGone(object: KubeObject): Promise<void> {
    const isGone = async () => {
      const left = await this.client.get(object);
      // The server itself finalizes CRDs, by deleting their objects.
      if (left?.metadata.finalizers && !isCrd(object)) {
        await this.client.dropFinalizers(object);
      }
      return !left;
    };
    if (!await waitUntil(isGone, SETTLE_TIMEOUT_MS)) {
      throw new ApiError(`${describe(object)}: not gone ${SETTLE_TIMEOUT_MS / 1000} s after its deletion`, 504);
    }
  }
}

/** The same object may come twice, as the namespace that two charts share; two that differ are an error. */
function distinct(objects: readonly KubeObject[], errors: string[]): KubeObject[] {
  const byIdentity = new Map<string, KubeObject>();
  for (const object of objects) {
    const other = byIdentity.get(identity(object));
    if (other && !isEquivalent(object, other)) {
      errors.push(`${describe(object)}: given twice, with different contents`);
    } else if (!other) {
      byIdentity.set(identity(object), object);
    }
  }
  return [...byIdentity.values()];
}

/** Runs an action; a refusal of the server becomes an error of the verdict. Other failures end the run. */
async function refusals(errors: string[], action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    errors.push(error.message);
    return false;
  }
}

/** An apply that changes nothing writes nothing, and the resource version stays; or it wrote only what is not ours. */
function isSame(before: KubeObject, after: KubeObject): boolean {
  return before.metadata.resourceVersion === after.metadata.resourceVersion
    || isDeepStrictEqual(ours(before), ours(after));
}

/**
 * An object without what the server itself writes: the status, which its controllers of CRDs and APIServices may set in
 * between, the entry for fields of unknown origin, which it makes up when an object of nothing but a name is applied
 * again, and the time of an apply, which Kubernetes 1.28 sets for some definitions although nothing changes.
 */
function ours(object: KubeObject): unknown {
  const { status: _status, metadata: { resourceVersion: _version, managedFields, ...metadata }, ...rest } = object;
  const managers = (managedFields ?? []) as { manager?: string; subresource?: string; time?: string }[];
  return {
    ...rest,
    metadata,
    managers: managers.filter(entry => entry.subresource !== 'status' && entry.manager !== 'before-first-apply')
      .map(({ time: _time, ...entry }) => entry),
  };
}
