import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './repository';
import { rounds, share, some, stride } from './stride';

const { CI, SWEEP } = process.env;
const set = (name: 'CI' | 'SWEEP', value?: string) => {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
};
afterEach(() => {
  set('CI', CI);
  set('SWEEP', SWEEP);
});

test.each([
  ['the inner loop', undefined, undefined, 5, ' (1 of 5; all: npm run test:sweeps)', [0, 5, 10], 3],
  ['the gate', 'true', undefined, 2, ' (1 of 2; all: npm run test:sweeps)', [0, 2, 4, 6, 8, 10], 6],
  ['npm run test:sweeps', undefined, 'all', 1, '', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 11],
])('%s', (_, ci, sweep, step, said, points, times) => {
  set('CI', ci);
  set('SWEEP', sweep);
  const strides = { gate: 2, loop: 5 };
  const all = Array.from({ length: 11 }, (_one, index) => index);
  expect([stride(strides), share(strides), some(all, strides), rounds(11, strides)]).toEqual([step, said, points, times]);
});

test('of tests that run in shares, the first one of each share runs, whatever block it is in', () => {
  const Environment = jest.requireActual<{ prototype: object }>('./environment.js');
  const one = () => ({ type: 'test', mode: undefined as string | undefined });
  const tests = Array.from({ length: 7 }, one);
  const block = (...children: object[]) => ({ type: 'describeBlock', children });
  const rootDescribeBlock = block(...tests.slice(0, 2), block(...tests.slice(2, 5)), ...tests.slice(5));
  const run = (step: number) => (Object.assign(Object.create(Environment.prototype) as object, { step }) as unknown as {
    handleTestEvent(event: object, state: object): void;
  }).handleTestEvent({ name: 'run_start' }, { rootDescribeBlock });
  run(1);
  expect(tests.map(({ mode }) => mode)).toEqual(Array(7).fill(undefined));
  run(3);
  expect(tests.map(({ mode }) => mode !== 'skip')).toEqual([true, false, false, true, false, false, true]);
});

test('every test that tries some points of many says so in a title', () => {
  const files = (readdirSync(join(REPOSITORY, 'test'), { recursive: true }) as string[]).filter((name) => name.endsWith('.test.ts'));
  const text = (name: string) => readFileSync(join(REPOSITORY, 'test', name), 'utf8');
  const sweeps = files.filter((name) => /\/stride'/.test(text(name)));
  expect(sweeps.length).toBeGreaterThan(5);
  expect(sweeps.filter((name) => !text(name).includes('share('))).toEqual([]);
});
