import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changelogSection, lastTag, nextVersion, notesOf, parseCommit } from '../../scripts/release/commits';
import { isAllowed, licensesIn, LOCKFILES } from '../../scripts/release/licenses';
import { REPOSITORY } from '../support/repository';

const commits = (...messages: string[]) => messages.map((message, index) => parseCommit(`c0ffee${index}`, message)!);

describe('conventional commits', () => {
  test('a title, its scope, and what breaks users', () => {
    expect(parseCommit('1', 'fix(kata): a full disk left an empty config.toml\n\nWhy.\n')).toEqual(
      { hash: '1', type: 'fix', scope: 'kata', subject: 'a full disk left an empty config.toml', breaking: undefined });
    expect(parseCommit('1', 'feat!: a release is required')).toMatchObject({ type: 'feat', breaking: 'a release is required' });
    expect(parseCommit('1', 'feat: x\n\nBREAKING CHANGE: set `release`\nin all programs.\n\nSigned-off-by: x')).toMatchObject(
      { breaking: 'set `release` in all programs.' });
    expect(parseCommit('1', "Merge remote-tracking branch 'origin/main'")).toBeUndefined();
  });

  test.each<[string | undefined, string[], string]>([
    [undefined, ['feat!: x'], '0.1.0'],
    ['v0.1.0', ['fix: x', 'docs: y'], '0.1.1'],
    ['v0.1.9', ['fix: x', 'feat: y'], '0.2.0'],
    ['v0.1.1', ['fix!: x'], '0.2.0'],
    ['v1.2.3', ['fix: x'], '1.2.4'],
    ['v1.2.3', ['feat: x'], '1.3.0'],
    ['v1.2.3', ['fix: x\n\nBREAKING CHANGE: y'], '2.0.0'],
  ])('after %s, %j: %s', (last, messages, expected) => {
    expect(nextVersion(last, commits(...messages))).toBe(expected);
  });

  test('the changelog has what users notice, and what breaks them first', () => {
    const section = changelogSection('0.2.0', '2026-01-02', commits('feat(cli): plan', 'test: more', 'fix: wrong name', 'feat(kata)!: no default release'));
    expect(section).toBe([
      '## 0.2.0 (2026-01-02)', '', '### Breaking changes', '', '- **kata**: no default release (c0ffee3)', '',
      '### New', '', '- **cli**: plan (c0ffee0)', '- **kata**: no default release (c0ffee3)', '', '### Fixed bugs', '', '- wrong name (c0ffee2)', '',
    ].join('\n'));
    expect(notesOf(`# Changelog\n\n${section}\n## 0.1.0 (2026-01-01)\n\nFirst.\n`, '0.1.0')).toBe('First.');
    expect(notesOf(`# Changelog\n\n${section}`, '0.2.0')).toMatch(/^### Breaking changes/);
    expect(notesOf(section, '0.1.0')).toBeUndefined();
  });
});

describe('the last release', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-release-')); });
  afterEach(() => rmSync(folder, { recursive: true }));
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
  const commit = (title: string, tag?: string) => {
    git('commit', '--quiet', '--allow-empty', '--message', title);
    if (tag) git('tag', tag);
  };

  test('is never the one that is being released', () => {
    git('init', '--quiet');
    commit('feat: a');
    expect(lastTag(folder)).toBeUndefined();
    git('tag', 'v0.1.0');
    expect(lastTag(folder)).toBeUndefined();
    commit('feat!: b', 'v0.2.0');
    git('tag', 'v0.2.0-moved');
    expect(lastTag(folder)).toBe('v0.1.0');
    commit('fix: c', 'other');
    expect(lastTag(folder)).toMatch(/^v0\.2\.0/);
  });
});

describe('licenses', () => {
  test.each(LOCKFILES)('of all packages in %s are allowed', (file) => {
    const all = licensesIn(readFileSync(join(REPOSITORY, file), 'utf8'));
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter(({ license }) => !isAllowed(license))).toEqual([]);
  });

  test('one of several is enough; none, or an unknown one, is not', () => {
    expect(['MIT', '(MIT OR GPL-3.0-or-later)', '(AFL-2.1 OR BSD-3-Clause)'].map(isAllowed)).toEqual([true, true, true]);
    expect(['GPL-3.0-only', 'none', '(GPL-2.0 OR LGPL-3.0)', 'MIT AND GPL-3.0-only'].map(isAllowed)).toEqual([false, false, false, false]);
  });
});
