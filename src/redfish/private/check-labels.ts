import { isLabelKey, isLabelValue } from '../../common/private/placement-rules';
import { isDnsName, Problems } from '../../common/private/problems';

const KEY_RULE = 'an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and "."';

/** Whether a text may be the name of most objects. */
export const isName = (text: string) => text.length <= 253 && isDnsName(text);

/** Labels as the API server takes them. */
export function checkLabels(prop: string, labels: { readonly [label: string]: unknown } | undefined, problems: Problems): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    const place = `${prop}["${key}"]`;
    if (!isLabelKey(key)) problems.add(place, key, `a label: ${KEY_RULE}`, 'Rename it.');
    if (!isLabelValue(value)) {
      problems.add(place, value, 'a label value: letters, digits, "-", "_" and ".", at most 63 characters', 'Numbers and booleans need quotes.');
    }
  }
}

/** Annotations as the API server takes them. */
export function checkAnnotations(
  prop: string, annotations: { readonly [key: string]: unknown } | undefined, problems: Problems,
): void {
  for (const [key, value] of Object.entries(annotations ?? {})) {
    const place = `${prop}["${key}"]`;
    if (!isLabelKey(key.toLowerCase())) problems.add(place, key, `the key of an annotation: ${KEY_RULE}`, 'Rename it.');
    if (typeof value !== 'string') problems.add(place, value, 'a text', 'Put it in quotes.');
  }
}
