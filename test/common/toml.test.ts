import { readToml } from '../../src/common/private/toml';

test.each([
  ['', {}],
  [' \n', {}],
  ['a = 1', { a: 1 }],
  ['[hypervisor.qemu]\ndefault_memory = 8_192 # MiB\nkernel_params = "a=b"\n', { hypervisor: { qemu: { default_memory: 8192, kernel_params: 'a=b' } } }],
])('%j', (text, table) => {
  expect(readToml(text)).toEqual({ table });
});

test.each([
  ['[hypervisor.qemu\ndefault_vcpus = 2\n', 'line 1, column 17: illegal character in key'],
  ['a = 1\nb: 2\n', 'line 2, column 2: illegal character in key'],
  ['a = "secret', 'line 1, column 5: unfinished string'],
  ['a = 1\na = 2', 'line 2, column 1: trying to redefine an already defined table or value'],
  ['a = yes', 'line 1, column 5: invalid value'],
])('%j: where it stops being TOML, and nothing of the text', (text, problem) => {
  expect(readToml(text)).toEqual({ problem: `not TOML: ${problem}` });
});
