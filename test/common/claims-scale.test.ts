import { ApiObject, App, Chart } from 'cdk8s';
import { Cluster } from 'cdk8s-coco';
import { Construct } from 'constructs';
import { emit } from '../../src/common/private/emit';

/** How often the tree of an app is walked while each of its charts is written, by the check alone. */
function walks(charts: number): number {
  const app = new App();
  for (let index = 0; index < charts; index++) {
    const chart = new Chart(app, `edge-${index}`, { namespace: 'a' });
    Cluster.assign(chart, `edge-${index}`);
    emit(new Construct(chart, 'Room'), [{ id: 'Object', manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'a' } } }]);
    new ApiObject(chart, 'Own', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } });
  }
  const nodes = app.node.findAll();
  const findAll = jest.spyOn(app.node, 'findAll');
  // What cdk8s does for each of the charts, without its own walks.
  for (let round = 0; round < charts; round++) expect(nodes.flatMap((node) => node.node.validate())).toEqual([]);
  return findAll.mock.calls.length;
}

test.each([1, 30])('a synth of %i charts walks the tree once', (charts) => {
  expect(walks(charts)).toBe(1);
});
