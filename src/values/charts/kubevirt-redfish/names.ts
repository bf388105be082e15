import { isDnsLabel, isDnsName, isLabelKey, isLabelValue, KEY, LABEL_VALUE } from '../../../common/private/rules/names';
import { describe, Path } from '../../engine/findings';
import { Reader } from '../../engine/reader';
import { unquotedTextProblem } from '../../engine/unquoted-text';

type Texts = Record<string, string>;

/** What names of objects are made of. Those of RBAC are wider: `kubevirt.io:view`. */
const NAMES = {
  label: { fits: isDnsLabel, rule: 'a-z, 0-9 and "-", at most 63 characters' },
  name: { fits: (text: string) => isDnsName(text), rule: 'a-z, 0-9, "." and "-", at most 253 characters' },
  rbac: { fits: (text: string) => /^[^/%]+$/.test(text) && text !== '.' && text !== '..', rule: 'a name without "/" and "%"' },
};

/** The name of an object, which templates write without quotes. */
export function nameAt(reader: Reader, path: Path, allowed: keyof typeof NAMES = 'name'): string {
  const text = unquotedAt(reader, path);
  const { fits, rule } = NAMES[allowed];
  if (!fits(text) && !reader.hasError(...path)) reader.error(path, `got ${describe(reader.value(...path))}; allowed: ${rule}`);
  return text;
}

/** A text that templates write without quotes. */
export function unquotedAt(reader: Reader, path: Path): string {
  const text = reader.text(...path);
  if (text !== '') checkUnquoted(reader, text, path);
  return text;
}

/** Whether YAML reads a text without quotes as the same text. */
export function checkUnquoted(reader: Reader, text: string, path: Path): void {
  const problem = unquotedTextProblem(text);
  if (problem) {
    reader.error(path, problem);
  } else if (!/^[A-Za-z0-9_.][^\s#:]*(:[^\s#:]+)*$/.test(text)) {
    reader.error(path, 'the chart writes it without quotes, and YAML reads something else; allowed: letters, digits, "-", "." and "_"');
  }
}

/** Labels that templates write only if there are any. Those of all objects are checked once for each, and reported once. */
export function labelsAt(reader: Reader, ...path: string[]): Texts | undefined {
  const labels = reader.handedOn<Texts>(...path);
  for (const [label, value] of Object.entries(labels ?? {})) {
    if (typeof value !== 'string' || reader.hasError(...path, label)) continue;
    if (!isLabelValue(value)) reader.error([...path, label], `got ${describe(value)}; allowed: ${LABEL_VALUE}`);
    else if (!isLabelKey(label)) reader.error([...path, label], `allowed: a label: ${KEY}`);
  }
  return labels;
}
