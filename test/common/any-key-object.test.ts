import { ApiObject, ApiObjectProps, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { AnyKeyObject } from '../../src/common/private/any-key-object';

const KEYS = ['a', '__proto__', 'constructor', 'constructors', 'hasOwnProperty', 'toString', 'valueOf', 'z'];

/** A map with all of the keys, in the order in which cdk8s prints them. */
const map = () => Object.fromEntries([...KEYS].sort().map((key): [string, unknown] => [key, { inner: key }]));

function json(props: object): Record<string, any> {
  const object = new AnyKeyObject(new Chart(new App(), 'chart'), 'object', { apiVersion: 'v1', kind: 'Thing', ...props } as ApiObjectProps);
  expect(ApiObject.isApiObject(object)).toBe(true);
  return object.toJson() as Record<string, any>;
}

test.each([
  ['a map', () => ({ spec: map() }), ({ spec }: Record<string, any>) => spec as unknown],
  ['a map in a list', () => ({ spec: { list: [1, map()] } }), ({ spec }: Record<string, any>) => spec.list[1] as unknown],
  ['what is known at synth only', () => ({ spec: Lazy.any({ produce: map }) }), ({ spec }: Record<string, any>) => spec as unknown],
])('%s keeps keys that every object of JavaScript inherits, in their order', (_, props, find) => {
  expect(JSON.stringify(find(json(props())))).toBe(JSON.stringify(map()));
});

test('labels and annotations keep them', () => {
  const texts = Object.fromEntries(KEYS.map((key) => [key, 'x']));
  const { labels, annotations } = json({ metadata: { labels: texts, annotations: texts } }).metadata as Record<string, object>;
  expect([Object.keys(labels).sort(), Object.keys(annotations).sort()]).toEqual([[...KEYS].sort(), [...KEYS].sort()]);
});

test('patches see the other keys', () => {
  const object = new AnyKeyObject(new Chart(new App(), 'chart'), 'object', { apiVersion: 'v1', kind: 'Thing', spec: map() } as ApiObjectProps);
  object.addJsonPatch(JsonPatch.remove('/spec/a'));
  expect(Object.keys((object.toJson() as { spec: object }).spec)).toEqual([...KEYS].sort().filter((key) => key !== 'a'));
});
