import { didYouMean, editDistance, sameWords } from '../../src/common/private/suggest';
import { Random } from '../support/random';

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['', 'abc', 3],
  ['debug', 'debug', 0],
  ['debgu', 'debug', 1], // a swap is one edit
  ['enabeld', 'enabled', 1],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3], // a swapped pair is not edited again
])('from %j to %j it takes %i edits', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

test('the distance is symmetric, zero only for equal words, and never more than the longer word', () => {
  const random = new Random(1);
  const word = () => Array.from({ length: random.below(6) }, () => random.pick(['a', 'b', 'c'])).join('');
  for (let round = 0; round < 500; round++) {
    const [a, b] = [word(), word()];
    const distance = editDistance(a, b);
    expect(editDistance(b, a)).toBe(distance);
    expect(distance === 0).toBe(a === b);
    expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
    expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
  }
});

const KEYS = ['debug', 'defaultShim', 'imagePullPolicy', 'imagePullSecrets', 'k8sDistribution', 'nodeSelector', 'shims'];

test.each([
  ['debgu', 'debug'],
  ['DEBUG', 'debug'],
  ['node-selector', 'nodeSelector'],
  ['node_selector', 'nodeSelector'],
  ['nodeSelectors', 'nodeSelector'],
  ['imagePullSecret', 'imagePullSecrets'],
  ['imagePolicy', undefined],
  ['shim', 'shims'],
  ['tolerations', undefined],
  ['x', undefined],
  ['', undefined],
  ['d'.repeat(10_000), undefined],
])('for %s it suggests %s', (got, expected) => {
  expect(didYouMean(got, KEYS)).toBe(expected);
});

test('equal but for case wins over near, and the first of equals wins', () => {
  expect(didYouMean('Host', ['hosts', 'host'])).toBe('host');
  expect(didYouMean('k4s', ['k8s', 'k3s', 'k0s'])).toBe('k8s');
});

test('names of nothing but marks are not the same words', () => {
  expect(sameWords('-', '_')).toBe(false);
  expect(sameWords('pull_policy', 'pullPolicy')).toBe(true);
});
