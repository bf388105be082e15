import { Reader } from './reader';

/** A name as templates shorten it: `trunc 63 | trimSuffix "-"`. */
export function cut(name: string): string {
  return name.slice(0, 63).replace(/-$/, '');
}

/** The names of a chart and of its objects. */
export interface ChartNames {
  readonly name: string;
  readonly fullname: string;
}

/**
 * The names that a chart from the scaffold of `helm create` makes of its release and of the values `nameOverride` and
 * `fullnameOverride`.
 */
export function chartNames(reader: Reader, chart: string, releaseName: string): ChartNames {
  const name = reader.text('nameOverride') || chart;
  const fullname = reader.text('fullnameOverride') || (releaseName.includes(name) ? releaseName : `${releaseName}-${name}`);
  return { name: cut(name), fullname: cut(fullname) };
}
