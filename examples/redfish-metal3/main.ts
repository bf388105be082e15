import { App, Chart } from 'cdk8s';
import {
  PrivilegedNamespace, RedfishBareMetalHost, RedfishClient, RedfishExposure, RedfishPlatform, RedfishRelease, RedfishServer,
  RedfishTls, RestrictedNamespace, SecretSource, SynthSummary,
} from 'cdk8s-coco';

const app = new App();

// The machines: the pods of KubeVirt have privileges.
new PrivilegedNamespace(new Chart(app, 'machines', { namespace: 'lab-vms' }), 'Namespace');

const bmc = new Chart(app, 'redfish', { namespace: 'kubevirt-redfish' });
new RestrictedNamespace(bmc, 'Namespace');
const server = new RedfishServer(bmc, 'Redfish', {
  release: RedfishRelease.V0_2_1,
  platform: RedfishPlatform.KUBERNETES,
  chassis: [{ name: 'lab', namespace: 'lab-vms', description: 'Virtual machines of the lab' }],
  users: [{ username: 'ironic', credentials: SecretSource.fromSecretName('redfish-ironic'), chassis: ['lab'] }],
  tls: RedfishTls.certManager({ issuerName: 'internal-ca' }),

  // People come through the Gateway, which checks the server's certificate against the authority in this ConfigMap.
  exposure: RedfishExposure.gateway('redfish.lab.example.com', {
    gatewayName: 'edge',
    gatewayNamespace: 'gateways',
    sectionName: 'https',
    backendCaConfigMap: 'internal-ca',
    controllerNamespace: 'gateways',
  }),
  clients: [RedfishClient.namespace('baremetal-operator-system')],
});

// Metal3 comes from inside the cluster. The Secret there has the same user and password, under username and password.
const hosts = new Chart(app, 'hosts', { namespace: 'metal3' });
new RestrictedNamespace(hosts, 'Namespace');
const credentials = SecretSource.fromSecretName('redfish-ironic');
for (const [index, bootMacAddress] of ['02:00:00:00:01:01', '02:00:00:00:01:02', '02:00:00:00:01:03'].entries()) {
  new RedfishBareMetalHost(hosts, `Worker${index}`, {
    server,
    chassis: 'lab',
    virtualMachine: `worker-${index}`,
    bootMacAddress,
    credentials,
    internal: true,
    labels: { pool: 'lab' },
  });
}

app.synth();
console.error(`\n${SynthSummary.of([{ app }])}\n`);
