import { mergeFiles } from './merge';
import { parseValues } from './parse';
import { Path, Problem } from './problem';
import { applySet, parseSet, SetOption } from './set';
import { leaves, overlaySources } from './sources';
import { Values } from './tree';

/** Everything that a user can say about values on the command line. */
export interface ValuesInput {
  /** The texts of `--values`, in their order. */
  readonly files?: ReadonlyArray<{ readonly name: string; readonly text: string }>;

  /** The expressions of `--set`, in their order. */
  readonly set?: readonly string[];

  /** The expressions of `--set-string`, in their order. They come over all of `--set`, as in Helm. */
  readonly setString?: readonly string[];
}

/** The user's values, merged. */
export interface LoadedValues {
  /** The values, nulls included. If there are errors, what could be read. */
  readonly values: Values;
  readonly problems: Problem[];

  /** By path: the text of each number of a file which a template would print in another way. */
  readonly sources: ReadonlyMap<string, string>;

  /** What stands in an expression of --set after a comma: it may be the rest of a value. */
  readonly afterComma: Path[];

  /** Keys at the top of files that only hold anchors. */
  readonly anchorKeys: readonly string[];
}

/** Merges everything that the user says, as Helm does before it looks at the chart; reports all problems at once. */
export function loadValues(input: ValuesInput): LoadedValues {
  let values: Values = {};
  let sources: ReadonlyMap<string, string> = new Map();
  const problems: Problem[] = [];
  const afterComma: Path[] = [];
  const anchorKeys: string[] = [];
  for (const { name, text } of input.files ?? []) {
    const file = parseValues(text, name);
    problems.push(...file.problems);
    anchorKeys.push(...file.anchorKeys);
    if (file.values) {
      values = mergeFiles(values, file.values);
      sources = overlaySources(sources, file.values, file.sources, values);
    }
  }
  const options: Array<[SetOption, readonly string[]]> = [['--set', input.set ?? []], ['--set-string', input.setString ?? []]];
  for (const [option, expressions] of options) {
    for (const expression of expressions) {
      const result = applySet(values, expression, option);
      problems.push(...result.problems);
      if (result.values) {
        values = result.values;
        const own = parseSet(expression, option).values ?? {};
        sources = overlaySources(sources, own, new Map(), values);
        afterComma.push(...leaves(own).slice(1));
      }
    }
  }
  return { values, problems, sources, afterComma, anchorKeys };
}
