import { Testing } from 'cdk8s';
import { isSecretPlace } from '../../src/common/private/redact';
import { allPlaces, argumentsWith, invoke, isRight, withoutFrames } from '../support/api-places';
import { SECRETS, WORD } from '../support/markers';
import { share, some, stride, Strides } from '../support/stride';
import { newChart } from '../support/synth';

// A secret at each place of each call, right or wrong there: no error and no warning has it.

/** Whether a value may be a secret because of its place: within the arguments of the last call, if calls are nested. */
const isForSecrets = (at: string, hidden: boolean) => hidden || isSecretPlace(at.replace(/^.*\.\w+\((\w+)\)/, '$1'));

/** Of all places. */
const PLACES: Strides = { gate: 3, loop: 41 };

test(`no error, no warning${share(PLACES)}`, () => {
  const told = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const leaks: unknown[] = [];
  const tried = { places: 0, secrets: 0, words: 0, refused: 0 };
  for (const { className, call, index, place } of some([...allPlaces(true)], PLACES)) {
    const at = `${call.parameters[index].name}${place.at}`;
    const forSecrets = isForSecrets(at, place.hidden);
    if (call.parameters[index].name === 'id') continue; // the path of a construct is in all of its messages
    tried.places++;
    for (const { text, core, wraps } of [...SECRETS, ...(forSecrets ? [WORD] : [])]) {
      for (const wrap of wraps) {
        const chart = newChart();
        let output = '';
        try {
          withoutFrames(() => {
            const args = argumentsWith(call.parameters, index, place.put(wrap(text), chart), chart);
            invoke(className, call, args, chart);
            Testing.synth(chart);
          });
        } catch (error) {
          tried.refused++;
          output = `${(error as Error).message}\n${(error as Error).stack}`;
        }
        output += JSON.stringify(told.mock.calls);
        told.mockClear();
        tried[text === WORD.text ? 'words' : 'secrets']++;
        if (output.includes(core)) leaks.push([`${className}.${call.name}`, at, wrap(text), output.split('\n').filter((line) => line.includes(core))[0].slice(0, 300)]);
      }
    }
  }
  if (process.env.COUNT) process.stdout.write(`markers: ${JSON.stringify({ ...tried, leaks: leaks.length })}\n`);
  expect(leaks.slice(0, 20)).toEqual([]);
  expect(tried.places).toBeGreaterThan(1000 / stride(PLACES));
  expect(tried.words).toBeGreaterThan(50 / stride(PLACES));
});

test('what is given for a Secret reaches no manifest', () => {
  const leaks: unknown[] = [];
  let tried = 0;
  for (const { className, call, index, place } of allPlaces(true)) {
    if (!place.hidden || call.name !== 'new' || isRight(place.type, WORD.text)) continue;
    const chart = newChart();
    tried++;
    try {
      invoke(className, call, argumentsWith(call.parameters, index, place.put(WORD.text, chart), chart), chart);
      leaks.push([className, place.at, 'taken']);
    } catch (error) {
      if (JSON.stringify(Testing.synth(chart)).includes(WORD.text) || (error as Error).name !== 'CocoError') leaks.push([className, place.at, error]);
    }
  }
  expect(leaks).toEqual([]);
  expect(tried).toBeGreaterThan(10);
});
