import { describe, Path } from './findings';
import { Reader } from './reader';
import { has } from '../../common/private/free-keys';
import { show } from '../../common/private/redact';
import { isAnnotationKey, isDnsLabel, isDnsName, isLabelKey, isLabelValue, KEY, LABEL_VALUE } from '../../common/private/rules/names';

type Texts = Record<string, string>;

/** What names of objects are made of. Those of RBAC are wider: `kubevirt.io:view`. */
const NAMES = {
  label: { fits: isDnsLabel, rule: 'a-z, 0-9 and "-", at most 63 characters' },
  name: { fits: (text: string) => isDnsName(text), rule: 'a-z, 0-9, "." and "-", at most 253 characters' },
  rbac: { fits: (text: string) => /^[^/%]+$/.test(text) && text !== '.' && text !== '..', rule: 'a name without "/" and "%"' },
};

/** Namespaces and Services have labels as names. */
export type NameKind = keyof typeof NAMES;

/** The name of an object, which templates write without quotes. */
export function nameAt(reader: Reader, keys: Path, kind: NameKind = 'name'): string {
  const name = reader.text(...keys);
  checkName(reader, name, keys, kind);
  if (!reader.hasError(...keys)) reader.checkUnquoted(name, ...keys);
  return name;
}

/** Reports a name that the API server refuses: that of a value, or one that a template makes of it. */
export function checkName(reader: Reader, name: string, keys: Path, kind: NameKind = 'name'): void {
  const { fits, rule } = NAMES[kind];
  if (fits(name) || reader.hasError(...keys)) return;
  const given = reader.text(...keys);
  reader.error(keys, `${given === name ? `got ${describe(reader.value(...keys))}` : `makes the name ${show(name)}`}; allowed: ${rule}`);
}

/**
 * Labels that templates hand to Kubernetes. Those of several objects are reported once.
 *
 * @param own the labels by which a workload finds its pods
 */
export function labelsAt(reader: Reader, keys: Path, own: Readonly<Texts> = {}): Texts {
  const labels = reader.givenStrings(...keys);
  for (const [key, value] of Object.entries(labels)) {
    const path = [...keys, key];
    if (typeof value !== 'string' || reader.hasError(...path)) continue;
    if (!isLabelKey(key)) {
      reader.error(path, `allowed: a label: ${KEY}`);
    } else if (!isLabelValue(value)) {
      reader.error(path, `got ${describe(value)}; allowed: ${LABEL_VALUE}`);
    } else if (has(own, key) && value !== own[key]) {
      reader.error(path, `got ${describe(value)}; the workload finds its pods by this label, and the API server refuses another value than ${
        show(own[key])}; leave it out`);
    }
  }
  return labels;
}

/** Annotations that templates hand to Kubernetes. */
export function annotationsAt(reader: Reader, keys: Path): Texts {
  const annotations = reader.givenStrings(...keys);
  for (const key of Object.keys(annotations)) {
    if (!isAnnotationKey(key) && !reader.hasError(...keys, key)) reader.error([...keys, key], `allowed: an annotation: ${KEY}`);
  }
  return annotations;
}
