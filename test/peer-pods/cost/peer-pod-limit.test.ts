import { PeerPodLimit } from 'cdk8s-coco';
import { Random } from '../../support/random';

test('the same number on each node', () => {
  expect(PeerPodLimit.forEachNode(7)).toMatchObject({ perNode: 7, leftOver: 0 });
  expect(String(PeerPodLimit.forEachNode(7))).toBe('7 per node');
});

test.each([
  [40, 4, 10, 0],
  [20, 3, 6, 2],
  [3, 3, 1, 0],
  [5, 3, 1, 2],
  [1, 1, 1, 0],
  [Number.MAX_SAFE_INTEGER, 2, 4503599627370495, 1],
])('%d VMs on %d nodes are %d for each, and %d are left over', (vms, nodes, perNode, leftOver) => {
  expect(PeerPodLimit.total(vms, nodes)).toMatchObject({ perNode, leftOver });
});

test('spread evenly: never above the total, and one more for each node would be', () => {
  const random = new Random(1);
  for (let run = 0; run < 500; run++) {
    const nodes = 1 + random.below(300);
    const vms = nodes + random.below(10_000);
    const { perNode, leftOver } = PeerPodLimit.total(vms, nodes);
    expect(perNode * nodes + leftOver).toBe(vms);
    expect(leftOver).toBeGreaterThanOrEqual(0);
    expect((perNode + 1) * nodes).toBeGreaterThan(vms);
  }
});

test.each([0, -1, 1.5, NaN, Infinity, '10' as unknown as number, undefined as unknown as number])('%p VMs or nodes are refused', (wrong) => {
  expect(() => PeerPodLimit.forEachNode(wrong)).toThrow(/^PeerPodLimit\.forEachNode: vms: got .*; allowed: a (whole number from 1|number)\./);
  expect(() => PeerPodLimit.total(wrong, 1)).toThrow(/^PeerPodLimit\.total: vms: got /);
  expect(() => PeerPodLimit.total(5, wrong)).toThrow(/^PeerPodLimit\.total: nodes: got /);
});

test('a total that leaves nodes without a VM is refused', () => {
  expect(() => PeerPodLimit.total(2, 3)).toThrow(
    'PeerPodLimit.total: got 2 VMs for 3 nodes; allowed: at least one for each node, as all take the same. '
    + 'Raise the total, or run the adaptor on fewer nodes.');
});
