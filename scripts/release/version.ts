/*
 * Writes the version of a tag to package.json, and its part of CHANGELOG.md to artifacts/notes.md: `version.ts v0.2.0`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { notesOf } from './commits';

const ROOT = join(__dirname, '..', '..');
const tag = process.argv[2] ?? '';
const version = /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1];
const notes = version && notesOf(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'), version);
if (!version) {
  console.error(`expected a tag such as v0.2.0, got "${tag}"`);
  process.exitCode = 1;
} else if (!notes) {
  console.error(`CHANGELOG.md has no section of ${version}: run npm run changelog, and commit it before you tag`);
  process.exitCode = 1;
} else {
  const file = join(ROOT, 'package.json');
  writeFileSync(file, `${JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version }, undefined, 2)}\n`);
  mkdirSync(join(ROOT, 'artifacts'), { recursive: true });
  writeFileSync(join(ROOT, 'artifacts', 'notes.md'), `${notes}\n`);
  console.log(`package.json is at ${version}`);
}
