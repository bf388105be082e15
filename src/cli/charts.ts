import { Arguments } from './arguments';
import { loadChart } from './chosen-chart';
import { command } from './command';
import { editionOf } from './edition';
import { Output, plainLine } from './output';
import { UserError } from './user-error';
import { table } from '../delivery/private/table';
import { EDITIONS } from '../values/editions';
import { problemLine } from '../values/engine/findings';

const HEAD = ['CHART', 'INSTALLS'];

const OPTIONS = {
  json: { type: 'boolean', help: 'print JSON: name, what it installs, and its values files' },
} as const;

/** A chart as `--json` prints it. */
interface ChartInfo {
  readonly name: string;
  readonly installs: string;
  /** With one chart only. */
  readonly valuesFiles?: readonly string[];
}

/** `charts`: what `render` knows. `charts <chart>`: one chart, with the values files that it has in itself. */
export const CHARTS = command({
  usage: ['charts', 'charts <chart>@<version>', 'charts <folder or archive of a chart>'],
  about: 'Lists the charts and editions that are built in. With a chart, what it installs, and the values files that it has in itself.',
  options: OPTIONS,
  examples: [
    ['every edition', 'cdk8s-coco charts'],
    ['the values files of one, for --values', 'cdk8s-coco charts peerpods@0.4.0'],
    ['the editions of one chart, in a script', 'cdk8s-coco charts --json | jq -r \'.[].name\' | grep ^kata-deploy@'],
  ],
  run: ({ options: { json }, positionals }: Arguments<typeof OPTIONS>, output: Output) => {
    if (positionals.length > 1) throw new UserError(['charts: got another argument after the chart; allowed: one chart']);
    const found: readonly ChartInfo[] = positionals.length ? [one(positionals, output)]
      : EDITIONS.map(({ name, summary }) => ({ name, installs: summary() }));
    if (json) return output.print(`${JSON.stringify(found, undefined, 2)}\n`);
    const files = found.flatMap(({ valuesFiles = [] }) => valuesFiles);
    const list = files.length ? ['', table(['VALUES FILES OF THE CHART, FOR --values'], files.map((name) => [name]))] : [];
    output.print(`${[table(HEAD, found.map(({ name, installs }) => [name, installs])), ...list].join('\n')}\n`);
  },
});

function one(positionals: readonly string[], output: Output): ChartInfo {
  const { summary, shipped, problems } = loadChart(editionOf('charts', positionals), true);
  for (const problem of problems) output.tell(plainLine(`warning: ${problemLine(problem)}`));
  return { name: shipped.chart, installs: summary, valuesFiles: shipped.names };
}
