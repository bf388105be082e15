/*
 * An app with cdk8s-plus-28 and the newest cdk8s-plus side by side. run.ts compiles it as different projects do, and runs it.
 */
import { ApiObject, App, Chart, Cron } from 'cdk8s';
import {
  DpfHcpAvailabilityPolicy, DpfHcpProvisioner, DpfHcpRelease, KataRelease, KataRuntime, KataShim, PeerPodController,
  PeerPodsRelease, PrivilegedNamespace, RedfishExposure, RedfishPlatform, RedfishRelease, RedfishServer, SecretSource,
  UninstallPhase,
} from 'cdk8s-coco';
import { matchers } from 'cdk8s-coco/jest';
import * as plus28 from 'cdk8s-plus-28';
import * as plus34 from 'cdk8s-plus-34';

const app = new App();

const platform = new Chart(app, 'coco', { namespace: 'coco-system' });
new PrivilegedNamespace(platform, 'Namespace');
const kata = new KataRuntime(platform, 'Kata', {
  release: KataRelease.latest(),
  shims: [KataShim.QEMU_SNP],
  imagePullSecrets: [
    plus28.Secret.fromSecretName(platform, 'Mirror28', 'mirror-28'),
    plus34.Secret.fromSecretName(platform, 'Mirror34', 'mirror-34'),
  ],
});
new PeerPodController(platform, 'Controller', {
  release: PeerPodsRelease.latest(),
  credentials: SecretSource.fromSecret(plus34.Secret.fromSecretName(platform, 'Keys', 'aws-keys')),
  resources: { cpu: { request: plus34.Cpu.millis(50) } },
});

const snp = kata.runtimeClass(KataShim.QEMU_SNP);
const containers = [{ image: 'registry.example.com/app:1.0', portNumber: 8080 }];
const schedule = Cron.daily();

const of28 = new Chart(app, 'of28', { namespace: 'apps' });
snp.applyTo(new plus28.Pod(of28, 'Pod', { containers }));
snp.applyTo(new plus28.Deployment(of28, 'Deployment', { containers }));
snp.applyTo(new plus28.StatefulSet(of28, 'StatefulSet', { containers }));
snp.applyTo(new plus28.DaemonSet(of28, 'DaemonSet', { containers }));
snp.applyTo(new plus28.Job(of28, 'Job', { containers }));
snp.applyTo(new plus28.CronJob(of28, 'CronJob', { containers, schedule }));

const of34 = new Chart(app, 'of34', { namespace: 'apps' });
snp.applyTo(new plus34.Pod(of34, 'Pod', { containers }));
snp.applyTo(new plus34.Deployment(of34, 'Deployment', { containers }));
snp.applyTo(new plus34.StatefulSet(of34, 'StatefulSet', { containers }));
snp.applyTo(new plus34.DaemonSet(of34, 'DaemonSet', { containers }));
snp.applyTo(new plus34.Job(of34, 'Job', { containers }));
snp.applyTo(new plus34.CronJob(of34, 'CronJob', { containers, schedule }));

const template = { spec: { containers: [{ name: 'app', image: 'registry.example.com/app:1.0' }] } };
const raw = new Chart(app, 'raw', { namespace: 'apps' });
snp.applyTo(new ApiObject(raw, 'Raw', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } }));
snp.applyTo(new ApiObject(raw, 'Rollout', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { template } }));
snp.applyTo(new plus34.k8s.KubeDeployment(raw, 'Generated', { spec: { selector: {}, template } }));

const hub = new Chart(app, 'hub', { namespace: 'hub' });
const secret = (name: string) => SecretSource.fromSecret(plus34.Secret.fromSecretName(hub, name, name));
new RedfishServer(hub, 'Redfish', {
  release: RedfishRelease.V0_2_1,
  platform: RedfishPlatform.KUBERNETES,
  chassis: [{ name: 'lab', namespace: 'lab' }],
  users: [{ username: 'ironic', credentials: secret('ironic'), chassis: ['lab'] }],
  exposure: RedfishExposure.none(),
});
new DpfHcpProvisioner(hub, 'Dpu', {
  release: DpfHcpRelease.latest(),
  name: 'dpu',
  baseDomain: 'clusters.example.com',
  dpuClusterRef: { name: 'dpu', namespace: 'dpu' },
  dpuDeploymentRef: { name: 'ovn', namespace: 'dpu' },
  etcdStorageClass: 'fast',
  ocpReleaseImage: 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64',
  pullSecret: secret('pull'),
  sshKey: secret('ssh'),
  controlPlaneAvailabilityPolicy: DpfHcpAvailabilityPolicy.SINGLE_REPLICA,
});

app.synth();
UninstallPhase.of(app).synth();

const { pass, message } = matchers.toHaveNoSecrets(app);
if (!pass) throw new Error(message());

// What every way to compile this must agree on: how many pods run under the RuntimeClass, of all that are there.
const written = [of28, of34, raw].flatMap((chart) => chart.toJson() as unknown[]).map((object) => JSON.stringify(object));
const withClass = written.filter((object) => object.includes('"runtimeClassName":"kata-qemu-snp"')).length;
console.log(`${withClass} of ${written.filter((object) => object.includes('app:1.0')).length} workloads under kata-qemu-snp`);
