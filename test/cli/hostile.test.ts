import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { command } from './command';
import { argumentCases, documentCases, fileCases, HostileCase, INHERITED, places, schemaCases, set, setCases } from './hostile/cases';
import { complaints } from './hostile/verdict';
import { EDITIONS } from '../../src/values/editions';
import { share, some, Strides } from '../support/stride';

/*
 * npm run test:sweeps tries them all. Kinds of cases take turns, so no stride has a common factor with their number.
 * test/cli/hostile/run.ts measures time and memory.
 */

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-')); });
afterAll(() => rmSync(folder, { recursive: true }));

function answer({ args, values }: HostileCase) {
  if (values === undefined) return command(...args);
  const file = join(folder, 'values.yaml');
  writeFileSync(file, values);
  return command(...args, '-f', file);
}

const shown = ({ args, values }: HostileCase) => JSON.stringify([...args, values === undefined ? '' : String(values)]).slice(0, 300);

/** The command lines whose answer is wrong, and why. */
function offenders(cases: readonly HostileCase[]): string[] {
  return cases.flatMap((one) => complaints(one, answer(one)).map((what) => `${what}: ${shown(one)}`));
}

describe.each<[string, () => HostileCase[], Strides]>([
  ['arguments', argumentCases, { gate: 1, loop: 12 }],
  ['expressions of --set', setCases, { gate: 1, loop: 12 }],
  ['values files', fileCases, { gate: 1, loop: 60 }],
  ['documents in values', documentCases, { gate: 1, loop: 40 }],
  ['values at each place of each edition', schemaCases, { gate: 19, loop: 1283 }],
])('%s', (_, cases, strides) => {
  test(`an error that is clear, or the right output${share(strides)}`, () => {
    expect(offenders(some(cases(), strides))).toEqual([]);
  }, 1_200_000);
});

/** Objects whose maps have one key in the place of another, whatever the order. */
function renamed(stdout: string, from: string, to: string): unknown {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value.replaceAll(from, to) : value;
    const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key.replaceAll(from, to), walk(inner)]);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return parseAllDocuments(stdout).map((document) => walk(document.toJS({ mapAsMap: false })));
}

const KEYS: Strides = { gate: 19, loop: 1283 };

test(`keys that every object of JavaScript has are keys like any others, at each place of each edition${share(KEYS)}`, () => {
  const cases = EDITIONS.flatMap(({ name, load }) => places(load().schema)
    .map(({ path }, index) => ({ name, path, pair: INHERITED[index % INHERITED.length] })));
  const different = some(cases, KEYS).filter(({ name, path, pair: [key, twin] }) => {
    const one = command('render', name, ...set([...path, key], 'x'));
    const other = command('render', name, ...set([...path, twin], 'x'));
    return one.status !== other.status || one.stderr.replaceAll(key, twin) !== other.stderr
      || JSON.stringify(renamed(one.stdout, key, twin)) !== JSON.stringify(renamed(other.stdout, key, twin));
  });
  expect(different.map(({ name, path, pair }) => [name, ...path, pair[0]].join(' '))).toEqual([]);
}, 1_200_000);

test('the table has enough of them', () => {
  const count = [argumentCases, setCases, fileCases, documentCases, schemaCases].reduce((sum, cases) => sum + cases().length, 0);
  expect(count).toBeGreaterThan(500);
});
