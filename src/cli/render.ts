import { Arguments } from './arguments';
import { loadChart } from './chosen-chart';
import { command } from './command';
import { editionOf } from './edition';
import { Output, plainLine } from './output';
import { checkReleaseOptions, OPTIONS } from './render-options';
import { onlyShown } from './show-only';
import { UserError } from './user-error';
import { readValuesFiles, textFileReader } from './values-file';
import { showFile } from '../common/private/redact';
import { writtenObject } from '../common/private/written-object';
import { UnwritableError } from '../common/private/yaml/unwritable';
import { yamlStream } from '../common/private/yaml/write';
import { objectsOf, Phase } from '../values/chart-edition';
import { editionsWith } from '../values/editions-with';
import { check } from '../values/helm/check';
import { knownValues } from '../values/helm/known';
import { loadValues } from '../values/helm/load';
import { isWithin, Problem, problemLine } from '../values/helm/problem';
import { removable, without } from '../values/helm/tree';

/** More problems than these are counted only. */
const MOST_LINES = 100;

/** `render`: values in, manifests out. Nothing is printed to standard output unless everything is right. */
export const RENDER = command({
  usage: ['render <chart>@<version> [options]', 'render <folder or archive of a chart> [options]'],
  about: 'Prints the manifests that a chart\'s values mean, as a stream of YAML documents. It needs neither Helm nor the chart; a chart '
    + 'on disk, as helm pull leaves it, may have any version whose templates are known.',
  options: OPTIONS,
  examples: [
    ['the chart that you run, with the values that you have', 'cdk8s-coco render kata-deploy@4.1.0 -f my.yaml -n coco-system | kubectl apply -f -'],
    ['what cleans the nodes', 'cdk8s-coco render kata-deploy@4.1.0 -f my.yaml -n coco-system --phase uninstall'],
    ['values that the chart has in itself, and one value over them', 'cdk8s-coco render peerpods@0.4.0 -f chart:providers/aws.yaml --set providerConfigs.aws.AWS_REGION=eu-west-1'],
    ['a chart on disk', 'cdk8s-coco render ./confidential-containers-0.21.0.tgz -f my.yaml'],
  ],
  run: render,
});

function render({ options, positionals }: Arguments<typeof OPTIONS>, output: Output): void {
  const chosen = editionOf('render', positionals, options.version);
  const {
    'phase': wanted = 'install', namespace = 'default', 'release-name': releaseName = 'release-name', 'api-versions': lists = [], lenient = false,
  } = options;
  const apiVersions = lists.flatMap((one) => one.split(','));
  checkReleaseOptions({ phase: wanted, namespace, releaseName, apiVersions }, (lines) => atMost(lines, (line) => line));
  const phase = wanted as Phase;

  const names = (options.values ?? []).flatMap((one) => one.split(','));
  const { entry, edition, shipped, problems: own } = loadChart(chosen, lenient);
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

  const objects = objectsOf(plan, phase);
  if (phase === 'uninstall' && !objects.length) {
    output.tell('note: nothing has to clean the nodes: to uninstall, delete what render prints, with kubectl delete -f');
  }
  const all = options['create-namespace'] && phase === 'install' ? withNamespace(objects, namespace) : objects;
  const shown = onlyShown(all, options['show-only'] ?? []);
  const folder = options['output-dir'];
  if (folder === undefined) return output.print(stream(shown));
  const { writeFolder } = require('./output-dir') as typeof import('./output-dir');
  output.tell(`note: ${writeFolder(folder, shown.map((object) => ({ object, text: stream([object]) })))} files in ${showFile(folder)}`);
}

/** With the Namespace in front, where the chart does not print it itself. GitOps engines never delete it. */
function withNamespace(objects: readonly object[], name: string): readonly object[] {
  const isIt = (one: object) => {
    const { kind, metadata } = one as { kind: string; metadata: { name: string } };
    return kind === 'Namespace' && metadata.name === name;
  };
  if (name === 'default' || objects.some(isIt)) return objects;
  return [writtenObject({ id: 'Namespace', manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, keep: true }), ...objects];
}

function stream(objects: readonly unknown[]): string {
  try {
    return yamlStream(objects);
  } catch (thrown) {
    if (thrown instanceof UnwritableError) throw new UserError(thrown.lines);
    throw thrown;
  }
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
