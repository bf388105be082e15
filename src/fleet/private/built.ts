import { App, Names } from 'cdk8s';
import { Recording } from './reads';
import { chartTexts } from '../../common/private/chart-texts';
import { Claim, object } from '../../common/private/claim';
import { claimsIn } from '../../common/private/claims';
import { CocoError } from '../../common/private/coco-error';
import { redact } from '../../common/private/redact';
import { hear } from '../../common/private/warnings';
import { printForAllReaders } from '../../common/private/yaml/cdk8s-printer';
import { IBlueprint } from '../blueprint';
import { FleetCluster } from '../fleet-cluster';

/** A chart of a blueprint, as it is written. */
export interface Component {
  /** The name of its folder and of its file. */
  readonly name: string;
  readonly content: Buffer;
  readonly objects: number;
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
  /** Why it could not be built. */
  readonly error?: string;
  /** What was thrown, where that was no message of this library: a fault of the program. */
  readonly fault?: unknown;
}

let builds = 0;

/** Builds a blueprint for one cluster. */
export function build(blueprint: IBlueprint, recording: Recording, outdir: string): Built {
  const told: string[] = [];
  builds++;
  try {
    const app = new App({ outdir });
    app.synth = refuseSynth;
    return hear((line) => told.push(line), () => {
      blueprint.compose(app, FleetCluster._of(recording));
      if (app.synth !== refuseSynth) {
        throw new CocoError('the app of a blueprint', 'has a Delivery, which would write the files; allowed: none, as the fleet writes them. '
          + 'Leave it out, and point the engine at the folders of the clusters.');
      }
      printForAllReaders(app);
      return { ...written(app), id: builds, told };
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
  const held: Held[] = claimsIn(app).filter(({ claim }) => !isObject(claim))
    .map(({ claim, owner }) => ({ claim, by: owner.node.path }));
  for (const { chart, text, objects } of chartTexts(app)) {
    const name = Names.toDnsLabel(chart);
    const { path } = chart.node;
    components.push({ name, content: Buffer.from(text), objects: objects.length });
    for (const one of objects) held.push({ claim: object(one), by: path });
  }
  return { components, held, bytes: components.reduce((sum, { content }) => sum + content.length, 0) };
}

/** Objects claim `group/kind`; what is written says better which there are. */
const isObject = ({ kind }: Claim) => kind.includes('/');
