import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { guarded, nodeTools } from '../support/node-tools';

const SCRIPT = join(__dirname, '..', '..', 'src', 'kata', 'wait-uninstalled.sh');
let host: string;

beforeEach(() => { host = mkdtempSync(join(tmpdir(), 'node-')); });
afterEach(() => rmSync(host, { recursive: true }));

/** Runs the script under the shell of nodes, and does things to the node at the given milliseconds. */
async function run(...acts: [number, () => void][]) {
  const started = Date.now();
  const child = spawn(...guarded(nodeTools().shell, SCRIPT), { env: { PATH: nodeTools().folder, COCO_HOST: host, COCO_KATA_DIR: '/opt/kata', COCO_POLL_SECONDS: '0.02' } });
  let output = '';
  child.stdout.on('data', (text) => output += text);
  const code = new Promise<number | null>((done) => child.on('close', done));
  let acted = 0;
  for (const [at, act] of acts) {
    await sleep(at - (Date.now() - started));
    expect(child.exitCode).toBeNull();
    act();
    acted++;
  }
  return { code: await code, output, acted };
}

test('goes on at once where Kata is not', async () => {
  expect(await run()).toEqual({ code: 0, output: '', acted: 0 });
});

test('waits until nothing is left in the folder of Kata, which may stay', async () => {
  const kata = join(host, 'opt/kata');
  mkdirSync(join(kata, 'bin'), { recursive: true });
  expect(await run([150, () => rmdirSync(join(kata, 'bin'))])).toEqual({
    code: 0, output: 'waiting until Kata is uninstalled from /opt/kata on this node\n', acted: 1,
  });
});

test('waits for the folder of Kata, and for the mark of an uninstallation that is not over', async () => {
  const kata = join(host, 'opt/kata');
  mkdirSync(join(kata, 'bin'), { recursive: true });
  mkdirSync(`${kata}.uninstalling`);
  expect(await run([150, () => rmSync(kata, { recursive: true })], [300, () => rmdirSync(`${kata}.uninstalling`)])).toEqual({
    code: 0, output: 'waiting until Kata is uninstalled from /opt/kata on this node\n', acted: 2,
  });
});
