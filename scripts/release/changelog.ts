/*
 * Writes what changed since the last release to CHANGELOG.md, under the version that semantic versioning asks for.
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { changelogSection, commitsSince, lastTag, nextVersion, notesOf } from './commits';

const FILE = join(__dirname, '..', '..', 'CHANGELOG.md');

const tag = lastTag();
const commits = commitsSince(tag);
const version = nextVersion(tag, commits);
const changelog = readFileSync(FILE, 'utf8');
if (notesOf(changelog, version) !== undefined) {
  console.error(`CHANGELOG.md has a section of ${version} already. Remove it to write it anew.`);
  process.exitCode = 1;
} else {
  const section = changelogSection(version, new Date().toISOString().slice(0, 10), commits);
  const first = changelog.indexOf('\n## ');
  writeFileSync(FILE, first < 0 ? `${changelog.trimEnd()}\n\n${section}` : `${changelog.slice(0, first + 1)}${section}\n${changelog.slice(first + 1)}`);
  console.log(`${commits.length} commits since ${tag ?? 'the beginning'}: CHANGELOG.md has a section of ${version}. Edit it, commit it, then tag v${version}.`);
}
