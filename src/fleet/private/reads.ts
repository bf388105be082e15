import { ClusterData } from './cluster-data';
import { selects } from './selector';
import { lookup } from '../../common/private/free-keys';
import { FleetSelector } from '../fleet-selector';

/** Something that a blueprint asks of a cluster. */
export type Read =
  { readonly what: 'name' | 'cloud' | 'architectures' | 'distribution' | 'labels' | 'facts' }
  | { readonly what: 'label' | 'fact'; readonly key: string }
  | { readonly what: 'selected'; readonly selector: FleetSelector };

/** What the cluster answers. */
export function answer(data: ClusterData, read: Read): unknown {
  switch (read.what) {
    case 'label': return lookup(data.labels, read.key);
    case 'fact': return lookup(data.facts, read.key);
    case 'selected': return selects(read.selector, data.labels);
    default: return data[read.what];
  }
}

/** The answer as text: two clusters with the same texts are alike to a blueprint. */
export function answerText(data: ClusterData, read: Read): string {
  switch (read.what) {
    case 'name': return data.name;
    case 'distribution': return data.distribution.name;
    case 'architectures': return data.architectures.map(({ name }) => name).join(' ');
    default: return JSON.stringify(answer(data, read)) ?? '';
  }
}

/** Two reads with the same id ask the same. */
export function idOf(read: Read): string {
  switch (read.what) {
    case 'label':
    case 'fact': return `${read.what} ${read.key}`;
    case 'selected': return `selected ${JSON.stringify(read.selector)}`;
    default: return read.what;
  }
}

/** Answers for one cluster, and keeps what was asked first, second and so on. */
export class Recording {
  public readonly reads: Read[] = [];

  private readonly known = new Set<string>();

  constructor(public readonly data: ClusterData) {}

  public answer(read: Read): unknown {
    const id = idOf(read);
    if (!this.known.has(id)) {
      this.known.add(id);
      this.reads.push(read);
    }
    return answer(this.data, read);
  }
}
