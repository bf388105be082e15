import { ApiObject, App, Chart, JsonPatch, Lazy, Yaml } from 'cdk8s';
import { chartTexts } from '../../src/common/private/chart-texts';
import { emit } from '../../src/common/private/emit';

const manifest = (data: unknown = { a: '1' }) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one', annotations: { a: 'b' } }, data });

/** What is written of an object that was emitted, and changed since: both ways. */
function both(change: (object: ApiObject) => void = () => undefined, emission: object = {}, chartProps = {}): [string, string] {
  const app = new App();
  const chart = new Chart(app, 'chart', chartProps);
  emit(chart, [{ id: 'One', manifest: manifest(), ...emission }]);
  change(chart.node.findChild('One') as ApiObject);
  return [chartTexts(app)[0].text, Yaml.stringify(...chart.toJson())];
}

test('what was printed before does not stand for an object that differs', () => {
  let value = 'first';
  const all: [string, string][] = [
    both(),
    both(),
    both((object) => object.metadata.addLabel('x', 'y')),
    both((object) => object.metadata.addAnnotation('a', 'c')),
    both((object) => object.metadata.addFinalizers('f')),
    both((object) => object.metadata.add('generateName', 'g')),
    both((object) => object.addJsonPatch(JsonPatch.add('/data/b', '2'))),
    both((object) => { object.toJson = () => ({ kind: 'Rewritten' }); }),
    both(undefined, { keep: true }),
    both(undefined, { manifest: manifest({ a: '2' }) }),
    both(undefined, { manifest: manifest(Lazy.any({ produce: () => ({ a: value }) })) }),
    both(undefined, {}, { labels: { team: 'a' } }),
  ];
  value = 'second';
  all.push(both(undefined, { manifest: manifest(Lazy.any({ produce: () => ({ a: value }) })) }));
  for (const [ours, theirs] of all) expect(ours).toBe(theirs);
  expect(new Set(all.map(([ours]) => ours)).size).toBe(all.length - 1); // the first two are the same
});

test('a change of one object does not reach another one that is printed alike', () => {
  const [first] = both();
  both((object) => object.metadata.addAnnotation('later', 'x'));
  expect(both()[0]).toBe(first);
});

test('charts that write something else, and order', () => {
  class Other extends Chart {
    public toJson(): any[] {
      return [...super.toJson(), { kind: 'Extra' }];
    }
  }
  const app = new App();
  new ApiObject(new Other(app, 'other'), 'a', { apiVersion: 'v1', kind: 'A' });
  new Chart(app, 'empty');
  expect(chartTexts(app).map(({ text }) => text)).toEqual(['apiVersion: v1\nkind: A\nmetadata:\n  name: other-a-c8931e41\n---\nkind: Extra\n']);
});
