import { App, Chart } from 'cdk8s';
import {
  DpfHcpAvailabilityPolicy, DpfHcpOperator, DpfHcpProvisioner, DpfHcpRelease, RestrictedNamespace, SecretSource, SecretStore,
  SynthSummary,
} from 'cdk8s-coco';

const app = new App();
const operator = new Chart(app, 'dpf', { namespace: 'dpf-hcp-provisioner-system' });
new RestrictedNamespace(operator, 'Namespace');
new DpfHcpOperator(operator, 'Operator', { release: DpfHcpRelease.V0_1_0 });

const chart = new Chart(app, 'clusters', { namespace: 'my-dpu-clusters' });
new RestrictedNamespace(chart, 'Namespace');
const vault = SecretStore.clusterWide('vault');

// The External Secrets Operator makes both Secrets. Their keys are those that the operator looks for: others are refused.
new DpfHcpProvisioner(chart, 'Rack1', {
  release: DpfHcpRelease.V0_1_0,
  name: 'rack1',
  baseDomain: 'clusters.example.com',
  dpuClusterRef: { name: 'rack1', namespace: 'dpu-clusters' },
  dpuDeploymentRef: { name: 'ovn-hbn', namespace: 'dpu-clusters' },
  ocpReleaseImage: 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64',
  pullSecret: SecretSource.externalSecret({ store: vault, keys: { '.dockerconfigjson': { key: 'openshift/pull-secret' } } }),
  sshKey: SecretSource.externalSecret({ store: vault, keys: { 'id_rsa.pub': { key: 'dpu/rack1', property: 'public-key' } } }),
  controlPlaneAvailabilityPolicy: DpfHcpAvailabilityPolicy.SINGLE_REPLICA,
});

app.synth();
console.error(SynthSummary.of([{ app }]).text);
