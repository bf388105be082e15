import { createHash } from 'crypto';
import { escaped } from './escape';
import { pictureOf } from './picture';
import { STYLE } from './style';
import { Connection } from '../connections';
import { matrixRows, VERBS } from '../rbac';
import { Report } from '../report';
import { Section, sections } from '../report-text';

/** What is not there may be a prerequisite, too: the list says how to check it. */
const PLACES: Readonly<Record<string, string>> = { cluster: 'the whole cluster', nodes: 'nodes', missing: 'not among these objects' };

const LEGEND = [
  ['workload', 'pods'], ['object', 'other objects'], ['rights', 'accounts and roles'], ['nodes', 'nodes'], ['missing', 'must be there already'],
];

/**
 * The report as one page of HTML that loads nothing and runs no script. Everything that manifests say is text in it.
 *
 * @param title what the report is about
 */
export function reportHtml(report: Report, title: string): string {
  const tables = sections(report);
  const parts = [
    ...(report.picture.parts.length ? [{ id: 'picture', heading: 'How it connects', body: picture(report) }] : []),
    ...tables.map((section) => ({
      id: idOfTitle(section.title), heading: section.title, body: bodyOf(section, report),
    })),
    ...(report.picture.parts.length ? [{ id: 'parts', heading: 'Parts and connections', body: partsTable(report) }] : []),
  ];
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}: what these manifests bring</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<header>
<h1>What these manifests bring</h1>
<p>${escaped(title)}: ${escaped(summary(report))}</p>
<nav aria-label="Parts of the report"><ul>
${parts.map(({ id, heading }) => `<li><a href="#${id}">${escaped(heading)}</a></li>`).join('\n')}
</ul></nav>
</header>
<main id="main">
${parts.map(({ id, heading, body }) => `<section>\n<h2 id="${id}">${escaped(heading)}</h2>\n${body}\n</section>`).join('\n') || '<p>There are no objects.</p>'}
</main>
<footer><p>No value of a Secret or a ConfigMap is on this page.</p></footer>
</body>
</html>
`;
}

function bodyOf(section: Section, report: Report): string {
  switch (section.title) {
    case 'Images': return tableOf(section) + mirrorList(report);
    case 'Who may do what': return matrix(report, section.title);
    default: return tableOf(section);
  }
}

/** The images alone, to copy them. */
function mirrorList({ images }: Report): string {
  return `<h3>For a mirror</h3>
<div class="scroll" role="region" aria-label="Images for a mirror" tabindex="0"><pre>${images.map(({ image }) => escaped(image)).join('\n')}</pre></div>`;
}

function summary(report: Report): string {
  const count = (number: number, one: string, more = `${one}s`) => `${number} ${number === 1 ? one : more}`;
  const objects = Object.values(report.objects).reduce((sum, one) => sum + one, 0);
  return [
    count(objects, 'object'), count(report.images.length, 'image'), count(report.privileges.length, 'object with privileges', 'objects with privileges'),
    count(report.webhooks.length, 'webhook'), count(report.prerequisites.length, 'prerequisite'),
  ].join(', ');
}

const idOfTitle = (title: string) => title.toLowerCase().replace(/[^a-z]+/g, '-');

function picture(report: Report): string {
  const svg = pictureOf(report.picture, (name) => idOfPart(report, name));
  if (svg === undefined) return '<p>There are too many parts for a picture: the last table lists them with their connections.</p>';
  const boxes = LEGEND.map(([kind, what]) => `<li><svg width="22" height="14" aria-hidden="true"><g class="box ${kind}"><rect x="1" y="1" width="20" height="12" rx="3"/></g></svg>${what}</li>`);
  const lines = [['waits', 'waits for it'], ['uses', 'refers to it']].map(([kind, what]) => (
    `<li><svg width="30" height="10" aria-hidden="true"><g class="line ${kind}"><path d="M0 5H28"/></g></svg>${what}</li>`));
  return `<p>Each box leads to its row in the <a href="#parts">table of parts</a>, which says the same in words.</p>
<ul class="legend">${[...boxes, ...lines].join('')}</ul>
<div class="scroll picture" role="region" aria-label="Picture of how the parts connect" tabindex="0">
${svg}
</div>`;
}

function idOfPart({ picture: { parts } }: Report, name: string): string {
  return `part-${parts.findIndex((one) => one.name === name) + 1}`;
}

/** A table, which is a list of cards on narrow screens. */
function tableOf({ title, head, rows }: Section): string {
  const cell = (text: string, column: number) => `<td data-head="${escaped(head[column])}">${escaped(text || 'none')}</td>`;
  return framed(title, 'cards', head, [rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`)]);
}

/** A group of rows per binding and subject; a row per resource, a column per verb. */
function matrix({ rbac }: Report, title: string): string {
  const head = ['resource', ...VERBS, 'others'];
  const groups = rbac.map((row) => {
    const { subject, where, role } = row;
    const cells = matrixRows([row]).map(([, , , resource, ...verbs]) => (
      `<tr><td>${escaped(resource)}</td>${verbs.map((text, index) => (
        `<td data-head="${head[index + 1]}" class="${text ? 'yes' : 'no'}">${escaped(text || '–')}</td>`)).join('')}</tr>`));
    return [`<tr class="group"><th scope="rowgroup" colspan="${head.length}">${escaped(subject)} <span>in ${escaped(where)}, by ${escaped(role)}</span></th></tr>`, ...cells];
  });
  return framed(title, 'matrix', head, groups);
}

function partsTable(report: Report): string {
  const { parts, connections } = report.picture;
  const ids = new Map(parts.map(({ name }, index) => [name, `part-${index + 1}`]));
  const link = (name: string) => `<a href="#${ids.get(name)}">${escaped(name)}</a>`;
  const by = (end: 'from' | 'to') => {
    const found = new Map<string, Connection[]>();
    for (const one of connections) found.set(one[end], [...found.get(one[end]) ?? [], one]);
    return found;
  };
  const [out, into] = [by('from'), by('to')];
  const how = (one: Connection) => `<span class="${one.waits ? 'must' : ''}">${escaped(one.how)}${one.waits ? ' (waits)' : ''}</span>`;
  const list = (items: readonly string[]) => (items.length ? `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>` : '<span class="no">nothing</span>');
  const head = ['part', 'where', 'refers to', 'is referred to by'];
  return framed('Parts and connections', 'cards', head, [parts.map(({ name, where }) => `<tr id="${ids.get(name)}">`
    + `<td data-head="part">${escaped(name)}</td><td data-head="where">${escaped(PLACES[where] ?? where)}</td>`
    + `<td data-head="refers to">${list((out.get(name) ?? []).map((one) => `${how(one)} ${link(one.to)}`))}</td>`
    + `<td data-head="is referred to by">${list((into.get(name) ?? []).map((one) => `${link(one.from)} ${how(one)}`))}</td></tr>`)]);
}

function framed(title: string, kind: string, head: readonly string[], groups: readonly (readonly string[])[]): string {
  return `<div class="scroll ${kind}" role="region" aria-label="${escaped(title)}" tabindex="0"><table>
<thead><tr>${head.map((one) => `<th scope="col">${escaped(one)}</th>`).join('')}</tr></thead>
${groups.map((rows) => `<tbody>\n${rows.join('\n')}\n</tbody>`).join('\n')}
</table></div>`;
}
