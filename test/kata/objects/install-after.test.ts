import {
  Architecture, ContainerImage, INodeStep, KataDeployment, KataRelease, KataRuntime, KataRuntimeProps, KataShim, NodeGate,
  TaintEffect, Toleration, TolerationOperator,
} from 'cdk8s-coco';
import { Construct, IConstruct } from 'constructs';
import { Manifest, manifests, newChart } from '../../support/synth';

const { V4_0_0, V4_1_0 } = KataRelease;
const { EXISTS, EQUAL } = TolerationOperator;
const { NO_SCHEDULE, NO_EXECUTE } = TaintEffect;

class Step extends Construct implements INodeStep {
  public readonly gate: NodeGate;

  constructor(scope: Construct, own: Partial<NodeGate>) {
    super(scope, 'Step');
    this.gate = { name: 'wait', image: ContainerImage.of('registry/shell', { tag: '1' }), script: 'true', environment: {}, ...own };
  }

  public uninstallAfter(): void {}
}

/** Has a runtime wait for a step: the problems that are found. */
function problems(props: Partial<KataRuntimeProps>, step: Partial<NodeGate>): string[] {
  const chart = newChart();
  const kata = new KataRuntime(chart, 'Kata', { release: V4_1_0, shims: [KataShim.QEMU], architectures: [Architecture.X86_64], ...props });
  try {
    kata.installAfter(new Step(chart, step));
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

const without = (taint: string) => `  - tolerations: the step is not done on nodes with the taint ${taint}, which the runtime tolerates; `
  + 'allowed: what the step tolerates too. Add the toleration to the step, or take it from the runtime.';
const EVERYWHERE = '  - tolerations: the step is not done on nodes with taints that it does not tolerate, and the runtime is installed on nodes '
  + 'with any; allowed: a step that tolerates every taint. Take `tolerations` out of the step.';
const STARTUP = { startupTaints: [{ key: 'wait', effect: NO_SCHEDULE }] };
const named = KataDeployment.job({ nodes: ['n1'] });
const own = (...tolerations: Toleration[]) => ({ tolerations });

test.each<[string, Partial<KataRuntimeProps>, Toleration[], string[]]>([
  ['startup taints', STARTUP, [], [without('wait')]],
  ['startup taints in Jobs', { ...STARTUP, deployment: KataDeployment.job() }, [], [without('wait')]],
  ['startup taints of every effect', { startupTaints: [{ key: 'wait' }] }, [{ key: 'wait', operator: EXISTS, effect: NO_SCHEDULE }], [without('wait')]],
  ['named nodes', { deployment: named }, [{ key: 'a', operator: EXISTS }], [EVERYWHERE]],
  ['Jobs of a dispatcher that does not look at taints', { release: V4_0_0, deployment: KataDeployment.job() }, [], [EVERYWHERE]],
  ['all taints', own({ operator: EXISTS }), [{ key: 'a', operator: EXISTS }], [EVERYWHERE]],
  ['another value', own({ key: 'a', value: 'b' }), [{ key: 'a', operator: EQUAL, value: 'c' }], [without('a')]],
  ['any value', own({ key: 'a', operator: EXISTS }), [{ key: 'a', operator: EQUAL, value: 'c' }], [without('a')]],
  ['another effect', own({ key: 'a', operator: EXISTS }), [{ key: 'a', operator: EXISTS, effect: NO_EXECUTE }], [without('a')]],
])('a step has to tolerate %s', (_, props, tolerations, expected) => {
  expect(problems(props, { tolerations })).toEqual(expected);
});

test.each<[string, Partial<KataRuntimeProps>, Toleration[]]>([
  ['startup taints', STARTUP, [{ key: 'wait', operator: EXISTS }]],
  ['no named node', { deployment: KataDeployment.job() }, []],
  ['named nodes', { deployment: named }, [{ operator: EXISTS }]],
  ['every effect', own({ key: 'a', operator: EXISTS, effect: NO_SCHEDULE }), [{ key: 'a', operator: EXISTS }]],
  ['every value', own({ key: 'a', operator: EQUAL, value: 'b' }), [{ key: 'a', operator: EXISTS }]],
  ['the same, said in another way', own({ key: 'a' }), [{ key: 'a', operator: EQUAL, value: '' }]],
])('a step that tolerates enough is waited for: %s', (_, props, tolerations) => {
  expect(problems(props, { tolerations })).toEqual([]);
  expect(problems(props, {})).toEqual([]);
});

test('a step on some nodes cannot be waited for on nodes that are named', () => {
  expect(problems({ deployment: named }, { nodeSelector: { pool: 'coco' } })).toEqual([
    '  - nodeSelector: the step is done only on nodes with some labels, and the Jobs of the runtime go to nodes by their names; allowed: a step on '
    + 'every node. Take the nodeSelector out of the step, or select the nodes of both by it, without `nodes` in the deployment.',
  ]);
  expect(problems({ nodeSelector: { pool: 'coco' }, deployment: KataDeployment.job() }, { nodeSelector: { pool: 'coco' } })).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['an object', {}, 'an object'], ['null', null, 'null'], ['nothing', undefined, 'nothing'],
  ['a gate without a construct', { gate: { script: '' } }, 'an object'],
])('refuses %s, with the path of the runtime', (_, other, shown) => {
  const kata = new KataRuntime(newChart('coco'), 'Kata', { release: KataRelease.latest() });
  expect(() => kata.installAfter(other as IConstruct)).toThrow(`coco/Kata.installAfter: other: got ${shown}; allowed: a construct.`);
});

test('waits on no node for a construct without a gate', () => {
  const chart = newChart('coco');
  const kata = new KataRuntime(chart, 'Kata', { release: KataRelease.latest() });
  const before = manifests(kata);
  kata.installAfter(new Construct(chart, 'Other'));
  const spec = ({ kind, spec: one }: Manifest) => (kind === 'DaemonSet' ? one : undefined);
  expect(manifests(kata).map(spec)).toEqual(before.map(spec));
});
