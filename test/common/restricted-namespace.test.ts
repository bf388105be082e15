import { App, Chart } from 'cdk8s';
import { RedfishPlatform, RedfishRelease, RedfishServer, RestrictedNamespace, SecretSource } from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';
import { KEEP } from '../support/annotations';
import { manifests, newChart } from '../support/synth';

const ADMISSION = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/audit': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
};

const emitted = (props: { name?: string; labels?: { [key: string]: string }; keep?: boolean } = {}) => {
  const chart = newChart('kubevirt-redfish');
  new RestrictedNamespace(chart, 'Namespace', props);
  return manifests(chart)[0].metadata;
};

test('is the chart\'s namespace, closed to pods with privileges, and is kept', () => {
  expect(emitted()).toEqual({
    name: 'kubevirt-redfish',
    annotations: KEEP,
    labels: ADMISSION,
  });
  expect(emitted({ keep: true })).toEqual(emitted());
});

test('takes another name and further labels, which do not open it', () => {
  expect(emitted({ name: 'bmc', keep: false, labels: { 'team': 'metal', 'pod-security.kubernetes.io/enforce': 'privileged' } }))
    .toEqual({ name: 'bmc', labels: { team: 'metal', ...ADMISSION } });
});

test('fails without any name', () => {
  const chart = new Chart(new App(), 'redfish');
  expect(() => new RestrictedNamespace(chart, 'Namespace')).toThrow('redfish/Namespace: 1 problem with RestrictedNamespace\n  - name: got ""');
});

test('stands beside a server in one chart, once', () => {
  const chart = newChart('kubevirt-redfish');
  new RestrictedNamespace(chart, 'Namespace');
  new RedfishServer(chart, 'Redfish', {
    release: RedfishRelease.V0_2_1,
    platform: RedfishPlatform.KUBERNETES,
    chassis: [{ name: 'lab', namespace: 'lab' }],
    users: [{ username: 'ironic', credentials: SecretSource.fromSecret(Secret.fromSecretName(chart, 'Ironic', 'ironic')), chassis: ['lab'] }],
  });
  expect(manifests(chart).filter(({ kind }) => kind === 'Namespace')).toHaveLength(1);
  expect(() => new RestrictedNamespace(chart, 'Again')).toThrow('Leave one of the two out');
});
