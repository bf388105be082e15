import { App, Chart } from 'cdk8s';
import {
  DpfHcpAvailabilityPolicy, DpfHcpOperator, DpfHcpOperatorPreset, DpfHcpProvisioner, DpfHcpRelease, RestrictedNamespace,
  SecretSource, SynthSummary,
} from 'cdk8s-coco';

const app = new App();

// Two replicas in different zones, of which one leads.
const operator = new Chart(app, 'dpf', { namespace: 'dpf-hcp-provisioner-system' });
new RestrictedNamespace(operator, 'Namespace');
new DpfHcpOperator(operator, 'Operator', { release: DpfHcpRelease.V0_1_0, preset: DpfHcpOperatorPreset.HIGHLY_AVAILABLE });

const chart = new Chart(app, 'production', { namespace: 'production' });
new RestrictedNamespace(chart, 'Namespace');

// Three replicas, which a load balancer reaches at the virtual IP.
new DpfHcpProvisioner(chart, 'Production', {
  release: DpfHcpRelease.V0_1_0,
  name: 'prod-dpu-cluster',
  labels: { environment: 'production', team: 'edge-infrastructure' },
  baseDomain: 'prod.clusters.company.com',
  dpuClusterRef: { name: 'prod-dpucluster', namespace: 'dpu-production' },
  dpuDeploymentRef: { name: 'ovn-hbn', namespace: 'dpu-production' },
  etcdStorageClass: 'ocs-storagecluster-ceph-rbd',
  ocpReleaseImage: 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64',
  pullSecret: SecretSource.fromSecretName('prod-pull-secret'),
  sshKey: SecretSource.fromSecretName('prod-ssh-key'),
  virtualIp: '192.168.100.50',
  controlPlaneAvailabilityPolicy: DpfHcpAvailabilityPolicy.HIGHLY_AVAILABLE,
});

app.synth();
console.error(SynthSummary.of([{ app }]).text);
