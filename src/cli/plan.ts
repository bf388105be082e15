import { Arguments } from './arguments';
import { command } from './command';
import { readClusters } from './manifest-files';
import { Output } from './output';
import { UserError } from './user-error';
import { show } from '../common/private/redact';
import { PLAN_CLASSES, PlanClass, rankOf } from '../plan/manifest';
import { planOfClusters } from '../plan/plan';
import { planMarkdown, planText } from '../plan/plan-text';

const OPTIONS = {
  'json': { type: 'boolean', help: 'print JSON' },
  'markdown': { type: 'boolean', help: 'print Markdown, for a pull request' },
  'fail-on': {
    type: 'string', value: 'CLASS', oneOf: [...PLAN_CLASSES, 'never'], help: `exit with 3 if a change is of this class or worse (default: never): ${PLAN_CLASSES.join(', ')}`,
  },
} as const;

/** The exit status where a change is as bad as `--fail-on` says, or worse. */
const FOUND = 3;

/** `plan`: what a change of manifests does to a cluster. */
export const PLAN = command({
  usage: ['plan OLD NEW [options]'],
  about: 'Compares two sets of manifests and says of each change what it does to a cluster: whether pods restart, nodes are disturbed, objects must be '
    + 'made again, or data goes. OLD and NEW are files, folders, or git:REVISION:PATH; in a folder, each of clusters/NAME/ is compared by itself. Exit status: 0, 1 where something cannot be read, or 3 with --fail-on.',
  options: OPTIONS,
  examples: [
    ['what a pull request changes', 'cdk8s-coco plan git:origin/main:dist dist'],
    ['in CI: a comment, and a red build where nodes are disturbed', 'cdk8s-coco plan git:origin/main:dist dist --markdown --fail-on disruptive > plan.md'],
    ['two versions of a chart', 'cdk8s-coco plan <(cdk8s-coco render kata-deploy@3.22.0) <(cdk8s-coco render kata-deploy@4.1.0)'],
  ],
  run: ({ options: { json, markdown, 'fail-on': failOn = 'never' }, positionals }: Arguments<typeof OPTIONS>, output: Output) => {
    const wrong: string[] = [];
    if (positionals.length !== 2) wrong.push(`plan: got ${positionals.length} arguments; allowed: two, OLD and NEW`);
    if (json && markdown) wrong.push('plan: got --json and --markdown; allowed: one of the two');
    if (failOn !== 'never' && !(PLAN_CLASSES as readonly string[]).includes(failOn)) {
      wrong.push(`--fail-on: got ${show(failOn)}; allowed: ${[...PLAN_CLASSES, 'never'].join(', ')}`);
    }
    if (wrong.length) throw new UserError(wrong);
    const [before, after] = positionals.map(readClusters);
    const changes = planOfClusters(before, after);
    output.print(json ? `${JSON.stringify(changes, undefined, 2)}\n` : markdown ? planMarkdown(changes) : planText(changes));
    return failOn !== 'never' && changes.some((one) => rankOf(one.class) >= rankOf(failOn as PlanClass)) ? FOUND : 0;
  },
});
