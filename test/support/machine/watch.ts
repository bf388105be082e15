import { type ChildProcess, spawn } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';

/** Places of a real node that the scripts change. */
const PLACES = [
  '/host', '/etc/containerd', '/etc/systemd/system/nydus-snapshotter.service', '/opt/kata', '/opt/kata.uninstalling', '/var/lib/cdk8s-coco',
  ...['/usr', '/usr/local'].flatMap((folder) => ['containerd', 'containerd-shim-runc-v2', 'ctr'].map((name) => `${folder}/bin/${name}`)),
];

const describe = (path: string): string => {
  try {
    const stat = lstatSync(path);
    return `${stat.mode} ${stat.size} ${stat.mtimeMs} ${stat.isDirectory() ? readdirSync(path).sort().join(' ') : ''}`;
  } catch {
    return 'none';
  }
};

/** When the machine's first process began: another one after a restart. */
const init = (): string => {
  try {
    return readFileSync('/proc/1/stat', 'utf8').split(') ')[1]!.split(' ')[19]!;
  } catch {
    return 'unknown';
  }
};

/** Watches the machine that runs the tests: its files, its first process, and one that a careless kill would end too. */
export class MachineWatch {
  private readonly before: Record<string, string>;
  private readonly sentinel: ChildProcess;

  public constructor(private readonly places = PLACES) {
    this.before = this.look();
    this.sentinel = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 2 ** 31 - 1)'], { stdio: 'ignore' });
    this.sentinel.unref();
  }

  public get pid(): number {
    return this.sentinel.pid!;
  }

  /** What is not as it was when this was made. */
  public end(): string[] {
    const { exitCode, signalCode } = this.sentinel;
    const now = this.look();
    const touched = Object.keys(now).filter((what) => now[what] !== this.before[what]).map((what) => `${what}: was ${this.before[what]}, is ${now[what]}`);
    if (exitCode !== null || signalCode !== null) touched.push('a process that has nothing to do with the tests was killed');
    this.sentinel.kill('SIGKILL');
    return touched;
  }

  private look(): Record<string, string> {
    return { ...Object.fromEntries(this.places.map((path) => [path, describe(path)])), 'process 1': init() };
  }
}
