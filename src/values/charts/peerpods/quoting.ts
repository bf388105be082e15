import { has } from '../../../common/private/free-keys';
import { show } from '../../../common/private/redact';
import { isAnnotationKey, isDnsLabel, isDnsName, isLabelKey, isLabelValue, KEY, LABEL_VALUE } from '../../../common/private/rules/names';
import { error, Finding, warning } from '../../engine/findings';
import { goNumberText } from '../../engine/number-text';
import { templateText, templateMap } from '../../engine/template-text';
import { unquotedTextProblem } from '../../engine/unquoted-text';

/** By path: the texts of numbers in the values files that templates print in another way. */
export type Sources = ReadonlyMap<string, string>;

/**
 * The text that a container shall see for a value which the chart pastes between double quotes. Where the paste would break,
 * or turn it into another text, the value itself stands, with a warning. A secret's warning does not show it.
 */
export function quoted(value: unknown, path: string, sources: Sources, secret: boolean, problems: Finding[]): string {
  const source = sources.get(path);
  if (typeof value === 'number') {
    if (source === undefined) return String(value); // it stands as the chart prints it
    if (goNumberText(value).includes('e')) {
      const decimal = /^[-+]?[0-9.]+$/.test(source) ? source : String(value);
      problems.push(warning(path, `the number ${secret ? 'is printed as written' : `${source} is printed as ${decimal}`}, `
        + 'where the chart would print an exponent; quote it'));
      return decimal;
    }
  }
  const text = secret ? templateText(value, path, NO_SOURCES, []) : templateText(value, path, sources, problems);
  if (/["\\\r\n]|<no value>/.test(text)) {
    problems.push(warning(path, 'has a quote, a backslash or a line break, which the chart would break; it is printed unchanged'));
  }
  return text;
}

const NO_SOURCES: Sources = new Map();

/** What YAML makes of a text that a template writes as a block below `key: |`: lines without CR, one line break at the end. */
export function block(text: string): string {
  return `${text.replace(/\r\n?/g, '\n').replace(/\n+$/, '')}\n`;
}

/** A text that the templates write without quotes: what YAML reads as something else, the API server refuses. */
export function unquoted(value: unknown, path: string, sources: Sources, problems: Finding[]): string {
  const text = templateText(value, path, sources, problems);
  const misread = unquotedTextProblem(text);
  if (misread) problems.push(error(path, misread));
  return text;
}

/** The name of an object that a value has, or its beginning. */
export function checkName(name: string, path: string, problems: Finding[], allowed = 'a-z, 0-9, "-" and ".", at most 253 characters'): void {
  if (!isDnsName(name)) problems.push(error(path, `makes the name ${show(name)}; allowed: ${allowed}`));
}

/** The name of a Service, which is also the name of a host. */
export function checkServiceName(name: string, path: string, problems: Finding[]): void {
  if (isDnsName(name) && !isDnsLabel(name)) {
    problems.push(error(path, `makes the Service ${show(name)}, whose name has at most 63 characters and no "."; take a shorter one`));
  }
}

/** The name of a namespace. */
export function checkNamespaceName(name: string, path: string, problems: Finding[]): string {
  if (!isDnsLabel(name)) problems.push(error(path, `got ${show(name)}; allowed: a-z, 0-9 and "-", at most 63 characters`));
  return name;
}

/** Labels that the API server takes, and that leave the selector of the workload alone. */
export function checkLabels(
  given: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, string>>,
  place: (key: string) => string,
  problems: Finding[],
): Record<string, string> {
  for (const [key, value] of Object.entries(given)) {
    const text = value ?? '';
    if (!isLabelKey(key)) {
      problems.push(error(place(key), `allowed: a label: ${KEY}`));
    } else if (typeof text === 'string' && !isLabelValue(text)) {
      problems.push(error(place(key), `got ${show(text)}; allowed: ${LABEL_VALUE}`));
    } else if (has(own, key) && text !== own[key]) {
      problems.push(error(place(key), `got ${show(text)}; the workload is selected by ${key}: ${own[key]}; leave it out`));
    }
  }
  return templateMap(given);
}

/** Annotations whose names the API server takes. */
export function checkAnnotations(
  given: Readonly<Record<string, unknown>>, place: (key: string) => string, problems: Finding[],
): Record<string, string> {
  const wrong = Object.keys(given).filter((key) => !isAnnotationKey(key));
  problems.push(...wrong.map((key) => error(place(key), `allowed: an annotation: ${KEY}`)));
  return templateMap(given);
}
