import { basename, resolve } from 'path';
import { Arguments } from './arguments';
import { command } from './command';
import { readManifests } from './manifest-files';
import { Output } from './output';
import { planChart, PlannedChart } from './planned-chart';
import { ProgramFile, writeProgram, WrittenProgram } from './program-folder';
import { PACKAGE, RELEASE_OPTIONS, VALUES_OPTIONS } from './render-options';
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
  'output': { type: 'string', short: 'o', value: 'FOLDER', help: 'the folder of the program, new or existing. A main.ts that migrate did not write is an error' },
  'package': PACKAGE,
  'from-manifest': {
    type: 'string',
    value: 'FILE',
    help: 'the output of helm get manifest, "-" for standard input: prints what would change in the cluster',
  },
} as const;

/** The exit status where something would change in the cluster. */
const DIFFERENT = 3;

/** `migrate`: values in, a program out. */
export const MIGRATE = command({
  usage: ['migrate <chart>@<version> --output FOLDER [options]', 'migrate <folder or archive of a chart> --output FOLDER [options]'],
  about: 'Writes a TypeScript program that emits the same objects as a chart with your values: main.ts, and package.json, tsconfig.json and cdk8s.yaml '
    + 'if they are missing. Values that no prop covers become patches. The program has no secrets: secrets.sh creates them in the cluster. Exit status: '
    + '0, 1 for an error, or 3 if --from-manifest finds a difference (the program is written all the same).',
  options: OPTIONS,
  examples: [
    ['your values', 'cdk8s-coco migrate kata-deploy@4.1.0 -f my.yaml --release-name kata-deploy -n kube-system --output coco'],
    ['a live release, with a check that nothing else changes', 'helm get values kata -n kube-system -o yaml > values.yaml; helm get manifest kata -n kube-system > live.yaml; '
      + 'cdk8s-coco migrate kata-deploy@4.1.0 -f values.yaml --from-manifest live.yaml --release-name kata -n kube-system --output coco'],
    ['run the program', 'cd coco && npm install && npm run synth'],
  ],
  run: ({ options, positionals }: Arguments<typeof OPTIONS>, output: Output): number => {
    if (options.output === undefined) throw new UserError(['migrate: no folder given; write --output FOLDER']);
    const planned = planChart('migrate', options, positionals, 'install', output);
    const live = options['from-manifest'] === undefined ? undefined : readManifests(options['from-manifest']);
    const { chart: { edition }, user, context, plan, files } = planned;
    const migration = migrate({ edition, user, context, plan, files: files.flatMap((one) => ('text' in one ? [one.text] : [])) });
    refuseSecrets(migration);
    const { written, kept } = writeProgram(options.output, filesOf(options.output, planned, migration, options.package));
    tell(options.output, migration, { written, kept }, output);
    if (!live) return 0;
    const changes = changesOf(live, objectsOf(plan), context.namespace);
    output.print(planText(changes));
    return changes.length ? DIFFERENT : 0;
  },
});

/** Programs are committed, so they must not hold secrets. */
function refuseSecrets({ leaks }: Migration): void {
  if (leaks.length) {
    throw new UserError([...new Set(leaks.map(({ path }) => `${path}: is a secret that the chart writes into an object other than a Secret, and so would the program; remove it from the values`))]);
  }
}

function filesOf(folder: string, { name, context }: PlannedChart, { text, secrets }: Migration, library?: string): ProgramFile[] {
  const own = [{ name: 'main.ts', text, owned: true }];
  if (secrets.length) {
    const { releaseName, namespace } = context;
    own.push({ name: 'secrets.sh', text: secretsScript({ chart: name, releaseName, namespace, secrets }), owned: true });
  }
  const label = basename(resolve(folder)).toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'coco';
  const beside = Object.entries(projectFiles(label, versions(), library));
  return [...own, ...beside.map(([file, content]) => ({ name: file, text: content, owned: false }))];
}

function tell(folder: string, { rest, secrets }: Migration, { written, kept }: WrittenProgram, output: Output): void {
  output.tell(`note: wrote ${written.join(', ')} into ${showFile(folder)}; next, in that folder: npm install, npm run synth`);
  const needs = kept.includes('package.json') ? '; main.ts needs cdk8s, cdk8s-plus-28, constructs, cdk8s-coco and tsx' : '';
  if (kept.length) output.tell(`note: kept ${kept.join(', ')}, which you have already${needs}`);
  const { patches, removed, literals } = rest;
  if (patches + removed + literals) {
    output.tell(`note: props do not cover everything: main.ts has ${patches} patch operations, ${removed} removed objects and ${literals} literal objects; comments name the values that they come from`);
  }
  if (secrets.length) {
    output.tell(`note: the program does not create ${secrets.map(({ metadata }) => `Secret ${metadata.name}`).join(', ')}; run sh secrets.sh with the --values and --set of this command`);
  }
}
