import { basename, resolve } from 'path';
import { Arguments } from './arguments';
import { command } from './command';
import { readManifests } from './manifest-files';
import { Output } from './output';
import { planChart, PlannedChart } from './planned-chart';
import { ProgramFile, writeProgram, WrittenProgram } from './program-folder';
import { RELEASE_OPTIONS, VALUES_OPTIONS } from './render-options';
import { UserError } from './user-error';
import { versions } from './version';
import { showFile } from '../common/private/redact';
import { changesOf } from '../migrate/from-manifest';
import { migrate, Migration } from '../migrate/migrate';
import { projectFiles, secretsScript } from '../migrate/project';
import { planText } from '../plan/plan-text';
import { objectsOf } from '../values/chart-edition';

const OPTIONS = {
  ...VALUES_OPTIONS,
  ...RELEASE_OPTIONS,
  'output': { type: 'string', short: 'o', value: 'FOLDER', help: 'the folder of the program; it may be there. A main.ts that migrate did not write is an error' },
  'from-manifest': {
    type: 'string',
    value: 'FILE',
    help: 'what helm get manifest prints, "-" for standard input: tells what would change in the cluster',
  },
} as const;

/** The exit status where something would change in the cluster. */
const DIFFERENT = 3;

/** `migrate`: values in, a program out. */
export const MIGRATE = command({
  usage: ['migrate <chart>@<version> --output FOLDER [options]', 'migrate <folder or archive of a chart> --output FOLDER [options]'],
  about: 'Writes a program in TypeScript that makes the objects which a chart makes of its values: main.ts, and package.json, tsconfig.json and cdk8s.yaml '
    + 'where there are none. What props cannot say is a patch. Secrets in values are left out: secrets.sh makes them in the cluster. Exit status: 0, 1 where '
    + 'something is wrong, or 3 where --from-manifest finds a difference; the program is written then, too.',
  options: OPTIONS,
  examples: [
    ['the values that you have', 'cdk8s-coco migrate kata-deploy@4.1.0 -f my.yaml --release-name kata-deploy -n kube-system --output coco'],
    ['a live release, and a check that nothing else changes', 'helm get values kata -n kube-system -o yaml > values.yaml; helm get manifest kata -n kube-system > live.yaml; '
      + 'cdk8s-coco migrate kata-deploy@4.1.0 -f values.yaml --from-manifest live.yaml --release-name kata -n kube-system --output coco'],
    ['what the program makes', 'cd coco && npm install && npx tsx main.ts'],
  ],
  run: ({ options, positionals }: Arguments<typeof OPTIONS>, output: Output): number => {
    if (options.output === undefined) throw new UserError(['migrate: no folder given; write --output FOLDER']);
    const planned = planChart('migrate', options, positionals, 'install', output);
    const live = options['from-manifest'] === undefined ? undefined : readManifests(options['from-manifest']);
    const { chart: { edition }, user, context, plan, files } = planned;
    const migration = migrate({ edition, user, context, plan, files: files.flatMap((one) => ('text' in one ? [one.text] : [])) });
    refuseSecrets(migration);
    const { written, kept } = writeProgram(options.output, filesOf(options.output, planned, migration));
    tell(options.output, migration, { written, kept }, output);
    if (!live) return 0;
    const changes = changesOf(live, objectsOf(plan), context.namespace);
    output.print(planText(changes));
    return changes.length ? DIFFERENT : 0;
  },
});

/** A program is committed: what it shows, everybody may read. */
function refuseSecrets({ leaks }: Migration): void {
  if (leaks.length) {
    throw new UserError([...new Set(leaks.map(({ path }) => `${path}: holds a secret, and the chart writes it into an object that is no Secret, as the program would; take it out of the values`))]);
  }
}

function filesOf(folder: string, { name, context }: PlannedChart, { text, secrets }: Migration): ProgramFile[] {
  const own = [{ name: 'main.ts', text, owned: true }];
  if (secrets.length) {
    const { releaseName, namespace } = context;
    own.push({ name: 'secrets.sh', text: secretsScript({ chart: name, releaseName, namespace, secrets }), owned: true });
  }
  const label = basename(resolve(folder)).toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'coco';
  const beside = Object.entries(projectFiles(label, versions()));
  return [...own, ...beside.map(([file, content]) => ({ name: file, text: content, owned: false }))];
}

function tell(folder: string, { rest, secrets }: Migration, { written, kept }: WrittenProgram, output: Output): void {
  output.tell(`note: ${written.join(', ')} written into ${showFile(folder)}`);
  if (kept.length) output.tell(`note: ${kept.join(', ')} of the folder stay as they are; main.ts needs cdk8s, cdk8s-plus-28, constructs, cdk8s-coco and tsx`);
  const { patches, removed, literals } = rest;
  if (patches + removed + literals) {
    output.tell(`note: props do not say everything: ${patches} operations of patches, ${removed} objects taken away, ${literals} objects as they are; main.ts says which values they come from`);
  }
  if (secrets.length) {
    output.tell(`note: ${secrets.map(({ metadata }) => `Secret ${metadata.name}`).join(', ')}: not in the program; make them with sh secrets.sh --values FILE, with the values of this command`);
  }
}
