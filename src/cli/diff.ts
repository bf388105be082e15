import { Arguments } from './arguments';
import { loadChart } from './chosen-chart';
import { command } from './command';
import { editionOf } from './edition';
import { Output } from './output';
import { UserError } from './user-error';
import { table } from '../delivery/private/table';
import { differences } from '../values/value-differences';

const OPTIONS = {
  json: { type: 'boolean', help: 'print JSON: for each value its path, what it was, and what it is' },
} as const;

/** `diff`: what changes in the values of a chart from one edition to another. */
export const DIFF = command({
  usage: ['diff <chart>@<old version> <chart>@<new version>'],
  about: 'Shows what changes in the values between two editions of a chart, or two charts on disk: keys that came or went, and other defaults.',
  options: OPTIONS,
  examples: [
    ['before an upgrade', 'cdk8s-coco diff kata-deploy@3.22.0 kata-deploy@4.1.0'],
    ['from what is built in to a chart on disk', 'cdk8s-coco diff peerpods@0.4.0 ./peerpods-0.4.1.tgz'],
  ],
  run: ({ options: { json }, positionals }: Arguments<typeof OPTIONS>, output: Output) => {
    if (positionals.length !== 2) throw new UserError([`diff: got ${positionals.length} charts; allowed: two, such as kata-deploy@3.22.0 kata-deploy@4.1.0`]);
    const [before, after] = positionals.map((name) => loadChart(editionOf('diff', [name]), true));
    const found = differences(before.defaults, after.defaults);
    if (json) return output.print(`${JSON.stringify(found, undefined, 2)}\n`);
    if (!found.length) return output.print('the values are the same\n');
    output.print(`${table(['VALUE', 'WAS', 'IS'], found.map(({ path, was, is }) => [path, shown(was), shown(is)]))}\n`);
  },
});

const LONGEST = 60;

function shown(value: unknown): string {
  if (value === undefined) return '-';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}
