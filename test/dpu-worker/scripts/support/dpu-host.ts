import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IP, LOGGED, NMSTATECTL, SLEEP } from './programs';
import { guarded, inPath, nodeTools } from '../../../support/node-tools';
import { Manifest } from '../../../support/synth';

export const SCRIPTS = join(__dirname, '..', '..', '..', '..', 'src', 'dpu-worker');
const PROGRAMS = { ip: IP, nmstatectl: NMSTATECTL, sleep: SLEEP, nmcli: LOGGED, sysctl: LOGGED, systemctl: LOGGED };
const ADDRESS_FILE = 'run/nodeip-configuration/primary-ip';

/** A link as `ip -d -j addr show` has it. */
export interface Link {
  readonly ifname: string;
  readonly mtu?: number;
  readonly master?: string;
  readonly linkinfo?: { readonly info_kind: string };
  readonly addr_info: readonly Address[];
}

export interface Address {
  readonly family: 'inet' | 'inet6';
  readonly local: string;
}

export const inet = (local: string): Address => ({ family: 'inet', local });
export const inet6 = (local: string): Address => ({ family: 'inet6', local });
export const LOOPBACK: Link = { ifname: 'lo', mtu: 65536, addr_info: [inet('127.0.0.1'), inet6('::1')] };

/** A host with a DPU in a folder: its disk, and programs that know its network. */
export class DpuHost {
  private readonly root = mkdtempSync(join(tmpdir(), 'dpu-host-'));
  private readonly programs = join(this.root, 'bin');

  constructor() {
    for (const folder of ['bin', 'state', 'disk', 'tmp']) mkdirSync(join(this.root, folder));
    const jq = inPath('jq');
    if (!jq) throw new Error('these tests need jq (Debian: apt-get install jq)');
    symlinkSync(jq, join(this.programs, 'jq'));
    for (const [name, text] of Object.entries(PROGRAMS)) {
      writeFileSync(join(this.programs, name), `#!${nodeTools().shell}\n${text}`, { mode: 0o755 });
    }
    this.set({ 'links.json': [LOOPBACK], 'routes.json': [], 'rules.json': [], 'nmstate.json': {}, 'sleeps': 0 });
  }

  /** Files of the fakes, by their names. */
  public set(files: Record<string, unknown>, folder = 'state'): this {
    for (const [name, content] of Object.entries(files)) this.write(join(folder, name), JSON.stringify(content));
    return this;
  }

  /** As `set`, at the n-th time that a script sleeps. */
  public after(sleeps: number, files: Record<string, unknown>): this {
    return this.set(files, `state/after/${sleeps}/state`);
  }

  public primaryAddress(text: string): this {
    return this.put(ADDRESS_FILE, text);
  }

  /** The address at the n-th time that a script sleeps. */
  public primaryAddressAfter(sleeps: number, text: string): this {
    this.write(join(`state/after/${sleeps}/disk`, ADDRESS_FILE), text);
    return this;
  }

  /** A file of the disk. */
  public put(path: string, text: string): this {
    this.write(join('disk', path), text);
    return this;
  }

  public read(path: string): string | undefined {
    const file = join(this.root, 'disk', path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /** Runs a script under the shell of the tests, until it ends or has slept so often. */
  public run(script: string, lastSleep = 1000) {
    const { status, signal, stdout, stderr } = spawnSync(...guarded(nodeTools().shell, join(SCRIPTS, script)), {
      encoding: 'utf8',
      cwd: join(this.root, 'tmp'),
      env: {
        PATH: `${this.programs}:${nodeTools().folder}`,
        TMPDIR: join(this.root, 'tmp'),
        ROOT: this.root,
        STATE: join(this.root, 'state'),
        LAST_SLEEP: `${lastSleep}`,
        COCO_HOST: join(this.root, 'disk'),
      },
    });
    return { status, signal, stdout, stderr };
  }

  /** What the programs were told to change, without the times that a script slept. */
  public log(): string[] {
    return this.lines('log').filter((line) => !line.startsWith('sleep '));
  }

  /** Every time that a script slept. */
  public sleeps(): string[] {
    return this.lines('log').filter((line) => line.startsWith('sleep '));
  }

  /** The states that nmstatectl was to apply. */
  public applied(): Manifest[] {
    return this.lines('applied').map((line) => JSON.parse(line) as Manifest);
  }

  public links(): Link[] {
    return JSON.parse(readFileSync(join(this.root, 'state/links.json'), 'utf8')) as Link[];
  }

  /** Files that scripts left in the folder for temporary ones. */
  public temporary(): string[] {
    return readdirSync(join(this.root, 'tmp'));
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private lines(name: string): string[] {
    const file = join(this.root, 'state', name);
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }

  private write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }
}
