import { Arguments } from './arguments';
import { loadChart } from './chosen-chart';
import { command } from './command';
import { editionOf } from './edition';
import { Output } from './output';
import { jsonSchema } from '../values/json-schema';

const OPTIONS = {} as const;

/** `schema`: what a chart's values may be, for editors. */
export const SCHEMA = command({
  usage: ['schema <chart>@<version>', 'schema <folder or archive of a chart>'],
  about: 'Prints the JSON Schema of a chart\'s values: their names, types, allowed values and defaults. Editors with a YAML language '
    + 'server complete and check values files by it.',
  options: OPTIONS,
  examples: [
    ['a file beside your values', 'cdk8s-coco schema kata-deploy@4.1.0 > kata-deploy.schema.json'],
    ['what makes an editor use it, as the first line of the values file', '# yaml-language-server: $schema=kata-deploy.schema.json'],
  ],
  run: ({ positionals }: Arguments<typeof OPTIONS>, output: Output) => {
    const { edition, shipped, defaults } = loadChart(editionOf('schema', positionals), true);
    output.print(`${JSON.stringify(jsonSchema(edition.schema, { title: `Values of ${shipped.chart}`, defaults }), undefined, 2)}\n`);
  },
});
