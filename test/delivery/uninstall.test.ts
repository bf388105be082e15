import { ApiObject, App, JsonPatch } from 'cdk8s';
import {
  ContainerdTarball, CustomContainerdInstaller, DpfHcpAvailabilityPolicy, DpfHcpOperator, DpfHcpProvisioner, DpfHcpRelease,
  IUninstallable, KataDeployment, KataRelease, KataRuntime, KataRuntimeProps, KataShim, PeerPodAlerts, PeerPodConfigController,
  PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease, PeerPodsResource, PrivilegedNamespace, RedfishBareMetalHost,
  RedfishPlatform, RedfishRelease, RedfishServer, RedfishTls, RestrictedNamespace, SecretSource, SynthSummary,
} from 'cdk8s-coco';
import { Deployment, Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { commands, newChart, removal, section } from './summary';

const PODS = (names: string) => 'kubectl get pods -A --no-headers -o custom-columns=NAMESPACE:.metadata.namespace,POD:.metadata.name,RUNTIMECLASS:.spec.runtimeClassName'
  + ` | awk '$3 ~ /^(${names})$/'`;
const newApp = () => new App({ outdir: 'dist' });
const secret = (scope: Construct, name: string) => SecretSource.fromSecret(Secret.fromSecretName(scope, name, name));
const SNP = { shims: [KataShim.QEMU_SNP] };

function cluster(props: Partial<KataRuntimeProps>): App {
  const app = newApp();
  const chart = newChart(app, 'coco');
  new PrivilegedNamespace(chart, 'Namespace');
  new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), ...SNP, ...props });
  return app;
}

describe('Kata', () => {
  test('pods go first, then what installs; nodes are clean before their settings and the namespace go', () => {
    expect(commands(cluster({ release: KataRelease.V3_22_0 }), 'Uninstall')).toEqual([
      PODS('kata-qemu-snp'),
      'kubectl delete daemonset/kata-deploy -n coco --ignore-not-found',
      'kubectl apply -f dist-uninstall/',
      'kubectl rollout status daemonset/kata-deploy-cleanup -n coco --timeout=1h',
      'kubectl delete daemonset/kata-deploy-cleanup serviceaccount/kata-deploy-sa-cleanup -n coco --ignore-not-found',
      'kubectl delete clusterrolebinding/kata-deploy-rb-cleanup clusterrole/kata-deploy-role-cleanup --ignore-not-found',
      'kubectl delete clusterrolebinding/kata-deploy-rb clusterrole/kata-deploy-role --ignore-not-found',
      'kubectl delete serviceaccount/kata-deploy-sa -n coco --ignore-not-found',
      expect.stringMatching(removal('coco')),
    ]);
  });

  test('of 4.1.0, a Job is waited for', () => {
    expect(commands(cluster({}), 'Uninstall').slice(1, 4)).toEqual([
      'kubectl delete daemonset/kata-deploy -n coco --ignore-not-found',
      'kubectl apply -f dist-uninstall/',
      'kubectl wait --for=condition=complete job/kata-deploy-cleanup-dispatcher-<hash> -n coco --timeout=1h',
    ]);
  });

  test('by Jobs, what covers late nodes goes first, if it is there', () => {
    const second = (lateNodes: boolean) => commands(cluster({ deployment: KataDeployment.job({ lateNodes }) }), 'Uninstall')[1];
    expect(second(true)).toBe('kubectl delete cronjob/kata-deploy-late-nodes -n coco --ignore-not-found');
    expect(second(false)).toBe('kubectl apply -f dist-uninstall/');
  });

  test('installed after a containerd, it goes before it', () => {
    const app = newApp();
    const chart = newChart(app, 'coco');
    const containerd = new CustomContainerdInstaller(chart, 'Containerd', { tarballs: [ContainerdTarball.unsafeWithoutChecksum('https://mirror.example.com/c')] });
    new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), ...SNP }).installAfter(containerd);
    expect(commands(app, 'Uninstall').slice(1, 6)).toEqual([
      'kubectl delete daemonset/kata-deploy -n coco --ignore-not-found',
      'kubectl delete daemonset/custom-containerd-installer -n coco --ignore-not-found',
      'kubectl apply -f dist-uninstall/',
      'kubectl wait --for=condition=complete job/kata-deploy-cleanup-dispatcher-<hash> -n coco --timeout=1h',
      'kubectl rollout status daemonset/custom-containerd-cleanup -n coco --timeout=1h',
    ]);
  });

  test('without its phase there is no command that would leave nodes as they are', () => {
    const [lines] = SynthSummary.of([{ app: cluster({}) }]).text.split('\n\n').filter((one) => one.startsWith('Uninstall'));
    expect(lines).toBe('Uninstall:\n  # Write the uninstall phase first, and give it to SynthSummary: UninstallPhase.of(app).synth(). Without it, nodes stay as they are.');
  });

  test('the phase that has nothing to undo changes nothing', () => {
    const app = newApp();
    new PrivilegedNamespace(newChart(app, 'a'), 'Namespace');
    expect(commands(app, 'Uninstall')).toEqual([expect.stringMatching(removal('a'))]);
  });
});

