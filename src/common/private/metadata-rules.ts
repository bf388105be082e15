import { isLabelKey, isLabelValue } from './placement-rules';
import { isDnsName, Problems } from './problems';

type Texts = { readonly [key: string]: string } | undefined;

const FORM = 'an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and "."';

/** Whether a text may be the name of most objects. */
export const isName = (text: string) => text.length <= 253 && isDnsName(text);

/** Rules on labels of objects. */
export function checkLabels(prop: string, labels: Texts, problems: Problems): void {
  for (const [label, value] of Object.entries(labels ?? {}).sort()) {
    const place = `${prop}["${label}"]`;
    if (!isLabelValue(value)) {
      problems.add(place, value, 'a label value: letters, digits, "-", "_" and ".", at most 63 characters', 'Numbers and booleans need quotes.');
    }
    if (!isLabelKey(label)) problems.add(place, label, FORM, 'Write it in this form.');
  }
}

/** Rules on annotations of objects: any text is a value, and keys may have capitals in front of the "/". */
export function checkAnnotations(prop: string, annotations: Texts, problems: Problems): void {
  for (const [key, value] of Object.entries(annotations ?? {}).sort()) {
    const place = `${prop}["${key}"]`;
    if (typeof value !== 'string') problems.add(place, value, 'a text', 'Numbers and booleans need quotes.');
    if (!isLabelKey(key.toLowerCase())) problems.add(place, key, FORM, 'Write it in this form.');
  }
}
