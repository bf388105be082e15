import { readFileSync } from 'node:fs';
import { PAGE, pageWithTable, shimTable } from '../../scripts/shim-table';

test('the table of shims in the docs is the catalogue\'s (node -r tsx/cjs scripts/shim-table.ts writes it)', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toContain('| `qemu-cca` | 3.22.0 | aarch64 | Arm CCA | 1 / 2048Mi | nydus | guest-pull |');
  expect(shimTable().split('\n')).toHaveLength(2 + 17);
  expect(page).toBe(pageWithTable(page));
});
