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
  provider: PeerPodsProvider.alibabaCloud({
    region: 'cn-beijing',
    imageId: 'm-2ze1w9aj2aonwckv64cw',
    vswitchId: 'vsw-2ze3p7wx1q8u5yz0abcd',
    securityGroupIds: ['sg-2ze8kfnv1p3h6qw5xyz1'],
    instanceType: 'ecs.g8i.xlarge',
  }),
  identity: PeerPodsIdentity.alibabaRrsa({
    roleArn: 'acs:ram::1234567890123456:role/peer-pods',
    oidcProviderArn: 'acs:ram::1234567890123456:oidc-provider/ack-rrsa-c0123456789abcdef',
  }),
  limit: 20,
  clusterName: 'payments-cn',
  nodeSelector: { pool: 'peer-pods' },
  resourceControllerEnabled: false, // its image was built without Alibaba Cloud
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
