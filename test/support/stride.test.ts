import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './repository';

test('npm run test:sweeps runs every test that tries some points of many, and each says so in a title', () => {
  const files = (readdirSync(join(REPOSITORY, 'test'), { recursive: true }) as string[]).map((name) => join('test', name))
    .filter((name) => name.endsWith('.test.ts') && name !== 'test/support/stride.test.ts');
  const text = (name: string) => readFileSync(join(REPOSITORY, name), 'utf8');
  const sweeps = files.filter((name) => /\/stride'/.test(text(name)));
  expect(sweeps.length).toBeGreaterThan(5);
  const { tasks } = JSON.parse(text('.projen/tasks.json')) as { tasks: Record<string, { steps: { exec: string }[] }> };
  const [jest, ci, ...run] = tasks['test:sweeps']!.steps[0]!.exec.split(' ');
  expect([jest, ci]).toEqual(['jest', '--ci']);
  expect(sweeps.filter((name) => !run.some((one) => name.startsWith(one)))).toEqual([]);
  expect(sweeps.filter((name) => !text(name).includes('share('))).toEqual([]);
});
