import { spawnSync } from 'node:child_process';
import {
  accessSync, constants, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync,
  rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CANARIES, Canaries } from './canaries';
import { shared } from './shared';

/**
 * The programs that scripts of the tests find, and none besides: those of busybox that do nothing but work on the files they
 * are given, a canary for each that reaches the machine, and a shell that starts what PATH says.
 *
 * Not every busybox does the latter. One that was built to prefer its own applets (Debian's busybox-static) starts them
 * whatever PATH says, and so do its env, timeout, xargs and find: a fake nsenter is passed by, and the real one enters the
 * host. Such a busybox starts nothing here: the shell is dash, and what starts others is not busybox'. Which of the two a
 * busybox is, is tried, with harmless programs first; and whatever is used has to pass that trial.
 */
export interface NodeTools {
  /** The only folder that PATH needs. */
  readonly folder: string;
  /** Absolute path of the shell: ash, or dash. */
  readonly shell: string;
  /** Absolute path of busybox. Run as a link of the name of an applet, it is that applet. */
  readonly busybox: string;
  readonly canaries: Canaries;
}

const APPLETS = [
  '[', 'awk', 'base64', 'basename', 'cat', 'chmod', 'chown', 'cksum', 'cmp', 'comm', 'cp', 'cut', 'date', 'dd', 'df', 'diff', 'dirname', 'du', 'echo',
  'egrep', 'expr', 'false', 'fgrep', 'fold', 'grep', 'gunzip', 'gzip', 'head', 'hexdump', 'id', 'ln', 'ls', 'md5sum', 'mkdir', 'mkfifo', 'mktemp', 'mv',
  'nl', 'od', 'paste', 'printf', 'readlink', 'realpath', 'rev', 'rm', 'rmdir', 'sed', 'seq', 'sha256sum', 'sha512sum', 'sleep', 'sort', 'split', 'stat',
  'strings', 'sync', 'tac', 'tail', 'tar', 'tee', 'test', 'touch', 'tr', 'true', 'truncate', 'uname', 'uniq', 'usleep', 'wc', 'yes', 'zcat',
];
const SHELLS = ['sh', 'ash'];
/** Programs that start others, and their options for that they behave as busybox' do. */
const LAUNCHERS: Record<string, string> = { env: '', find: '', timeout: '--foreground', xargs: '' };
/** Applets that do no harm wherever they come from. */
const HARMLESS = ['basename', 'id', 'uname'];

const INSTALL = 'Debian: apt-get install busybox, which starts what PATH says, or dash beside busybox-static';

/** The absolute path of a program of this machine. */
export function inPath(name: string): string | undefined {
  const runs = (path: string) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)).find(runs);
}

/** The busybox of the tests: of the variable BUSYBOX, or of PATH. */
function findBusybox(): string {
  const { BUSYBOX: given } = process.env;
  const found = given ? given.includes('/') && existsSync(given) && given : inPath('busybox');
  if (!found) throw new Error(given ? `BUSYBOX is ${given}, which does not exist` : `busybox is not installed (${INSTALL})`);
  return realpathSync(found);
}

/** Fills a folder; with `own`, all of it is busybox'. Returns the names that a script can pass by. */
function fill(folder: string, busybox: string, own: boolean): { shell: string; passedBy: string[] } {
  mkdirSync(folder);
  const list = spawnSync(busybox, ['--list'], { encoding: 'utf8' });
  if (list.status !== 0) throw new Error(`${busybox} --list fails (${INSTALL}): ${list.error?.message ?? list.stderr}`);
  const applets = new Set(list.stdout.split('\n'));
  for (const name of APPLETS) if (applets.has(name)) symlinkSync(busybox, join(folder, name));

  const shell = own ? applets.has('ash') && busybox : inPath('dash');
  if (!shell) throw new Error(own ? `${busybox} has no ash (${INSTALL})` : `${busybox} prefers its own applets to what is on PATH, and dash is not installed (${INSTALL})`);
  for (const name of SHELLS) symlinkSync(shell, join(folder, name));
  for (const [name, options] of Object.entries(LAUNCHERS)) {
    const program = own ? applets.has(name) && busybox : inPath(name);
    if (!program) throw new Error(`there is no ${name}${own ? ` in ${busybox}` : ''} (${INSTALL})`);
    if (own || !options) symlinkSync(program, join(folder, name));
    else writeFileSync(join(folder, name), `#!${join(folder, 'sh')}\nexec ${program} ${options} "$@"\n`, { mode: 0o755 });
  }

  const ash = join(folder, 'ash');
  const harmless = new Canaries(join(folder, '.harmless'), ash, HARMLESS);
  const passedBy = harmless.passedBy(HARMLESS, `${harmless.folder}:${folder}`);
  rmSync(harmless.folder, { recursive: true });
  return { shell: ash, passedBy };
}

