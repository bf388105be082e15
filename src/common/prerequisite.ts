import { IConstruct } from 'constructs';

/** Something that must be in a cluster before objects work there, and that the app does not provide. */
export interface Prerequisite {
  /** The name, with a version if it matters: `OpenShift 4.17 or newer`. */
  readonly name: string;

  /** Why it is needed. */
  readonly reason: string;

  /** A kubectl command that succeeds if it is there. */
  readonly check: string;
}

/** A construct with prerequisites in its cluster. `SynthSummary` lists it. */
export interface IPrerequisites extends IConstruct {
  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  readonly prerequisites: Prerequisite[];
}
