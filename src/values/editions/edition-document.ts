import type { DocumentDifference } from '../../common/private/document-difference';
import type { Values } from '../helm/tree';

/** Everything that is known of one edition of a chart: what `scripts/import-edition.ts` read from the upstream chart. */
export interface EditionDocument {
  /** The version of what the chart installs. */
  readonly appVersion: string;
  /** Its values.yaml. */
  readonly values: Values;
  /** The values files that the chart ships beside it, by path. */
  readonly files: Readonly<Record<string, Values>>;
  /**
   * What the chart's templates do in another way than those of other editions, where values do not tell: names that the
   * chart's code knows. Written by hand, and carried on by the import.
   */
  readonly behaviours: readonly string[];
  /**
   * The paths of values that templates read and values.yaml does not have, such as `nameOverride`. Those with a `*`, for any
   * key of a map, are written by hand, and carried on by the import.
   */
  readonly reads: readonly string[];
  /** The charts that it depends on. */
  readonly dependencies: readonly ChartDependency[];
  /** The SHA-256 of each template, by path: what a chart on disk is recognized by. */
  readonly templates: Readonly<Record<string, string>>;
  /** By folder: the charts inside that are not published by themselves, such as `peerpodctrl`. */
  readonly subcharts: Readonly<Record<string, EditionDocument>>;
}

/** A chart that another one depends on. */
export interface ChartDependency {
  readonly name: string;
  readonly version: string;
  /** Its key among the values, where that is not its name. */
  readonly alias?: string;
  /** The path of the value that turns it on or off. */
  readonly condition?: string;
}

/** An edition as its file has it: what differs from the edition before. */
export interface EditionDifference extends DocumentDifference {
  /** The version that it is a difference to. Absent in the first edition of a chart. */
  readonly from?: string;
}
