import { readArguments } from './arguments';
import { loadChart } from './chosen-chart';
import { editionOf } from './edition';
import { Output, plainLine } from './output';
import { UserError } from './user-error';
import { table } from '../delivery/private/table';
import { EDITIONS } from '../values/editions';
import { problemLine } from '../values/helm/problem';

const HEAD = ['CHART', 'INSTALLS'];

/** `charts`: what `render` knows. `charts <chart>`: one chart, with the values files that it has in itself. */
export function charts(args: readonly string[], output: Output): void {
  const { positionals } = readArguments(args, {});
  if (positionals.length > 1) throw new UserError(['charts: got another argument after the chart; allowed: one chart']);
  if (positionals.length) return one(positionals, output);
  output.print(`${table(HEAD, EDITIONS.map(({ name, summary }) => [name, summary()]))}\n`);
}

function one(positionals: readonly string[], output: Output): void {
  const { summary, shipped, problems } = loadChart(editionOf('charts', positionals), true);
  for (const problem of problems) output.tell(plainLine(`warning: ${problemLine(problem)}`));
  const files = shipped.names.length ? ['', table(['VALUES FILES OF THE CHART, FOR --values'], shipped.names.map((name) => [name]))] : [];
  output.print(`${[table(HEAD, [[shipped.chart, summary]]), ...files].join('\n')}\n`);
}
