import { readFileSync } from 'node:fs';
import { pageWith } from '../../scripts/markdown';
import { namesTable, PAGE } from '../../scripts/names-table';

test('the table of names in the docs is that of the API (npm run tables writes it)', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toContain('| `imagePullSecrets` | ISecret[] |');
  expect(page).toBe(pageWith(page, 'names', namesTable()));
});

test('a name has one type in every construct, but for releases and what each program calls its levels', () => {
  const rows = namesTable().split('\n').slice(2).map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim().replace(/, required$/, '')));
  const several = rows.filter(([, ...types]) => new Set(types.filter(Boolean)).size > 1).map(([name]) => name);
  expect(several).toEqual(['`logLevel`', '`release`']);
});
