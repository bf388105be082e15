import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { Client } from './client';
import { Judge } from './judge';
import { byAge } from './kubernetes';
import { asKubeObject, describe, identity, inApplyOrder, KubeObject } from './objects';
import { refusedBy, remove } from './over-each-other';
import { Server } from './server-run';
import { outsideObjects } from './suites';
import {
  DpfHcpOperator, DpfHcpRelease, DpuWorkerConfig, DpuWorkerRelease, KataDeployment, KataRelease, KataRuntime, KataRuntimeProps,
  KataShim, PeerPodConfigController, PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease, PrivilegedNamespace,
  RedfishExposure, RedfishPlatform, RedfishRelease, RedfishServer, RedfishTls, SecretSource,
} from '../../src';
import { nameOf, PlanObject } from '../../src/plan/manifest';
import { planOf } from '../../src/plan/plan';
import { EDITIONS } from '../../src/values/editions';
import { rendering } from '../cli/rendering';
import { AWS, LIBVIRT } from '../peer-pods/options';
import { settle, SUBJECTS } from '../properties/constructs';
import { Made, without } from '../properties/recipe';

/** The same, with one release after the other. */
interface Series {
  readonly name: string;
  readonly releases: readonly Release[];
}

interface Release {
  readonly version: string;
  readonly objects: readonly KubeObject[];
}

/** How many random sets of props of each construct are taken through all releases. */
const RANDOM = 3;

/** Applies each release over the one before, and the last over the first: the server takes all but what `plan` calls replaced. */
export async function judgeUpgrades({ client, report, say }: Server): Promise<void> {
  const judge = new Judge(client);
  report.verdict(await judge.install(outsideObjects()));
  const print = console.error;
  console.error = () => undefined; // warnings at synth
  const totals = { series: 0, upgrades: 0, objects: 0, replaced: 0, wrong: 0 };
  const { minor } = await client.version();
  for (const { name, releases: all } of [...typed(), ...random(), ...editions()]) {
    const releases = all.map((release) => ({ ...release, objects: byAge(minor, release.objects).taken }));
    const walks = releases.length > 2 ? [releases, [releases[0], releases[releases.length - 1]]] : [releases];
    const found: Upgrade[] = [];
    for (const walk of walks) found.push(...await upgradesOf(client, walk));
    const wrong = found.flatMap((one) => one.wrong);
    const replaced = found.flatMap((one) => one.replaced);
    const objects = found.reduce((sum, one) => sum + one.objects, 0);
    report.line(found.length > 0 && !wrong.length, `${name}: ${releases.length} releases, ${found.length} upgrades, ${objects} objects, ${replaced.length} replaced as plan says, `
      + `${wrong.length} wrong`, wrong);
    totals.series++;
    totals.upgrades += found.length;
    totals.objects += objects;
    totals.replaced += replaced.length;
    totals.wrong += wrong.length;
  }
  console.error = print;
  const [change] = await upgradesOf(client, SELECTOR_CHANGE);
  report.line(change.replaced.length === 1 && !change.wrong.length, 'self-test: a changed selector is replaced', change.wrong);
  say(`upgrades: ${JSON.stringify(totals)}`);
}

/** What no API server takes. */
const SELECTOR_CHANGE: readonly Release[] = ['a', 'b'].map((app) => ({
  version: app,
  objects: [{
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'self-test', namespace: 'default' },
    spec: {
      selector: { matchLabels: { app } },
      template: { metadata: { labels: { app } }, spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }] } },
    },
  }],
}));

/** What came of one release over another. */
interface Upgrade {
  readonly objects: number;
  readonly replaced: readonly string[];
  readonly wrong: readonly string[];
}

/** Walks from release to release, as somebody does who applies and prunes; leaves nothing. */
async function upgradesOf(client: Client, walk: readonly Release[]): Promise<Upgrade[]> {
  const upgrades: Upgrade[] = [];
  let before: Release | undefined;
  for (const release of walk) {
    const claimed = before ? claimsOf(before, release) : new Set<string>();
    const [replaced, wrong]: string[][] = [[], []];
    for (const object of inApplyOrder(release.objects)) {
      const refusal = (await refusedBy(client, object))?.message;
      const says = `${before?.version ?? 'nothing'} to ${release.version}: ${describe(object)}`;
      const isReplaced = claimed.has(nameOf(object as PlanObject));
      if (refusal === undefined && isReplaced) wrong.push(`${says}: plan says replaced, and the server takes it`);
      if (refusal === undefined) continue;
      if (isReplaced) replaced.push(describe(object));
      else wrong.push(`${says}: ${refusal}`);
      await remove(client, [object]);
      const again = (await refusedBy(client, object))?.message;
      if (again !== undefined) wrong.push(`${says}: not even after it was deleted: ${again}`);
    }
    if (before) {
      const kept = new Set(release.objects.map(identity));
      await remove(client, before.objects.filter((object) => !kept.has(identity(object))));
      upgrades.push({ objects: release.objects.length, replaced, wrong });
    } else if (wrong.length) {
      upgrades.push({ objects: release.objects.length, replaced, wrong }); // it did not even begin
    }
    before = release;
  }
  if (before) await remove(client, before.objects);
  return upgrades;
}

const claimsOf = (before: Release, after: Release) => new Set(
  planOf(before.objects as PlanObject[], after.objects as PlanObject[]).filter((one) => one.class === 'replaced' && one.event === 'changed').map(({ object }) => object));

type Compose<R> = (chart: Chart, release: R) => void;

