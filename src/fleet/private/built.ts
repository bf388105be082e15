import { App, Names } from 'cdk8s';
import { Recording } from './reads';
import { chartTexts } from '../../common/private/chart-texts';
import { Claim, object } from '../../common/private/claim';
import { claimsIn } from '../../common/private/claims';
import { CocoError } from '../../common/private/coco-error';
import { redact } from '../../common/private/redact';
import { hear } from '../../common/private/warnings';
import { printForAllReaders } from '../../common/private/yaml/cdk8s-printer';
import { DeliveredManifest } from '../../delivery/private/component';
import { validate } from '../../delivery/private/components';
import { imagesOf } from '../../delivery/private/image-list';
import { Part, partOf } from '../../delivery/private/parts';
import { chartsOf } from '../../delivery/private/tree';
import { IBlueprint } from '../blueprint';
import { FleetCluster } from '../fleet-cluster';

/** A chart of a blueprint, as it is written. */
export interface Component {
  /** The name of its folder and of its file. */
  readonly name: string;
  readonly content: Buffer;
}

/** Something that there is once in a cluster, and which construct or chart has it. */
export interface Held {
  readonly claim: Claim;
  readonly by: string;
}

/** What a blueprint builds for clusters that answer alike. */
export interface Built {
  /** No two have the same. */
  readonly id: number;
  readonly components: readonly Component[];
  readonly held: readonly Held[];
  /** Warnings and notes of its constructs. */
  readonly told: readonly string[];
  readonly bytes: number;
  /** For engines, where the fleet has one. */
  readonly delivered?: { readonly part: Part; readonly images: readonly string[] };
  /** Why it could not be built. */
  readonly error?: string;
  /** What was thrown, where that was no message of this library: a fault of the program. */
  readonly fault?: unknown;
}

let builds = 0;

/**
 * Builds a blueprint for one cluster.
 *
 * @param forEngine whether an engine delivers it
 */
export function build(blueprint: IBlueprint, recording: Recording, outdir: string, forEngine: boolean): Built {
  const told: string[] = [];
  builds++;
  try {
    const app = new App({ outdir });
    app.synth = refuseSynth;
    return hear((line) => told.push(line), () => {
      blueprint.compose(app, FleetCluster._of(recording));
      if (app.synth !== refuseSynth) {
        throw new CocoError('the app of a blueprint', 'has a Delivery, which would write the files; allowed: none, as the fleet writes them. '
          + 'Leave it out, and give the fleet a `delivery`.');
      }
      printForAllReaders(app);
      return { ...forEngine ? delivered(app) : written(app), id: builds, told };
    });
  } catch (thrown) {
    const error = redact(thrown instanceof Error ? thrown.message : String(thrown));
    const fault = thrown instanceof CocoError ? undefined : thrown;
    return { id: builds, components: [], held: [], told, bytes: 0, error, fault };
  }
}

function refuseSynth(): never {
  throw new CocoError('the app of a blueprint', 'the fleet writes its files: leave out app.synth()');
}

function written(app: App): Pick<Built, 'components' | 'held' | 'bytes'> {
  const components: Component[] = [];
  const held = heldByConstructs(app);
  for (const { chart, text, objects } of chartTexts(app)) {
    const name = Names.toDnsLabel(chart);
    const { path } = chart.node;
    components.push({ name, content: Buffer.from(text) });
    for (const one of objects) held.push({ claim: object(one), by: path });
  }
  return { components, held, bytes: sizeOf(components.map(({ content }) => content)) };
}

/** The same for an engine, as components of it. */
function delivered(app: App): Pick<Built, 'components' | 'held' | 'bytes' | 'delivered'> {
  validate(app);
  const whole = partOf(app, chartsOf(app));
  const printed = whole.components.map((one) => ({ ...one, content: Buffer.from(one.print()) }));
  const part: Part = {
    foundation: whole.foundation.map(({ manifest, text }) => ({ manifest: head(manifest), text })),
    components: printed.map(({ name, level, dependsOn, manifests, content }) => (
      { name, level, dependsOn, manifests: manifests.map(head), print: () => content })),
    namespaces: whole.namespaces,
    objects: [],
  };
  return {
    components: printed.map(({ name, content }) => ({ name, content })),
    held: [...heldByConstructs(app), ...whole.objects.map(({ manifest, chart }) => ({ claim: object(manifest), by: chart }))],
    bytes: sizeOf(printed.map(({ content }) => content)) + sizeOf(part.foundation.map(({ text }) => text)),
    delivered: { part, images: imagesOf(whole.objects.map(({ manifest }) => manifest)) },
  };
}

/** What engines must know of an object. The rest of it would take the memory of a whole cluster. */
const head = ({ apiVersion, kind, metadata: { name, namespace, annotations } }: DeliveredManifest): DeliveredManifest => (
  { apiVersion, kind, metadata: { name, namespace, annotations } });

const sizeOf = (all: readonly { readonly length: number }[]) => all.reduce((sum, { length }) => sum + length, 0);

const heldByConstructs = (app: App): Held[] => (
  claimsIn(app).filter(({ claim }) => !isObject(claim)).map(({ claim, owner }) => ({ claim, by: owner.node.path })));

/** Objects claim `group/kind`; what is written says better which there are. */
const isObject = ({ kind }: Claim) => kind.includes('/');
