import { App, Chart } from 'cdk8s';
import {
  PrivilegedNamespace, RedfishClient, RedfishExposure, RedfishPlatform, RedfishRelease, RedfishServer, RedfishTls,
  RestrictedNamespace, SecretSource, SecretStore, SynthSummary, VirtualMachineSelector,
} from 'cdk8s-coco';

const app = new App();
const chart = new Chart(app, 'redfish', { namespace: 'kubevirt-redfish' });
new RestrictedNamespace(chart, 'Namespace');

// The machines of the tenants: the pods of OpenShift Virtualization have privileges.
const tenants = new Chart(app, 'tenants');
for (const name of ['tenant-a-vms', 'tenant-b-vms']) new PrivilegedNamespace(tenants, name, { name });

/** A password that stays in Vault: the External Secrets Operator makes a Secret of it, and the pod reads that one. */
const fromVault = (path: string) => SecretSource.externalSecret({
  store: SecretStore.clusterWide('vault'),
  keys: { password: { key: path, property: 'password' } },
});

new RedfishServer(chart, 'Redfish', {
  release: RedfishRelease.V0_2_1,
  platform: RedfishPlatform.OPENSHIFT,

  // A namespace each. In that of tenant A, whoever owns a machine decides, with a label; tenant B shows all of them.
  chassis: [
    { name: 'tenant-a', namespace: 'tenant-a-vms' },
    { name: 'tenant-b', namespace: 'tenant-b-vms', vmSelector: VirtualMachineSelector.all() },
  ],
  users: [
    { username: 'tenant-a', credentials: fromVault('redfish/tenant-a'), chassis: ['tenant-a'] },
    { username: 'tenant-b', credentials: fromVault('redfish/tenant-b'), chassis: ['tenant-b'] },
    { username: 'ironic', credentials: fromVault('redfish/ironic'), chassis: ['tenant-a', 'tenant-b'] },
  ],

  // OpenShift signs the certificate of the Service, and its routers trust it: encrypted all the way.
  tls: RedfishTls.serviceCa(),
  exposure: RedfishExposure.route('redfish.apps.hub.example.com'),

  // Beside the routers, only Ironic may connect. OpenShift's own runs on the network of its node.
  clients: [RedfishClient.hostNetwork()],

  dataVolume: { storageClass: 'lvms-vg1' },
});

app.synth();
console.error(`\n${SynthSummary.of([{ app }])}\n`);
