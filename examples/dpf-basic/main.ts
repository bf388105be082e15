import { App, Chart } from 'cdk8s';
import {
  DpfHcpAvailabilityPolicy, DpfHcpOperator, DpfHcpOperatorPreset, DpfHcpProvisioner, DpfHcpRelease, RestrictedNamespace,
  SecretSource, SynthSummary,
} from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';

const app = new App();

// With debug output. The definitions of its custom resources go into a file of their own, before all others.
const operator = new Chart(app, 'dpf', { namespace: 'dpf-hcp-provisioner-system' });
new RestrictedNamespace(operator, 'Namespace');
new DpfHcpOperator(operator, 'Operator', { release: DpfHcpRelease.V0_1_0, preset: DpfHcpOperatorPreset.DEVELOPMENT, commonLabels: {}, commonAnnotations: {} });

// In a chart of its own: if both are deleted together, nothing tears the hosted cluster down.
const chart = new Chart(app, 'clusters', { namespace: 'my-dpu-clusters' });
new RestrictedNamespace(chart, 'Namespace');

// Made by hand in the same namespace, with the keys .dockerconfigjson and id_rsa.pub.
const pullSecret = Secret.fromSecretName(chart, 'PullSecret', 'my-pull-secret');
const sshKey = Secret.fromSecretName(chart, 'SshKey', 'my-ssh-key');

// One replica needs no virtual IP: its API server is reached at a port of the nodes.
new DpfHcpProvisioner(chart, 'Basic', {
  release: DpfHcpRelease.V0_1_0,
  name: 'basic-dpu-cluster',
  baseDomain: 'clusters.example.com',
  dpuClusterRef: { name: 'my-dpucluster', namespace: 'dpu-clusters' },
  dpuDeploymentRef: { name: 'ovn-hbn', namespace: 'dpu-clusters' },
  etcdStorageClass: 'ocs-storagecluster-ceph-rbd',
  ocpReleaseImage: 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64',
  pullSecret: SecretSource.fromSecret(pullSecret),
  sshKey: SecretSource.fromSecret(sshKey),
  controlPlaneAvailabilityPolicy: DpfHcpAvailabilityPolicy.SINGLE_REPLICA,
});

app.synth();
console.error(SynthSummary.of([{ app }]).text);
