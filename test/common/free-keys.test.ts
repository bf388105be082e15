import { has, lookup, put } from '../../src/common/private/free-keys';

test.each(['constructor', 'toString', 'hasOwnProperty', '__proto__', 'key'])('the key %s is there once it is set', (key) => {
  const map: Record<string, unknown> = {};
  expect([has(map, key), lookup(map, key)]).toEqual([false, undefined]);
  put(map, key, 'x');
  expect([has(map, key), lookup(map, key), Object.keys(map)]).toEqual([true, 'x', [key]]);
  expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
});
