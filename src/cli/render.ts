import { readFileSync } from 'fs';
import { readArguments } from './arguments';
import { UserError } from './user-error';
import { isDnsLabel, isDnsName } from '../common/private/problems';
import { looksSecretKey, show, showFile } from '../common/private/redact';
import { didYouMean } from '../common/private/suggest';
import { decodeUtf8 } from '../common/private/utf8';
import { UnwritableError } from '../common/private/yaml/unwritable';
import { yamlStream } from '../common/private/yaml/write';
import { chartsOf } from '../delivery/private/tree';
import { UninstallPhase } from '../delivery/uninstall-phase';
import { build } from '../values/chart-edition';
import { EDITIONS, EditionEntry } from '../values/editions';
import { check } from '../values/helm/check';
import { knownValues } from '../values/helm/known';
import { loadValues } from '../values/helm/load';
import { error, Problem, problemLine } from '../values/helm/problem';
import { hasPath } from '../values/helm/unknownKey';

const PHASES = ['install', 'uninstall'];
const API_VERSION = /^([a-z0-9.-]+\/)?v[0-9][a-z0-9]*(\/[A-Za-z0-9]+)?$/;

/** `render`: values in, manifests out. Nothing is printed to standard output unless everything is right. */
export function render(args: string[]): void {
  const { values: options, positionals } = readArguments(args, {
    'values': { type: 'string', short: 'f', multiple: true },
    'set': { type: 'string', multiple: true },
    'set-string': { type: 'string', multiple: true },
    'release-name': { type: 'string' },
    'namespace': { type: 'string', short: 'n' },
    'api-versions': { type: 'string', short: 'a', multiple: true },
    'phase': { type: 'string' },
    'lenient': { type: 'boolean' },
  });
  const { name, load } = editionOf(positionals);
  const edition = load();
  const phase = options.phase ?? 'install';
  const namespace = options.namespace ?? 'default';
  const wrong: string[] = [];
  if (!PHASES.includes(phase)) wrong.push(`--phase: got ${show(phase)}; allowed: ${PHASES.join(', ')}`);
  if (!isDnsLabel(namespace)) wrong.push(`--namespace: got ${show(namespace)}; allowed: a-z, 0-9 and "-", at most 63 characters`);
  const releaseName = options['release-name'] ?? 'release-name';
  if (releaseName.length > 53 || !isDnsName(releaseName)) {
    wrong.push(`--release-name: got ${show(releaseName)}; allowed: a-z, 0-9, "-" and ".", at most 53 characters`);
  }
  const apiVersions = (options['api-versions'] ?? []).flatMap((one) => one.split(','));
  for (const one of apiVersions.filter((text) => !API_VERSION.test(text))) {
    wrong.push(`--api-versions: got "${one}"; allowed: group/version, with /Kind at its end or not, such as nfd.k8s-sigs.io/v1alpha1`);
  }
  if (wrong.length) throw new UserError(wrong);

  const files = (options.values ?? []).flatMap((one) => one.split(',')).map(read);
  const user = loadValues({ files, set: options.set, setString: options['set-string'] });
  const found = [...files.flatMap(({ problem }) => problem ?? []), ...user.problems, ...check(edition.schema, user.values, {
    lenient: options.lenient ?? false,
    sources: user.sources,
    afterComma: user.afterComma,
    anchorKeys: user.anchorKeys,
    editionsWith: (path) => EDITIONS
      .filter((other) => other.name !== name && chartOf(other.name) === chartOf(name) && hasPath(other.load().schema, path))
      .map((other) => other.name),
  })];
  const values = knownValues(edition.schema, user.values);
  const plan = edition.plan({ ...user, values }, { releaseName, namespace, apiVersions, phase });
  // What follows from a value of the wrong type is no news.
  const followUp = (problem: Problem) => found.some(({ path, severity }) => (
    severity === 'error' && (problem.path === path || problem.path.startsWith(`${path}.`) || problem.path.startsWith(`${path}[`))));
  report([...found, ...plan.problems.filter((problem) => !followUp(problem))]);

  const app = build(plan, namespace);
  const objects = chartsOf(phase === 'install' ? app : UninstallPhase.of(app).app).flatMap((chart) => chart.toJson() as unknown[]);
  process.stdout.write(print(objects));
}

function print(objects: readonly unknown[]): string {
  try {
    return yamlStream(objects);
  } catch (thrown) {
    if (thrown instanceof UnwritableError) throw new UserError(thrown.lines);
    throw thrown;
  }
}

const chartOf = (edition: string) => edition.split('@')[0];

function editionOf(positionals: string[]): EditionEntry {
  const known = EDITIONS.map(({ name }) => name);
  const [wanted, ...more] = positionals; // what stands by itself may be a value that lost its key
  if (wanted === undefined) throw new UserError([`render: no chart given; allowed: ${known.join(', ')}`]);
  if (more.length) throw new UserError(['render: got another argument after the chart; to give several values files, repeat --values']);
  const entry = EDITIONS.find(({ name }) => name === wanted);
  if (entry) return entry;
  const near = didYouMean(wanted, known);
  throw new UserError([`render: unknown chart${/^([a-z0-9-]+(@[0-9][\w.+-]*)?)?$/.test(wanted) && !looksSecretKey(wanted.replace('@', ' ')) ? ` "${wanted}"` : ''}; allowed: ${known.join(', ')}${near ? `; did you mean ${near}?` : ''}`]);
}

/** The text of a values file. One that cannot be read is a problem, and counts as one without values. */
function read(file: string): { name: string; text: string; problem?: Problem } {
  const name = file === '-' ? 'standard input' : showFile(file);
  try {
    const text = decodeUtf8(readFileSync(file === '-' ? 0 : file));
    if (typeof text === 'string') return { name, text };
    return { name, text: '{}', problem: error(`${name}:${text.line}:${text.column}`, text.message) };
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    const why = ({ ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' } as Record<string, string>)[code];
    return { name, text: '{}', problem: error(`--values ${showFile(file)}`, why ?? `it cannot be read (${code})`) };
  }
}

/** Prints warnings; stops on errors, with every one of them. */
function report(problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  for (const problem of problems) {
    if (problem.severity === 'warning') process.stderr.write(`warning: ${problemLine(problem)}\n`);
  }
  if (errors.length) throw new UserError(errors.map(problemLine));
}
