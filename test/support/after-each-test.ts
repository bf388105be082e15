import { hostCalls } from './node-tools';

// No test may reach the machine: whatever a script called fails the test that ran it.
afterEach(() => {
  const calls = hostCalls();
  if (calls.length) throw new Error(`a script tried to reach this machine:\n${calls.join('\n')}`);
});
