import { Arguments } from './arguments';
import { command } from './command';
import { readManifests } from './manifest-files';
import { Output } from './output';
import { UserError } from './user-error';
import { showFile } from '../common/private/redact';
import { table } from '../delivery/private/table';
import { reportOf } from '../report/report';
import { reportMarkdown, reportText } from '../report/report-text';

const OPTIONS = {
  json: { type: 'boolean', help: 'print JSON' },
  markdown: { type: 'boolean', help: 'print Markdown' },
  html: { type: 'boolean', help: 'print one page of HTML with a picture of how the objects connect; it loads nothing and runs no script' },
  images: { type: 'boolean', help: 'print the images alone, one a line, for a mirror' },
} as const;

/** `report`: what manifests bring to a cluster, and what they need of it. */
export const REPORT = command({
  usage: ['report MANIFESTS [options]'],
  about: 'Says what is asked before manifests are approved: which images they run, what pods have of their nodes, who may do what, what must be there '
    + 'already, what webhooks can block, and what pods ask for. MANIFESTS is a file, a folder, "-" for standard input, or git:REVISION:PATH. No value of a Secret is printed.',
  options: OPTIONS,
  examples: [
    ['what a synth wrote', 'cdk8s-coco report dist'],
    ['a page to look at, with a picture', 'cdk8s-coco report dist --html > report.html'],
    ['the images, for a mirror', 'cdk8s-coco report dist --images'],
    ['a chart with your values', 'cdk8s-coco render kata-deploy@4.1.0 -f my.yaml | cdk8s-coco report -'],
  ],
  run: ({ options: { json, markdown, html, images }, positionals }: Arguments<typeof OPTIONS>, output: Output) => {
    if (positionals.length !== 1) throw new UserError([`report: got ${positionals.length} arguments; allowed: one, a file, a folder, "-" or git:REVISION:PATH`]);
    const forms = Object.entries({ json, markdown, html, images }).filter(([, isWanted]) => isWanted).map(([name]) => `--${name}`);
    if (forms.length > 1) throw new UserError([`report: got ${forms.join(' and ')}; allowed: one of them`]);
    const [place] = positionals;
    const report = reportOf(readManifests(place));
    if (images) return output.print(report.images.map(({ image }) => `${image}\n`).join(''));
    if (json) return output.print(`${JSON.stringify(report, undefined, 2)}\n`);
    if (markdown) return output.print(reportMarkdown(report));
    if (!html) return output.print(reportText(report, table));
    const { reportHtml } = require('../report/html/page') as typeof import('../report/html/page');
    output.print(reportHtml(report, place === '-' ? 'standard input' : showFile(place)));
  },
});
