import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { judgeAdoption } from './adoption';
import { CdkApp, findApps, readApp } from './app';
import { suitesOfApps } from './app-suites';
import { findAssets } from './assets';
import { Client } from './client';
import { runSummaryCommands } from './commands';
import { ControlPlane } from './control-plane';
import { compareVerdicts } from './dpf-hcp-verdicts';
import { judgeGitOps } from './gitops/run';
import { Judge } from './judge';
import { byAge } from './kubernetes';
import { runLifecycles } from './lifecycle/run';
import { judgeScheduling } from './lifecycle/scheduling';
import { notOnLinux } from './linux-nodes';
import { asKubeObject, KubeObject } from './objects';
import { proveWebhookScope } from './peer-pods-webhook';
import { judgePlan } from './plan/run';
import { judgePrograms } from './program';
import { judgeRandom } from './random';
import { Report } from './report';
import { judgeRights } from './rights/run';
import { selfTest } from './selftest';
import { onServer, Run } from './server-run';
import { outsideObjects, Suite, SUITES } from './suites';
import { judgeUpgrades } from './upgrades';
import { UserError } from './user-error';
import { RELEASES } from '../../src/dpf-hcp/catalogue/releases';
import { definitionsOf } from '../../src/dpf-hcp/private/crds';

const REPOSITORY = path.join(__dirname, '..', '..');

const say = (line: string) => console.log(line);

/**
 * Judges the apps of this repository and the presets; with arguments, the apps of these folders instead.
 *
 * @param presets with a pattern: those presets alone whose names match it
 */
async function main(folders: readonly string[], presets?: string): Promise<boolean> {
  const assets = await findAssets(say);
  const report = new Report(say);
  const whole = folders.length === 0 && presets === undefined;
  const suites = [
    ...presets === undefined ? await suitesOfApps(appsOf(folders), report) : [],
    ...folders.length > 0 ? [] : presetSuites(presets),
  ];
  if (suites.length === 0) {
    report.line(false, 'there is nothing to judge: no app with a manifest, no preset');
  }
  const start = Date.now();
  const plane = await ControlPlane.start(assets);
  say(`the API server was ready after ${((Date.now() - start) / 1000).toFixed(1)} s`);
  const client = new Client(plane.endpoint);
  try {
    say(`Kubernetes ${(await client.version()).text}`);
    await judgeAll(client, suites, report);
    if (whole) await compareAll(client, report);
  } catch (error) {
    say(plane.logs());
    throw error;
  } finally {
    client.close();
    await plane.stop();
  }
  if (whole) await runSummaryCommands([], report, say);
  report.summary();
  return report.ok;
}

/** Those that a pattern names. Without one, all presets; every second one with CI set, for the gate has little time. */
function presetSuites(pattern?: string): readonly Suite[] {
  if (pattern !== undefined) return SUITES.filter(({ name }) => new RegExp(pattern).test(name));
  if (!process.env.CI) return SUITES;
  const some = SUITES.filter((_, index) => index % 2 === 0);
  say(`${some.length} of ${SUITES.length} presets, as CI is set: npm run test:cluster without CI judges all`);
  return some;
}

function appsOf(folders: readonly string[]): CdkApp[] {
  return folders.length === 0 ? findApps(REPOSITORY) : folders.map(folder => {
    const app = readApp(path.resolve(folder), folder);
    if (!app) {
      throw new UserError(`"${folder}" has no cdk8s.yaml with an "app"`);
    }
    return app;
  });
}

async function judgeAll(client: Client, suites: readonly Suite[], report: Report): Promise<void> {
  const judge = new Judge(client);
  const { minor } = await client.version();
  const proofs = await selfTest(judge);
  const proven = proofs.count - proofs.failures.length;
  report.line(proofs.failures.length === 0, `self-test: ${proven} of ${proofs.count} proofs`, proofs.failures);
  const outside = outsideObjects();
  if (outside.length > 0) {
    report.verdict(await judge.install(outside));
  }
  const scope = await proveWebhookScope(judge);
  report.line(scope.failures.length === 0, `only peer pods depend on their webhook: ${scope.count - scope.failures.length} of ${scope.count} proofs`,
    scope.failures);
  const pods: string[] = [];
  for (const suite of suites) pods.push(...await judgeSuite(judge, suite, report, minor));
  report.line(pods.length === 0, `${pods.length} pods that may be sent to nodes without Linux, and have no reason to`, pods);
}

