import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CANARIES } from './canaries';
import { MachineWatch } from './machine/watch';
import { guarded, hostCalls, nodeTools } from './node-tools';
import { share, some, Strides } from './stride';

const SRC = join(__dirname, '..', '..', 'src');
const { BUSYBOX, PATH } = process.env;
let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'tools-')); });
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.env.PATH = PATH;
  if (BUSYBOX === undefined) delete process.env.BUSYBOX;
  else process.env.BUSYBOX = BUSYBOX;
});

/** Runs a script as the tests of scripts do. */
function run(script: string, path = nodeTools().folder) {
  const [program, args] = guarded(nodeTools().shell, '-c', script);
  return spawnSync(program, args, { env: { PATH: path }, encoding: 'utf8' });
}

/** The module as another test file would load it. */
function otherTools(): typeof import('./node-tools') {
  let tools!: typeof import('./node-tools');
  jest.isolateModules(() => { tools = jest.requireActual<typeof import('./node-tools')>('./node-tools'); });
  return tools;
}

/** Of the programs, each in all ways; every one of them is called by its name wherever the tools are made. */
const PROGRAMS: Strides = { gate: 1, loop: 5 };

test(`a script finds the canary of every program that reaches the machine, in whatever way it starts it${share(PROGRAMS)}`, () => {
  expect(nodeTools().canaries.passedBy(some(CANARIES, PROGRAMS), nodeTools().folder)).toEqual([]);
});

test('what a script called is told, once', () => {
  expect(run('nsenter --target 1 --mount reboot').status).toBe(97);
  expect(run('find . -prune -exec systemctl restart kubelet ";"').stderr).toBe('the tests keep systemctl from this machine\n');
  expect(hostCalls()).toEqual(['nsenter --target 1 --mount reboot', 'systemctl restart kubelet']);
  expect(hostCalls()).toEqual([]);
});

test('no program enters the first process of the machine, not even one that is called by its path', () => {
  expect(run('exec nsenter --target 1 --mount true', '/usr/bin:/bin:/usr/sbin:/sbin').status).not.toBe(0);
  expect(run('exec unshare --mount true', '/usr/bin:/bin:/usr/sbin:/sbin').status).not.toBe(0);
});

test('a busybox that prefers its own applets starts nothing', () => {
  // GIVEN a busybox whose shell has applets of its own, as an older one with FEATURE_PREFER_APPLETS has
  const { busybox, shell } = nodeTools();
  const fake = join(folder, 'busybox');
  writeFileSync(fake, `#!${shell}
name=\${0##*/}
case $name in
  busybox) exec ${busybox} "$@" ;;
  sh | ash) shift; text=$1; shift; exec ${shell} -c 'uname() { ${busybox} uname "$@"; }; '"$text" "$@" ;;
  *) exec ${busybox} "$name" "$@" ;;
esac
`, { mode: 0o755 });
  process.env.BUSYBOX = fake;
  // WHEN
  const tools = otherTools().nodeTools();
  // THEN
  expect({
    shell: basename(realpathSync(tools.shell)),
    passedBy: tools.canaries.passedBy(['nsenter', 'reboot'], tools.folder),
    applet: basename(realpathSync(join(tools.folder, 'awk'))),
  }).toEqual({ shell: 'dash', passedBy: [], applet: 'busybox' });
});

test('tools that somebody changed since they were proven are of no use', () => {
  const canary = join(nodeTools().folder, 'nsenter');
  const target = readlinkSync(canary);
  rmSync(canary);
  symlinkSync('/usr/bin/true', canary);
  try {
    expect(() => otherTools().nodeTools()).toThrow('is not as it was made');
  } finally {
    rmSync(canary);
    symlinkSync(target, canary);
  }
  expect(otherTools().nodeTools()).toBe(nodeTools());
});

test.each<[string, () => void, string]>([
  ['there is no busybox', () => { process.env.BUSYBOX = ''; process.env.PATH = '/none'; }, 'busybox is not installed (Debian: apt-get install busybox'],
  ['BUSYBOX leads nowhere', () => { process.env.BUSYBOX = '/none/busybox'; }, 'BUSYBOX is /none/busybox, which does not exist'],
])('says what to install where %s', (_, given, message) => {
  given();
  expect(() => otherTools().nodeTools()).toThrow(message);
});

test('scripts leave it to PATH where a program is', () => {
  const scripts = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sh'));
  expect(scripts.length).toBeGreaterThan(5);
  const lines = scripts.flatMap((name) => readFileSync(join(SRC, name), 'utf8').split('\n').slice(1)
    .filter((line) => /command -p|\bbusybox [a-z]|\bPATH=|(^|[\s;|&(`"'])\/(usr\/|usr\/local\/)?s?bin\/[a-z]/.test(line.replace(/(^|\s)#.*/, ''))));
  expect(lines).toEqual([]);
});

describe('a run of the tests', () => {
  test('that leaves the machine as it was', () => {
    expect(new MachineWatch([folder]).end()).toEqual([]);
  });

  test('that wrote to it', () => {
    const watch = new MachineWatch([folder, join(folder, 'opt')]);
    mkdirSync(join(folder, 'opt'));
    expect(watch.end()).toEqual([expect.stringContaining(`${folder}: was`), expect.stringContaining(`${folder}/opt: was none, is`)]);
  });

  test('that killed what is not its own', async () => {
    const watch = new MachineWatch([folder]);
    process.kill(watch.pid, 'SIGKILL');
    await sleep(300);
    expect(watch.end()).toEqual(['a process that has nothing to do with the tests was killed']);
  });
});
