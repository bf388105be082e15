import { CLASS_TITLES, PLAN_CLASSES, PlanClass } from './manifest';
import { PlannedChange } from './plan';
import { markdownTable } from '../common/private/markdown-table';

const MOST_PATHS = 5;

/** The plan for a terminal: a section per class, the most harmful first. */
export function planText(changes: readonly PlannedChange[]): string {
  if (!changes.length) return 'no changes\n';
  return sections(changes).map(([title, own]) => `${title}\n${own.map(textOf).join('')}`).join('\n');
}

/** The plan for a pull request. */
export function planMarkdown(changes: readonly PlannedChange[]): string {
  if (!changes.length) return 'No object changes.\n';
  const row = (one: PlannedChange) => [`\`${titleOf(one).replace(/`/g, '')}\``, whatOf(one), one.reasons.join('; '), one.nodes ?? ''];
  return sections(changes).map(([title, own]) => `### ${title}\n\n${markdownTable(['object', 'what changes', 'why', 'nodes'], own.map(row))}`)
    .join('\n\n').concat('\n');
}

function sections(changes: readonly PlannedChange[]): Array<readonly [title: string, own: readonly PlannedChange[]]> {
  return [...PLAN_CLASSES].reverse().map((one: PlanClass) => [one, changes.filter((change) => change.class === one)] as const)
    .filter(([, own]) => own.length).map(([one, own]) => [`${one} (${own.length}): ${CLASS_TITLES[one]}`, own] as const);
}

/** The object, behind its cluster where there are several. */
const titleOf = ({ object, cluster }: PlannedChange) => `${cluster === undefined ? '' : `${cluster}: `}${object}`;

function textOf(one: PlannedChange): string {
  const lines = [...(one.event === 'changed' ? [whatOf(one)] : one.class === one.event ? [] : [one.event]), ...one.reasons, ...(one.nodes === undefined ? [] : [`nodes: ${one.nodes}`])];
  return `  ${titleOf(one)}\n${lines.map((line) => `      ${line}\n`).join('')}`;
}

function whatOf({ event, paths }: PlannedChange): string {
  if (event !== 'changed') return event;
  const more = paths.length - MOST_PATHS;
  return `changed: ${paths.slice(0, MOST_PATHS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
