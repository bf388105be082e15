import { App, Chart } from 'cdk8s';
import {
  GcpConfidentialType, KataRelease, KataRuntime, KataShim, PeerPodsCAA, PeerPodsCrds, PeerPodsIdentity, PeerPodsProvider,
  PeerPodsRelease, PrivilegedNamespace, SynthSummary, UninstallPhase,
} from 'cdk8s-coco';

const app = new App();
new PeerPodsCrds(app, 'crds');

const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
new PrivilegedNamespace(chart, 'Namespace');
const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.V4_0_0, shims: [KataShim.REMOTE] });

new PeerPodsCAA(chart, 'PeerPods', {
  release: PeerPodsRelease.V0_22_0,
  runtime,
  provider: PeerPodsProvider.gcp({
    projectId: 'my-project',
    zone: 'europe-west4-a',
    network: 'global/networks/cluster',
    subnetwork: 'peer-pods',
    imageName: 'podvm-0-22-0',
    confidentialType: GcpConfidentialType.SEV_SNP,
    machineType: 'n2d-standard-2',
    machineTypes: ['n2d-standard-2', 'n2d-standard-4'],
  }),
  identity: PeerPodsIdentity.gcpFederation({
    provider: 'projects/123456789012/locations/global/workloadIdentityPools/clusters/providers/payments-eu',
    serviceAccount: 'peer-pods@my-project.iam.gserviceaccount.com',
  }),
  limit: 20,
  nodeSelector: { pool: 'peer-pods' },
  resourceControllerEnabled: false, // it cannot delete virtual machines of Google Cloud
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