function make(base: string): NodeTools {
  const busybox = findBusybox();
  let folder = join(base, 'own');
  let { shell, passedBy } = fill(folder, busybox, true);
  if (passedBy.length) {
    folder = join(base, 'mixed');
    ({ shell, passedBy } = fill(folder, busybox, false));
    if (passedBy.length) throw new Error(`no shell of this machine keeps to PATH (${INSTALL}): ${passedBy.join(', ')}`);
  }
  const canaries = new Canaries(folder, shell);
  const missed = canaries.passedBy(CANARIES, folder, ['command']);
  if (missed.length) throw new Error(`${folder} does not keep scripts from the machine: ${missed.join(', ')}`);
  return { folder, shell, busybox, canaries };
}

let mine: NodeTools | undefined;

/** What a folder has of programs. */
const programsOf = (folder: string) => JSON.stringify(readdirSync(folder).filter((name) => !name.startsWith('.') || name === '.canary').sort()
  .map((name) => [name, lstatSync(join(folder, name)).isSymbolicLink() ? readlinkSync(join(folder, name)) : readFileSync(join(folder, name), 'utf8')]));

/**
 * The tools, which are proven once for all test files of a worker. Throws what is to be installed where scripts cannot be kept
 * from the machine, and where the programs are not those that were proven.
 */
export function nodeTools(): NodeTools {
  if (mine) return mine;
  const { BUSYBOX = '', PATH = '' } = process.env;
  const proven = shared(`node tools ${BUSYBOX}:${PATH}`, () => {
    const base = mkdtempSync(join(tmpdir(), 'node-tools-'));
    try {
      const tools = make(base);
      return { base, tools, programs: programsOf(tools.folder) };
    } catch (error) {
      rmSync(base, { recursive: true });
      throw error;
    }
  }, ({ base }) => rmSync(base, { recursive: true, force: true }));
  const { folder } = proven.tools;
  if (programsOf(folder) !== proven.programs) throw new Error(`${folder} is not as it was made: some test wrote to it`);
  return mine = proven.tools;
}

/** The calls of programs that reach the machine, since the last look. */
export function hostCalls(): string[] {
  return mine?.canaries.calls() ?? [];
}

/** Rights of a privileged pod over its files. Without the others, not even root can enter a namespace, mount or reboot. */
const RIGHTS = ['chown', 'dac_override', 'fowner', 'fsetid'];
/** A command that cannot enter the machine's namespaces by any program: without the rights for it, where they can be given up. */
export function guarded(...command: string[]): [string, string[]] {
  const guard = shared(`guard ${process.env.PATH}`, () => {
    const setpriv = process.getuid?.() === 0 ? inPath('setpriv') : undefined;
    const drop = setpriv ? [setpriv, `--bounding-set=-all,${RIGHTS.map((right) => `+${right}`).join()}`, '--inh-caps=-all', '--no-new-privs'] : [];
    return setpriv && spawnSync(setpriv, [...drop.slice(1), setpriv, '--dump']).status === 0 ? drop : [];
  }, () => {});
  const [program, ...args] = [...guard, ...command];
  return [program!, args];
}
