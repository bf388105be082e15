import { describe, error, formatPath, Path, Finding, warning } from './findings';
import { copy, isMap, valueAt, Values } from './tree';
import { has, lookup, put } from '../../common/private/free-keys';

/** The defaults of a chart: its `values.yaml` and those of the charts it depends on. */
export interface ChartDefaults {
  /** What `values.yaml` says. */
  readonly values: Values;

  /** By the key that the dependency has in this chart's values: its alias, else its name. */
  readonly dependencies?: Readonly<Record<string, DependencyDefaults>>;
}

/** The defaults of a chart that another one depends on. */
export interface DependencyDefaults extends ChartDefaults {
  /**
   * Paths of booleans that turn the dependency on or off, such as `resourceCtrl.enabled`, separated by commas: names joined by
   * dots. The first one that is set decides.
   */
  readonly condition?: string;

  /** Keys below `tags` that turn the dependency on or off where no condition does: off where some are false and none is true. */
  readonly tags?: readonly string[];
}

/** What the templates of a chart see as `.Values`. */
export interface TemplateValues {
  /** The chart's own values. The values that a dependency's templates see are those under its key. */
  readonly values: Values;

  /** The keys of the dependencies that are on. */
  readonly enabled: string[];

  /** What Helm warns about, and the one thing it refuses: a dependency's values that are not a map. */
  readonly problems: Finding[];
}

/** Merges the values of several `--values` files: maps merge, anything else of the later file wins, null included. */
export function mergeFiles(earlier: Values, later: Values): Values {
  const result = { ...earlier };
  for (const [key, value] of Object.entries(later)) {
    const below = lookup(result, key);
    put(result, key, isMap(value) && isMap(below) ? mergeFiles(below, value) : value);
  }
  return result;
}

/** What the templates of a chart without dependencies see: the user's values over the chart's defaults. */
export function coalesce(chartDefaults: Values, userValues: Values): TemplateValues {
  return templateValues({ values: chartDefaults }, userValues);
}

/**
 * What the templates of a dependency see, `global` included. Which of the user's values reach it depends on the parent,
 * whose defaults lie between: user, parent's section for the alias, the dependency's own defaults.
 */
export function coalesceDependency(
  parentDefaults: Values, ownDefaults: Values, userValues: Values, alias: string,
): TemplateValues {
  const parent = { values: parentDefaults, dependencies: { [alias]: { values: ownDefaults } } };
  const { values, problems, enabled } = templateValues(parent, userValues);
  return { values: isMap(values[alias]) ? values[alias] : {}, problems, enabled };
}

/** What the templates of a chart and of its dependencies see, from the chart's defaults and the user's values. */
export function templateValues(chart: ChartDefaults, userValues: Values): TemplateValues {
  // Helm goes over the values three times: to find out which dependencies are on, to merge the defaults of those into the
  // chart's, and for the result. It stops at an error of any round.
  const first = new Coalescing(false);
  const conditions: Finding[] = [];
  const on = withoutDisabled(chart, first.chart(chart, userValues), [], conditions);
  const errors = first.problems.filter((problem) => problem.level === 'error');
  const last = new Coalescing(false);
  const values = last.chart(withImportedDefaults(on), userValues);
  const problems = errors.length > 0 ? errors : unique([...conditions, ...last.problems]);
  return { values, enabled: Object.keys(on.dependencies ?? {}), problems };
}

/** The chart without the dependencies that conditions or tags turn off. Only booleans decide. */
function withoutDisabled(chart: ChartDefaults, values: Values, prefix: string[], problems: Finding[]): ChartDefaults {
  const dependencies: Record<string, DependencyDefaults> = {};
  for (const [key, dependency] of Object.entries(chart.dependencies ?? {})) {
    const switches = (dependency.condition ?? '').split(',').filter(Boolean).map((path) => [...prefix, ...path.split('.')]);
    const tags = (dependency.tags ?? []).map((tag) => valueAt(values, 'tags', tag));
    const on = decided(switches, values, problems) ?? (tags.includes(true) || !tags.includes(false));
    if (on) {
      dependencies[key] = { ...dependency, ...withoutDisabled(dependency, values, [...prefix, key], problems) };
    }
  }
  return { values: chart.values, dependencies };
}

/** The first boolean at one of the paths. */
function decided(paths: string[][], values: Values, problems: Finding[]): boolean | undefined {
  for (const path of paths) {
    const value = valueAt(values, ...path);
    if (typeof value === 'boolean') {
      return value;
    }
    if (value !== undefined && !isMap(value)) {
      problems.push(warning(formatPath(path), `got ${describe(value)}, which does not turn the dependency off; `
        + 'allowed: true or false, without quotes'));
    }
  }
  return undefined;
}

