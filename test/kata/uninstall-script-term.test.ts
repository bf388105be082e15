import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CustomContainerdInstaller, ContainerdTarball, KataDeployment, KataRelease, KataRuntime, KataRuntimeProps,
} from 'cdk8s-coco';
import { CLEAN, DONE, node, result } from './uninstall-script';
import { noInit, Running } from '../support/as-init';
import { guarded, nodeTools } from '../support/node-tools';
import { Manifest, manifests, newChart, newRuntime } from '../support/synth';

const reason = noInit();
if (reason) console.warn(`SKIPPED: the tests of scripts as process 1. ${reason}`);
const WAYS = ([[true, 'process 1'], [false, 'a process like others']] as const).filter(([init]) => !init || !reason);

const running = new Set<Running>();
afterEach(() => {
  for (const one of running) one.kill();
  running.clear();
});

function start(command: readonly string[], env: NodeJS.ProcessEnv, init: boolean): Running {
  const one = Running.start(command, env, init);
  running.add(one);
  return one;
}

/** Long enough that no test comes to its end by itself. */
const LONG = '100000';

describe.each(WAYS)('as process 1: %s, TERM ends', (init) => {
  test.each<[string, (string[] | undefined)[], Record<string, string>]>([
    ['the wait for DaemonSets', [['kata-deploy'], ['kata-deploy']], { COCO_POLL_SECONDS: LONG }],
    ['the wait for pods', [], { COCO_SETTLE_SECONDS: LONG }],
  ])('%s', async (what, answers, env) => {
    const one = node().install().answer(...answers);
    const before = one.changes();
    const script = start(one.invocation, one.environment(env), init);
    if (answers.length) await script.said('waiting until these DaemonSets');
    else while (!one.log().length) await sleep(10);
    await sleep(100);
    await script.term();
    expect(await script.end).toBe(143);
    expect([one.changes(), one.leftovers()]).toEqual([before, ['label', 'runtimeclasses']]);
    expect(what).toBeTruthy();
  });

  test('the wait for an API server that is silent', async () => {
    const one = node().install().answer(['silence']);
    const script = start(one.invocation, one.environment({}), init);
    while (!one.log().length) await sleep(10);
    await sleep(100);
    await script.term();
    expect(await script.end).toBe(143);
  });

  test('the wait for the end of Kata', async () => {
    const host = mkdtempSync(join(tmpdir(), 'node-'));
    try {
      mkdirSync(join(host, 'opt/kata/bin'), { recursive: true });
      const [program, args] = guarded(nodeTools().shell, '-c', gateScript());
      const env = { COCO_HOST: host, COCO_KATA_DIR: '/opt/kata', COCO_CONTAINERD_DIR: '/etc/containerd', COCO_POLL_SECONDS: LONG };
      const script = start([program, ...args], { PATH: nodeTools().folder, ...env }, init);
      await script.said('waiting until Kata is uninstalled');
      await script.term();
      expect(await script.end).toBe(143);
    } finally {
      rmSync(host, { recursive: true });
    }
  });
});

/** What the uninstaller of containerd waits with. */
function gateScript(): string {
  const chart = newChart();
  const containerd = new CustomContainerdInstaller(chart, 'Containerd', {
    tarballs: [ContainerdTarball.forAllNodes('https://example.com/containerd.tar.gz', 'a'.repeat(64))],
  });
  new KataRuntime(chart, 'Kata', { release: KataRelease.latest() }).installAfter(containerd);
  const target = newChart();
  containerd.emitUninstall(target);
  const [gate] = manifests(target)[0]!.spec.template.spec.initContainers;
  return gate.command[2];
}

test('from the first change on, TERM does not stop it', async () => {
  const one = node().install().slow(0.3);
  const { process: child, outcome } = one.start();
  while (!one.log().includes('begun')) await sleep(10);
  process.kill(child.pid!, 'SIGTERM'); // as the kubelet does: to the first process of the container, and to no other
  expect(result(one, await outcome)).toEqual(CLEAN);
});

test('but kata-deploy has a limit, and the next run goes on', async () => {
  const one = node().install().slow(1000);
  const script = start(one.invocation, one.environment({ COCO_WORK_SECONDS: '1' }), false);
  await script.said('kata-deploy failed; the next attempt goes on from here');
  expect(await script.end).toBe(1);
  script.kill();
  expect(result(one.slow(0), await one.run())).toEqual({ ...DONE, changes: [], leftovers: [] });
});

test.each<[string, Partial<KataRuntimeProps>]>([
  ['3.22.0', { release: KataRelease.V3_22_0 }],
  ['3.25.0', { release: KataRelease.V3_25_0 }],
  ['4.1.0', { release: KataRelease.V4_1_0 }],
  ['4.1.0 by Jobs', { release: KataRelease.V4_1_0, deployment: KataDeployment.job() }],
])('%s: no program without a handler is process 1 of a container', (_, props) => {
  const target = newChart();
  newRuntime(props).emitUninstall(target);
  const pods = manifests(target).map((one) => one.spec?.template?.spec).filter((spec) => spec);
  expect(pods.length).toBeGreaterThan(0);
  for (const spec of pods) {
    const sleeping = [...spec.initContainers ?? [], ...spec.containers].some(({ command = [] }: Manifest) => command[0] === 'sleep');
    expect([sleeping, spec.hostPID ?? false]).not.toEqual([true, false]);
  }
});
