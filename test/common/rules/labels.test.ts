import { type Chart } from 'cdk8s';
import {
  DpfHcpOperator, DpfHcpRelease, KataRelease, KataRuntime, PeerPodController, PeerPodsCAA, PeerPodsProvider, PeerPodsRelease,
  RedfishServer,
} from 'cdk8s-coco';
import { AWS } from '../../peer-pods/options';
import { minimal } from '../../redfish/server';
import { reference } from '../../support/dpf-hcp';
import { emitted, problemsOf } from '../../support/emitted';

type Maps = { readonly [key: string]: string };

/** For each room: a construct with some annotations, and with some labels. */
const ROOMS: Record<string, {
  readonly prop: [annotations: string, labels: string];
  readonly make: (chart: Chart, annotations: Maps, labels: Maps) => unknown;
}> = {
  KataRuntime: {
    prop: ['podAnnotations', 'podLabels'],
    make: (chart, podAnnotations, podLabels) => new KataRuntime(chart, 'It', { release: KataRelease.V4_1_0, podAnnotations, podLabels }),
  },
  PeerPodsCAA: {
    prop: ['serviceAccountAnnotations', 'podLabels'],
    make: (chart, serviceAccountAnnotations, podLabels) => new PeerPodsCAA(chart, 'It', {
      release: PeerPodsRelease.latest(),
      provider: PeerPodsProvider.aws(AWS),
      credentials: reference(chart, 'cloud'),
      serviceAccountAnnotations,
      podLabels,
    }),
  },
  PeerPodController: {
    prop: ['serviceAccountAnnotations', 'podLabels'],
    make: (chart, serviceAccountAnnotations, podLabels) => new PeerPodController(chart, 'It', {
      release: PeerPodsRelease.latest(),
      provider: PeerPodsProvider.aws(AWS),
      credentials: reference(chart, 'cloud'),
      serviceAccountAnnotations,
      podLabels,
    }),
  },
  DpfHcpOperator: {
    prop: ['commonAnnotations', 'commonLabels'],
    make: (chart, commonAnnotations, commonLabels) => new DpfHcpOperator(chart, 'It', { release: DpfHcpRelease.latest(), commonAnnotations, commonLabels }),
  },
  RedfishServer: {
    prop: ['commonAnnotations', 'commonLabels'],
    make: (chart, commonAnnotations, commonLabels) => new RedfishServer(chart, 'It', { ...minimal(chart), commonAnnotations, commonLabels }),
  },
};

describe.each(Object.entries(ROOMS))('%s', (_, { prop: [annotations, labels], make }) => {
  test('capitals in front of the "/" are right for annotations', () => {
    const objects = emitted((chart) => { make(chart, { 'Example.com/note': 'x' }, { 'example.com/Team': '' }); }, 'peer-pods-ns');
    expect(JSON.stringify(objects)).toContain('"Example.com/note":"x"');
    expect(JSON.stringify(objects)).toContain('"example.com/Team":""');
  });

  test('what is wrong is told in the same words', () => {
    const [, ...lines] = problemsOf((chart) => make(chart, { 'a b': 'x' }, { 'Example.com/team': 'x', 'team': 'a b' }) as never);
    expect(lines.sort()).toEqual([
      `  - ${annotations}["a b"]: got "a b"; allowed: an annotation: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".". Write it in this form.`,
      `  - ${labels}["Example.com/team"]: got "Example.com/team"; allowed: a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".". Write it in this form.`,
      `  - ${labels}["team"]: got "a b"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Numbers and booleans need quotes.`,
    ].sort());
  });
});