function withImportedDefaults(chart: ChartDefaults): ChartDefaults {
  const dependencies = Object.fromEntries(Object.entries(chart.dependencies ?? {})
    .map(([key, dependency]) => [key, withImportedDefaults(dependency)]));
  const imported = { values: chart.values, dependencies };
  return Object.keys(dependencies).length === 0 ? imported : { values: new Coalescing(true).chart(imported, {}), dependencies };
}

/** A dependency's values are looked at twice, in the parent's values and as its own. */
function unique(problems: Finding[]): Finding[] {
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}

/**
 * Helm's coalesce.go, function by function.
 *
 * @param keepNulls `merge` in Helm: nulls stay, because another round follows, which they shall still delete keys in
 */
class Coalescing {
  public readonly problems: Finding[] = [];

  constructor(private readonly keepNulls: boolean) {}

  public chart(chart: ChartDefaults, userValues: Values): Values {
    const values = copy(userValues);
    this.into(values, chart, []);
    return values;
  }

  private into(values: Values, chart: ChartDefaults, path: Path): void {
    this.defaults(values, copy(chart.values), new Set(Object.keys(chart.dependencies ?? {})), path);
    for (const [key, dependency] of Object.entries(chart.dependencies ?? {})) {
      const mine = has(values, key) ? values[key] : {};
      if (!isMap(mine)) {
        this.problems.push(error(formatPath([...path, key]), 'the values of a dependency are not a map; allowed: a map; '
          + 'to do without its defaults, set its keys to null one by one'));
        continue;
      }
      put(values, key, mine);
      this.globals(mine, values, [...path, key]);
      this.into(mine, dependency, [...path, key]);
    }
  }

  /** The top level of a chart: a null of the user deletes the key whatever the default is. */
  private defaults(values: Values, defaults: Values, dependencies: Set<string>, path: Path): void {
    for (const [key, fallback] of Object.entries(defaults)) {
      if (!has(values, key)) {
        put(values, key, fallback);
        continue;
      }
      const value = values[key];
      if (value === null && !this.keepNulls) {
        delete values[key];
      } else if (isMap(value) && isMap(fallback)) {
        this.tables(value, fallback, this.keepNulls || dependencies.has(key), [...path, key]);
      } else if (isMap(value) && fallback !== null) {
        this.problems.push(notATable([...path, key]));
      }
    }
  }

  /** Below the top level: a null deletes the key only if there is a default for it to delete. */
  private tables(values: Values, defaults: Values, keepNulls: boolean, path: Path): void {
    for (const [key, fallback] of Object.entries(defaults)) {
      if (!has(values, key)) {
        put(values, key, fallback);
        continue;
      }
      const value = values[key];
      if (value === null) {
        if (!keepNulls && fallback !== null) {
          delete values[key];
        }
      } else if (isMap(value) && isMap(fallback)) {
        this.tables(value, fallback, keepNulls, [...path, key]);
      } else if (isMap(fallback)) {
        this.problems.push(warning(
          formatPath([...path, key]), 'the chart has a map here, and this value takes the place of all its keys'));
      } else if (isMap(value) && fallback !== null) {
        this.problems.push(notATable([...path, key]));
      }
    }
  }

  /** Every chart hands its `global` down; the globals of the chart above win. */
  private globals(mine: Values, above: Values, path: Path): void {
    const below = has(mine, 'global') ? mine.global : {};
    const handed = has(above, 'global') ? above.global : {};
    if (!isMap(below) || !isMap(handed)) {
      const where = isMap(below) ? [...path.slice(0, -1), 'global'] : [...path, 'global'];
      this.problems.push(warning(formatPath(where), 'not a map, so no globals reach the dependency'));
      return;
    }
    for (const [key, value] of Object.entries(handed)) {
      const existing = lookup(below, key);
      if (isMap(value) && has(below, key) && !isMap(existing)) {
        this.problems.push(warning(
          formatPath([...path, 'global', key]), 'not a map, while the global of the chart above is; left as it is'));
      } else if (isMap(value) && isMap(existing)) {
        const merged = { ...value };
        this.tables(merged, existing, true, [...path, 'global', key]);
        put(below, key, merged);
      } else if (isMap(existing)) {
        this.problems.push(warning(
          formatPath([...path, 'global', key]), 'a map, while the global of the chart above is not; left as it is'));
      } else {
        // Not a deep copy: below this level, what the dependency adds shows in the chart's own globals, too, as in Helm.
        put(below, key, isMap(value) ? { ...value } : value);
      }
    }
    put(mine, 'global', below);
  }
}

function notATable(path: Path): Finding {
  return warning(formatPath(path), 'the chart has a single value or a list here, and this map takes its place');
}
