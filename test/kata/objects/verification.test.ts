import { GATE, installed, jobSettings, only, settings, titles } from './support';
import { releaseFacts } from '../../../src/kata/catalogue/releases';
import { KataModel, VerificationModel } from '../../../src/kata/private/model';
import { Manifest, podSpec } from '../../support/synth';

const VERIFICATION = { pod: 'kind: Pod\n', podName: 'check', namespace: 'default', timeoutSeconds: 180, installTimeoutSeconds: 1200 };

const ofVerification = (own: KataModel, verification: Partial<VerificationModel> = {}) => (
  installed({ ...own, verification: { ...VERIFICATION, ...verification } }))
  .filter(({ metadata }) => metadata.name.startsWith('mine-kata-deploy-verif'));
const job = (own: Partial<KataModel> = {}) => only('Job', ofVerification(settings(own)));
const steps = (spec: Manifest) => [...spec.initContainers, ...spec.containers].map(({ name, command }) => [name, command.join(' ')]);

test('runs the pod after the DaemonSet is there, and tells what it said', () => {
  const objects = ofVerification(settings());
  expect(titles(objects)).toEqual([
    'ConfigMap mine-kata-deploy-verification-spec',
    'ServiceAccount mine-kata-deploy-verification',
    'Role mine-kata-deploy-verification',
    'RoleBinding mine-kata-deploy-verification',
    'Role mine-kata-deploy-verification',
    'RoleBinding mine-kata-deploy-verification',
    expect.stringMatching(/^Job mine-kata-deploy-verify-[0-9a-f]{8}$/),
  ]);
  for (const { metadata } of objects) {
    expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'kata-deploy', 'app.kubernetes.io/instance': 'mine' });
  }
  expect(only('ConfigMap', objects).data).toEqual({ 'pod-spec.yaml': 'kind: Pod\n' });
  const { spec } = only('Job', objects);
  expect(spec).toMatchObject({ backoffLimit: 3, template: { spec: { restartPolicy: 'Never', serviceAccountName: 'mine-kata-deploy-verification' } } });
  expect(spec.ttlSecondsAfterFinished).toBeUndefined();
  expect(steps(spec.template.spec)).toEqual([
    ['wait-for-install', 'kubectl rollout status daemonset/kata-deploy --namespace kata --timeout=1200s'],
    ['delete-former-pod', 'kubectl delete pod/check --namespace default --ignore-not-found'],
    ['create-pod', 'kubectl apply --namespace default --filename /config/pod-spec.yaml'],
    ['wait-for-pod', 'kubectl wait pod/check --namespace default --for=jsonpath={.status.phase}=Succeeded --timeout=180s'],
    ['verify', 'kubectl logs pod/check --namespace default'],
  ]);
});

const INSTALL = { apiGroups: ['apps'], resources: ['daemonsets'], resourceNames: ['kata-deploy'], verbs: ['get', 'list', 'watch'] };
const POD = [
  { apiGroups: [''], resources: ['pods'], verbs: ['create'] },
  { apiGroups: [''], resources: ['pods'], resourceNames: ['check'], verbs: ['get', 'list', 'watch', 'delete'] },
  { apiGroups: [''], resources: ['pods/log'], resourceNames: ['check'], verbs: ['get'] },
];
const rightsOf = (own: Partial<VerificationModel>) => ofVerification(settings(), own)
  .filter(({ kind }) => /Role/.test(kind)).map(({ kind, metadata: { namespace }, rules, roleRef, subjects }) => (
    rules ? [kind, namespace, rules] : [roleRef.kind, namespace, subjects[0].namespace]));

test('may work on its own pod, in the namespace of the pod, and look at what installs', () => {
  expect(rightsOf({ namespace: 'checks' })).toEqual([
    ['Role', 'kata', [INSTALL]], ['Role', 'kata', 'kata'], ['Role', 'checks', POD], ['Role', 'checks', 'kata'],
  ]);
  expect(rightsOf({ namespace: 'kata' })).toEqual([['Role', 'kata', [...POD, INSTALL]], ['Role', 'kata', 'kata']]);
});

test('has a ClusterRole where the chart has one', () => {
  expect(rightsOf({ rightsEverywhere: true })).toEqual([['ClusterRole', undefined, [...POD, INSTALL]], ['ClusterRole', undefined, 'kata']]);
});

test.each([['4.1', {}], ['4.0', { release: releaseFacts('4.0.0') }]])('waits for the Job of this change in job mode, with kata-deploy %s', (_, own) => {
  const objects = installed({ ...jobSettings(own), verification: VERIFICATION });
  const [dispatcher, verify] = objects.filter(({ kind }) => kind === 'Job');
  expect(steps(podSpec(verify))[0][1])
    .toBe(`kubectl wait job/${dispatcher.metadata.name} --for=condition=complete --namespace kata --timeout=1200s`);
  const [ofInstall] = ofVerification(jobSettings(own)).filter(({ kind }) => kind === 'Role');
  expect(ofInstall.rules).toEqual([{ apiGroups: ['batch'], resources: ['jobs'], resourceNames: [dispatcher.metadata.name], verbs: ['get', 'list', 'watch'] }]);
});

test('runs again after each change of what it verifies', () => {
  const name = (own: Partial<KataModel> = {}) => job(own).metadata.name;
  expect(name()).toBe(name({ runtimeClasses: { defaultName: 'kata' } }));
  expect(name()).not.toBe(name({ image: 'registry/kata-deploy:2' }));
  expect(name()).not.toBe(name({ gates: [GATE] }));
});

test('is not there where nobody asks for it', () => {
  expect(installed(settings()).map(({ kind }) => kind)).not.toContain('Job');
});
