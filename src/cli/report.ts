import { Arguments } from './arguments';
import { command } from './command';
import { readManifests } from './manifest-files';
import { Output } from './output';
import { UserError } from './user-error';
import { table } from '../delivery/private/table';
import { reportOf } from '../report/report';
import { reportMarkdown, reportText } from '../report/report-text';

const OPTIONS = {
  json: { type: 'boolean', help: 'print JSON' },
  markdown: { type: 'boolean', help: 'print Markdown' },
} as const;

/** `report`: what manifests bring to a cluster, and what they need of it. */
export const REPORT = command({
  usage: ['report MANIFESTS [options]'],
  about: 'Says what is asked before manifests are approved: which images they run, what pods have of their nodes, who may do what, what must be there '
    + 'already, what webhooks can block, and what pods ask for. MANIFESTS is a file, a folder, "-" for standard input, or git:REVISION:PATH. No value of a Secret is printed.',
  options: OPTIONS,
  examples: [
    ['what a synth wrote', 'cdk8s-coco report dist'],
    ['the images, for a mirror', 'cdk8s-coco report dist --json | jq -r \'.images[].image\''],
    ['a chart with your values', 'cdk8s-coco render kata-deploy@4.1.0 -f my.yaml | cdk8s-coco report -'],
  ],
  run: ({ options: { json, markdown }, positionals }: Arguments<typeof OPTIONS>, output: Output) => {
    if (positionals.length !== 1) throw new UserError([`report: got ${positionals.length} places; allowed: one, a file, a folder, "-" or git:REVISION:PATH`]);
    if (json && markdown) throw new UserError(['report: got --json and --markdown; allowed: one of the two']);
    const report = reportOf(readManifests(positionals[0]));
    output.print(json ? `${JSON.stringify(report, undefined, 2)}\n` : markdown ? reportMarkdown(report) : reportText(report, table));
  },
});
