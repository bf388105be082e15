/**
 * The forms of names, as the API server judges them. Each is written here and nowhere else.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const NAME_PART = '[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?';

const test = (pattern: string) => {
  const regex = new RegExp(`^${pattern}$`);
  return (text: unknown): text is string => typeof text === 'string' && regex.test(text);
};

/** The name of a namespace, a Service, a label of a host. */
export const isDnsLabel = test(LABEL);
export const DNS_LABEL = 'a DNS label: a-z, 0-9 and "-", at most 63 characters';

const PART = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const isParts = test(`${PART}(\\.${PART})*`);

/** The name of most objects. Each part between two dots may be longer than a DNS label. */
export const isDnsName = (text: unknown): text is string => isParts(text) && text.length <= 253;
export const DNS_NAME = 'a DNS name: a-z, 0-9, "-" and ".", at most 253 characters';

/** The part of a label's key behind the "/", and what else has its form. */
export const isNamePart = test(NAME_PART);

/** The key of a label or a taint. */
export function isLabelKey(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const [name, prefix] = text.split('/').reverse();
  return isNamePart(name) && text.split('/').length <= 2 && (prefix === undefined || isDnsName(prefix));
}

/** The key of an annotation: as that of a label, but capitals are as good as small letters. */
export const isAnnotationKey = (text: unknown): text is string => typeof text === 'string' && isLabelKey(text.toLowerCase());
export const KEY = 'an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and "."';

/** The value of a label. */
export const isLabelValue = (text: unknown): text is string => text === '' || isNamePart(text);
export const LABEL_VALUE = 'a label value: letters, digits, "-", "_" and ".", at most 63 characters';

/** The name of an environment variable that a shell can read, too. */
export const isVariableName = test('[A-Za-z_][A-Za-z0-9_]*');

/** A key of a Secret or a ConfigMap, which becomes the name of a file. */
export const isDataKey = (text: unknown): text is string => isDataText(text) && text !== '.' && !text.startsWith('..');
const isDataText = test('[-._a-zA-Z0-9]{1,253}');
export const DATA_KEY = 'letters, digits, "-", "_" and ".", at most 253 characters';
