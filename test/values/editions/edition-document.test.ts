import { applyDifference, differenceOf, EditionDocument, NO_EDITION } from '../../../src/values/editions/edition-document';
import { editionDocument } from '../../../src/values/editions/edition-store';

const document = (values: object) => ({ values, appVersion: '1' }) as unknown as EditionDocument;

describe('the difference of two editions', () => {
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
    expect(differenceOf(NO_EDITION, document({}))).toEqual({ set: { '/values': {}, '/appVersion': '1' } });
  });
});

test('an edition is what its file says, over the editions before', () => {
  const { appVersion, values, dependencies, subcharts, templates } = editionDocument('peerpods', '0.3.1');
  expect(appVersion).toBe('v0.21.1');
  expect(values.image).toEqual({ name: 'quay.io/confidential-containers/cloud-api-adaptor', tag: 'f5dd0b2657a76482c6acabe0285cc87eb5d49473' });
  expect(dependencies.map(({ name, version }) => `${name}@${version}`)).toContain('kata-deploy@3.31.0');
  expect(Object.keys(subcharts)).toEqual(['peerpodctrl', 'peerpods-webhook']);
  expect(Object.keys(templates)).toContain('daemonset.yaml');
});
