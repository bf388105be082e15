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

new PeerPodsCAA(chart, 'PeerPods', {
  release: PeerPodsRelease.V0_22_0,
  runtime,
  // Zone, VPC, subnet, resource group and security group are those of the node.
  provider: PeerPodsProvider.ibmCloud({
    imageIds: ['r010-01234567-89ab-cdef-0123-456789abcdef'],
    instanceProfile: 'bx3dc-2x10',
    instanceProfiles: ['bx3dc-2x10', 'bx3dc-4x20'],
    disableCvm: false,
  }),
  identity: PeerPodsIdentity.ibmTrustedProfile({ profileId: 'Profile-11111111-2222-3333-4444-555555555555' }),
  limit: 20,
  clusterName: 'payments-eu',
  nodeSelector: { pool: 'peer-pods' },
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
