import type { SetOption } from '../../src/values/engine/set';
import { Random } from '../support/random';

/** A command line: an option, its expression, and the values that files gave before. */
export interface Question {
  readonly option: SetOption;
  readonly below: Record<string, unknown>;
  readonly expression: string;
}

const KEYS = ['a', 'b', 'c', 'd', 'e', 'image', 'list', 'map', '', ' ', 'kubernetes\\.io/arch', 'a\\,b', 'x\\=y', 'é', '__proto__', 'constructor', 'a b', '0', 'a\\[0\\]'];
const VALUES = [
  'x', '1', '0', '-1', '+7', '007', '1.5', '1e3', '0x10', 'true', 'FALSE', 'null', 'Null', '', ' ', '~', '""', '"q"', 'a\\,b', 'a\\\\b', '{x,y}', '{}', '{1,null,true}',
  '{a\\}b}', '{ x , y }', '{x', 'x}', 'a=b', 'a.b', '[1]', 'a-b', 'v1.2.3', 'a_b', 'A/B:c@d', '2021-01-01', '{a}', '{a,b,c}', 'k8s', 'x y', '\\', '{a,{b}}', '{{', '12345678901234', '99999999999999999999', 'http://u:p@h:1/x?y=z#w', '日本', 'a\\', '{x}y', '{x},',
];
const JSON_VALUES = [
  '1', '0', '-1', '1.5', '1e3', '-0', '01', '1.', '.5', '+1', '1e', '1e400', 'true', 'false', 'null', 'truex', 'nul', '""', '"x"', '"a,b"', '"\\""', '"\\u00e9"', '"é"', '"x', '[]', '{}',
  '[1,2]', '{"a":1}', '{"a":{"b":[1,{"c":null}]}}', '[1,', '{"a":}', "{'a':1}", '[1] ', ' [1]', '  ', '', '"x" ', '1 2', '1b=2', '[1]c=3', '{"a":1,"a":2}', '{"constructor":1}', '"}"', '["]"]', 'x',
];
const FILES = ['x.txt', 'y.txt', 'x', '', '{x.txt,y.txt}', '{x.txt', 'a\\,b.txt', '{x}', ' .txt', '{}'];
const OPTIONS: readonly SetOption[] = ['--set', '--set', '--set-string', '--set-json', '--set-literal', '--set-file'];
const INDEXES = ['0', '0', '1', '2', '5', '-1', '+1', '00', 'x', '', '1.5', ' 1', '65536', '65537', '[0', '99999999999'];
const NOISE = ['a', '.', ',', '=', '[', ']', '{', '}', '\\', '0', '1', ' ', 'null', 'é'];
const BELOW: readonly Record<string, unknown>[] = [
  {}, {}, {}, {}, {}, {}, { a: { b: 1, c: 'x' }, list: [1, { b: 2 }, ['x']], map: {} }, { a: 'text', list: 'text', map: [1, 2] }, { a: null, list: [], map: { a: null } },
  { image: { tag: 'x', list: [{ a: [] }] }, list: [null, null] },
];

/** What people paste, what they mistype, and noise. */
export function randomQuestion(random: Random): Question {
  const option = random.pick(OPTIONS);
  const below = structuredClone(random.pick(BELOW));
  const values = option === '--set-json' ? JSON_VALUES : option === '--set-file' ? FILES : VALUES;
  return { option, below, expression: random.below(12) ? expression(random, values) : noise(random) };
}

function expression(random: Random, values: readonly string[]): string {
  const parts = Array.from({ length: 1 + random.below(3) }, () => assignment(random, values));
  return parts.join(random.below(20) ? ',' : random.pick([',,', ', ', ';']));
}

function assignment(random: Random, values: readonly string[]): string {
  const value = random.pick(values);
  return `${path(random)}${random.below(40) ? '=' : random.pick(['', ':', '==', ' = '])}${value}`;
}

function path(random: Random): string {
  const steps = Array.from({ length: 1 + random.below(4) }, () => (
    `${random.pick(KEYS.slice(0, random.below(8) ? 8 : KEYS.length))}${random.below(5) ? '' : brackets(random)}`));
  return steps.join(random.below(30) ? '.' : '..');
}

function brackets(random: Random): string {
  return Array.from({ length: 1 + random.below(2) }, () => `[${random.pick(INDEXES.slice(0, random.below(10) ? 5 : INDEXES.length))}]`).join('');
}

function noise(random: Random): string {
  return Array.from({ length: 1 + random.below(12) }, () => random.pick(NOISE)).join('');
}
