import { execFileSync } from 'child_process';

/** A commit since the last release, by its conventional title. */
export interface Commit {
  readonly hash: string;
  readonly type: string;
  readonly scope?: string;
  readonly subject: string;
  /** What users must change, where they must. */
  readonly breaking?: string;
}

const git = (args: readonly string[], cwd?: string) => execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 28 });

/**
 * The tag of the newest release before this commit; undefined before the first one.
 *
 * Tags of the commit itself do not count: in the workflow of a release, it has the tag of that release.
 *
 * @param folder of the repository; where the process runs if left out
 */
export function lastTag(folder?: string): string | undefined {
  try {
    const own = git(['tag', '--points-at', 'HEAD'], folder).split('\n').filter(Boolean).map((tag) => `--exclude=${tag}`);
    return git(['describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*', ...own], folder).trim();
  } catch {
    return undefined;
  }
}

/** The commits since a tag, oldest first. Titles that are no conventional commits, such as merges, are left out. */
export function commitsSince(tag: string | undefined): Commit[] {
  const log = git(['log', '--reverse', '--format=%h%x00%B%x01', tag ? `${tag}..HEAD` : 'HEAD']);
  return log.split('\x01').flatMap((entry) => {
    const [hash, message] = entry.trim().split('\0');
    const commit = message && parseCommit(hash, message);
    return commit ? [commit] : [];
  });
}

export function parseCommit(hash: string, message: string): Commit | undefined {
  const [title, ...body] = message.split('\n');
  const parts = /^(\w+)(?:\(([^)]+)\))?(!)?: (.+)$/.exec(title);
  if (!parts) return undefined;
  const [, type, scope, mark, subject] = parts;
  const paragraphs = body.join('\n').split(/\n\n+/).map((text) => text.replace(/\s+/g, ' ').trim());
  const note = paragraphs.map((text) => /^BREAKING[ -]CHANGE: (.+)$/.exec(text)?.[1]).find((text) => text !== undefined);
  return { hash, type, scope, subject, breaking: note ?? (mark ? subject : undefined) };
}

/**
 * The version after these commits, by semantic versioning. Before 1.0.0, what breaks users raises the minor version, as
 * caret ranges of npm expect.
 */
export function nextVersion(last: string | undefined, commits: readonly Commit[]): string {
  if (!last) return '0.1.0';
  const [major, minor, patch] = last.replace(/^v/, '').split('.').map(Number);
  const breaks = commits.some(({ breaking }) => breaking !== undefined);
  if (breaks && major > 0) return `${major + 1}.0.0`;
  if (breaks || commits.some(({ type }) => type === 'feat')) return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}

const SECTIONS: ReadonlyArray<readonly [type: string, heading: string]> = [['feat', 'New'], ['fix', 'Fixed bugs'], ['perf', 'Faster']];

/** The section of a version: what breaks users first. Commits that users do not notice are left out. */
export function changelogSection(version: string, date: string, commits: readonly Commit[]): string {
  const line = ({ scope, hash }: Commit, text: string) => `- ${scope ? `**${scope}**: ` : ''}${text} (${hash})`;
  const breaking = commits.flatMap((commit) => (commit.breaking === undefined ? [] : [line(commit, commit.breaking)]));
  const of = (type: string) => commits.filter((commit) => commit.type === type).map((commit) => line(commit, commit.subject));
  const lists = [['Breaking changes', breaking] as const, ...SECTIONS.map(([type, heading]) => [heading, of(type)] as const)];
  const parts = lists.filter(([, lines]) => lines.length).map(([heading, lines]) => `### ${heading}\n\n${lines.join('\n')}\n`);
  return `## ${version} (${date})\n\n${parts.length ? parts.join('\n') : 'Nothing that users notice.\n'}`;
}

/** The part of a changelog about one version, without its heading; undefined if there is none. */
export function notesOf(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^(?=## )/m);
  return sections.find((section) => section.startsWith(`## ${version} `))?.replace(/^.*\n+/, '').trim();
}
