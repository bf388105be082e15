import { ReleaseFacts, StructuredRelease } from '../../kata/internal';
import { ReleaseContext } from '../chart-edition';
import { ObjectNode } from '../helm/schema';
import { Section } from '../helm/section';
import { Values } from '../helm/tree';

/** One edition of the chart kata-deploy, by itself or as a dependency of another chart. */
export interface KataDeployFacts {
  readonly release: ReleaseFacts & { readonly structured: StructuredRelease };
  /** Its values.yaml. */
  readonly defaults: Values;
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
  /** The keys that lead to the values: none for the chart itself, `kata-deploy` for a dependency of that name. */
  readonly path: readonly string[];
}

/** What the values are read with. */
export interface Reader {
  readonly facts: KataDeployFacts;
  readonly values: Section;
  readonly given: Section;
  readonly context: ReleaseContext;
}

/** Architectures as the chart's values call them. */
export const ARCHITECTURES: readonly string[] = ['amd64', 'arm64', 's390x', 'ppc64le'];
