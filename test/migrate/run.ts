/*
 * Migrates every case that lies beside this repository, runs and type-checks the programs, and compares what they write with what
 * `render` prints:
 *
 *   npm run test:migrate [-- [--only REGEX] [--keep FOLDER] [--each]]
 *
 * --only  the cases whose path matches
 * --keep  leave the programs in this folder
 * --each  a line per case: patches, objects that were taken away, objects that stand as they are
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';
import { parseArgs } from 'util';
import * as ts from 'typescript';
import { differences, evaluate, migrated, releasesIn } from './verify';

const ROOT = join(__dirname, '..', '..');
const FOLDERS = ['reference', 'reference-editions'].map((name) => join(ROOT, '..', 'shared', name)).filter((folder) => existsSync(folder));

const { values: options } = parseArgs({ options: { only: { type: 'string' }, keep: { type: 'string' }, each: { type: 'boolean' } } });
if (!FOLDERS.length) throw new Error('the cases are not at hand');

const modules = (name: string): unknown => require(name === 'cdk8s-coco' ? '../../src' : name);
const target = options.keep === undefined ? mkdtempSync(join(tmpdir(), 'cdk8s-coco-')) : resolve(options.keep);
const totals = { cases: 0, equal: 0, refused: 0, withoutRest: 0, patches: 0, removed: 0, literals: 0 };
const programs: string[] = [];
const started = Date.now();

for (const one of FOLDERS.flatMap(releasesIn).filter(({ id }) => new RegExp(options.only ?? '.').test(id))) {
  totals.cases++;
  const done = migrated(one);
  if (!done) {
    totals.refused++;
    continue;
  }
  const { migration } = done;
  const { patches, removed, literals } = migration.rest;
  totals.patches += patches;
  totals.removed += removed;
  totals.literals += literals;
  if (!(patches + removed + literals)) totals.withoutRest++;
  const file = join(target, one.id, 'main.ts');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, migration.text);
  programs.push(file);
  if (options.each) process.stdout.write(`${one.id}: ${patches} patches, ${removed} removed, ${literals} literal, ${migration.secrets.length} secrets\n`);
  const found = failures(() => [...differences(done, evaluate(migration.text, modules)), ...migration.leaks.map(({ path }) => `leaks ${path}`)]);
  if (found.length) process.stdout.write(`FAIL ${one.id}\n${found.slice(0, 5).map((line) => `  ${line.slice(0, 400)}\n`).join('')}`);
  else totals.equal++;
}
const evaluated = Date.now();
const wrong = typeErrors(programs);
process.stdout.write(wrong.slice(0, 30).map((line) => `${line}\n`).join(''));
process.stdout.write(`migrate: ${totals.equal} of ${totals.cases - totals.refused} programs make what render prints (${totals.refused} cases are refused by both); ${wrong.length} type errors; `
  + `${totals.withoutRest} programs are props alone; ${totals.patches} patches, ${totals.removed} objects taken away, ${totals.literals} objects as they are; `
  + `${((evaluated - started) / 1000).toFixed(1)} s, and ${((Date.now() - evaluated) / 1000).toFixed(1)} s for types\n`);
if (options.keep === undefined) rmSync(target, { recursive: true });
process.exitCode = wrong.length || totals.equal + totals.refused < totals.cases ? 1 : 0;

function failures(run: () => string[]): string[] {
  try {
    return run();
  } catch (thrown) {
    return [String(thrown)];
  }
}

/** What the compiler says of all programs at once, under the strict settings that migrate writes. */
function typeErrors(files: readonly string[]): string[] {
  const program = ts.createProgram([...files], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    stripInternal: true,
    esModuleInterop: true,
    baseUrl: ROOT,
    paths: { 'cdk8s-coco': ['src/index.ts'], '*': ['node_modules/*'] },
    typeRoots: [join(ROOT, 'node_modules', '@types')],
    types: ['node'],
  });
  return files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
    .map(({ messageText, file, start }) => `${file?.fileName ?? ''}:${file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : ''} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}
