import { IConstruct } from 'constructs';

/** Something that a cluster must have before objects can work there, and that nothing in the app brings. */
export interface Prerequisite {
  /** What it is, with a version where one is known: `OpenShift 4.17 or newer`. */
  readonly name: string;

  /** What it is needed for. */
  readonly reason: string;

  /** A kubectl command that succeeds where it is there. */
  readonly check: string;
}

/** A construct that says what it needs of a cluster. `SynthSummary` lists it. */
export interface IPrerequisites extends IConstruct {
  /** What has to be in the cluster before. */
  readonly prerequisites: Prerequisite[];
}
