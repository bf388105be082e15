import { Chart, Testing } from 'cdk8s';
import * as library from 'cdk8s-coco';
import { Field, parseFields, Type } from '../../src/common/private/api-type';
import { STRUCTS } from '../../src/common/private/api-types';
import { registeredClass } from '../../src/common/private/types';
import { allPlaces, argumentsWith, CALLS, invoke, isRight, right, withoutFrames } from '../support/api-places';
import { Random } from '../support/random';
import { rounds, share, some, stride, Strides } from '../support/stride';
import { newChart } from '../support/synth';

// What callers without a compiler get wrong, everywhere: our error with a path, and never another one.

const circular: Record<string, unknown> = {};
circular.self = circular;

const WRONG: readonly unknown[] = [
  null, true, 7, -1.5, NaN, 10n, 'text', '', Symbol('x'), () => 1, {}, { nonsense: 1 }, [], [null], [[]], new Date(0), new Map([['a', 1]]), /x/,
  Object.create(null), circular, new (class Own { public name = 5; })(),
  Object.assign(Object.create({ node: 1 }), { toString: 1 }),
];

/** What a call says of its arguments, or nothing where it takes them. */
function refusal(className: string, call: Parameters<typeof invoke>[1], args: unknown[], chart: Chart): Error | undefined {
  try {
    withoutFrames(() => invoke(className, call, args, chart));
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** The place that a message begins with. */
const PLACE = /^((coco|sample|\(root\))(\/[^\n]+?)?(\.\w+)?|new \w+|\w+\.\w+): /;

function isOurs(error: Error | undefined): boolean {
  return error === undefined || (error.name === 'CocoError' && PLACE.test(error.message));
}

/** Of all places; each with all wrong values. */
const PLACES: Strides = { gate: 3, loop: 23 };

test(`a wrong type at each place of each call: refused, with the place${share(PLACES)}`, () => {
  const offenders: unknown[] = [];
  const all = [...allPlaces(false)];
  let tried = 0;
  for (const { className, call, index, place } of some(all, PLACES)) {
    const { name } = call.parameters[index];
    const isProps = call.name === 'new' && name === 'props'; // the message names the fields of props by themselves
    for (const value of [undefined, ...WRONG]) {
      if (value === undefined ? place.optional || place.type.kind === 'any' : isRight(place.type, value)) continue;
      const chart = newChart();
      const rest = call.parameters[index].rest && place.at === '';
      const args = argumentsWith(call.parameters, index, place.put(value, chart), chart);
      const error = refusal(className, call, args, chart);
      tried++;
      const at = isProps ? place.at.slice(1) : `${name}${rest ? '[0]' : ''}${place.at}`;
      if (!error || !isOurs(error) || !error.message.includes(at)) offenders.push([`${className}.${call.name}`, at, value, error?.message]);
    }
  }
  expect(offenders.slice(0, 20)).toEqual([]);
  expect(all.length).toBeGreaterThan(1000);
  expect(tried).toBeGreaterThan(15_000 / stride(PLACES));
});

test('every class has calls that were tried, and what has none takes nothing', () => {
  const classes = Object.entries(library).filter(([, exported]) => typeof exported === 'function').map(([name]) => name);
  expect(classes.filter((name) => registeredClass(name) !== (library as unknown as Record<string, unknown>)[name])).toEqual([]);
  const untried = classes.filter((name) => !CALLS.has(name) || !CALLS.get(name)!.length);
  expect(untried).toEqual([]);
});

const RANDOM: Strides = { gate: 1, loop: 11 };

describe('random values, right and wrong, of random types at random places', () => {
  const RUNS = Number(process.env.FUZZ_RUNS ?? rounds(1500, RANDOM));
  const all = [...CALLS].flatMap(([className, calls]) => calls.map((call) => ({ className, call })));

  /** Mostly right, with some fields that need not be there. */
  function value(type: Type, name: string, chart: Chart, random: Random, depth = 0): unknown {
    if (random.below(40) === 0) return random.pick(WRONG);
    if (type.kind === 'list') return Array.from({ length: random.below(3) }, () => value(type.of, name, chart, random, depth + 1));
    if (type.kind === 'map') return { [random.pick(['a', 'b/c', 'x y', '__proto__', 'A_1'])]: value(type.of, name, chart, random, depth + 1) };
    if (type.kind === 'text') return random.below(3) ? right(type, chart, name) : random.pick(['', 'x', 'A b', '10.0.0.1', 'https://h/x', '1Gi', '/a/../b', '\ud800', '-', '99%']);
    if (type.kind === 'number') return random.pick([0, 1, 2, -1, 1.5, 80, 1e9]);
    if (type.kind === 'named' && STRUCTS[type.name] !== undefined) {
      const fields: Field[] = parseFields(STRUCTS[type.name]);
      const start = right(type, chart, name) as Record<string, unknown>;
      for (const field of fields) {
        if (random.below(field.optional ? 4 : 8)) continue;
        start[field.name] = value(field.type, field.name, chart, random, depth + 1);
      }
      return start;
    }
    return right(type, chart, name);
  }

  test(`only our error, with a place${share(RANDOM)}`, () => {
    const random = new Random(Number(process.env.FUZZ_SEED ?? 12));
    const offenders: unknown[] = [];
    let refused = 0;
    for (let run = 0; run < RUNS; run++) {
      const { className, call } = random.pick(all);
      const chart = newChart();
      const args = call.parameters.map((one) => (
        ['scope', 'id'].includes(one.name) && random.below(20) ? right(one.type, chart, one.name) : value(one.type, one.name, chart, random)));
      const error = refusal(className, call, args, chart);
      if (error) refused++;
      if (!isOurs(error)) offenders.push([`${className}.${call.name}`, error?.stack?.slice(0, 600)]);
      if (!error && call.name === 'new' && chart.node.children.length) {
        try {
          Testing.synth(chart);
        } catch (thrown) {
          offenders.push([`synth of ${className}`, (thrown as Error).stack?.slice(0, 600)]);
        }
      }
    }
    expect(offenders.slice(0, 10)).toEqual([]);
    expect(refused).toBeGreaterThan(RUNS / 20);
    expect(refused).toBeLessThan(RUNS);
  });
});
