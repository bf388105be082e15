/**
 * Fails unless imports/ is, byte for byte, what the `import` task generates from crds/.
 *
 * The task itself runs, as .projen/tasks.json has it, in a temporary copy of what it reads: cdk8s.yaml and crds/.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const ROOT = resolve(__dirname, '..');
const REPAIR = 'Repair: run `npx projen import` and commit imports/.';
const CLI = join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');

/** The arguments of the one `cdk8s import` command of the task. */
function importArguments(): string[] {
  const tasks = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8'));
  const commands: string[] = (tasks.tasks?.import?.steps ?? []).map((step: { exec?: string }) => step.exec ?? '');
  const [program, ...args] = commands.length === 1 ? commands[0].split(' ') : [];
  if (program !== 'cdk8s' || args[0] !== 'import' || !args.join(' ').includes('--output imports')) {
    throw new Error('The projen task "import" is expected to be one command "cdk8s import ... --output imports", '
      + `got ${JSON.stringify(commands)}. Adapt scripts/check-imports.ts to the new task.`);
  }
  return args;
}

/** The files below a folder by their path in it, sorted; none if there is no such folder. */
function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => entry.isDirectory()
      ? listFiles(join(folder, entry.name)).map((file) => posix.join(entry.name, file))
      : [entry.name])
    .sort();
}

/** Runs the task in `folder`, which holds copies of its inputs. */
function generate(folder: string): void {
  if (!existsSync(CLI)) throw new Error('cdk8s-cli is not installed. Repair: run `npm ci`.');
  for (const input of ['cdk8s.yaml', 'crds']) {
    cpSync(join(ROOT, input), join(folder, input), { recursive: true });
  }
  const run = spawnSync(process.execPath, [CLI, ...importArguments()], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' }, // no look-up on the network
  });
  if (run.status !== 0) {
    const lines = `${run.stderr ?? ''}\n${run.error?.message ?? ''}`.split('\n');
    const reason = lines.filter((line) => line.trim() !== '' && !/^\s+at |^Importing resources/.test(line)).slice(0, 5);
    throw new Error(['cdk8s import fails on crds/:', ...reason].join('\n  '));
  }
}

/** What is wrong with the inputs already, and `cdk8s import` would read over or fail on without a name. */
function inputProblems(): string[] {
  const missing = ['cdk8s.yaml', 'crds'].filter((input) => !existsSync(join(ROOT, input)));
  if (missing.length > 0) return missing.map((input) => `${input}: missing, imports/ is generated from it.`);

  const specs: string[] = parse(readFileSync(join(ROOT, 'cdk8s.yaml'), 'utf8'))?.imports ?? [];
  const listed = specs.map((spec) => posix.normalize(spec.split(':=').pop()!)).filter((spec) => spec.startsWith('crds/'));
  const present = listFiles(join(ROOT, 'crds')).map((file) => posix.join('crds', file)).filter((file) => /\.ya?ml$/.test(file));
  return [
    ...listed.filter((file) => !present.includes(file))
      .map((file) => `${file}: missing, cdk8s.yaml imports it. Repair: restore it, or take it off the list in .projenrc.ts.`),
    ...present.filter((file) => !listed.includes(file))
      .map((file) => `${file}: not among the imports of cdk8s.yaml. Repair: list it in .projenrc.ts and run \`npx projen\`.`),
    ...present.flatMap((file) => parseAllDocuments(readFileSync(join(ROOT, file), 'utf8'))
      .flatMap((document) => document.errors.map((error) => `${file}: ${error.message.split('\n')[0].replace(/:$/, '')}.`))),
  ];
}

/** The first line, counted from 1, in which two texts differ. */
function firstDifference(a: string, b: string): number {
  const other = b.split('\n');
  const lines = a.split('\n');
  const index = lines.findIndex((line, i) => line !== other[i]);
  return (index === -1 ? lines.length : index) + 1;
}

function differences(committed: string, generated: string): string[] {
  const actual = listFiles(committed);
  const expected = listFiles(generated);
  const files = [...new Set([...actual, ...expected])].sort();
  return files.flatMap((file) => {
    if (!actual.includes(file)) return [`imports/${file}: missing, crds/ produces it.`];
    if (!expected.includes(file)) return [`imports/${file}: no definition in crds/ produces it. Repair: delete it.`];
    const [is, should] = [readFileSync(join(committed, file)), readFileSync(join(generated, file))];
    if (is.equals(should)) return [];
    return [`imports/${file}: differs from what crds/ produces, first in line ${firstDifference(`${is}`, `${should}`)}.`];
  });
}

/** Every problem, a line each; none if imports/ is in step. */
function check(folder: string): string[] {
  const inputs = inputProblems();
  if (inputs.length > 0) return inputs;
  generate(folder);
  const drift = differences(join(ROOT, 'imports'), join(folder, 'imports'));
  return drift.length > 0 ? [...drift, REPAIR] : [];
}

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), 'check-imports-'));
  try {
    const problems = check(folder);
    if (problems.length > 0) {
      console.error(problems.join('\n'));
      return 1;
    }
    console.log(`imports/ is what crds/ produces (${listFiles(join(ROOT, 'imports')).length} file(s)).`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : `${error}`);
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = main();
