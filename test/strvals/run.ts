/*
 * Sets values by random expressions of --set, --set-string, --set-json, --set-file and --set-literal with our parser and with
 * Helm's, and compares. See README.md.
 *
 *   npm run test:strvals
 *   npm run test:strvals -- --expressions 20000 --seed 7
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { Question, randomQuestion } from './expressions';
import { problemLine } from '../../src/values/engine/findings';
import { setValues, SetTally } from '../../src/values/engine/set';
import { checkJson } from '../../src/values/engine/set-json';
import { Random } from '../support/random';

interface Answer {
  readonly values?: unknown;
  readonly error?: string;
}

const { values: options } = parseArgs({ options: { expressions: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } } });
const random = new Random(Number(options.seed));
const questions = Array.from({ length: Number(options.expressions) }, () => randomQuestion(random));
const counts = { 'equal values': 0, 'both refuse': 0, 'refused here alone, by a limit of ours': 0, 'different': 0 };

helm().forEach((theirs, index) => {
  const kind = compare(ours(questions[index]), theirs);
  counts[kind]++;
  if (kind === 'different' && counts.different <= 20) console.log(JSON.stringify({ ...questions[index], helm: theirs, here: ours(questions[index]) }));
});
for (const [kind, count] of Object.entries(counts)) console.log(`${String(count).padStart(7)} ${kind}`);
console.log(`${counts.different ? 0 : 1} passed, ${counts.different ? 1 : 0} failed`);
process.exitCode = counts.different ? 1 : 0;

function ours({ option, below, expression }: Question): Answer {
  const values = structuredClone(below);
  const tally = new SetTally((name) => (name.endsWith('.txt') ? { text: `content of ${name}` } : { refusal: 'no such file' }));
  const problems = setValues(values, expression, option, tally);
  for (const { path, value } of tally.json) checkJson(value, path, new Map(), problems);
  return problems.length ? { error: problems.map(problemLine).join('\n') } : { values };
}

function compare(here: Answer, there: Answer): keyof typeof counts {
  if (here.error !== undefined && there.error !== undefined) return 'both refuse';
  if (isDeepStrictEqual(here.values, there.values)) return 'equal values';
  // JSON has no number of that size, levels of lists count too, and Helm drops an empty value at an index that is out of range.
  return /whole number has more than 15 digits|items of lists are left empty|levels|out of range|a key is empty/.test(here.error ?? '') ? 'refused here alone, by a limit of ours' : 'different';
}

/** What Helm makes of each. Its parser is built first. */
function helm(): Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-go-'));
  try {
    const program = join(folder, 'strvals');
    call(['go', 'build', '-o', program, '.'], '');
    return call([program], questions.map((one) => `${JSON.stringify(one)}\n`).join('')).split('\n').filter(Boolean).map((line) => JSON.parse(line) as Answer);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function call([file, ...args]: readonly string[], input: string): string {
  const { status, error, stdout, stderr } = spawnSync(file, args, { cwd: __dirname, input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${file} failed:\n${stderr}`);
  return stdout;
}
