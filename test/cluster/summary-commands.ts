import * as path from 'node:path';
import { CdkApp } from './app';
import { Client } from './client';
import { runCommand, tail } from './command';
import { Controllers } from './controllers';
import { writeKubeconfig } from './kubeconfig';
import { byAge } from './kubernetes';
import { Manifest, readManifests } from './manifests';
import { bareNamespace, describe, isCrd, isNamespace, KubeObject } from './objects';
import { Report } from './report';
import { readSummary, SummaryCommands } from './summary';
import { temporaryFolder } from './temporary';
import { Endpoint } from './transport';

const SYNTH_SECONDS = 300;
/** Nothing here takes long: what a command waits for is done at once. */
const COMMAND_SECONDS = 90;

/** What is the user's own: in the namespaces of an app, in another one, and without a namespace. */
const USERS = 'users-own';

/**
 * Runs what summaries print, with kubectl and in the order of the text, and looks what is there afterwards.
 *
 * Each cluster is installed, removed, installed again at once, gets objects of a user in all of its namespaces, is removed and
 * installed again, and is removed in the end. Every command has to succeed; objects of users stay as they are, and all else goes.
 */
export class SummaryCommandsRun {
  private commands = 0;
  private readonly failures: string[] = [];

  public constructor(private readonly client: Client, private readonly endpoint: Endpoint, private readonly report: Report) {}

  public async run(app: CdkApp): Promise<void> {
    const folder = temporaryFolder('commands');
    const controllers = new Controllers(this.client);
    this.commands = 0;
    this.failures.length = 0;
    let clusters = 0;
    try {
      controllers.start();
      const { text, kubeconfig } = await this.synthesize(app, folder.path);
      const summary = readSummary(text);
      for (const cluster of summary.clusters) {
        clusters++;
        await this.through(cluster, path.join(folder.path, 'dist'), kubeconfig);
      }
      if (!clusters) this.failures.push(`it printed no summary:\n${tail(text)}`);
    } catch (error) {
      this.failures.push(error instanceof Error ? error.message : String(error));
    } finally {
      await controllers.stop();
      folder.remove();
    }
    const failed = this.failures.length;
    this.report.line(!failed, `${app.name}: ${this.commands} commands of ${clusters} clusters, ${failed} failures`, this.failures);
  }

  private async synthesize(app: CdkApp, folder: string): Promise<{ text: string; kubeconfig: string }> {
    const env = { ...process.env, CDK8S_OUTDIR: path.join(folder, 'dist') };
    const { ok, output } = await runCommand('sh', ['-c', app.command], { cwd: app.directory, env }, SYNTH_SECONDS);
    if (!ok) throw new Error(`"${app.command}" failed:\n${tail(output)}`);
    return { text: output, kubeconfig: writeKubeconfig(folder, this.endpoint) };
  }

  private async through({ cluster, install, uninstall }: SummaryCommands, dist: string, kubeconfig: string): Promise<void> {
    const run = async (commands: readonly string[]) => {
      for (const command of commands) await this.shell(command, kubeconfig);
    };
    const objects = objectsOf(readManifests(dist), cluster, dist);
    const { minor } = await this.client.version();
    if (byAge(minor, objects).refused.length) return; // the suites prove that the server refuses these
    await run(install);
    const own = ownOf(objects, uninstall);
    await run(uninstall);
    await this.expectGone(own);
    await run(install);
    const users = await this.addUsersObjects(objects);
    await run(uninstall);
    await this.expectGone(own.filter((one) => !isNamespace(one)));
    await this.expectUntouched(users);
    await run(install);
    for (const { metadata, apiVersion, kind } of [...users].reverse()) {
      await this.client.delete({ apiVersion, kind, metadata });
    }
    await run(uninstall);
    await this.expectGone(own);
    for (const object of objects.filter((one) => !own.includes(one)).reverse()) await this.client.delete(object);
    this.client.discovery.forget();
  }

  private async shell(command: string, kubeconfig: string): Promise<void> {
    this.commands++;
    const env = { PATH: process.env.PATH, KUBECONFIG: kubeconfig, HOME: path.dirname(kubeconfig) };
    const { ok, output } = await runCommand('sh', ['-c', command], { env }, COMMAND_SECONDS);
    if (!ok) this.failures.push(`failed: ${command}\n${tail(output)}`);
  }

  /** In each namespace of the app, in another one, and in none. */
  private async addUsersObjects(objects: readonly KubeObject[]): Promise<KubeObject[]> {
    const namespaces = [...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))];
    const users: KubeObject[] = [bareNamespace(USERS), { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: USERS } }];
    for (const namespace of [...namespaces, USERS]) {
      if (namespace !== USERS && !await this.client.get(bareNamespace(namespace))) continue;
      const metadata = { name: USERS, namespace };
      users.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { mine: 'yes' } }, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          selector: { matchLabels: { app: USERS } },
          template: { metadata: { labels: { app: USERS } }, spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1' }] } },
        },
      });
    }
    const applied: KubeObject[] = [];
    for (const one of users) applied.push((await this.client.apply(one)).object);
    return applied;
  }

  private async expectUntouched(users: readonly KubeObject[]): Promise<void> {
    for (const before of users) {
      const after = await this.client.get(before);
      const same = (['uid', 'generation'] as const).every((field) => after?.metadata[field] === before.metadata[field]);
      if (!after || !same || after.metadata.deletionTimestamp) this.failures.push(`an object of a user was touched: ${describe(before)}`);
    }
  }

  private async expectGone(own: readonly KubeObject[]): Promise<void> {
    for (const object of own) {
      if (await this.client.get(object)) this.failures.push(`it is still there: ${describe(object)}`);
    }
  }
}

/** What is written for one cluster: all, or what lies in the folder that the summary names. */
function objectsOf(manifests: readonly Manifest[], cluster: string, dist: string): KubeObject[] {
  const [folder] = cluster.split(' ');
  const prefix = folder.startsWith(dist) ? path.relative(dist, folder) : '';
  return manifests.filter(({ file }) => file.startsWith(prefix)).flatMap(({ objects }) => [...objects]);
}

/** What the constructs of an app own: all that a command names. Definitions stay, and so does what users add by themselves. */
function ownOf(objects: readonly KubeObject[], uninstall: readonly string[]): KubeObject[] {
  const words = new Set(uninstall.flatMap((command) => command.replace(/;/g, ' ').split(/\s+/)));
  return objects.filter((object) => !isCrd(object) && [...words].some((word) => (
    word.split('/')[0].split('.')[0] === object.kind.toLowerCase() && word.slice(word.indexOf('/') + 1) === object.metadata.name)));
}
