import type { Given } from './arguments';
import { ChosenChart, loadChart } from './chosen-chart';
import { editionOf } from './edition';
import { Output, plainLine } from './output';
import { checkReleaseOptions, RELEASE_OPTIONS, VALUES_OPTIONS } from './render-options';
import { UserError } from './user-error';
import { readValuesFiles, textFileReader } from './values-file';
import type { ChartPlan, Phase, ReleaseContext, UserValues } from '../values/chart-edition';
import { editionsWith } from '../values/editions-with';
import { check } from '../values/engine/check';
import { isWithin, Finding, problemLine } from '../values/engine/findings';
import { knownValues } from '../values/engine/known-values';
import { loadValues, ValuesText } from '../values/engine/load';
import { removable, without } from '../values/engine/tree';

/** More problems than these are counted only. */
const MOST_LINES = 100;

type ChartOptions = Given<typeof VALUES_OPTIONS> & Given<typeof RELEASE_OPTIONS>;

/** What a command line says of a chart, its values and its release. */
export interface PlannedChart {
  /** As the command line names it. */
  readonly name: string;
  readonly chart: ChosenChart;
  readonly files: readonly ValuesText[];
  /** What of the values the chart knows. */
  readonly user: UserValues;
  readonly context: ReleaseContext;
  readonly plan: ChartPlan;
}

/**
 * Reads the values of a chart, and plans what it would do with them. Prints warnings; with errors, throws all of them.
 *
 * @param command for messages
 */
export function planChart(
  command: string, options: ChartOptions, positionals: readonly string[], phase: string, output: Output,
): PlannedChart {
  const chosen = editionOf(command, positionals, options.version);
  const { namespace = 'default', 'release-name': releaseName = 'release-name', 'api-versions': lists = [], lenient = false } = options;
  const apiVersions = lists.flatMap((one) => one.split(','));
  checkReleaseOptions({ phase, namespace, releaseName, apiVersions }, (lines) => atMost(lines, (line) => line));

  const names = (options.values ?? []).flatMap((one) => one.split(','));
  const chart = loadChart(chosen, lenient);
  const { entry, edition, shipped } = chart;
  const { files, problems: unread } = readValuesFiles(names, () => shipped);
  const user = loadValues({
    files,
    set: options.set,
    setString: options['set-string'],
    setJson: options['set-json'],
    setFile: options['set-file'],
    setLiteral: options['set-literal'],
    readFile: textFileReader(),
  });
  const found = [...chart.problems, ...unread, ...user.problems, ...check(edition.schema, user.values, {
    lenient,
    sources: user.sources,
    afterComma: user.afterComma,
    bySet: user.bySet,
    anchorKeys: user.anchorKeys,
    editionsWith: editionsWith(entry),
  })];
  if ([...unread, ...user.problems].some(isError)) report(found, output); // what values are missing is not known then
  // Values of a wrong type count as not given: what follows from them is no news.
  const wrong = found.filter(isError).flatMap(({ place }) => (place ? [removable(place)] : []));
  const known = { ...user, values: without(knownValues(edition.schema, user.values), wrong) };
  const context: ReleaseContext = { releaseName, namespace, apiVersions, phase: phase as Phase };
  const plan = edition.plan(known, context);
  const planned = lenient ? plan.problems : plan.problems.map((one) => (one.isMisspelt ? { ...one, level: 'error' as const } : one));
  report([...found, ...planned.filter(({ path }) => !wrong.some((place) => isWithin(path, place)))], output);
  return { name: 'path' in chosen ? chosen.path : entry.name, chart, files, user: known, context, plan };
}

const isError = ({ level }: Finding) => level === 'error';

/** Prints warnings; stops on errors, with every one of them. */
function report(problems: readonly Finding[], output: Output): void {
  const lines = (level: Finding['level']) => atMost(problems.filter((one) => one.level === level), problemLine);
  for (const line of lines('warning')) output.tell(plainLine(`warning: ${line}`));
  const errors = lines('error');
  if (errors.length) throw new UserError(errors);
}

export function atMost<T>(items: readonly T[], line: (item: T) => string): string[] {
  const more = items.length - MOST_LINES;
  return [...items.slice(0, MOST_LINES).map(line), ...(more > 0 ? [`${more} more like these`] : [])];
}
