import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Programs that reach the machine, another machine or the cluster. A script of the tests finds a canary in the place of
 * each, unless the test brings a fake of its own: the canary writes the call down, and the test fails.
 */
export const CANARIES = [
  'busybox', 'chroot', 'containerd', 'crictl', 'ctr', 'depmod', 'docker', 'halt', 'hwclock', 'ifconfig', 'init', 'insmod', 'ip', 'iptables',
  'journalctl', 'kexec', 'killall', 'kubectl', 'kubelet', 'losetup', 'modprobe', 'mount', 'nc', 'nsenter', 'pivot_root', 'pkill', 'podman',
  'poweroff', 'reboot', 'rmmod', 'runc', 'service', 'setpriv', 'shutdown', 'start-stop-daemon', 'su', 'sudo', 'swapoff', 'swapon', 'switch_root',
  'sysctl', 'systemctl', 'systemd-run', 'umount', 'unshare', 'wget',
];

/** Ways in which a script starts a program. `$1` is its name; `--help` keeps harmless what should not have been started. */
export const WAYS: Record<string, string> = {
  'by name': '"$1" --help',
  'command': 'command "$1" --help',
  'exec': '( exec "$1" --help )',
  'in the background': '"$1" --help & wait $! || :',
  'in a pipe': ': | "$1" --help | cat',
  'sh -c': 'sh -c "$1 --help"',
  'env': 'env "$1" --help',
  'env -i': 'env -i "PATH=$PATH" "$1" --help',
  'timeout': 'timeout 9 "$1" --help',
  'xargs': 'echo --help | xargs "$1"',
  'find -exec': 'find / -prune -exec "$1" --help ";"',
  'find -exec +': 'find /dev/null -exec "$1" --help {} +',
  'awk': 'awk -v name="$1" \'BEGIN { system(name " --help") }\'',
  'several in a row': 'env timeout 9 sh -c "exec $1 --help"',
};

const EXIT = 97;

/** Canaries in a folder, and the log of their calls. */
export class Canaries {
  private readonly log: string;

  public constructor(public readonly folder: string, private readonly shell: string, names = CANARIES) {
    this.log = join(folder, '.calls');
    mkdirSync(folder, { recursive: true });
    const program = join(folder, '.canary');
    writeFileSync(program, `#!${shell}\necho "\${0##*/} $*" >> '${this.log}'\necho "the tests keep \${0##*/} from this machine" >&2\nexit ${EXIT}\n`, { mode: 0o755 });
    for (const name of names) {
      rmSync(join(folder, name), { force: true });
      symlinkSync(program, join(folder, name));
    }
  }

  /** The calls since the last look. */
  public calls(): string[] {
    if (!existsSync(this.log)) return [];
    const calls = readFileSync(this.log, 'utf8').trimEnd().split('\n');
    rmSync(this.log);
    return calls;
  }

  /** The names that some way of starting does not find in this folder first, each with the way. */
  public passedBy(names: string[], path: string, ways = Object.keys(WAYS)): string[] {
    this.calls();
    const tries = ways.map((way) => `{ ${WAYS[way]}; } || :\necho '=' >> '${this.log}'\n`).join('');
    const script = `for name; do set -- "$name"\n${tries}done`;
    spawnSync(this.shell, ['-c', script, 'probe', ...names], { env: { PATH: path }, stdio: 'ignore', timeout: 60_000 });
    const found = `\n${this.calls().join('\n')}\n`.split('\n=\n');
    return names.flatMap((name, row) => ways
      .filter((_, column) => !found[row * ways.length + column]?.replace(/^\n/, '').startsWith(`${name} --help`))
      .map((way) => `${name}: ${way}`));
  }
}
