import { refuse } from './refusal';

/** Whether Helm leaves a file or folder of a chart out. */
export type Ignored = (path: string, isFolder: boolean) => boolean;

interface Rule {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  matches(path: string): boolean;
}

/**
 * Reads a `.helmignore`. The first rule that says something of a path decides. A rule with "!" leaves out everything that it
 * does not match, as in Helm.
 *
 * @see https://helm.sh/docs/chart_template_guide/helm_ignore_file/
 */
export function helmIgnore(text: string): Ignored {
  const rules = [...text.split('\n'), 'templates/.?*'] // Helm itself adds the last one
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'))
    .map(rule);
  return (path, isFolder) => rules.some(({ negated, foldersOnly, matches }) => {
    if (foldersOnly && !isFolder) return negated;
    return matches(path) !== negated;
  });
}

function rule(line: string): Rule {
  if (line.includes('**')) refuse('.helmignore', 'has a pattern with "**"; allowed: "*", as in Helm');
  const negated = line.startsWith('!');
  const glob = negated ? line.slice(1) : line;
  const pattern = regExpOf(glob.replace(/^\/|\/$/g, ''));
  const wholePath = glob.replace(/\/$/, '').includes('/');
  return { negated, foldersOnly: glob.endsWith('/'), matches: (path) => pattern.test(wholePath ? path : path.slice(path.lastIndexOf('/') + 1)) };
}

/** A pattern of Go's filepath.Match: `*` and `?` match no slash. */
function regExpOf(glob: string): RegExp {
  const source = glob.replace(/\[\^?[^\]/\\]+\]|\\?[^]/g, (part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 2) return part;
    return part.slice(-1).replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  });
  return new RegExp(`^${source}$`);
}
