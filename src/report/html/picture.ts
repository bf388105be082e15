import { Box, boxesOf, Line } from './boxes';
import { escaped } from './escape';
import { Connections } from '../connections';

// Its types are those of an ES module, its code is there as CommonJS, too.
const { Graph, layout } = require('@dagrejs/dagre') as typeof import('@dagrejs/dagre', { with: { 'resolution-mode': 'import' } });

/** More boxes than these are no picture any more, and take long to lay out. */
const MOST_BOXES = 250;

const LINE_HEIGHT = 16;
/** What the title of a namespace takes above its boxes. */
const TITLE = 14;
/** The average width of a character, in the sizes of `style.ts`. */
const NAME_WIDTH = 7.4;
const LABEL_WIDTH = 6.2;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

const LAYOUT = { rankdir: 'LR', nodesep: 20, edgesep: 12, ranksep: 30, marginx: 16, marginy: 16 + TITLE };

/**
 * The picture as SVG, which needs no script: boxes are links to the rows of their parts.
 *
 * @param idOf the id of the row that tells everything of a part
 * @returns nothing where there are too many boxes
 */
export function pictureOf(all: Connections, idOf: (part: string) => string): string | undefined {
  const { boxes, lines } = boxesOf(all);
  if (!boxes.length || boxes.length > MOST_BOXES) return undefined;
  const graph = new Graph({ compound: true });
  graph.setGraph(LAYOUT);
  graph.setDefaultEdgeLabel(() => ({}));
  boxes.forEach((box, index) => {
    graph.setNode(String(index), { width: widthOf(box), height: 16 + LINE_HEIGHT * box.lines.length });
  });
  const spaces = [...new Set(boxes.map(({ parts: [{ where }] }) => where).filter((where) => where.startsWith('namespace ')))];
  for (const space of spaces) graph.setNode(space, {});
  boxes.forEach(({ parts: [{ where }] }, index) => {
    if (spaces.includes(where)) graph.setParent(String(index), where);
  });
  for (const { from, to, how } of lines) {
    graph.setEdge(String(from), String(to), { width: how.length * LABEL_WIDTH, height: 16, labelpos: 'c' });
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as Partial<Area>;
  const node = (id: string) => graph.node(id) as unknown as Area;
  const names = new Set(all.parts.map(({ name }) => name));
  return [
    `<svg viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" height="${Math.ceil(height)}" role="group" aria-label="How the parts connect">`,
    '<defs>',
    ...['uses', 'waits'].map((kind) => `<marker id="arrow-${kind}" class="${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"/></marker>`),
    '</defs>',
    '<g aria-hidden="true">', ...spaces.map((space) => areaOf(space, node(space), names.has(space.replace(/^n/, 'N')))), '</g>',
    '<g aria-hidden="true">', ...lines.map((line) => lineOf(line, graph.edge(String(line.from), String(line.to)) as unknown as Point & { points: readonly Point[] })), '</g>',
    ...boxes.map((box, index) => boxOf(box, node(String(index)), idOf)),
    '</svg>',
  ].join('\n');
}

const cut = (text: string, longest: number) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

const widthOf = ({ lines }: Box) => Math.max(90, 24 + Math.max(...lines.map((line) => line.length)) * NAME_WIDTH);

const at = (value: number) => String(Math.round(value * 10) / 10);

function areaOf(space: string, { x, y, width, height }: Area, isThere: boolean): string {
  const [left, top] = [x - width / 2, y - height / 2 - TITLE];
  return `<g class="space"><rect x="${at(left)}" y="${at(top)}" width="${at(width)}" height="${at(height + TITLE + 4)}" rx="10"/>`
    + `<text x="${at(left + 10)}" y="${at(top + 16)}">${escaped(cut(space, Math.max(12, Math.floor((width - 20) / LABEL_WIDTH))))}${isThere || width < 260 ? '' : ' (must be there)'}</text></g>`;
}

function lineOf({ how, waits }: Line, { points, x, y }: Point & { readonly points: readonly Point[] }): string {
  const kind = waits ? 'waits' : 'uses';
  const width = how.length * LABEL_WIDTH;
  return `<g class="line ${kind}"><path d="${curve(points)}" marker-end="url(#arrow-${kind})"/>`
    + `<rect x="${at(x - width / 2)}" y="${at(y - 7)}" width="${at(width)}" height="14"/><text x="${at(x)}" y="${at(y + 4)}">${escaped(how)}</text></g>`;
}

/** A smooth way through all points, which leaves and reaches boxes level. */
function curve([first, ...more]: readonly Point[]): string {
  const to = ({ x, y }: Point) => `${at(x)} ${at(y)}`;
  return more.reduce(({ path, last }, point) => {
    const middle = (last.x + point.x) / 2;
    return { path: `${path}C${to({ x: middle, y: last.y })} ${to({ x: middle, y: point.y })} ${to(point)}`, last: point };
  }, { path: `M${to(first)}`, last: first }).path;
}

/** How a kind is colored. */
function classOf({ parts: [{ kind, where }] }: Box): string {
  if (where === 'missing') return 'missing';
  if (where === 'nodes') return 'nodes';
  if (/^(DaemonSet|Deployment|StatefulSet|ReplicaSet|Job|CronJob|Pod)$/.test(kind)) return 'workload';
  if (/^(ServiceAccount|Role|ClusterRole|SecurityContextConstraints)$/.test(kind)) return 'rights';
  return 'object';
}

function boxOf(box: Box, { x, y, width, height }: Area, idOf: (part: string) => string): string {
  const [kind, ...names] = box.lines;
  const [left, top] = [at(x - width / 2), at(y - height / 2)];
  const all = box.parts.map((one) => one.name).join(', ');
  const label = box.parts.length > 1 ? `${kind}: ${all}` : all;
  return `<a class="box ${classOf(box)}" href="#${idOf(box.parts[0].name)}"><title>${escaped(cut(label, 300))}</title>`
    + `<rect x="${left}" y="${top}" width="${at(width)}" height="${at(height)}" rx="6"/>`
    + [kind, ...names].map((line, index) => (
      `<text x="${at(x)}" y="${at(y - height / 2 + LINE_HEIGHT * (index + 1) + 3)}"${index ? '' : ' class="kind"'}>${escaped(line)}</text>`)).join('') + '</a>';
}
