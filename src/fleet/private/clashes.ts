import { Built, Held } from './built';
import { apart } from '../../common/private/claim';

const SHOWN = 5;

/**
 * Finds what would be in one cluster twice: objects, handlers, folders and labels of nodes, and folders of components. The
 * constructs of one blueprint have compared their claims already; this compares blueprints, and all objects.
 */
export class Clashes {
  private readonly known = new Map<string, readonly string[]>();

  /** A sentence for each pair of constructs or charts. */
  public of(all: readonly Built[]): readonly string[] {
    const key = all.map(({ id }) => id).join(' ');
    const before = this.known.get(key);
    if (before) return before;
    const found = find(all);
    if (this.known.size >= 10_000) this.known.clear();
    this.known.set(key, found);
    return found;
  }
}

function find(all: readonly Built[]): string[] {
  const first = new Map<string, Held[]>();
  const pairs = new Map<string, string[]>();
  for (const { held, components } of all) {
    const folders = components.map(({ name }): Held => ({ claim: { kind: 'component', name, what: `the folder ${name}/` }, by: `the chart ${name}` }));
    for (const one of [...folders, ...held]) {
      const key = `${one.claim.kind}\0${one.claim.name}`;
      const others = first.get(key);
      if (!others) {
        first.set(key, [one]);
        continue;
      }
      const other = others.find(({ claim }) => !apart(one.claim.nodes, claim.nodes));
      others.push(one);
      if (!other) continue;
      const pair = other.by === one.by ? `${one.by} puts twice into the cluster` : `${other.by} and ${one.by} both put into the cluster`;
      pairs.set(pair, [...pairs.get(pair) ?? [], one.claim.what]);
    }
  }
  return [...pairs].map(([pair, what]) => {
    const more = what.length > SHOWN ? ` and ${what.length - SHOWN} more` : '';
    return `${pair}: ${what.slice(0, SHOWN).join(', ')}${more}; allowed: each once in a cluster. Leave one of the two out, or give it another name.`;
  });
}
