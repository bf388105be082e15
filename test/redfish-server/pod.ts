import { ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hasEnded, killGroup, startChild } from '../cluster/children';
import { runCommand } from '../cluster/command';
import { temporaryFolder } from '../cluster/temporary';
import { UserError } from '../cluster/user-error';
import { waitUntil } from '../cluster/wait';
import { guarded, nodeTools } from '../support/node-tools';
import { Manifest } from '../support/synth';

/** Secrets by their names: values by their keys. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string | Buffer>>>>;

/**
 * A pod of a Deployment, as a kubelet would run it, without containers: its volumes are folders, its init containers run
 * their commands, and its server runs in a file system of its own, in which everything lies where the manifest says.
 */
export class Pod {
  private readonly folder = temporaryFolder('redfish');
  private readonly root = path.join(this.folder.path, 'root');
  private readonly log = path.join(this.folder.path, 'server.log');
  private readonly places = new Map<string, string>();
  private child?: ChildProcess;

  constructor(private readonly objects: readonly Manifest[], private readonly secrets: Secrets) {
    for (const { name, mountPath } of this.server.volumeMounts) this.volume(name, path.join(this.root, mountPath));
  }

  public get spec(): Manifest {
    return this.objects.find(({ kind }) => kind === 'Deployment')!.spec.template.spec;
  }

  private get server(): Manifest {
    return this.spec.containers[0];
  }

  /** The server's own log. */
  public logs(): string {
    return fs.existsSync(this.log) ? fs.readFileSync(this.log, 'utf8') : '';
  }

  /** Runs the init containers; tells how they ended, and what they said. */
  public async init(): Promise<{ readonly ok: boolean; readonly output: string }> {
    for (const container of this.spec.initContainers ?? []) {
      const places = (container.volumeMounts as Manifest[]).map(({ name, mountPath }) => (
        { mountPath: String(mountPath), folder: this.volume(name) }));
      const inPlace = (text: string) => {
        const found = places.find(({ mountPath }) => text === mountPath || text.startsWith(`${mountPath}/`));
        return found ? `${found.folder}${text.slice(found.mountPath.length)}` : text;
      };
      const env = Object.fromEntries((container.env as Manifest[]).map(({ name, value }) => [name, inPlace(expanded(value))]));
      const [shell, ...args] = (container.command as string[]).map(expanded);
      if (shell !== '/bin/sh') throw new Error(`the init container runs ${shell}, not a shell`);
      const result = await runCommand(...guarded(nodeTools().shell, ...args), { env: { PATH: nodeTools().folder, ...env } }, 60);
      if (!result.ok) return result;
    }
    return { ok: true, output: '' };
  }

  /** Starts the server as its image does, and waits until its readiness probe succeeds. */
  public async start(binary: string, kubeconfig: string, ready: () => Promise<boolean>): Promise<void> {
    const program = path.join(this.root, 'app/kubevirt-redfish');
    fs.copyFileSync(binary, program);
    fs.mkdirSync(path.join(this.root, 'etc'), { recursive: true });
    fs.writeFileSync(path.join(this.root, 'etc/kubeconfig'), kubeconfig, { mode: 0o600 });
    const output = fs.openSync(this.log, 'w');
    const command = ['/app/kubevirt-redfish', '-config', '/app/config/config.yaml', '-kubeconfig', '/etc/kubeconfig'];
    const env = Object.fromEntries((this.server.env as Manifest[]).map(({ name, value }) => [name, expanded(value)]));
    const inRoot = process.getuid?.() === 0 ? ['chroot', this.root] : ['unshare', '--map-root-user', '--root', this.root];
    this.child = startChild(inRoot[0], [...inRoot.slice(1), ...command], { stdio: ['ignore', output, output], env: { PATH: process.env.PATH, ...env } });
    fs.closeSync(output);
    const isReady = async () => {
      if (hasEnded(this.child!)) throw new UserError(`the server ended:\n${this.logs()}`);
      return ready();
    };
    if (!await waitUntil(isReady, 30_000, 100)) throw new UserError(`the server was not ready within 30 s:\n${this.logs()}`);
  }

  /** Starts a server that is expected to refuse its configuration, and returns its log. */
  public async startRefused(binary: string): Promise<string> {
    const refused = this.start(binary, '', () => Promise.resolve(false)).then(() => 'it started', (error: Error) => error.message);
    return refused;
  }

  public async stop(): Promise<void> {
    if (this.child) {
      killGroup(this.child);
      await waitUntil(() => hasEnded(this.child!), 5_000, 10);
    }
    this.folder.remove();
  }

  /** The folder of a volume, with what Kubernetes would put there. */
  private volume(name: string, folder = this.places.get(name) ?? path.join(this.folder.path, 'volumes', name)): string {
    if (this.places.has(name)) return this.places.get(name)!;
    this.places.set(name, folder);
    fs.mkdirSync(folder, { recursive: true });
    const { configMap, secret, projected, emptyDir } = this.spec.volumes.find((one: Manifest) => one.name === name) as Manifest;
    if (!configMap && !secret && !projected && !emptyDir) throw new Error(`volume ${name}: a source that is not known here`);
    const sources: Manifest[] = projected?.sources ?? [{ configMap, secret }];
    for (const { configMap: map, secret: hidden } of sources.filter((one) => one.configMap ?? one.secret)) {
      const data = map ? this.objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === map.name)!.data : this.secretData(hidden);
      const items = (map ?? hidden).items ?? Object.keys(data).map((key) => ({ key, path: key }));
      for (const { key, path: file } of items) {
        if (data[key] === undefined) throw new Error(`volume ${name}: ${JSON.stringify(hidden ?? map)} has no key ${key}`);
        fs.writeFileSync(path.join(folder, file), data[key] as string);
      }
    }
    return folder;
  }

  private secretData({ secretName, name = secretName }: Manifest): Readonly<Record<string, string | Buffer>> {
    const own = this.objects.find((one) => one.kind === 'Secret' && one.metadata.name === name)?.stringData;
    const found = own ?? this.secrets[name];
    if (!found) throw new Error(`there is no Secret ${name}`);
    return found;
  }
}

/** As Kubernetes does with the texts of commands and variables. */
function expanded(text: string): string {
  return text.replace(/\$\$/g, '$');
}
