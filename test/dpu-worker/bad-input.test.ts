import { DpuWorkerConfigProps, DpuWorkerTopology } from 'cdk8s-coco';
import { PercentOrAbsolute } from 'cdk8s-plus-28';
import { newWorkers } from './workers';
import { refusals } from '../support/dpf-hcp';

const refused = (props: object) => refusals(() => newWorkers(props as Partial<DpuWorkerConfigProps>));
const ROLE = 'machineconfiguration.openshift.io/role';

test.each<[object, string]>([
  [{ release: '0.1.0' }, 'release: got "0.1.0"; allowed: a DpuWorkerRelease. It is of the type string. Take DpuWorkerRelease.of(...).'],
  [{ controlPlaneTopology: 'Single' }, 'controlPlaneTopology: got "Single"; allowed: HighlyAvailable, SingleReplica. Take a member of DpuWorkerTopology.'],
  [{ instance: '' }, 'instance: got ""; allowed: a label value: 1 to 63 letters, digits, "-", "_" and ".". Leave it out for the default.'],
  [{ appName: 'a b' }, 'appName: got "a b"; allowed: a label value: 1 to 63 letters, digits, "-", "_" and ".". Leave it out for the default.'],
  [{ maxUnavailable: PercentOrAbsolute.absolute(0) },
    'maxUnavailable: got 0; allowed: a whole number of 1 or more, or a percentage up to 100%. Give PercentOrAbsolute.absolute(1) or PercentOrAbsolute.percent(10), for instance.'],
  [{ maxUnavailable: '50%' }, 'maxUnavailable: got "50%"; allowed: a PercentOrAbsolute of cdk8s-plus. It is of the type string.'],
  [{ paused: 'no' }, 'paused: got "no"; allowed: true, false. Give a boolean, not a string.'],
  [{ commonLabels: { a: 1 } }, 'commonLabels["a"]: got 1; allowed: a string. It is of the type number. Put it in quotes.'],
  [{ commonAnnotations: { 'a/b/c': 'x' } }, 'commonAnnotations["a/b/c"]: got "a/b/c"; allowed: an annotation: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".". Write it in this form.'],
  [{ commonLabels: { [ROLE]: 'master' } }, `commonLabels["${ROLE}"]: got "master"; allowed: other labels. It says which nodes take the MachineConfig: use \`controlPlaneTopology\`.`],
  [{ commonLabel: {} }, 'commonLabel: there is no such prop. Did you mean "commonLabels"?'],
])('%j', (props, line) => {
  expect(refused(props)).toEqual([line]);
});

test('what configures the pool, where there is none', () => {
  expect(refused({ controlPlaneTopology: DpuWorkerTopology.SINGLE_REPLICA, paused: false, maxUnavailable: PercentOrAbsolute.absolute(2) }).map((line) => line.split(',')[0])).toEqual([
    'maxUnavailable: has no effect with the topology SingleReplica', 'paused: has no effect with the topology SingleReplica',
  ]);
});

test('everything at once, and no props at all', () => {
  expect(refused({ instance: '-', maxUnavailable: PercentOrAbsolute.absolute(-1), commonLabels: { 'b c': 'x' } })).toHaveLength(3);
  expect(refusals(() => newWorkers(null as unknown as Partial<DpuWorkerConfigProps>))).toEqual(['props: got null; allowed: an object like { release, … }. It is of the type null.']);
});