test('peer pods: pods and their VMs are gone before the adaptor, and the adaptor before Kata', () => {
  const app = newApp();
  new PeerPodsCrds(app, 'crds');
  const chart = newChart(app, 'peer-pods');
  const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.V4_0_0, shims: [KataShim.REMOTE] });
  const provider = PeerPodsProvider.aws({ imageId: 'ami-0123456789abcdef0', region: 'eu-central-1' });
  new PeerPodsCAA(chart, 'PeerPods', { release: PeerPodsRelease.latest(), runtime, provider, credentials: secret(chart, 'keys') });
  new PeerPodAlerts(chart, 'Alerts');
  const lines = commands(app, 'Uninstall');
  const at = (part: string) => lines.findIndex((line) => line.includes(part));
  expect(lines.slice(0, 2)).toEqual([
    PODS('kata-remote'), 'kubectl wait --for=delete peerpods.confidentialcontainers.org --all -A --timeout=30m',
  ]);
  expect(lines.filter((line) => line.includes('prometheusrule'))).toEqual([
    'kubectl delete prometheusrule.monitoring.coreos.com/peer-pods -n peer-pods --ignore-not-found',
  ]);
  const order = [at('daemonset/cloud-api-adaptor-daemonset'), at('daemonset/kata-deploy '), at('apply -f dist-uninstall/'), at('runtimeclass/kata-remote')];
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order[0]).toBeGreaterThan(1);
  expect(lines.join('\n')).not.toMatch(/delete .*(customresourcedefinition|crd)\//);
  expect(section(app, 'Uninstall').at(-1)).toBe('# Definitions stay, since all objects of their kinds would go with them: crd/peerpods.confidentialcontainers.org');
  expect(lines.filter((line) => line.includes('kubectl delete namespace/'))).toEqual([expect.stringMatching(removal('peer-pods-webhook-system'))]);
});

test('a PeerPodConfig goes before its controller, and is waited for', () => {
  const app = newApp();
  new PeerPodsCrds(app, 'crds', { resources: [PeerPodsResource.PEER_POD_CONFIG] });
  new PeerPodConfigController(newChart(app, 'a'), 'Controller').addConfig('Config');
  const lines = commands(app, 'Uninstall');
  expect(lines.slice(0, 2)).toEqual([
    PODS('kata-remote'), 'kubectl delete peerpodconfig.confidentialcontainers.org/peer-pods -n a --ignore-not-found --timeout=1h',
  ]);
  expect(lines[2]).toContain('kubectl delete deployment/');
});

test('DPF: provisioners go first, then the operator, then its settings; Kata beside it is not mixed in', () => {
  const app = newApp();
  const dpf = newChart(app, 'dpf');
  new DpfHcpOperator(dpf, 'Operator', { release: DpfHcpRelease.latest() });
  const racks = newChart(app, 'racks');
  new DpfHcpProvisioner(racks, 'Rack', {
    release: DpfHcpRelease.latest(),
    name: 'rack1',
    baseDomain: 'clusters.example.com',
    dpuClusterRef: { name: 'a', namespace: 'b' },
    dpuDeploymentRef: { name: 'a', namespace: 'b' },
    ocpReleaseImage: 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64',
    pullSecret: secret(racks, 'pull'),
    sshKey: secret(racks, 'ssh'),
    controlPlaneAvailabilityPolicy: DpfHcpAvailabilityPolicy.SINGLE_REPLICA,
  });
  const coco = newChart(app, 'coco');
  new KataRuntime(coco, 'Kata', { ...SNP, release: KataRelease.V3_22_0 });
  expect(commands(app, 'Uninstall').slice(0, 8)).toEqual([
    'kubectl get dpfhcpprovisioners.provisioning.dpu.hcp.io -A',
    PODS('kata-qemu-snp'),
    'kubectl delete dpfhcpprovisioner.provisioning.dpu.hcp.io/rack1 -n racks --ignore-not-found --timeout=1h',
    'kubectl delete deployment/dpf-hcp-provisioner-operator networkpolicy/dpf-hcp-provisioner-operator serviceaccount/dpf-hcp-provisioner-operator -n dpf --ignore-not-found',
    'kubectl delete clusterrolebinding/dpf-hcp-provisioner-operator-manager-rolebinding clusterrole/dpf-hcp-provisioner-operator-manager-role --ignore-not-found',
    'kubectl delete dpfhcpprovisionerconfig.provisioning.dpu.hcp.io/default --ignore-not-found',
    'kubectl delete daemonset/kata-deploy -n coco --ignore-not-found',
    'kubectl apply -f dist-uninstall/',
  ]);
});

