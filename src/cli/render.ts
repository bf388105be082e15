import { readArguments } from './arguments';
import { loadChart } from './chosen-chart';
import { editionOf } from './edition';
import { Output, plainLine } from './output';
import { UserError } from './user-error';
import { readValuesFiles } from './values-file';
import { show } from '../common/private/redact';
import { isDnsLabel, isDnsName } from '../common/private/rules/names';
import { UnwritableError } from '../common/private/yaml/unwritable';
import { yamlStream } from '../common/private/yaml/write';
import { objectsOf, Phase } from '../values/chart-edition';
import { editionsWith } from '../values/editions-with';
import { check } from '../values/helm/check';
import { knownValues } from '../values/helm/known';
import { loadValues } from '../values/helm/load';
import { isWithin, Problem, problemLine } from '../values/helm/problem';
import { removable, without } from '../values/helm/tree';
import { misreadText } from '../values/helm/unquoted';

const OPTIONS = {
  'values': { type: 'string', short: 'f', multiple: true },
  'set': { type: 'string', multiple: true },
  'set-string': { type: 'string', multiple: true },
  'release-name': { type: 'string' },
  'namespace': { type: 'string', short: 'n' },
  'api-versions': { type: 'string', short: 'a', multiple: true },
  'phase': { type: 'string' },
  'lenient': { type: 'boolean' },
} as const;

const PHASES: readonly string[] = ['install', 'uninstall'] satisfies Phase[];
const API_VERSION = /^([a-z0-9.-]+\/)?v[0-9][a-z0-9]*(\/[A-Za-z0-9]+)?$/;

/** More problems than these are counted only. */
const MOST_LINES = 100;

/** `render`: values in, manifests out. Nothing is printed to standard output unless everything is right. */
export function render(args: readonly string[], output: Output): void {
  const { options, positionals } = readArguments(args, OPTIONS);
  const chosen = editionOf('render', positionals);
  const {
    'phase': wanted = 'install', namespace = 'default', 'release-name': releaseName = 'release-name', 'api-versions': lists = [], lenient = false,
  } = options;
  const apiVersions = lists.flatMap((one) => one.split(','));
  checkOptions(wanted, namespace, releaseName, apiVersions);
  const phase = wanted as Phase;

  const names = (options.values ?? []).flatMap((one) => one.split(','));
  const { entry, edition, shipped, problems: own } = loadChart(chosen, lenient);
  const { files, problems: unread } = readValuesFiles(names, () => shipped);
  const user = loadValues({ files, set: options.set, setString: options['set-string'] });
  const found = [...own, ...unread, ...user.problems, ...check(edition.schema, user.values, {
    lenient,
    sources: user.sources,
    afterComma: user.afterComma,
    anchorKeys: user.anchorKeys,
    editionsWith: editionsWith(entry),
  })];
  if ([...unread, ...user.problems].some(isError)) report(found, output); // what values are missing is not known then
  // Values of a wrong type count as not given: what follows from them is no news.
  const wrong = found.filter(isError).flatMap(({ place }) => (place ? [removable(place)] : []));
  const values = without(knownValues(edition.schema, user.values), wrong);
  const plan = edition.plan({ ...user, values }, { releaseName, namespace, apiVersions, phase });
  report([...found, ...plan.problems.filter(({ path }) => !wrong.some((place) => isWithin(path, place)))], output);

  output.print(stream(objectsOf(plan, phase)));
}

function stream(objects: readonly unknown[]): string {
  try {
    return yamlStream(objects);
  } catch (thrown) {
    if (thrown instanceof UnwritableError) throw new UserError(thrown.lines);
    throw thrown;
  }
}

function checkOptions(phase: string, namespace: string, releaseName: string, apiVersions: readonly string[]): void {
  const wrong: string[] = [];
  if (!PHASES.includes(phase)) wrong.push(`--phase: got ${show(phase)}; allowed: ${PHASES.join(', ')}`);
  if (!isDnsLabel(namespace)) wrong.push(`--namespace: got ${show(namespace)}; allowed: a-z, 0-9 and "-", at most 63 characters`);
  if (releaseName.length > 53 || !isDnsName(releaseName)) {
    wrong.push(`--release-name: got ${show(releaseName)}; allowed: a-z, 0-9, "-" and ".", at most 53 characters`);
  }
  const misread = misreadText(releaseName);
  if (misread) wrong.push(`--release-name: ${misread}`);
  for (const one of apiVersions.filter((text) => !API_VERSION.test(text))) {
    wrong.push(`--api-versions: got ${show(one)}; allowed: group/version, with /Kind at its end or not, such as nfd.k8s-sigs.io/v1alpha1`);
  }
  if (wrong.length) throw new UserError(atMost(wrong, (line) => line));
}

const isError = ({ severity }: Problem) => severity === 'error';

/** Prints warnings; stops on errors, with every one of them. */
function report(problems: readonly Problem[], output: Output): void {
  const lines = (severity: Problem['severity']) => atMost(problems.filter((one) => one.severity === severity), problemLine);
  for (const line of lines('warning')) output.tell(plainLine(`warning: ${line}`));
  const errors = lines('error');
  if (errors.length) throw new UserError(errors);
}

function atMost<T>(items: readonly T[], line: (item: T) => string): string[] {
  const more = items.length - MOST_LINES;
  return [...items.slice(0, MOST_LINES).map(line), ...(more > 0 ? [`${more} more like these`] : [])];
}
