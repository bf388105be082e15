import { IConstruct } from 'constructs';

/** Something that must be in a cluster before objects work there, and that the app does not provide. */
export interface Prerequisite {
  /** What it is, with a version if it matters: `OpenShift 4.17 or newer`. */
  readonly name: string;

  /** What it is needed for. */
  readonly reason: string;

  /** A kubectl command that succeeds if it is there. */
  readonly check: string;
}

/** A construct that knows what it needs in its cluster. `SynthSummary` lists it. */
export interface IPrerequisites extends IConstruct {
  /** What must already be in the cluster, each with a reason and a command that checks it. */
  readonly prerequisites: Prerequisite[];
}
