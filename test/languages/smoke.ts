/**
 * The same app in TypeScript, Python and Java writes the same bytes: `node -r tsx/cjs test/languages/smoke.ts [python|java]`.
 *
 * TypeScript runs from the sources, the others from packages that jsii-pacmak makes of the compiled library.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as java from './java';
import { generate } from './packages';
import * as python from './python';
import { run, UserError } from '../support/command';
import { compile, REPOSITORY } from '../support/repository';

interface Language {
  /** Fails where the language's tools are missing. */
  check(): void;
  /** Builds the package from its generated sources, and runs the program with it; `work` is free for its files. */
  execute(generated: string, work: string, outdir: string): void;
}

const LANGUAGES: Record<string, Language> = { python, java };

/** What the programs write, beside the folder that they are given. */
const MANIFESTS = { install: '', uninstall: '-uninstall' };
const ERRORS = '-errors';

let passed = 0;
let failed = 0;

function report(ok: boolean, line: string): void {
  if (ok) passed++; else failed++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${line}`);
}

function main(names: string[]): void {
  const unknown = names.filter((name) => !Object.hasOwn(LANGUAGES, name));
  if (unknown.length) throw new UserError(`got ${unknown.join(', ')}; allowed: ${Object.keys(LANGUAGES).join(', ')}, or nothing for all.`);
  const wanted = names.length ? Object.keys(LANGUAGES).filter((name) => names.includes(name)) : Object.keys(LANGUAGES);
  const missing = wanted.flatMap((name) => problemsOf(() => LANGUAGES[name].check()).map((problem) => `${name}: ${problem}`));
  if (missing.length) throw new UserError(missing.join('\n'));

  const work = mkdtempSync(join(tmpdir(), 'cdk8s-coco-languages-'));
  timed(compile, (compiled) => compiled ? 'compiled the library' : 'the compiled library is up to date');
  const generated = timed(() => generate(REPOSITORY, wanted, join(work, 'generated')), () => `generated packages for ${wanted.join(', ')}`);
  const expected = join(work, 'typescript', 'dist');
  timed(() => run(process.execPath, ['-r', 'tsx/cjs', join(__dirname, 'typescript', 'main.ts')], {
    cwd: REPOSITORY,
    env: { CDK8S_OUTDIR: expected, TSX_TSCONFIG_PATH: join(REPOSITORY, 'test', 'tsconfig.json') },
  }), () => 'ran TypeScript');

  for (const [index, name] of wanted.entries()) {
    const actual = join(work, name, 'dist');
    const problems = problemsOf(() => timed(() => LANGUAGES[name].execute(generated[index], join(work, name), actual), () => `built and ran ${name}`));
    if (problems.length) {
      report(false, `${name}: ${problems.join('\n')}`);
      continue;
    }
    for (const [phase, suffix] of Object.entries(MANIFESTS)) compareManifests(`${name}, ${phase}`, expected + suffix, actual + suffix);
    compareErrors(name, expected + ERRORS, actual + ERRORS);
  }
  if (failed) console.log(`what was written is in ${work}`);
  else rmSync(work, { recursive: true, force: true });
}

function compareManifests(what: string, expected: string, actual: string): void {
  const [wanted, got] = [filesOf(expected), filesOf(actual)];
  if (!wanted.length || wanted.join() !== got.join()) {
    report(false, `${what}: TypeScript wrote [${wanted.join(', ')}], this wrote [${got.join(', ')}]`);
    return;
  }
  const contents = wanted.map((file) => [readFileSync(join(expected, file)), readFileSync(join(actual, file))]);
  const different = wanted.flatMap((file, index) => {
    const [left, right] = contents[index];
    return left.equals(right) ? [] : [`${file}: ${firstDifference(left.toString(), right.toString())}`];
  });
  const bytes = contents.reduce((sum, [left]) => sum + left.length, 0);
  report(!different.length, different.length ? `${what}: ${different.join('\n')}`
    : `${what}: ${wanted.length} ${wanted.length === 1 ? 'file' : 'files'}, ${bytes} bytes, equal to those of TypeScript (${wanted.join(', ')})`);
}

/** Other languages may say more (a prefix; in Java the stack too), but must say all that TypeScript says. */
function compareErrors(language: string, expected: string, actual: string): void {
  for (const file of filesOf(expected)) {
    const wanted = readFileSync(join(expected, file), 'utf8');
    const got = existsSync(join(actual, file)) ? readFileSync(join(actual, file), 'utf8') : '';
    const ok = wanted.includes('Did you mean') && got.replace(/^(Coco)?Error: /, '').startsWith(wanted);
    const frames = got.match(/^\s+at /gm)?.length ?? 0;
    report(ok, ok ? `${language}, ${file}: the message arrives whole${frames ? `, followed by ${frames} stack frames of jsii's runtime` : ', without a stack'}`
      : `${language}, ${file}: got ${JSON.stringify(got)}, TypeScript says ${JSON.stringify(wanted)}`);
  }
}

function filesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function firstDifference(expected: string, actual: string): string {
  const [left, right] = [expected.split('\n'), actual.split('\n')];
  const line = left.findIndex((text, index) => text !== right[index]);
  const at = line < 0 ? left.length : line;
  return `line ${at + 1} differs\n       TypeScript: ${left[at] ?? '(end)'}\n       here:       ${right[at] ?? '(end)'}`;
}

function problemsOf(action: () => void): string[] {
  try {
    action();
    return [];
  } catch (error) {
    if (error instanceof UserError) return [error.message];
    throw error;
  }
}

function timed<T>(action: () => T, what: (result: T) => string): T {
  const start = Date.now();
  const result = action();
  console.log(`     ${what(result)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.log(error instanceof UserError ? error.message : error);
  failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
