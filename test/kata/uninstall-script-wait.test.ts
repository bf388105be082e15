import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { originalConfig, shimSections } from '../support/kata-config';
import { guarded, nodeTools } from '../support/node-tools';

const SCRIPT = ['common/host-path', 'common/task', 'kata/containerd-config', 'kata/wait-uninstalled'].map((name) => readFileSync(join(__dirname, '..', '..', 'src', `${name}.sh`), 'utf8')).join('\n');
let host: string;

beforeEach(() => { host = mkdtempSync(join(tmpdir(), 'node-')); });
afterEach(() => rmSync(host, { recursive: true }));

const WAITING = 'waiting until Kata is uninstalled from /opt/kata on this node\n';

/** Runs the script, and does things to the node, one by one, while it waits. */
async function run(...acts: (() => void)[]) {
  const child = spawn(...guarded(nodeTools().shell, '-c', SCRIPT), {
    env: { PATH: nodeTools().folder, COCO_HOST: host, COCO_KATA_DIR: '/opt/kata', COCO_CONTAINERD_DIR: '/etc/containerd/', COCO_POLL_SECONDS: '0.02' },
  });
  let output = '';
  child.stdout.on('data', (text) => output += text);
  const code = new Promise<number | null>((done) => child.on('close', done));
  for (const act of acts) {
    while (!output && child.exitCode === null) await sleep(10);
    await sleep(100); // some looks
    expect(child.exitCode).toBeNull();
    act();
  }
  return { code: await code, output };
}

test('goes on at once where Kata is not', async () => {
  expect(await run()).toEqual({ code: 0, output: '' });
});

test('waits until nothing is left in the folder of Kata, which may stay', async () => {
  const kata = join(host, 'opt/kata');
  mkdirSync(join(kata, 'bin'), { recursive: true });
  expect(await run(() => rmdirSync(join(kata, 'bin')))).toEqual({ code: 0, output: WAITING });
});

test('waits for the folder of Kata, and for the mark of an uninstallation that is not over', async () => {
  const kata = join(host, 'opt/kata');
  mkdirSync(join(kata, 'bin'), { recursive: true });
  mkdirSync(`${kata}.uninstalling`);
  expect(await run(() => rmSync(kata, { recursive: true }), () => rmdirSync(`${kata}.uninstalling`))).toEqual({ code: 0, output: WAITING });
});

test('waits for what an absolute link of the node leads to, not for what it leads to in the container', async () => {
  mkdirSync(join(host, 'srv/opt/kata/bin'), { recursive: true });
  symlinkSync('/srv/opt', join(host, 'opt'));
  expect(await run(() => rmSync(join(host, 'srv/opt/kata'), { recursive: true }))).toEqual({ code: 0, output: WAITING });
});

test.each([
  ['that it has', 'etc/containerd/config.toml', undefined],
  ['behind a link', 'srv/containerd.toml', '/srv/containerd.toml'],
])('waits while containerd has sections of Kata left, in a file %s, and says so', async (_, path, link) => {
  const [file, clean] = [join(host, path), originalConfig('config.toml')];
  mkdirSync(join(host, 'etc/containerd'), { recursive: true });
  mkdirSync(join(host, 'srv'));
  if (link) symlinkSync(link, join(host, 'etc/containerd/config.toml'));
  writeFileSync(file, clean + shimSections('/opt/kata', 'kata-qemu'));
  expect(await run(() => writeFileSync(file, clean + shimSections('/opt/kata-b', 'kata-qemu-b')))).toEqual({
    code: 0,
    output: 'Kata is uninstalled from /opt/kata, but these files of this node still lead to it: /etc/containerd/config.toml. '
      + 'Take its sections out by hand\n',
  });
});
