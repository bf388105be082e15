import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFINITIONS, definitionsJson } from '../../scripts/definitions';
import { REPOSITORY } from '../support/repository';

test.each(Object.entries(DEFINITIONS))('%s is what the library reads; otherwise run: npm run definitions', (from, to) => {
  expect(readFileSync(join(REPOSITORY, to), 'utf8')).toBe(definitionsJson(from));
});
