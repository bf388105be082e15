import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { kill } from 'node:process';
import { type Files, prefix, release } from './tarball';
import { scriptText, type ScriptName } from '../../../../src/containerd/private/objects';
import { guarded, nodeTools } from '../../../support/node-tools';

export const STATE = '/var/lib/cdk8s-coco/containerd';
const SCRATCH = new RegExp(`^${STATE}/(work|discarded|transaction\\.new)/`);
export type Script = ScriptName;

/** What stands where: path to kind, mode and content. */
export type Tree = Record<string, string>;

export interface Outcome {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}

/** A run that goes on. */
export interface Running {
  readonly process: ChildProcess;
  readonly done: Promise<Outcome>;
  readonly said: () => string;
}

const SETTINGS = {
  COCO_POLL_SECONDS: '0.01',
  COCO_ACTIVE_SECONDS: '0',
  COCO_WATCH_SECONDS: '0',
  COCO_RETRY_SECONDS: '0.01',
  COCO_DOWNLOAD_RETRIES: '2',
  COCO_RESERVE_KIB: '0',
};

interface Tools { plain: string; stepped: string; nsenter: string; shell: string }
let made: Tools | undefined;

/** Folders before the one of all programs: with a fake nsenter, and, to be killed at any program, one that counts first. */
function tools(): Tools {
  if (made) return made;
  const { folder, shell, busybox } = nodeTools();
  const [plain, stepped] = [join(folder, '.plain'), join(folder, '.stepped')];
  const script = (name: string) => {
    const path = join(folder, `.${name}`);
    writeFileSync(path, readFileSync(join(__dirname, name), 'utf8').replace(/^#!.*/, `#!${shell}`), { mode: 0o755 });
    return path;
  };
  const [step, nsenter, timeout] = [script('step.sh'), script('nsenter.sh'), script('timeout.sh')];
  const link = (target: string, path: string) => { if (!existsSync(path)) symlinkSync(target, path); };
  mkdirSync(plain, { recursive: true });
  link(nsenter, join(plain, 'nsenter'));
  link(timeout, join(plain, 'timeout'));
  link(step, join(plain, 'sync'));
  link(busybox, join(plain, 'wget')); // the real one: the tarballs come from a real server
  mkdirSync(stepped, { recursive: true });
  for (const name of readdirSync(folder).filter(one => !/^[.[]/.test(one))) link(step, join(stepped, name));
  return made = { plain, stepped, nsenter, shell };
}

function walk(root: string, skip = '', path = '', tree: Tree = {}): Tree {
  for (const name of readdirSync(join(root, path)).sort()) {
    const below = `${path}/${name}`;
    if (below === skip) continue;
    const stat = lstatSync(join(root, below));
    if (stat.isSymbolicLink()) {
      tree[below] = `link ${readlinkSync(join(root, below))}`;
    } else if (stat.isDirectory()) {
      tree[below] = 'folder';
      walk(root, skip, below, tree);
    } else {
      tree[below] = `${(stat.mode % 0o10000).toString(8)} ${readFileSync(join(root, below), 'utf8')}`;
    }
  }
  return tree;
}

/**
 * All that the outcome of a next run can depend on. Of the folders that each run removes first, all that counts is that
 * they are there; the backup is one of them as long as nothing is installed.
 */
function signature(host: string, fake: string): string {
  const all = walk(host, `${STATE}/lock`);
  const begun = ['installed', 'transaction', 'committed'].some(name => `${STATE}/${name}` in all);
  const tree = Object.entries(all).filter(([path]) => !SCRATCH.test(path) && (begun || !path.startsWith(`${STATE}/original/`)));
  const services = ['containerd', 'kubelet', 'exe'].map(name => existsSync(join(fake, name)) && readFileSync(join(fake, name), 'utf8'));
  return JSON.stringify([tree, ...services]);
}

/** A node: a folder that stands for the root of its host, and a fake systemd. */
export class FakeNode {
  private readonly running = new Set<ChildProcess>();
  public readonly host: string;
  public readonly fake: string;
  public readonly ready: string;
  /** The host as it was made. */
  public readonly old: Tree;
  private readonly base: string;

  /**
   * @param files  the files of the host below its root; default: containerd "original" in /usr/bin.
   * @param binary  the program that the service of systemd starts.
   */
  public constructor(files?: Files, private readonly binary = '/usr/bin/containerd') {
    this.base = mkdtempSync(join(tmpdir(), 'coco-node-'));
    this.host = join(this.base, 'host');
    this.fake = join(this.base, 'fake');
    this.ready = join(this.base, 'ready');
    mkdirSync(this.fake);
    for (const folder of ['usr/local/bin', 'usr/bin', 'var/lib', 'etc']) mkdirSync(join(this.host, folder), { recursive: true });
    const { 'bin/ctr': _, ...original } = release('original');
    for (const [name, content] of Object.entries(files ?? { ...prefix('usr', original), 'usr/bin/runc': 'runc', 'etc/passwd': 'root' })) {
      mkdirSync(dirname(join(this.host, name)), { recursive: true });
      writeFileSync(join(this.host, name), content);
      chmodSync(join(this.host, name), 0o755);
    }
    const started = existsSync(join(this.host, binary));
    const state = started ? 'active' : 'failed';
    for (const [name, content] of Object.entries({
      binary,
      'starts': binary,
      'calls': '',
      'pids': '2',
      'arguments': '',
      'section': 'grpc',
      'socket': '/run/containerd/containerd.sock',
      'containerd': state,
      'containerd.pid': started ? '1' : '0',
      'containerd.restarts': '0',
      'exe.path': binary,
      'kubelet': 'active',
      'kubelet.pid': '2',
      'kubelet.restarts': '0',
    })) this.set(name, content);
    if (started) cpSync(join(this.host, binary), join(this.fake, 'exe'));
    this.old = this.tree();
  }

  /** The host as it is, without the state of the scripts. */
  public tree(): Tree {
    const tree = walk(this.host, STATE);
    if (existsSync(join(this.host, STATE))) delete tree[dirname(STATE)];
    return tree;
  }

  /** What has to be on the host once a tarball is installed. */
  public with(files: Files, path = '/usr'): Tree {
    const tree = { ...this.old };
    for (const [name, content] of Object.entries(prefix(path.slice(1), files))) {
      tree[`/${name}`] = `755 ${content}`;
      for (let folder = dirname(`/${name}`); folder !== '/'; folder = dirname(folder)) tree[folder] ??= 'folder';
    }
    return tree;
  }

  public read(path: string): string | undefined {
    const file = join(this.host, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  public write(path: string, content: string): void {
    mkdirSync(dirname(join(this.host, path)), { recursive: true });
    writeFileSync(join(this.host, path), content);
  }

  public link(path: string, target: string): void {
    mkdirSync(dirname(join(this.host, path)), { recursive: true });
    symlinkSync(target, join(this.host, path));
  }

  /** Kills a run, as the end of a container does, as soon as it said something. */
  public async killWhen(run: Running, message: string): Promise<void> {
    await until(() => run.said().includes(message), message);
    kill(-run.process.pid!, 'SIGKILL');
    await run.done;
  }

  /** Whether the running services are what lies on the disk, and run. */
  public consistent(): boolean {
    const file = (name: string) => readFileSync(join(this.fake, name), 'utf8').trim();
    return existsSync(join(this.fake, 'exe')) && file('exe') === this.read(this.binary)?.trim()
      && file('containerd') === 'active' && file('kubelet') === 'active';
  }

  /** The calls of systemctl so far that change something; forgets them. */
  public restarts(): string[] {
    const calls = readFileSync(join(this.fake, 'calls'), 'utf8').trim().split('\n').filter(call => call.startsWith('systemctl restart'));
    writeFileSync(join(this.fake, 'calls'), '');
    return calls.map(call => call.replace('systemctl restart ', ''));
  }

  /** The identity of what is installed, as the record has it. */
  public get installed(): string | undefined { return /^identity (.*)$/m.exec(this.read(`${STATE}/installed`) ?? '')?.[1]; }

  /** What the scripts left of a change that did not come to its end, and of a download. */
  public get leftovers(): string[] {
    const all = Object.keys(walk(this.host));
    return all.filter(path => /\/(work|discarded|transaction(\.new)?|committed)$|\.new$|\.cdk8s-coco-(new|old)$/.test(path));
  }

  public get isReady(): boolean { return existsSync(this.ready); }

  /** A service that is not active. */
  public stop(unit: 'containerd' | 'kubelet'): void {
    this.set(unit, 'inactive');
    this.set(`${unit}.pid`, '0');
  }

  /** Changes what the fake systemd and containerd know; see nsenter.sh. */
  public set(name: string, content: string): void { writeFileSync(join(this.fake, name), `${content}\n`); }

  /** A script as a command, and the environment that it runs in. */
  public command(script: Script, env: Record<string, string> = {}, killAt?: number, moreTools = ''): { command: string[]; env: Record<string, string> } {
    const { plain, stepped, nsenter, shell } = tools();
    const [program, args] = guarded(shell, '-c', scriptText(script));
    return {
      command: [program, ...args],
      env: {
        PATH: [...moreTools ? [moreTools] : [], ...killAt === undefined ? [] : [stepped], plain, dirname(shell)].join(':'),
        TOOLS: dirname(shell),
        PLAIN: plain,
        HOST: this.host,
        FAKE: this.fake,
        NSENTER: nsenter,
        COUNT: join(this.base, 'count'),
        SNAPSHOTS: '',
        STRIDE: '',
        KILL_AT: `${killAt}`,
        COCO_READY_FILE: this.ready,
        COCO_EXIT_WHEN_DONE: 'true',
        ...SETTINGS,
        ...env,
      },
    };
  }

  public start(script: Script, env: Record<string, string> = {}, killAt?: number, moreTools = ''): Running {
    if (killAt !== undefined) writeFileSync(join(this.base, 'count'), '');
    const { command: [program, ...args], env: environment } = this.command(script, env, killAt, moreTools);
    const process = spawn(program!, args, { cwd: this.base, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment });
    let output = '';
    for (const stream of [process.stdout, process.stderr]) stream.on('data', data => { output += data; });
    this.running.add(process);
    const done = new Promise<Outcome>((resolve, reject) => {
      process.on('error', reject);
      process.on('close', (code, signal) => {
        this.running.delete(process);
        resolve({ code, signal, output });
      });
    });
    return { process, done, said: () => output };
  }

  public async run(script: Script, env: Record<string, string> = {}, killAt?: number, moreTools?: string): Promise<Outcome> {
    return this.start(script, env, killAt, moreTools).done;
  }

  /**
   * Runs a script, and returns how many programs it starts, and before which of them the node is in a different state: of each
   * stride-th, the last one that finds it so.
   */
  public async steps(script: Script, env: Record<string, string>, stride: number): Promise<{ count: number; points: number[] }> {
    const snapshots = join(this.base, 'snapshots');
    mkdirSync(snapshots);
    await this.run(script, { ...env, SNAPSHOTS: snapshots, STRIDE: `${stride}` }, 0);
    const states = new Map(readdirSync(snapshots).map(Number).sort((a, b) => a - b)
      .map(step => [signature(join(snapshots, `${step}`, 'host'), join(snapshots, `${step}`, 'fake')), step]));
    return { count: readFileSync(join(this.base, 'count'), 'utf8').length, points: [...states.values()] };
  }

  /** This node, as it is in copies of its folders. */
  public at(host: string, fake: string): FakeNode {
    return Object.assign(Object.create(FakeNode.prototype) as FakeNode, this, { host, fake });
  }

  /** A node in the same state. */
  public copy(): FakeNode {
    const copy = Object.assign(Object.create(FakeNode.prototype) as FakeNode, this);
    const base = mkdtempSync(join(tmpdir(), 'coco-node-'));
    cpSync(this.base, base, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    // A container that is started again has a new /tmp.
    rmSync(join(base, 'ready'), { force: true });
    return Object.assign(copy, { base, running: new Set(), host: join(base, 'host'), fake: join(base, 'fake'), ready: join(base, 'ready') });
  }

  /** Removes the node, and what a failed test has left running on it. */
  public remove(): void {
    for (const { pid } of this.running) if (pid) kill(-pid, 'SIGKILL');
    rmSync(this.base, { recursive: true, force: true });
  }
}

/** Waits until something is so. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