function series<R extends { readonly version: string }>(name: string, releases: readonly R[], compose: Compose<R>): Series {
  return {
    name,
    releases: releases.map((release) => {
      const app = new App();
      compose(new Chart(app, 'preset', { namespace: 'coco-system' }), release);
      const objects = app.charts.flatMap((chart) => chart.toJson());
      return { version: release.version, objects: objects.map((one) => asKubeObject(one, name)) };
    }),
  };
}

/** Every construct that has releases, with some props. */
function typed(): Series[] {
  const kata = (name: string, props: (release: KataRelease) => Partial<KataRuntimeProps>, fits = (_: KataRelease) => true) => (
    series(`KataRuntime, ${name}`, KataRelease.all().filter(fits), (chart, release) => {
      new PrivilegedNamespace(chart, 'Namespace');
      new KataRuntime(chart, 'Kata', { release, ...props(release) });
    }));
  const jobs = (release: KataRelease) => release._facts.features.includes('jobs');
  const peerPods = (name: string, provider: PeerPodsProvider, access: object) => series(`PeerPodsCAA, ${name}`, PeerPodsRelease.all(), (chart, release) => {
    new PeerPodsCrds(chart, 'crds');
    new PeerPodsCAA(chart, 'PeerPods', { release, provider, ...access });
  });
  const redfish = (name: string, props: object) => series(`RedfishServer, ${name}`, RedfishRelease.all().filter(({ version }) => version !== 'redfish-controller'), (chart, release) => {
    new RedfishServer(chart, 'Redfish', {
      release,
      platform: RedfishPlatform.KUBERNETES,
      chassis: [{ name: 'lab', namespace: 'lab' }],
      users: [{ username: 'ironic', credentials: SecretSource.fromSecretName('ironic'), chassis: ['lab'] }],
      ...props,
    });
  });
  return [
    kata('default', () => ({})),
    kata('one shim', () => ({ shims: [KataShim.QEMU], defaultShim: KataShim.QEMU, createDefaultRuntimeClass: true })),
    kata('a second installation', () => ({ multiInstallSuffix: 'blue', debug: true })),
    kata('by Jobs', () => ({ deployment: KataDeployment.job() }), jobs),
    kata('peer pods', () => ({ shims: [KataShim.REMOTE] }), (release) => release.shimNames().includes('remote')),
    peerPods('AWS', PeerPodsProvider.aws(AWS), { credentials: SecretSource.fromSecretName('keys') }),
    peerPods('libvirt', PeerPodsProvider.libvirt(LIBVIRT), { sshKey: SecretSource.fromSecretName('ssh') }),
    series('DpfHcpOperator', DpfHcpRelease.all(), (chart, release) => new DpfHcpOperator(chart, 'Dpf', { release })),
    series('DpuWorkerConfig', DpuWorkerRelease.all(), (chart, release) => new DpuWorkerConfig(chart, 'Workers', { release })),
    series('PeerPodConfigController', [{ version: 'the only one' }], (chart) => new PeerPodConfigController(chart, 'Configs')),
    redfish('default', {}),
    redfish('behind an Ingress', { tls: RedfishTls.certManager({ issuerName: 'internal' }), exposure: RedfishExposure.ingress('redfish.example.com') }),
  ].filter(({ releases }) => releases.length > 1);
}

/** Random props, with what each release takes of them. */
function random(): Series[] {
  return SUBJECTS.flatMap((subject) => {
    const type = {
      KataRuntime: KataRelease,
      PeerPodsCAA: PeerPodsRelease,
      PeerPodsWebhook: PeerPodsRelease,
      PeerPodController: PeerPodsRelease,
      DpfHcpOperator: DpfHcpRelease,
    }[subject.name];
    if (!type) return [];
    return fc.sample(subject.arbitrary, { numRuns: RANDOM, seed: 5 }).map((props, index): Series => ({
      name: `${subject.name}, random props ${index + 1}`,
      releases: type.all().flatMap(({ version }): Release[] => {
        const release = new Made(`${type.name}.of`, [version]);
        try {
          const { objects } = settle(subject, without({ ...props, release }, ['installCrds'])); // an object needs its definition
          return [{ version, objects: objects.map((one) => asKubeObject(one, subject.name)) }];
        } catch {
          return []; // a release without this provider, or without these shims
        }
      }),
    })).filter(({ releases }) => releases.length > 1);
  });
}

/** The editions of each chart, with default values and with others. */
function editions(): Series[] {
  const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'kata-deploy': { 'debug': '{"debug": true}', 'a suffix': '{"env": {"multiInstallSuffix": "blue"}}' },
    'peerpods': {
      AWS: '{"provider": "aws", "providerConfigs": {"aws": {"PODVM_AMI_ID": "ami-0123456789abcdef0"}}}',
      libvirt: '{"provider": "libvirt", "providerConfigs": {"libvirt": {"LIBVIRT_URI": "qemu+ssh://root@192.0.2.1/system"}}}',
    },
    'kubevirt-redfish': { 'two replicas': '{"deployment": {"replicas": 2}}' },
    'dpf-hcp-provisioner-operator': { 'two replicas': '{"replicaCount": 2}' },
  };
  const charts = [...new Set(EDITIONS.map(({ chart }) => chart))];
  return charts.flatMap((chart) => Object.entries({ 'default values': '{}', ...values[chart] }).map(([name, text]): Series => ({
    name: `${chart}, ${name}`,
    releases: EDITIONS.filter((one) => one.chart === chart).flatMap(({ name: edition, version }): Release[] => {
      const { objects } = rendering(edition, text);
      return objects.length ? [{ version, objects: objects.map((one) => asKubeObject(one, edition)) }] : [];
    }),
  }))).filter(({ releases }) => releases.length > 1);
}