test('Redfish: Metal3 gives hosts back through the server, so they go first', () => {
  const app = newApp();
  const hosts = newChart(app, 'a-hosts');
  const chart = newChart(app, 'bmc');
  new RestrictedNamespace(chart, 'Namespace');
  const server = new RedfishServer(chart, 'Redfish', {
    release: RedfishRelease.V0_2_1,
    platform: RedfishPlatform.KUBERNETES,
    chassis: [{ name: 'lab', namespace: 'lab' }],
    users: [{ username: 'ironic', credentials: secret(chart, 'ironic'), chassis: ['lab'] }],
    tls: RedfishTls.certManager({ issuerName: 'ca' }),
  });
  new RedfishBareMetalHost(hosts, 'Worker', {
    server, chassis: 'lab', virtualMachine: 'worker-0', bootMacAddress: '02:00:00:00:00:01', credentials: secret(hosts, 'ironic'),
  });
  const lines = commands(app, 'Uninstall');
  expect(lines.slice(0, -1)).toEqual([
    'kubectl delete baremetalhost.metal3.io/worker-0 -n a-hosts --ignore-not-found --timeout=1h',
    'kubectl delete deployment/kubevirt-redfish networkpolicy/kubevirt-redfish service/kubevirt-redfish configmap/kubevirt-redfish-config '
    + 'serviceaccount/kubevirt-redfish -n bmc --ignore-not-found',
    'kubectl delete certificate.cert-manager.io/kubevirt-redfish-tls -n bmc --ignore-not-found',
    'kubectl delete rolebinding/kubevirt-redfish:bmc role/kubevirt-redfish:bmc -n lab --ignore-not-found',
  ]);
  expect(lines.at(-1)).toMatch(removal('bmc'));
  expect(lines.at(-1)).toContain('"kubevirt-redfish-tls"'); // cert-manager leaves its Secret behind
});

describe('what is not ours', () => {
  test('an object of the user is not named, and its namespace stays', () => {
    const app = cluster({ release: KataRelease.V3_22_0 });
    const chart = app.charts[0];
    new Deployment(chart, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example.com/web:1' }] });
    new ApiObject(chart, 'Role', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'mine' } });
    new ApiObject(newChart(app, 'theirs'), 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'theirs' } });
    const lines = section(app, 'Uninstall');
    expect(lines.at(-1)).toBe('# Namespace coco stays: the app has other objects there, such as Deployment web');
    expect(lines.filter((line) => !line.startsWith('#')).join('\n')).not.toMatch(/web|mine|theirs|namespace\/|-f dist\/| dist\/ /);
  });

  test('an app without constructs of this library has nothing to uninstall', () => {
    const app = newApp();
    new ApiObject(newChart(app, 'web'), 'Object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    expect(SynthSummary.of([{ app }]).text).not.toContain('Uninstall');
  });

  test('objects are called as they are written, after the patches of the user', () => {
    const app = cluster({ release: KataRelease.V3_22_0 });
    const kata = app.node.findAll().find((node): node is KataRuntime => node instanceof KataRuntime)!;
    ApiObject.of(kata.node.findChild('ServiceAccount')).addJsonPatch(JsonPatch.replace('/metadata/name', 'renamed'));
    expect(commands(app, 'Uninstall').join('\n')).toMatch(/ serviceaccount\/renamed /);
  });

  test('what another construct emits that can undo itself is its own', () => {
    class Mine extends Construct implements IUninstallable {
      public readonly installWorkloads = ['daemonset/mine'];
      public readonly uninstallWorkload = 'daemonset/mine-cleanup';
      public readonly namespace = 'a';
      constructor(scope: Construct, id: string) {
        super(scope, id);
        new ApiObject(this, 'Object', { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'mine' }, spec: {} });
      }
      public emitUninstall(scope: Construct): void {
        new ApiObject(scope, 'Undo', { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'mine-cleanup' } });
      }
    }
    const app = newApp();
    new Mine(newChart(app, 'a'), 'Mine');
    expect(commands(app, 'Uninstall')).toEqual([
      'kubectl delete daemonset/mine -n a --ignore-not-found',
      'kubectl apply -f dist-uninstall/',
      'kubectl rollout status daemonset/mine-cleanup -n a --timeout=1h',
      'kubectl delete daemonset/mine-cleanup -n a --ignore-not-found',
    ]);
  });
});
