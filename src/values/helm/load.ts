import { MAX_MARKS, marksOf } from './limits';
import { mergeFiles } from './merge';
import { parseValues } from './parse';
import { error, Problem } from './problem';
import { setValues, SetTally } from './set';
import { currentSources, overlaySources } from './sources';
import { copy, Values } from './tree';

/** Everything that a user can say about values on the command line. */
export interface ValuesInput {
  /** The texts of `--values`, in their order; or the values, where they were read before. */
  readonly files?: readonly ValuesText[];

  /** The expressions of `--set`, in their order. */
  readonly set?: readonly string[];

  /** The expressions of `--set-string`, in their order. They come over all of `--set`, as in Helm. */
  readonly setString?: readonly string[];
}

/** What a values file says. */
export type ValuesText = { readonly name: string; readonly text: string } | { readonly name: string; readonly values: Values };

/** The user's values, merged. */
export interface LoadedValues {
  /** The values, nulls included. If there are errors, what could be read. */
  readonly values: Values;
  readonly problems: Problem[];

  /** By path: the text of each number of a file which a template would print in another way. */
  readonly sources: ReadonlyMap<string, string>;

  /** The paths of what --set gave after a comma, and of what is around it: it may be the rest of a value. */
  readonly afterComma: ReadonlySet<string>;

  /** Keys at the top of files that only hold anchors. */
  readonly anchorKeys: readonly string[];
}

/** Merges everything that the user says, as Helm does before it looks at the chart; reports all problems at once. */
export function loadValues(input: ValuesInput): LoadedValues {
  let merged: Values = {};
  const sources = new Map<string, string>();
  const problems: Problem[] = [];
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
  const tally = new SetTally();
  for (const [option, expressions] of [['--set', input.set ?? []], ['--set-string', input.setString ?? []]] as const) {
    for (const expression of expressions) {
      problems.push(...setValues(values, expression, option, tally));
    }
  }
  return { values, problems, sources: currentSources(sources, values, tally.places), afterComma: tally.afterComma, anchorKeys };
}
