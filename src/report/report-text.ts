import { MATRIX_HEAD, matrixRows } from './rbac';
import { Report } from './report';
import { markdownTable } from '../common/private/markdown-table';

/** A part of a report: a heading, and a table. */
export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The report as tables. Parts without rows are left out. */
export function sections(report: Report): Section[] {
  const all: Section[] = [
    { title: 'Objects', head: ['kind', 'number'], rows: Object.entries(report.objects).map(([kind, count]) => [kind, String(count)]) },
    { title: 'Images', head: ['image', 'pinned by digest', 'named by'], rows: report.images.map(({ image, pinned, usedBy }) => [image, pinned ? 'yes' : 'no', usedBy.join(', ')]) },
    { title: 'Privileges', head: ['object', 'what its pods have of the node'], rows: report.privileges.map(({ object, privileges }) => [object, privileges.join('; ')]) },
    { title: 'Who may do what', head: MATRIX_HEAD, rows: matrixRows(report.rbac) },
    { title: 'Prerequisites', head: ['what', 'why', 'check'], rows: report.prerequisites.map(({ name, reason, check }) => [name, reason, check]) },
    { title: 'RuntimeClasses', head: ['name', 'handler', 'overhead', 'nodes'], rows: report.runtimeClasses.map(({ name, handler, overhead, nodes }) => [name, handler, overhead, nodes]) },
    { title: 'Webhooks', head: ['object', 'webhook', 'where it does not answer', 'intercepts', 'of these'], rows: report.webhooks.map((one) => [one.object, one.webhook, `${one.failurePolicy === 'Ignore' ? 'admitted' : 'refused'} after ${one.timeoutSeconds} s`, one.intercepts, one.selects]) },
    { title: 'Resources in total', head: ['what', 'pods', 'requests', 'limits', 'containers that say nothing'], rows: report.totals.map(({ what, pods, requests, limits, silent }) => [what, String(pods), requests || 'nothing', limits || 'none', String(silent)]) },
    { title: 'Resources', head: ['object', 'pods', 'nodes', 'containers'], rows: report.resources.map(({ object, pods, nodes, containers }) => [object, pods, nodes, containers.join('; ')]) },
  ];
  return all.filter(({ rows }) => rows.length);
}

/** The report for a terminal. */
export function reportText(report: Report, table: (head: string[], rows: string[][]) => string): string {
  return sections(report).map(({ title, head, rows }) => `${title}\n${table(head.map((one) => one.toUpperCase()), rows.map((row) => [...row]))}\n`).join('\n') || 'no objects\n';
}

/** The report for a pull request or a wiki. */
export function reportMarkdown(report: Report): string {
  return sections(report).map(({ title, head, rows }) => `## ${title}\n\n${markdownTable(head, rows)}`).join('\n\n').concat('\n');
}
