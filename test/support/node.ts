import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { KATA_DEPLOY, KUBECTL, STEPPED, TOMLQ } from './fake-programs';
import { configWithKata, type Mode, originalConfig } from './kata-config';
import { guarded, nodeTools } from './node-tools';

type Environment = Record<string, string | undefined>;

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** The programs of busybox that the scripts start. */
const PROGRAMS = ['awk', 'cat', 'cp', 'grep', 'mkdir', 'mv', 'readlink', 'rm', 'sleep', 'timeout'];

/** A node in a folder: its disk, and the part of the API server that the scripts talk to. */
export class FakeNode {
  private readonly root = mkdtempSync(join(tmpdir(), 'node-'));
  public readonly state = join(this.root, 'state');
  private readonly programs = join(this.root, 'bin');
  private readonly work = join(this.root, 'work');
  private readonly stepped = join(this.root, 'stepped');
  /** The disk of the node, with its root and with the folder that kata-deploy has in the place of containerd's. */
  public readonly disk = join(this.root, 'disk');
  public readonly host = join(this.disk, 'host');
  private readonly scratch = join(this.disk, 'scratch');
  private original?: Record<string, string>;

  /** @param env the environment of the pod, as the manifest has it @param config containerd's file that kata-deploy edits */
  constructor(
    private readonly command: string[],
    private readonly env: Record<string, string>,
    private readonly mode: Mode = 'classic',
    private readonly config = 'config.toml',
  ) {
    const own = [this.state, this.programs, this.work, this.stepped, this.scratch];
    for (const folder of [...own, this.containerd, join(this.host, 'etc/systemd/system'), join(this.host, 'opt')]) mkdirSync(folder, { recursive: true });
    this.program('kubectl', KUBECTL);
    this.program('kata-deploy', KATA_DEPLOY);
    this.program('tomlq', TOMLQ);
    this.program('sync', 'exit 0'); // the disk of this machine need not hear of each
    for (const name of PROGRAMS) this.program(name, STEPPED, this.stepped);
    // k3s writes config.toml beside the template that people edit.
    for (const file of new Set(['config.toml', config])) this.write(join(this.containerd, file), originalConfig(file));
    this.write(join(this.host, 'etc/hosts'), '127.0.0.1 localhost\n');
  }

  /** What the pod sees as /etc/containerd. */
  public get containerd(): string {
    return join(this.host, 'etc/containerd');
  }

  public get kataDir(): string {
    const { INSTALLATION_PREFIX: prefix = '', MULTI_INSTALL_SUFFIX: suffix = '' } = this.env;
    return join(this.host, `${prefix}/opt/kata${suffix && `-${suffix}`}`);
  }

  private get unit(): string {
    const { MULTI_INSTALL_SUFFIX: suffix = '' } = this.env;
    return join(this.host, `etc/systemd/system/nydus-snapshotter${suffix && `-${suffix}`}.service`);
  }

  /** Installs Kata as kata-deploy does; `changes` then tells what is left of it. */
  public install({ nydus = true, configured = true } = {}): this {
    this.changes();
    this.write(join(this.kataDir, 'bin/shim'), 'a program');
    this.write(join(this.kataDir, 'share/kernel'), 'a kernel');
    const kata = this.kataDir.slice(this.host.length);
    if (nydus) {
      this.write(join(this.kataDir, 'nydus-snapshotter/config.toml'), 'nydus');
      this.write(this.unit, `[Service]\nExecStart=${kata}/nydus-snapshotter/containerd-nydus-grpc\n`);
    }
    if (configured) {
      const original = this.read(this.config)!;
      if (this.mode === 'classic') this.write(`${join(this.containerd, this.config)}.bak`, original);
      else this.write(join(this.kataDir, 'containerd/config.d/kata-deploy.toml'), 'all of it');
      this.write(join(this.containerd, this.config), configWithKata(original, this.mode, kata, nydus ? basename(this.unit, '.service') : undefined));
    }
    this.write(join(this.state, 'label'), 'true');
    this.write(join(this.state, 'runtimeclasses'), 'kata-qemu');
    return this;
  }

  /** Answers of the API server on DaemonSets, one per question: a list of names, or nothing where it does not answer. */
  public answer(...answers: (string[] | undefined)[]): this {
    this.write(join(this.state, 'answers'), answers.map((one) => `${one ? one.join(' ') : 'error'}\n`).join(''));
    return this;
  }

  /** DaemonSets of the namespace kube-system, which kata-deploy counts. */
  public kubeSystem(...names: string[]): this {
    this.write(join(this.state, 'kube-system'), names.map((name) => `${name}   1   1   1\n`).join(''));
    return this;
  }

  /** The steps after which everything is killed, one per run. */
  public killAfter(...steps: string[]): this {
    this.write(join(this.state, 'kill'), steps.map((one) => `${one}\n`).join(''));
    return this;
  }

