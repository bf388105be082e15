import { Arguments } from './arguments';
import { loadChart } from './chosen-chart';
import { command } from './command';
import { editionOf } from './edition';
import { Output } from './output';
import { yamlStream } from '../common/private/yaml/write';

const OPTIONS = {
  json: { type: 'boolean', help: 'print JSON' },
} as const;

/** `values`: what a chart starts from, as `helm show values`. */
export const VALUES = command({
  usage: ['values <chart>@<version>', 'values <folder or archive of a chart>'],
  about: 'Prints the values that a chart starts from, as helm show values does, without its comments.',
  options: OPTIONS,
  examples: [
    ['the defaults, to look at', 'cdk8s-coco values kata-deploy@4.1.0'],
    ['one of them, in a script', 'cdk8s-coco values kata-deploy@4.1.0 --json | jq .image'],
  ],
  run: ({ options: { json }, positionals }: Arguments<typeof OPTIONS>, output: Output) => {
    const { defaults } = loadChart(editionOf('values', positionals), true);
    output.print(json ? `${JSON.stringify(defaults, undefined, 2)}\n` : yamlStream([defaults]));
  },
});
