import { PeerPodQuota, PeerPodQuotaProps } from 'cdk8s-coco';
import { emitted, problemsOf } from '../../support/emitted';

const quota = (props: PeerPodQuotaProps, namespace?: string) => emitted((chart) => new PeerPodQuota(chart, 'Quota', props), namespace);

test('limits the VMs of the chart\'s namespace', () => {
  expect(quota({ vms: 5 }, 'team-a')).toEqual([{
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'peer-pods', namespace: 'team-a' },
    spec: { hard: { 'requests.kata.peerpods.io/vm': '5' } },
  }]);
});

test('every prop reaches the quota', () => {
  const all: Required<PeerPodQuotaProps> = { vms: 0, name: 'vms', namespace: 'team-b', extendedResource: 'example.com/vm' };
  expect(quota(all)[0]).toMatchObject({ metadata: { name: 'vms', namespace: 'team-b' }, spec: { hard: { 'requests.example.com/vm': '0' } } });
});

test('a chart can limit several namespaces, each once', () => {
  const namespaces = ['team-a', 'team-b'];
  expect(emitted((chart) => namespaces.forEach((namespace) => new PeerPodQuota(chart, namespace, { namespace, vms: 1 })))
    .map(({ metadata }) => metadata.namespace)).toEqual(namespaces);
  expect(problemsOf((chart) => {
    new PeerPodQuota(chart, 'One', { namespace: 'team-a', vms: 1 });
    return new PeerPodQuota(chart, 'Two', { namespace: 'team-a', vms: 2 });
  })[1]).toContain('ResourceQuota peer-pods in the namespace team-a; allowed: each once in a cluster. Give one of the two another `name`.');
});

test('all that is wrong is told at once', () => {
  expect(problemsOf((chart) => new PeerPodQuota(chart, 'Quota', { vms: -1, namespace: 'Team', name: 'a b', extendedResource: 'vm', vm: 1 } as PeerPodQuotaProps))
    .map((line) => line.replace(/; allowed.*/, ''))).toEqual([
    'peer-pods/Quota: 5 problems with PeerPodQuota',
    '  - vm: there is no such prop. Did you mean "vms"?',
    '  - vms: got -1',
    '  - namespace: got "Team"',
    '  - name: got "a b"',
    '  - extendedResource: got "vm"',
  ]);
  expect(problemsOf((chart) => new PeerPodQuota(chart, 'Quota', {} as PeerPodQuotaProps))[1]).toContain('vms: got nothing; allowed: a number. It is required.');
});
