import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ReleaseFacts, RELEASES } from '../src/kata/catalogue/releases';
import { ShimFacts } from '../src/kata/catalogue/shims';

/** The page that holds the table of shims, between two marks. */
export const PAGE = join(__dirname, '..', 'docs', 'kata-runtime.md');
const MARKS = /<!-- shims -->[^]*<!-- \/shims -->/;

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
    return [...groups].map(([cells, versions]) => [`\`${name}\``, versions.join(', '), ...JSON.parse(cells) as string[]]);
  });
  return [HEAD, HEAD.map(() => '---'), ...rows].map(line).join('\n');
}

function cellsOf(name: string, facts: ShimFacts, { confidentialShims }: ReleaseFacts): string[] {
  return [
    facts.architectures.map((one) => (confidentialShims[one]?.includes(name) ? `**${one}**` : one)).join(', '),
    facts.tee ?? '',
    `${facts.overhead.cpu} / ${facts.overhead.memory}`,
    facts.forceGuestPull ? 'none: guest pull by force' : facts.snapshotter ?? '',
    facts.pullType ?? '',
    Object.entries(facts.nodeSelector ?? {}).map(([label, value]) => `\`${label}=${value}\``).join(', '),
  ];
}

function line(cells: string[]): string {
  if (cells.every((cell) => cell === '---')) return `|${cells.join('|')}|`;
  return `|${cells.map((cell) => (cell ? ` ${cell} ` : ' ')).join('|')}|`;
}

/** The page with the table as it should be. */
export function pageWithTable(page: string): string {
  return page.replace(MARKS, `<!-- shims -->\n${shimTable()}\n<!-- /shims -->`);
}

if (require.main === module) writeFileSync(PAGE, pageWithTable(readFileSync(PAGE, 'utf8')));
