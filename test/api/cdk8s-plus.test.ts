import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import {
  Architecture, ContainerdTarball, CustomContainerdInstaller, KataDeployment, KataRelease, KataRuntime, KataRuntimeProps,
  KataShim, KataUpdateStrategy, PeerPodConfig, PeerPodController, PeerPodsRelease, PeerPodsWebhook, RedfishPlatform,
  RedfishRelease, RedfishServer, SecretSource, WebhookCertificate,
} from 'cdk8s-coco';
import * as plus28 from 'cdk8s-plus-28';
import * as plus34 from 'cdk8s-plus-34';
import { Manifest, manifests, newChart } from '../support/synth';

/*
 * The types in public signatures are those of cdk8s-plus-28. Users may have any later version, or both side by side.
 */

const SOURCES = join(__dirname, '..', '..', 'src');

/** What the newest version has, where a signature names what cdk8s-plus-28 has: the compiler checks each line. */
const NEWEST = {
  ContainerResources: (value: plus34.ContainerResources): plus28.ContainerResources => value,
  IConfigMap: (value: plus34.IConfigMap): plus28.IConfigMap => value,
  ISecret: (value: plus34.ISecret): plus28.ISecret => value,
  PercentOrAbsolute: (value: plus34.PercentOrAbsolute): plus28.PercentOrAbsolute => value,
  SecretValue: (value: plus34.SecretValue): plus28.SecretValue => value,
  k8s: {
    Affinity: (value: plus34.k8s.Affinity): plus28.k8s.Affinity => value,
    NodeAffinity: (value: plus34.k8s.NodeAffinity): plus28.k8s.NodeAffinity => value,
    SeLinuxOptions: (value: plus34.k8s.SeLinuxOptions): plus28.k8s.SeLinuxOptions => value,
    SecurityContext: (value: plus34.k8s.SecurityContext): plus28.k8s.SecurityContext => value,
  },
};

test('the list above is complete', () => {
  const files = (readdirSync(SOURCES, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !/\b(private|values|cli)\b/.test(file))
    .map((file) => readFileSync(join(SOURCES, file), 'utf8'));
  const imported = files.flatMap((text) => [...text.matchAll(/^import (type )?\{([^}]*)\} from 'cdk8s-plus-28'/gm)].flatMap(([, type, names]) => (
    names.split(',').map((name) => (type ? name.trim() : `${name.trim()} at run time`)))));
  const kubernetes = files.flatMap((text) => [...text.matchAll(/\bk8s\.([A-Z]\w+)/g)].map(([, name]) => name));
  expect([...new Set(imported)].sort()).toEqual(Object.keys(NEWEST).sort());
  expect([...new Set(kubernetes)].sort()).toEqual(Object.keys(NEWEST.k8s).sort());
});

const SHA256 = '0123456789abcdef'.repeat(4);

/** One of each kind of object of cdk8s-plus, in every place of the API where one can be given. */
function compose(plus: typeof plus28): Manifest[] {
  const chart = newChart();
  const secret = (name: string) => plus.Secret.fromSecretName(chart, `Ref-${name}`, name);
  const imagePullSecrets = [secret('pull'), new plus.Secret(chart, 'Made', { metadata: { name: 'made' }, stringData: {} })];
  const resources = {
    cpu: { request: plus.Cpu.millis(50), limit: plus.Cpu.units(2) },
    memory: { request: Size.mebibytes(64), limit: Size.gibibytes(1) },
  };
  const affinity: KataRuntimeProps['affinity'] = {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'tee', operator: 'Exists' }] }],
      },
    },
  };
  new KataRuntime(chart, 'Kata', {
    release: KataRelease.latest(),
    shims: [KataShim.QEMU_SNP],
    imagePullSecrets,
    affinity,
    deployment: KataDeployment.daemonSet({
      resources,
      updateStrategy: KataUpdateStrategy.rollingUpdate(plus.PercentOrAbsolute.percent(25)),
    }),
  });
  new CustomContainerdInstaller(chart, 'Containerd', {
    tarballs: [ContainerdTarball.forArchitecture(Architecture.X86_64, 'https://mirror.example.com/containerd.tar.gz', SHA256)],
    imagePullSecrets,
  });
  new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest(), credentials: SecretSource.fromSecret(secret('keys')), sshKey: SecretSource.fromSecret(secret('ssh')), imagePullSecrets, resources });
  new PeerPodConfig(chart, 'Config', { cloudSecret: secret('cloud'), configMap: plus.ConfigMap.fromConfigMapName(chart, 'Map', 'settings') });
  new PeerPodsWebhook(chart, 'Webhook', {
    release: PeerPodsRelease.latest(),
    certificate: WebhookCertificate.provided(secret('tls'), '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'),
    imagePullSecrets,
    resources,
  });
  new RedfishServer(chart, 'Redfish', {
    release: RedfishRelease.V0_2_1,
    platform: RedfishPlatform.KUBERNETES,
    chassis: [{ name: 'a', namespace: 'tenant-a' }],
    users: [{ username: 'ironic', credentials: SecretSource.fromSecret(secret('ironic')), chassis: ['a'] }],
    imagePullSecrets,
    resources,
  });
  return manifests(chart);
}

test('objects of the newest version do what those of cdk8s-plus-28 do', () => {
  const [expected, actual] = [plus28, plus34 as unknown as typeof plus28].map(compose);
  expect(JSON.stringify(expected)).toContain('"maxUnavailable":"25%"');
  expect(actual).toEqual(expected);
});

test('fields that came after cdk8s-plus-28', () => {
  const podAntiAffinity: plus34.k8s.PodAntiAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'a' } }, matchLabelKeys: ['tier'], mismatchLabelKeys: ['tenant'] },
    ],
  };
  const affinity: plus34.k8s.Affinity = { podAntiAffinity };
  const chart = newChart();
  new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), affinity, shims: [KataShim.QEMU_SNP] });
  const { spec } = manifests(chart).find(({ kind }) => kind === 'DaemonSet')!.spec.template;
  expect(spec.affinity.podAntiAffinity).toEqual(podAntiAffinity);
});
