import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE, until } from './support/node';
import { suite } from './support/suite';
import { release } from './support/tarball';
import { scriptText } from '../../../src/containerd/private/objects';
import { nodeTools } from '../../support/node-tools';

// A script that does not end would make these tests wait for it in vain.

const { node, publish } = suite();
const ENDED = { code: 143, signal: null };

test('ends a pod that is done', async () => {
  const host = node();
  const run = host.start('install', { ...publish(release('1')).env, COCO_EXIT_WHEN_DONE: '' });
  await until(() => host.isReady, 'it is ready');
  run.process.kill('SIGTERM');
  expect(await run.done).toMatchObject({ code: 0 });
  expect(existsSync(join(host.host, STATE, 'lock'))).toBe(false);
});

test.each([
  ['the pause between two attempts', '/missing', 'attempt 1 of'],
  ['a download that never ends', '/endless', 'installing http://'],
])('ends %s, and leaves nothing on the node', async (_, where, message) => {
  const host = node();
  const run = host.start('install', { ...publish(release('1'), where).env, COCO_RETRY_SECONDS: '600' });
  await until(() => run.said().includes(message), message);
  run.process.kill('SIGTERM');
  expect(await run.done).toMatchObject(ENDED);
  expect(host.tree()).toEqual(host.old);
  expect(host.read(STATE)).toBeUndefined();
});

test('ends an uninstaller that waits for an installer', async () => {
  const host = node();
  const installer = host.start('install', { ...publish(release('1')).env, COCO_EXIT_WHEN_DONE: '' });
  await until(() => host.isReady, 'it is installed');
  const run = host.start('uninstall', { COCO_POLL_SECONDS: '600' });
  await until(() => run.said().includes('waiting until process'), 'it waits');
  run.process.kill('SIGTERM');
  expect(await run.done).toMatchObject(ENDED);
  installer.process.kill('SIGTERM');
  await installer.done;
});

test('ends a pod that waits for the installer', async () => {
  const host = node();
  const run = host.start('wait', { COCO_IDENTITY: 'a'.repeat(64), COCO_POLL_SECONDS: '600' });
  await until(() => run.said().includes('waiting until'), 'it waits');
  run.process.kill('SIGTERM');
  expect(await run.done).toMatchObject(ENDED);
});

// In a container, the script is process 1, which ignores every signal that it does not trap.
const UNSHARE = ['unshare', '--fork', '--pid'] as const;
const allowed = spawnSync(UNSHARE[0], [...UNSHARE.slice(1), 'true']).status === 0;
if (!allowed) console.warn(`SKIPPED: SIGTERM for process 1, because this user may not run ${UNSHARE.join(' ')}`);
(allowed ? test : test.skip)('ends process 1 of a container', async () => {
  const host = node();
  const { shell, folder } = nodeTools();
  const container = spawn(UNSHARE[0], [...UNSHARE.slice(1), '--kill-child', shell, '-c', scriptText('wait')], {
    env: { ...process.env, TOOLS: folder, HOST: host.host, COCO_IDENTITY: 'a'.repeat(64), COCO_POLL_SECONDS: '600' },
  });
  const done = new Promise(resolve => container.on('close', resolve));
  let said = '';
  container.stdout.on('data', text => { said += text; });
  await until(() => said.includes('waiting until'), 'it waits');
  const [first] = readFileSync(`/proc/${container.pid}/task/${container.pid}/children`, 'utf8').split(' ');
  process.kill(Number(first), 'SIGTERM');
  expect(await done).toBe(143);
});

describe('during a change', () => {
  test('the change comes to its end; the next pod watches the services again', async () => {
    const host = node();
    const { env, files } = publish(release('1'));
    const run = host.start('install', { ...env, COCO_EXIT_WHEN_DONE: '', COCO_POLL_SECONDS: '0.3' });
    await until(() => run.said().includes('restarting containerd'), 'containerd is restarted');
    run.process.kill('SIGTERM');
    expect(await run.done).toMatchObject(ENDED);
    expect(host.tree()).toMatchObject(host.with(files));
    expect(host.consistent()).toBe(true);
    expect(host.installed).toBeUndefined();
    expect(host.isReady).toBe(false);

    host.restarts();
    const { code, output } = await host.run('install', env);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('watching them again');
    expect(output).toContain('nothing to do');
    expect(host.restarts()).toEqual([]);
    expect(host.installed).toBe(env.COCO_SHA256);
    expect(host.tree()).toEqual(host.with(files));
  });

  test('the health window ends at once', async () => {
    const host = node();
    const { env } = publish(release('1'));
    const run = host.start('install', { ...env, COCO_WATCH_SECONDS: '3600' });
    await until(() => run.said().includes('watching containerd and kubelet for 3600 s'), 'it watches');
    run.process.kill('SIGTERM');
    expect(await run.done).toMatchObject(ENDED);
    const uninstall = await host.run('uninstall');
    expect(uninstall).toMatchObject({ code: 0 });
    expect(uninstall.output).toContain('putting back what was there before it');
    expect(host.tree()).toEqual(host.old);
    expect(host.consistent()).toBe(true);
  });
});
