import type { DocumentDifference } from '../../common/private/document-difference';
import type { Finding } from '../engine/findings';
import type { Values } from '../engine/tree';

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
  /** The SHA-256 of each file that decides what the chart emits, by path in the chart: what a chart on disk is recognized by. */
  readonly templates: Readonly<Record<string, string>>;
  /**
   * By key among the values: the charts inside. In the data these are only those that are not published by themselves, such as
   * `peerpodctrl`.
   */
  readonly subcharts: Readonly<Record<string, EditionDocument>>;
  /** For a chart on disk that has the templates of this edition: what it has in the place of the edition's. */
  readonly onDisk?: OnDisk;
}

/** What a chart on disk says besides its templates. */
export interface OnDisk {
  readonly appVersion: string;
  /** Its values.yaml. */
  readonly values: Values;
  /** The path of that file in the outermost chart. */
  readonly path: string;
  /** Why it can only be rendered without this chart: its templates are not known. */
  readonly refusal?: readonly Finding[];
}

/** The values that a chart starts from. */
export function defaultsOf({ values, onDisk }: EditionDocument): Values {
  return onDisk?.values ?? values;
}

/** What templates see as `.Chart.AppVersion`. */
export function appVersionOf({ appVersion, onDisk }: EditionDocument): string {
  return onDisk?.appVersion ?? appVersion;
}

/** The key of a dependency among the values of the chart that depends on it. */
export function keyOf({ name, alias }: ChartDependency): string {
  return alias ?? name;
}

/** A chart that another one depends on. */
export interface ChartDependency {
  readonly name: string;
  readonly version: string;
  /** Its key among the values, where that is not its name. */
  readonly alias?: string;
  /** The paths of the values that turn it on or off, separated by commas. The first one that is set decides. */
  readonly condition?: string;
  /** Keys below `tags` that turn it on or off where no condition does. */
  readonly tags?: readonly string[];
}

/** An edition as its file has it: what differs from the edition before. */
export interface EditionDifference extends DocumentDifference {
  /** The version that it is a difference to. Absent in the first edition of a chart. */
  readonly from?: string;
}
