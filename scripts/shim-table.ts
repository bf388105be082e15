import { join } from 'path';
import { pageWith, rewrite, table } from './markdown';
import { ReleaseFacts, RELEASES } from '../src/kata/catalogue/releases';
import { ShimFacts } from '../src/kata/catalogue/shims';

/** The page that holds the table of shims, between two marks. */
export const PAGE = join(__dirname, '..', 'docs', 'kata-runtime.md');

const HEAD = ['shim', 'kata-deploy', 'architectures', 'TEE', 'overhead (CPU / memory)', 'snapshotter', 'pull type (CRI-O)', 'node labels'];

/** The table of shims, from the catalogue: releases that say the same of a shim share a row. */
export function shimTable(): string {
  const names = [...new Set(RELEASES.flatMap(({ shims }) => Object.keys(shims)))].sort();
  const rows = names.flatMap((name) => {
    const groups = new Map<string, string[]>();
    for (const release of RELEASES) {
      const facts = release.shims[name];
      if (!facts) continue;
      const cells = JSON.stringify(cellsOf(name, facts, release));
      groups.set(cells, [...groups.get(cells) ?? [], release.version]);
    }
    return [...groups].map(([cells, versions]) => [`\`${name}\``, ranges(versions).join(', '), ...JSON.parse(cells) as string[]]);
  });
  return table(HEAD, rows);
}

/** Releases in order, with three and more in a row as one range. */
function ranges(versions: readonly string[]): string[] {
  const all = RELEASES.map(({ version }) => version);
  const runs: string[][] = [];
  for (const version of versions) {
    const last = runs.at(-1);
    if (last && all.indexOf(last.at(-1)!) === all.indexOf(version) - 1) last.push(version);
    else runs.push([version]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]} to ${run.at(-1)}`] : run));
}

function cellsOf(name: string, facts: ShimFacts, { confidentialShims }: ReleaseFacts): string[] {
  return [
    facts.architectures.map((one) => (confidentialShims[one]?.includes(name) ? `**${one}**` : one)).join(', '),
    facts.tee ?? '',
    `${facts.overhead.cpu} / ${facts.overhead.memory}`,
    facts.forceGuestPull ? 'none: guest pull by force' : facts.snapshotter ?? '',
    facts.pullType ?? '',
    Object.entries(facts.nodeSelector ?? {}).sort().map(([label, value]) => `\`${label}=${value}\``).join(', '),
  ];
}

/** The page with the table as it should be. */
export function pageWithTable(page: string): string {
  return pageWith(page, 'shims', shimTable());
}

if (require.main === module) rewrite(PAGE, pageWithTable);
