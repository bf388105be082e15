import { applyDifference, differenceOf } from '../../src/common/private/document-difference';

const document = (values: object) => ({ values, appVersion: '1' });

describe('the difference of two documents', () => {
  test.each([
    ['a new key', { a: 1 }, { a: 1, b: 2 }],
    ['a key that is gone', { a: 1, b: { c: 1 } }, { b: {} }],
    ['another default', { a: { b: 'x', c: [1] } }, { a: { b: 'x', c: [1, 2] } }],
    ['null instead of a value, and a value instead of null', { a: true, b: null }, { a: null, b: false }],
    ['a map instead of a value, and a value instead of a map', { a: 1, b: { c: 1 } }, { a: { d: 1 }, b: [] }],
    ['keys with slashes and tildes', { 'example.com/a~b': { c: 1 } }, { 'example.com/a~b': { c: 2 }, '~1': 1 }],
    ['a key called __proto__', JSON.parse('{"__proto__": {"a": 1}}'), JSON.parse('{"__proto__": {"a": 2}}')],
  ])('makes the later one of the earlier one: %s', (_, before, after) => {
    const difference = differenceOf(document(before), document(after));
    expect(applyDifference(document(before), difference)).toEqual(document(after));
  });

  test('leaves the earlier one as it is', () => {
    const before = document({ a: { b: 1 } });
    applyDifference(before, differenceOf(before, document({ a: { b: 2 } })));
    expect(before).toEqual(document({ a: { b: 1 } }));
  });

  test('names only what changed', () => {
    expect(differenceOf(document({ a: { b: 1, c: 1 } }), document({ a: { b: 2 }, d: {} })))
      .toEqual({ set: { '/values/a/b': 2, '/values/d': {} }, remove: ['/values/a/c'] });
    expect(differenceOf({}, document({}))).toEqual({ set: { '/values': {}, '/appVersion': '1' } });
  });
});
