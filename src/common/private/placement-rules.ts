import { Toleration } from '../placement';
import { Problems } from './problems';

/** Rules on where pods run, the same for every construct. */
export function checkPlacement(
  props: { readonly nodeSelector?: { readonly [label: string]: string }; readonly tolerations?: readonly Toleration[] },
  problems: Problems,
): void {
  for (const [label, value] of Object.entries(props.nodeSelector ?? {}).sort()) {
    if (typeof value !== 'string' || !/^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/.test(value)) {
      problems.add(`nodeSelector["${label}"]`, value, 'a label value: letters, digits, "-", "_" and ".", at most 63 characters',
        'Numbers and booleans need quotes.');
    }
    if (!/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(label)) {
      problems.add(`nodeSelector["${label}"]`, label,
        'a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and "."',
        'Take it from kubectl get nodes --show-labels.');
    }
  }
  (props.tolerations ?? []).forEach(({ key, operator, value }, index) => {
    const prop = `tolerations[${index}]`;
    if (!key && operator !== 'Exists') {
      problems.add(`${prop}.operator`, operator, 'Exists, where there is no key', 'Name the taint\'s key, or tolerate all with Exists.');
    }
    if (operator === 'Exists' && value) {
      problems.add(`${prop}.value`, value, 'none with the operator Exists', 'Leave it out, or use Equal.');
    }
  });
}

/** A label selector that is the same object for the same labels, whatever order a caller's language gives maps. */
export function sortedMap(map: { readonly [key: string]: string } = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