  /** Seconds that kata-deploy works. */
  public slow(seconds: number): this {
    this.write(join(this.state, 'slow'), `${seconds}`);
    return this;
  }

  /** A file of containerd's folder; nothing where it is not there. */
  public read(name: string): string | undefined {
    const file = join(this.containerd, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /** Changes a file of containerd's folder, as an administrator does. */
  public edit(name: string, change: (text: string) => string): this {
    this.write(join(this.containerd, name), change(this.read(name)!));
    return this;
  }

  /** Puts a file on the node. */
  public put(path: string, content: string): this {
    this.write(join(this.host, path), content);
    return this;
  }

  public async run(env: Environment = {}, killAt?: number): Promise<Outcome> {
    return this.start(env, killAt).outcome;
  }

  /** How many steps a run has at which it can be killed: the programs that it starts, and the steps of kata-deploy. */
  public async steps(): Promise<number> {
    expect(await this.run({}, 0)).toMatchObject({ code: 0 });
    return Number(readFileSync(join(this.state, 'count'), 'utf8'));
  }

  /** Starts a run in a process group of its own, to which signals can be sent. */
  public start(env: Environment = {}, killAt?: number): { process: ChildProcess; outcome: Promise<Outcome> } {
    if (killAt !== undefined) this.write(join(this.state, 'count'), '0\n');
    const [program, ...args] = this.invocation;
    const child = spawn(program!, args, { cwd: this.work, env: this.environment(env, killAt), detached: true });
    let output = '';
    child.stdout.on('data', (text) => output += text);
    child.stderr.on('data', (text) => output += text);
    const outcome = new Promise<Outcome>((done) => child.on('close', (code, signal) => done({ code, signal, output })));
    return { process: child, outcome };
  }

  /** The files and empty folders of the node's disk that are not as they were when this was called first. */
  public changes(): string[] {
    const now = tree(this.host);
    this.original ??= now;
    const { original } = this;
    return [...new Set([...Object.keys(original), ...Object.keys(now)])].filter((path) => original[path] !== now[path]);
  }

  /** What the scripts did, step by step. */
  public log(): string[] {
    const path = join(this.state, 'log');
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
  }

  /** What the API server still has of Kata, and what was written to the working folder. */
  public leftovers(): string[] {
    return [
      ...['label', 'runtimeclasses'].filter((name) => existsSync(join(this.state, name))),
      ...Object.keys(tree(this.work)),
    ];
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** The command of the pod, under the shell of the tests. */
  public get invocation(): string[] {
    expect(this.command[0]).toBe('/bin/sh');
    const [program, args] = guarded(nodeTools().shell, ...this.command.slice(1));
    return [program, ...args];
  }

  /** The environment of the command. */
  public environment(env: Environment, killAt?: number): NodeJS.ProcessEnv {
    return {
      PATH: [...(killAt === undefined ? [] : [this.stepped]), this.programs, nodeTools().folder].join(':'),
      KILL_AT: `${killAt ?? ''}`,
      TOOLS: nodeTools().folder,
      STATE: this.state,
      MODE: this.mode,
      CONFIG_FILE: this.config,
      NODE_NAME: 'worker-1',
      COCO_HOST: this.host,
      COCO_CONTAINERD_CONFIG: this.scratch,
      COCO_KATA_DEPLOY: join(this.programs, 'kata-deploy'),
      COCO_POLL_SECONDS: '0',
      COCO_SETTLE_SECONDS: '0',
      ...this.env,
      ...env,
    };
  }

  private program(name: string, text: string, folder = this.programs): void {
    writeFileSync(join(folder, name), `#!${nodeTools().shell}\n${text}`, { mode: 0o755 });
  }

  private write(path: string, content: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** The files and empty folders below a folder, with what is in them. */
export function tree(folder: string, prefix = ''): Record<string, string> {
  return Object.assign({}, ...readdirSync(folder).sort().map((name) => {
    const path = join(folder, name);
    if (lstatSync(path).isSymbolicLink()) return { [`${prefix}${name}`]: `link to ${readlinkSync(path)}` };
    if (!lstatSync(path).isDirectory()) return { [`${prefix}${name}`]: readFileSync(path, 'utf8') };
    return readdirSync(path).length ? tree(path, `${prefix}${name}/`) : { [`${prefix}${name}/`]: '' };
  }));
}

/** What shellcheck says of a script; nothing where it is content. */
export function shellcheck(path: string): string {
  try {
    return execFileSync('shellcheck', ['--shell', 'sh', path], { encoding: 'utf8' });
  } catch (error) {
    const { code, stdout } = error as { code?: string; stdout?: string };
    if (code === 'ENOENT') throw new Error('these tests need shellcheck (Debian: apt-get install shellcheck)');
    return stdout || String(error);
  }
}
