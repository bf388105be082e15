import { command } from './command';

/*
 * Settings that Helm takes without a word, and that do nothing: each is refused, with the one that was meant.
 */

const KATA = 'kata-deploy@4.1.0';
const DPF = 'dpf-hcp-provisioner-operator@0.1.0';
const REDFISH = 'kubevirt-redfish@0.2.3';
const UMBRELLA = 'confidential-containers@0.16.0';
const AWS = ['peerpods@0.4.0', '-f', 'chart:providers/aws.yaml'];

test.each([
  // What people were seen to write.
  [[KATA], 'k8sDistributon=k3s', 'k8sDistribution'],
  [[KATA], 'deploymentmode=job', 'deploymentMode'],
  [[KATA], 'shims.qemu-snpp.enabled=true', 'qemu-snp'],
  [[KATA], 'shims.qemu-snp.enabeld=false', 'enabled'],
  [[KATA], 'env.debgu=true', 'debug'],
  [['peerpods@0.4.0'], 'provider=awss', 'aws'],
  [[DPF], 'disableMetallb=true', 'provisionerConfig.disableMetalLB'],
  [[DPF], 'image.digst=sha256:0', 'digest'],
  [[KATA], 'k8sDistribution=k4s', 'k8s'],
  [AWS, 'providerConfigs.aws.AWS_REGON=eu-west-1', 'AWS_REGION'],
  [AWS, 'providerConfigs.aws.PEERPODS_LIMIT_PER_NODES=5', 'PEERPODS_LIMIT_PER_NODE'],
  // Others like them.
  [[KATA], 'snapshotter.setpu={nydus}', 'setup'],
  [[KATA], 'shims.qemu-tdx.supportedArchs={amd64}', 'supportedArches'],
  [[KATA], 'defaultShim.amd46=qemu', 'amd64'],
  [[KATA], 'runtimeClasses.enable=true', 'enabled'],
  [[KATA], 'tolerationss=x', 'tolerations'],
  [[KATA], 'nodeselector.a=b', 'nodeSelector'],
  [[KATA], 'image.refrence=quay.io/a/b', 'reference'],
  [[KATA], 'imagePullPolicy=Allways', 'Always'],
  [[KATA], 'shims.qemuu.enabled=true', 'qemu'],
  [AWS, 'providerConfig.aws.AWS_REGION=eu-west-1', 'providerConfigs'],
  [AWS, 'secrets.mdoe=create', 'mode'],
  [AWS, 'webhook.enable=true', 'enabled'],
  [AWS, 'resourceCtrl.imge=x', 'image'],
  [[REDFISH], 'servce.type=ClusterIP', 'service'],
  [[REDFISH], 'service.type=NodePorts', 'NodePort'],
  [[REDFISH], 'chasis=x', 'chassis'],
  [[DPF], 'replicacount=2', 'replicaCount'],
  [[DPF], 'resources.limts.cpu=1', 'limits'],
  [[UMBRELLA], 'kata-as-coco-runtime.k8sDistributon=k3s', 'k8sDistribution'],
  [[UMBRELLA], 'customContainerd.tarbalUrl=x', 'tarballUrl'],
  [[UMBRELLA], 'architecure=s390x', 'architecture'],
])('%j --set %s: did you mean %s?', (chart, setting, meant) => {
  const { status, stdout, stderr } = command('render', ...chart, '--set', setting);
  expect([status, stdout]).toEqual([1, '']);
  const [path] = setting.split('=');
  const lines = stderr.split('\n').filter((line) => line.includes('did you mean'));
  expect(lines).toEqual([expect.stringMatching(new RegExp(`^error: ${path.split('.')[0]}.*; did you mean "?${meant.replace(/\./g, '\\.')}"?\\?(?: It has no supportedArches, so nothing is installed for it\\.)?$`))]);
});

test('with --lenient, a name of which the chart has no list is a warning', () => {
  const { status, stdout, stderr } = command('render', KATA, '--set', 'shims.qemu-snpp.enabled=true', '--lenient');
  expect([status, stdout.includes('kind: DaemonSet')]).toEqual([0, true]);
  expect(stderr).toContain('warning: shims.qemu-snpp: ');
});
