import { App, Chart } from 'cdk8s';
import {
  KataRelease, KataRuntime, KataShim, PeerPodsCAA, PeerPodsCrds, PeerPodsIdentity, PeerPodsProvider, PeerPodsRelease,
  PrivilegedNamespace, SynthSummary, UninstallPhase,
} from 'cdk8s-coco';

const app = new App();
new PeerPodsCrds(app, 'crds');

const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
new PrivilegedNamespace(chart, 'Namespace');
const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.V4_0_0, shims: [KataShim.REMOTE] });

const subscriptionId = '11111111-2222-3333-4444-555555555555';
const network = `/subscriptions/${subscriptionId}/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/cluster`;
new PeerPodsCAA(chart, 'PeerPods', {
  release: PeerPodsRelease.V0_22_0,
  runtime,
  provider: PeerPodsProvider.azure({
    subscriptionId,
    region: 'westeurope',
    resourceGroup: 'peer-pods',
    subnetId: `${network}/subnets/peer-pods`,
    imageId: '/CommunityGalleries/cococommunity-42d8482d-92cd-415b-b332-7648bd978eff/Images/peerpod-podvm-fedora/Versions/0.22.0',
    instanceSize: 'Standard_DC2as_v5',
    instanceSizes: ['Standard_DC2as_v5', 'Standard_DC4as_v5', 'Standard_DC8as_v5'],
  }),
  identity: PeerPodsIdentity.azureWorkloadIdentity({
    clientId: '22222222-3333-4444-5555-666666666666',
    tenantId: '33333333-4444-5555-6666-777777777777',
  }),
  limit: 20,
  clusterName: 'payments-eu',
  nodeSelector: { pool: 'peer-pods' },
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
