import { spawn } from 'node:child_process';
import { scripts } from '../../src/common/private/script';
import { shellcheck } from '../support/node';
import { guarded, nodeTools } from '../support/node-tools';

const TASK = scripts('src/common/task.sh');

/** Runs a shell script behind task.sh until it and all that it started are gone. */
function run(text: string): Promise<{ code: number | null; output: string }> {
  const { shell, folder } = nodeTools();
  const [program, args] = guarded(shell, '-euc', `${TASK}\n${text}`);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: folder } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { output += data; });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

test('shellcheck has nothing to say', () => {
  expect(shellcheck('src/common/task.sh')).toBe('');
});

test('a task gives its status, and what it printed', async () => {
  expect(await run('task echo one; task sh -c "exit 7" || echo "$?"; task sleep 0; echo "[$child]"')).toEqual({ code: 0, output: 'one\n7\n[]\n' });
});

// What is left over keeps the pipe open: the run would not end before it.
test('a signal ends the task, however early it comes', async () => {
  const ends = await Promise.all([...Array(40)].map(async () => run('self=$$; both() { kill -TERM "$self"; exec sleep 1000; }; task both')));
  expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([143]));
});

test('a signal between two tasks ends nothing that somebody else has now', async () => {
  const begun = 'task true; earlier=${!:-}; child=starting; kill() { command kill "$@"; echo killed; };';
  expect(await run(`${begun} end`)).toEqual({ code: 143, output: '' });
  expect(await run(`${begun} sleep 1000 & end`)).toEqual({ code: 143, output: 'killed\n' });
});
