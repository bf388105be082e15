import { IConstruct } from 'constructs';

/** Constructs that were compared with others of their cluster when they were made: they cannot go to another one any more. */
export const BOUND = new WeakSet<IConstruct>();
