import * as path from 'node:path';
import { CdkApp, findApps, readApp } from './app';
import { findAssets } from './assets';
import { Client } from './client';
import { runCommand } from './command';
import { ControlPlane } from './control-plane';
import { Judge } from './judge';
import { bareNamespace } from './objects';
import { Report } from './report';
import { outsideObjects } from './suites';
import { SummaryCommandsRun } from './summary-commands';
import { UserError } from './user-error';
import { stride } from '../support/stride';

const REPOSITORY = path.join(__dirname, '..', '..');

/** Namespaces that OpenShift has. */
const PLATFORM = ['openshift-config'];

/** Runs the commands of all summaries, or those of the apps in some folders, on a server of their own. */
export async function runSummaryCommands(folders: readonly string[], report: Report, say: (line: string) => void): Promise<void> {
  if (!(await runCommand('kubectl', ['version', '--client'], {}, 60)).ok) {
    throw new UserError('This needs kubectl in PATH: https://kubernetes.io/docs/tasks/tools/');
  }
  const plane = await ControlPlane.start(await findAssets(say));
  const client = new Client(plane.endpoint);
  try {
    const outside = await new Judge(client).install([...outsideObjects(), ...PLATFORM.map(bareNamespace)]);
    if (outside.errors.length) throw new Error(outside.errors.join('\n'));
    const run = new SummaryCommandsRun(client, plane.endpoint, report);
    for (const app of appsOf(folders)) await run.run(app);
  } finally {
    client.close();
    await plane.stop();
  }
}

function appsOf(folders: readonly string[]): CdkApp[] {
  if (folders.length) return folders.map((folder) => readApp(path.resolve(folder), folder)!);
  const step = stride({ gate: 3, loop: 1 });
  // Commands of engines wait for the engine, and there is none; a fleet prints none.
  return findApps(REPOSITORY).filter(({ name }) => !/examples\/(delivery-|fleet)/.test(name)).filter((_, index) => index % step === 0);
}

if (require.main === module) {
  const report = new Report((line) => console.log(line));
  runSummaryCommands(process.argv.slice(2), report, (line) => console.log(line)).then(
    () => {
      report.summary();
      process.exit(report.ok ? 0 : 1);
    },
    (error) => {
      console.error(error instanceof UserError ? error.message : error);
      process.exit(1);
    },
  );
}
