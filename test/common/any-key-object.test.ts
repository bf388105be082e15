import { ApiObject, ApiObjectProps, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { AnyKeyObject } from '../../src/common/private/any-key-object';
import { Random } from '../support/random';

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

test('plain data is written as cdk8s writes it', () => {
  const random = new Random(11);
  const word = () => random.pick(['a', 'b', 'A', '10', '2', 'é', 'x-y', '', 'Z']);
  const value = (depth: number): unknown => {
    switch (random.below(depth > 0 ? 9 : 5)) {
      case 0: return null;
      case 1: return undefined;
      case 2: return random.below(100) - 50;
      case 3: return random.below(2) === 0;
      case 4: return word();
      case 5: {
        const produced = value(depth - 1);
        return Lazy.any({ produce: () => produced });
      }
      case 6: return Array.from({ length: random.below(4) }, () => value(depth - 1));
      default: return Object.fromEntries(Array.from({ length: random.below(5) }, () => [word(), value(depth - 1)]));
    }
  };
  for (let round = 0; round < 500; round++) {
    const chart = new Chart(new App(), 'chart', { namespace: random.pick([undefined, 'a']), labels: { team: 'a' } });
    const props = { apiVersion: 'v1', kind: 'Thing', spec: value(5), data: value(3), a: value(1) };
    const metadata = {
      name: 'one',
      annotations: random.pick([undefined, {}, { b: '1', a: '2' }]),
      finalizers: random.pick([undefined, [], ['x']]),
    };
    const [ours, theirs] = [AnyKeyObject, ApiObject].map((type, index) => {
      const object = new type(chart, `object-${index}`, { ...props, metadata: structuredClone(metadata) } as ApiObjectProps);
      object.metadata.addLabel('z', 'y');
      return JSON.stringify(object.toJson());
    });
    expect(ours).toBe(theirs);
  }
});

test.each<[string, () => App, object]>([
  ['values that resolve themselves', () => new App(), { spec: { a: { resolve: () => ({ b: 1 }) } } }],
  ['resolvers of an app', () => new App({ resolvers: [{ resolve: (context) => { if (context.value === 'x') context.replaceValue('y'); } }] }), { spec: 'x' }],
])('%s count', (_, app, props) => {
  const [ours, theirs] = [AnyKeyObject, ApiObject].map((type) => {
    const object = new type(new Chart(app(), 'chart'), 'object', { apiVersion: 'v1', kind: 'Thing', ...props } as ApiObjectProps);
    return JSON.stringify(object.toJson());
  });
  expect(ours).toBe(theirs);
});