/** Whether a wrong DPFHCPProvisioner fails at synth if, and only if, it fails here. */
async function compareAll(client: Client, report: Report): Promise<void> {
  const { minor } = await client.version();
  for (const release of RELEASES) {
    const definitions = definitionsOf(release) as unknown as KubeObject[];
    if (byAge(minor, definitions).refused.length) continue;
    const { judged, taken, disagreements } = await compareVerdicts(client, { definitions, release, count: 200, seed: 1 });
    const told = taken > 0 && taken < judged; // a server that takes or refuses all tells nothing
    report.line(told && disagreements.length === 0, `verdicts on DPFHCPProvisioners of ${release.version}: ${judged} objects, ${taken} taken, `
      + `${disagreements.length} disagreements`, disagreements);
  }
}

/** Both phases of a suite, each in a cluster that holds nothing of the other. Returns pods that may be sent to wrong nodes. */
async function judgeSuite(judge: Judge, suite: Suite, report: Report, minor: number): Promise<string[]> {
  let phases: { name: string; objects: KubeObject[] }[] = [];
  try {
    phases = phasesOf(suite);
  } catch (error) {
    report.line(false, suite.name, [messageOf(error)]);
  }
  for (const { name, objects } of phases) {
    const { taken, refused } = byAge(minor, objects);
    if (refused.length) {
      const { applied } = await judge.applyAll(name, refused);
      report.line(applied === 0, `${name}: ${refused.length} objects need a newer Kubernetes, ${applied} of them applied`);
      await judge.clean();
    }
    if (refused.length && !taken.length) continue;
    const verdict = await judge.applyAll(name, taken);
    const leftovers = await judge.clean();
    report.verdict({ ...verdict, errors: [...verdict.errors, ...leftovers] });
  }
  return phases.flatMap(({ name, objects }) => notOnLinux(name, objects));
}

function phasesOf(suite: Suite): { name: string; objects: KubeObject[] }[] {
  const { install, uninstall } = suite.objects();
  const phase = (kind: string, objects: readonly object[]) => {
    const name = `${suite.name}, ${kind}`;
    return { name, objects: objects.map(object => asKubeObject(object, name)) };
  };
  return [phase('install', install), ...uninstall.length > 0 ? [phase('uninstall', uninstall)] : []];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs on a server of their own, in place of the suites. */
async function separately(runs: readonly Run[], words: readonly string[]): Promise<boolean> {
  const report = new Report(say);
  for (const run of runs) await run(report, say, words);
  report.summary();
  return report.ok;
}

const flag = { type: 'boolean' } as const;
const options = {
  presets: { type: 'string' },
  lifecycle: flag,
  plan: flag,
  gitops: flag,
  scheduling: flag,
  random: { type: 'string' },
  adoption: flag,
  only: { type: 'string', default: '' },
  program: { type: 'string', multiple: true },
  rights: flag,
  upgrades: flag,
  seed: { type: 'string', default: '1' },
} as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const runs: Run[] = [
  ...values.lifecycle ? [runLifecycles] : [],
  ...values.plan ? [judgePlan] : [],
  ...values.gitops ? [judgeGitOps] : [],
  ...values.scheduling ? [judgeScheduling] : [],
  ...values.adoption ? [onServer(judgeAdoption(values.only))] : [],
  ...values.program ? [onServer(judgePrograms(values.program))] : [],
  ...values.rights ? [onServer(judgeRights)] : [],
  ...values.upgrades ? [onServer(judgeUpgrades)] : [],
  ...values.random ? [onServer(judgeRandom(Number(values.random), Number(values.seed)))] : [],
];
(runs.length ? separately(runs, positionals) : main(positionals, values.presets)).then(
  ok => process.exit(ok ? 0 : 1),
  error => {
    console.error(error instanceof UserError ? error.message : error);
    process.exit(1);
  },
);
