import { Emission } from '../../src/common/private/emission';
import { emit } from '../../src/common/private/emit';
import { writtenObject } from '../../src/common/private/written-object';
import { yamlStream } from '../../src/common/private/yaml/write';
import { manifests, newChart } from '../support/synth';

/** As a construct writes it. */
function emitted(emission: Emission): string {
  const chart = newChart('a');
  emit(chart, [emission]);
  return yamlStream(manifests(chart));
}

const META = { name: 'one', namespace: 'a' };
const configMap = (fields: object, metadata: object = META) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata, ...fields });

test.each<[string, object]>([
  ['keys in order, at every depth', configMap({ zone: { b: [{ d: 1, c: 2 }], a: true }, data: { 2: 'b', 10: 'a' } })],
  ['what is null or undefined', configMap({ data: { a: null, b: undefined, c: [null, 1] }, immutable: undefined })],
  ['what is empty', configMap({ data: {}, list: [], text: '', zero: 0, no: false, deep: { empty: {} } })],
  ['what is empty in its metadata', configMap({}, { ...META, labels: {}, annotations: undefined, finalizers: [], more: { deep: {} } })],
  ['an object without a namespace', configMap({}, { name: 'one' })],
  ['keys that every map inherits', configMap({ data: { constructor: 'a', ['__proto__']: 'b', toString: 'c' } }, {
    ...META, labels: Object.fromEntries([['__proto__', 'a'], ['constructor', 'b'], ['app', 'c']]),
  })],
  ['fields that stand before those of every object', configMap({ aaa: 1, binaryData: { a: 'b' } })],
  ['a Job, with its annotation', { apiVersion: 'batch/v1', kind: 'Job', metadata: { ...META, annotations: { b: '2', a: '1' } }, spec: {} }],
])('render writes as constructs do: %s', (_, manifest) => {
  const emission = { id: 'One', manifest };
  expect(yamlStream([writtenObject(emission)])).toBe(emitted(emission));
});

test('render writes as constructs do: what engines never delete', () => {
  const emission = { id: 'One', manifest: configMap({}), keep: true };
  expect(yamlStream([writtenObject(emission)])).toBe(emitted(emission));
  expect(yamlStream([writtenObject(emission)])).toContain('Prune=false');
});
