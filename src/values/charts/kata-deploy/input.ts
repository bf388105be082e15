import { ReleaseFacts } from '../../../kata/internal';
import { ReleaseContext } from '../../chart-edition';
import { Reader } from '../../engine/reader';
import { ObjectNode } from '../../engine/schema';
import { Values } from '../../engine/tree';

/** One edition of the chart kata-deploy, by itself or as a dependency of another chart. */
export interface KataDeployFacts {
  readonly release: ReleaseFacts;
  /** The values.yaml that its templates were written with: what they find there, they read. */
  readonly upstream: Values;
  /** The values that the user's come over: those of `upstream`, or of a chart on disk. */
  readonly defaults: Values;
  /** What its templates do that values alone do not tell. */
  readonly behaviours: readonly string[];
  /** What values may hold. */
  readonly schema: ObjectNode;
}

/** The values that the chart's templates see, and where they come from. */
export interface KataDeployInput {
  readonly facts: KataDeployFacts;
  /** Helm's merge of everything, below the chart's own key. */
  readonly values: Values;
  /** The user's own part of them. */
  readonly given: Values;
  /** By path: the texts of numbers that a template prints in another way. */
  readonly sources: ReadonlyMap<string, string>;
  /**
   * What templates call the chart, which is in the names of all objects: its alias as a dependency.
   *
   * @default - kata-deploy
   */
  readonly name?: string;
  /** The keys that lead to the values: none for the chart itself, `kata-deploy` for a dependency of that name. */
  readonly path: readonly string[];
  /** The architecture that a chart above says; charts take it for a label. */
  readonly architecture?: string;
}

/** What the values are read with. */
export interface KataDeployReading {
  readonly facts: KataDeployFacts;
  /** The name of the chart, or its alias. */
  readonly name: string;
  readonly values: Reader;
  readonly given: Reader;
  readonly architecture?: string;
  readonly context: ReleaseContext;
}

/** What templates of some editions do, as the data of editions names it. */
export type Behaviour =
  /** Settings below `env` that later charts have elsewhere come before those. */
  | 'legacy-env'
  /** An image whose tag says so holds the binary of later releases. */
  | 'rust-images'
  /** The default RuntimeClass is made for an installed shim only. */
  | 'default-class-of-installed'
  /** A default shim that is not installed on the architecture is left out. */
  | 'installed-default-shims'
  /** A reference with a digest stands without a tag. */
  | 'image-digests'
  /** The RuntimeClass of a custom runtime gets the overhead of its base. */
  | 'inherited-overhead'
  /** A custom runtime must say something of containerd and of CRI-O. */
  | 'needs-runtime-sections'
  /** A suffix that is a number is misprinted in some places. */
  | 'text-suffix'
  /** `job.nodeSelector` and the like are gone, and refused. */
  | 'refuses-job-selectors'
  /** kata-monitor asks the socket of the distribution, and logs as kata-deploy does. */
  | 'monitor-follows-runtime';

export const behaves = ({ behaviours }: KataDeployFacts, behaviour: Behaviour) => behaviours.includes(behaviour);

/** The name of the chart. */
export const CHART = 'kata-deploy';

/** Architectures as the chart's values call them. */
export const ARCHITECTURES: readonly string[] = ['amd64', 'arm64', 's390x', 'ppc64le'];
