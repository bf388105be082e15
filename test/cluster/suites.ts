import { KubeObject } from './objects';

/** Objects that belong on one cluster. */
export interface Suite {
  /** Unique; how the report calls it. */
  readonly name: string;

  /**
   * The objects of both phases. It is called once; an error thrown here fails the suite.
   *
   * `install` is applied to an empty cluster. `uninstall` is applied after that, when the objects of `install` have
   * been deleted; without objects there is no such phase.
   */
  objects(): SuiteObjects;
}

/** The objects of a suite by phase. */
export interface SuiteObjects {
  /** Objects as `JSON.parse` gives them: `apiVersion`, `kind`, `metadata.name`. The order is kept within a kind. */
  readonly install: readonly object[];
  readonly uninstall: readonly object[];
}

/** What is judged besides the apps of this repository: the presets of the library, a suite each. */
export const SUITES: readonly Suite[] = [];

/**
 * Objects that clusters have before us and that ours need, such as the CRDs of cert-manager.
 * They are applied first, must not fail or warn either, and stay until the end.
 */
export function outsideObjects(): readonly KubeObject[] {
  return [];
}
