import { Connections, Part } from '../connections';

/** Parts that are drawn as one box: they are of one kind and place, and connect to the same others. */
export interface Box {
  readonly parts: readonly Part[];
  /** What is written in it: the kind, and the names in lines. */
  readonly lines: readonly string[];
}

/** A line of the picture, from a box to a box. */
export interface Line {
  readonly from: number;
  readonly to: number;
  readonly how: string;
  readonly waits: boolean;
}

/** What is drawn: boxes, and lines between them by their indexes. */
export interface Drawing {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export function boxesOf({ parts, connections }: Connections): Drawing {
  const ends = new Map<string, string[]>();
  const note = (name: string, end: string) => {
    const known = ends.get(name);
    if (known) known.push(end);
    else ends.set(name, [end]);
  };
  for (const { from, how, to } of connections) {
    note(from, `> ${how} ${to}`);
    note(to, `< ${how} ${from}`);
  }
  const drawnAround = new Set(parts.map(({ where }) => where.replace(/^namespace /, 'Namespace ')));
  const groups = new Map<string, Part[]>();
  for (const one of parts.filter(({ name }) => !drawnAround.has(name))) {
    const key = JSON.stringify([one.kind, one.where, [...ends.get(one.name) ?? []].sort()]);
    groups.set(key, [...groups.get(key) ?? [], one]);
  }
  const boxes = [...groups.values()].map((own): Box => ({ parts: own, lines: linesOf(own) }));
  const indexes = new Map(boxes.flatMap(({ parts: own }, index) => own.map(({ name }) => [name, index] as const)));
  const lines = new Map<string, Line>();
  for (const { from, how, to, waits } of connections) {
    const [start, end] = [indexes.get(from), indexes.get(to)];
    if (start === undefined || end === undefined || start === end) continue;
    const known = lines.get(`${start} ${end}`);
    const said = known?.how.split(', ') ?? [];
    lines.set(`${start} ${end}`, { from: start, to: end, how: [...new Set([...said, how.replace(/ in .*$/, '')])].join(', '), waits: waits || (known?.waits ?? false) });
  }
  return { boxes, lines: [...lines.values()] };
}

/** The name of a part without its kind and namespace, which the picture shows by other means. */
export const shortName = ({ name, kind }: Part) => (kind === 'Nodes' ? name.replace(/^nodes: /, '') : name.slice(name.indexOf(' ') + 1).replace(/^[^/\s]*\//, ''));

/** A line is not longer than this; a box has at most so many of them for names. */
const LONGEST = 34;
const MOST_LINES = 3;

function linesOf(own: readonly Part[]): string[] {
  const [first] = own;
  const kind = first.where === 'missing' && !first.name.startsWith(`${first.kind} `) ? 'prerequisite' : first.kind;
  const names = own.map((one) => (one.where === 'missing' ? one.name.slice(one.name.startsWith(`${one.kind} `) ? one.kind.length + 1 : 0) : shortName(one)));
  return [cut(own.length > 1 ? `${own.length} × ${kind}` : kind), ...wrapped(names.join(', '))];
}

const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** Names are broken where a new part of them begins. */
function wrapped(text: string): string[] {
  const lines = [''];
  for (const piece of text.split(/(?<=[ ,/=.-])/)) {
    const last = lines.length - 1;
    if (lines[last] && (lines[last] + piece.trimEnd()).length > LONGEST) lines.push(piece);
    else lines[last] += piece;
  }
  const shown = lines.map((line) => cut(line.trim()));
  return shown.length > MOST_LINES ? [...shown.slice(0, MOST_LINES - 1), `${shown[MOST_LINES - 1].slice(0, LONGEST - 2)} …`] : shown;
}
