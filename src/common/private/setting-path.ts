/** The way to a setting: keys of maps and indexes of lists. */
export type Setting = readonly (string | number)[];

/** Other names of settings: `'shims.*.snapshotter'` is `'shims.*.containerd.snapshotter'`, and what lies below it moves along. */
export type SettingNames = Readonly<Record<string, string>>;

/** The way to a setting by its other name. The longest name that fits counts. */
export function renamed(setting: Setting, names: SettingNames): Setting {
  for (let length = setting.length; length > 0; length--) {
    const head = setting.slice(0, length);
    const found = Object.entries(names).find(([name]) => fits(name.split('.'), head));
    if (!found) continue;
    const keys = head.filter((_, index) => found[0].split('.')[index] === '*');
    return [...found[1].split('.').flatMap((part) => (part === '*' ? keys.shift()! : part || [])), ...setting.slice(length)];
  }
  return setting;
}

const fits = (name: readonly string[], setting: Setting) => (
  name.length === setting.length && name.every((part, index) => part === '*' || part === setting[index]));

/** The keys of these are the user's own. */
const MAP = /(nodeSelector|labels|annotations)$/i;

/** A path as it stands in code: `nodeSelector["a/b"]`, `affinity.terms[0].key`. */
export function propPath(setting: Setting): string {
  return setting.map((one, index) => {
    if (typeof one === 'number') return `[${one}]`;
    const isName = /^\w+$/.test(one) && !MAP.test(String(setting[index - 1] ?? ''));
    return isName ? `${index ? '.' : ''}${one}` : `[${JSON.stringify(one)}]`;
  }).join('');
}

const PART = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|[^.[\]]+/g;

/** The way that a path in code tells. */
export function readPropPath(path: string): Setting {
  return [...path.matchAll(PART)].map(([part, key, index]) => (
    key !== undefined ? JSON.parse(`"${key}"`) as string : index !== undefined ? Number(index) : part));
}
