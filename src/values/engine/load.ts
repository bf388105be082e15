import { error, isWithin, Finding } from './findings';
import { MAX_MARKS, marksOf } from './limits';
import { mergeFiles } from './merge';
import { parseValues } from './parse';
import { FileReader, SetOption, setValues, SetTally } from './set';
import { checkJson, readJson } from './set-json';
import { currentSources, overlaySources } from './sources';
import { copy, isMap, Values } from './tree';
import { put } from '../../common/private/free-keys';

/** Everything that a user can say about values on the command line. */
export interface ValuesInput {
  /** The texts of `--values`, in their order; or the values, where they were read before. */
  readonly files?: readonly ValuesText[];

  /** The expressions of `--set`, in their order. */
  readonly set?: readonly string[];

  /** The expressions of `--set-string`, in their order. They come over all of `--set`, as in Helm. */
  readonly setString?: readonly string[];

  /** The expressions of `--set-json`, or whole maps in JSON. They come over the files, and below all of `--set`. */
  readonly setJson?: readonly string[];

  /** The expressions of `--set-file`, which come over all of `--set-string`. */
  readonly setFile?: readonly string[];

  /** The expressions of `--set-literal`, which come over everything else. */
  readonly setLiteral?: readonly string[];

  /** What reads the files of `--set-file`. */
  readonly readFile?: FileReader;
}

/** What a values file says. */
export type ValuesText = { readonly name: string; readonly text: string } | { readonly name: string; readonly values: Values };

/** The user's values, merged. */
export interface LoadedValues {
  /** The values, nulls included. If there are errors, what could be read. */
  readonly values: Values;
  readonly problems: Finding[];

  /** By path: the text of each number of a file which a template would print in another way. */
  readonly sources: ReadonlyMap<string, string>;

  /** The paths of what --set gave after a comma, and of what is around it: it may be the rest of a value. */
  readonly afterComma: ReadonlySet<string>;

  /** The paths of what the options `--set...` gave. */
  readonly bySet: ReadonlySet<string>;

  /** Keys at the top of files that only hold anchors. */
  readonly anchorKeys: readonly string[];
}

/** Merges everything that the user says, as Helm does before it looks at the chart; reports all problems at once. */
export function loadValues(input: ValuesInput): LoadedValues {
  let merged: Values = {};
  const sources = new Map<string, string>();
  const problems: Finding[] = [];
  const anchorKeys: string[] = [];
  let marks = 0;
  for (const file of input.files ?? []) {
    if ('values' in file) {
      merged = mergeFiles(merged, file.values);
      overlaySources(sources, file.values, new Map());
      continue;
    }
    const { name, text } = file;
    marks += marksOf(text);
    if (marks > MAX_MARKS) {
      problems.push(error(name, `too large; allowed: ${MAX_MARKS} line breaks, quotes, brackets, colons and commas in all values files together`));
      break;
    }
    const parsed = parseValues(text, name);
    problems.push(...parsed.problems);
    anchorKeys.push(...parsed.anchorKeys);
    if (parsed.values) {
      merged = mergeFiles(merged, parsed.values);
      overlaySources(sources, parsed.values, parsed.sources);
    }
  }
  const values = copy(merged);
  setByJson(values, input.setJson ?? [], sources, problems);
  const tally = new SetTally(input.readFile);
  const options = { '--set': input.set, '--set-string': input.setString, '--set-file': input.setFile, '--set-literal': input.setLiteral };
  for (const [option, expressions] of Object.entries(options)) {
    for (const expression of expressions ?? []) {
      problems.push(...setValues(values, expression, option as SetOption, tally));
    }
  }
  const { places: bySet, afterComma } = tally;
  return { values, problems, sources: currentSources(sources, values, bySet), afterComma, bySet, anchorKeys };
}

/** Sets values by JSON, in place: an expression such as `a.b={"c":1}`, or a map that is merged. */
function setByJson(values: Values, expressions: readonly string[], sources: Map<string, string>, problems: Finding[]): void {
  const tally = new SetTally();
  for (const expression of expressions) {
    const whole = expression.trim().startsWith('{') ? readJsonMap(expression.trim()) : undefined;
    if (typeof whole === 'string') {
      problems.push(error('--set-json', whole));
    } else if (whole) {
      const found = new Map<string, string>();
      checkJson(whole, [], found, problems);
      overlaySources(sources, whole, found);
      for (const [key, value] of Object.entries(mergeFiles(values, whole))) put(values, key, value);
    } else {
      const before = tally.json.length;
      problems.push(...setValues(values, expression, '--set-json', tally));
      for (const { path, value } of tally.json.slice(before)) {
        for (const source of [...sources.keys()].filter((one) => isWithin(one, path))) sources.delete(source);
        checkJson(value, path, sources, problems);
      }
    }
  }
}

/** A map in JSON, or why it is none. */
function readJsonMap(text: string): Values | string {
  const input = Array.from(text);
  const read = readJson(input, 0);
  if ('refusal' in read) return read.refusal;
  return isMap(read.value) && read.end === input.length ? read.value : 'there is text after the map; allowed: one map, or key=value';
}
