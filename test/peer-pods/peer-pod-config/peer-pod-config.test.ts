import { ApiObject, App, Chart } from 'cdk8s';
import { PeerPodConfig, PeerPodConfigProps, PeerPodLimit } from 'cdk8s-coco';
import { ConfigMap, Secret } from 'cdk8s-plus-28';
import { emitted, one, problemsOf } from '../../support/emitted';
import { Random } from '../../support/random';
import { Manifest } from '../../support/synth';

const NAMESPACE = 'peerpodconfig-ctrl-system';
const config = (props?: PeerPodConfigProps): Manifest => one(emitted((chart) => new PeerPodConfig(chart, 'Config', props), NAMESPACE), 'PeerPodConfig');

test('by default it names upstream\'s Secret and ConfigMap, and leaves the rest to the controller', () => {
  expect(config()).toEqual({
    apiVersion: 'confidentialcontainers.org/v1alpha1',
    kind: 'PeerPodConfig',
    metadata: { name: 'peer-pods', namespace: NAMESPACE },
    spec: { cloudSecretName: 'peer-pods-secret', configMapName: 'peer-pods-cm' },
  });
});

test('every prop reaches the object', () => {
  const object = one(emitted((chart) => {
    const all: Required<PeerPodConfigProps> = {
      name: 'workers',
      limit: PeerPodLimit.total(40, 4),
      cloudSecret: Secret.fromSecretName(chart, 'Secret', 'aws-keys'),
      configMap: ConfigMap.fromConfigMapName(chart, 'ConfigMap', 'aws-settings'),
      nodeSelector: { pool: 'peer-pods', arch: '' },
      instanceType: 'm6a.large',
    };
    new PeerPodConfig(chart, 'Config', all);
  }, NAMESPACE), 'PeerPodConfig');
  expect(object.metadata.name).toBe('workers');
  expect(object.spec).toEqual({
    cloudSecretName: 'aws-keys',
    configMapName: 'aws-settings',
    instanceType: 'm6a.large',
    limit: '10',
    nodeSelector: { arch: '', pool: 'peer-pods' },
  });
});

test('an empty selector stays: it means every node, and none means labelled workers', () => {
  expect(config({ nodeSelector: {} }).spec.nodeSelector).toEqual({});
});

describe('what the controllers make of a limit', () => {
  interface Node { readonly labels: Record<string, string>; vms?: string }

  /** The last controller: the text of the limit, or "1", on each node with the labels. */
  function announce(spec: Manifest, nodes: Node[]): void {
    const selector: Record<string, string> = spec.nodeSelector ?? { 'node.kubernetes.io/worker': '' };
    const selected = nodes.filter(({ labels }) => Object.entries(selector).every(([label, value]) => labels[label] === value));
    for (const node of selected) node.vms = spec.limit || '1';
  }

  /** The controllers before release 0.8.0 took the limit for the cluster: Go divides whole numbers, and drops the rest. */
  const share = (limit: number, nodes: number) => BigInt(limit) / BigInt(nodes);

  test('a total is announced as the old controllers would have divided it, and never more than it is', () => {
    const random = new Random(2);
    for (let run = 0; run < 200; run++) {
      const workers = 1 + random.below(20);
      const total = workers + random.below(500);
      const nodes: Node[] = Array.from({ length: workers + 3 }, (_, index) => ({
        labels: { pool: index < workers ? 'peer-pods' : 'other' },
      }));
      announce(config({ limit: PeerPodLimit.total(total, workers), nodeSelector: { pool: 'peer-pods' } }).spec, nodes);
      const announced = nodes.map(({ vms }) => vms).filter((vms) => vms !== undefined);
      expect(announced).toEqual(Array(workers).fill(String(share(total, workers))));
      expect(announced.reduce((sum, vms) => sum + Number(vms), 0)).toBeLessThanOrEqual(total);
    }
  });

  test('without a limit it is one, on labelled workers', () => {
    const nodes: Node[] = [{ labels: { 'node.kubernetes.io/worker': '' } }, { labels: {} }];
    announce(config().spec, nodes);
    expect(nodes.map(({ vms }) => vms)).toEqual(['1', undefined]);
  });
});

test('its object can be reached', () => {
  const construct = new PeerPodConfig(new Chart(new App(), 'peer-pods', { namespace: NAMESPACE }), 'Config');
  expect(ApiObject.of(construct).kind).toBe('PeerPodConfig');
  expect(construct.name).toBe('peer-pods');
});

describe('what is refused', () => {
  test('a second one: both would ask for the same DaemonSet', () => {
    expect(problemsOf((chart) => {
      new PeerPodConfig(chart, 'One');
      return new PeerPodConfig(chart, 'Two', { name: 'two' });
    })[1]).toBe(
      '  - (construct): would put into its cluster what peer-pods/One puts there already: DaemonSet peerpodconfig-ctrl-caa-daemon in the namespace peer-pods-ns; '
      + 'allowed: each once in a cluster. The controller makes this one DaemonSet: leave one of the two out.');
  });

  test('all of it at once', () => {
    expect(problemsOf((chart) => new PeerPodConfig(chart, 'Config', {
      name: 'A', instanceType: 'a b', nodeSelector: { matchLabels: { pool: 'x' } } as unknown as { [label: string]: string },
    })).map((line) => line.replace(/; allowed.*/, ''))).toEqual([
      'peer-pods/Config: 3 problems with PeerPodConfig',
      '  - nodeSelector["matchLabels"]: got an object',
      '  - name: got "A"',
      '  - instanceType: got "a b"',
    ]);
  });

  test('a number in place of a limit', () => {
    expect(problemsOf((chart) => new PeerPodConfig(chart, 'Config', { limit: 5 as unknown as PeerPodLimit }))[1])
      .toBe('  - limit: got 5; allowed: a PeerPodLimit. It is of the type number. Take PeerPodLimit.forEachNode(...) or PeerPodLimit.total(...).');
  });
});
