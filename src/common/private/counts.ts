/** A number with commas: `10,000`. */
export const count = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** The first of some names, and how many more there are. */
export function some(names: readonly string[], shown = 10): string {
  const more = names.length > shown ? ` and ${count(names.length - shown)} more` : '';
  return `${names.slice(0, shown).join(', ')}${more}`;
}
