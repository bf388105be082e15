import { App, Chart } from 'cdk8s';
import {
  KataRelease, KataRuntime, KataShim, PeerPodAlerts, PeerPodsCAA, PeerPodsCrds, PeerPodsIdentity, PeerPodsProvider,
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
  provider: PeerPodsProvider.aws({
    imageId: 'ami-0123456789abcdef0',
    region: 'eu-west-1',
    subnetId: 'subnet-0123456789abcdef0',
    securityGroupIds: ['sg-0123456789abcdef0'],
    instanceType: 'm6a.large',
    instanceTypes: ['m6a.large', 'm6a.xlarge', 'c6a.2xlarge'],
  }),
  identity: PeerPodsIdentity.awsRole({ roleArn: 'arn:aws:iam::123456789012:role/peer-pods' }),
  limit: 20,
  clusterName: 'payments-eu',
  nodeSelector: { pool: 'peer-pods' },
});

// Money: somebody hears of it before a node is full.
new PeerPodAlerts(chart, 'Alerts', { labels: { release: 'kube-prometheus-stack' } });

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
