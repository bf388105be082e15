import { isAnnotationKey, isLabelKey, isLabelValue, KEY, LABEL_VALUE } from './names';
import type { Problems } from '../problems';

type Texts = { readonly [key: string]: unknown } | undefined;

const REPAIR = 'Write it in this form.';

/** Rules on labels of objects. */
export function checkLabels(prop: string, labels: Texts, problems: Problems): void {
  for (const [key, value] of Object.entries(labels ?? {}).sort()) {
    const place = `${prop}["${key}"]`;
    if (!isLabelValue(value)) problems.add(place, value, LABEL_VALUE, 'Numbers and booleans need quotes.');
    if (!isLabelKey(key)) problems.add(place, key, `a label: ${KEY}`, REPAIR);
  }
}

/** Rules on annotations of objects: any text is a value. */
export function checkAnnotations(prop: string, annotations: Texts, problems: Problems): void {
  for (const [key, value] of Object.entries(annotations ?? {}).sort()) {
    const place = `${prop}["${key}"]`;
    if (typeof value !== 'string') problems.add(place, value, 'a string', 'Numbers and booleans need quotes.');
    if (!isAnnotationKey(key)) problems.add(place, key, `an annotation: ${KEY}`, REPAIR);
  }
}

/** Rules on labels that a construct sets itself, by which its objects are found. */
export function checkOwnLabels(
  prop: string, labels: Texts, own: readonly string[], problems: Problems,
): void {
  for (const key of Object.keys(labels ?? {}).filter((one) => own.includes(one)).sort()) {
    problems.add(`${prop}["${key}"]`, key, 'labels that are not set already', 'The selector uses this one: choose another.');
  }
}
