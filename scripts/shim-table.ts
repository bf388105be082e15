import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { RELEASES } from '../src/kata/catalogue/releases';
import { CONFIDENTIAL_SHIMS } from '../src/kata/catalogue/shims';

/** The page that holds the table of shims, between two marks. */
export const PAGE = join(__dirname, '..', 'docs', 'kata-runtime.md');
const MARKS = /<!-- shims -->[^]*<!-- \/shims -->/;

/** The table of shims, from the catalogue: releases that say the same of a shim share a row. */
export function shimTable(): string {
  const names = [...new Set(RELEASES.flatMap(({ shims }) => Object.keys(shims)))].sort();
  const rows = names.flatMap((name) => {
    const groups = new Map<string, string[]>();
    for (const { version, shims } of RELEASES) {
      const facts = shims[name];
      if (!facts) continue;
      const cells = [
        facts.architectures.map((one) => (CONFIDENTIAL_SHIMS[one]?.includes(name) ? `**${one}**` : one)).join(', '),
        facts.tee ?? '',
        `${facts.overhead.cpu} / ${facts.overhead.memory}`,
        facts.snapshotter ?? '',
        facts.pullType ?? '',
      ].join(' | ');
      groups.set(cells, [...groups.get(cells) ?? [], version]);
    }
    return [...groups].map(([cells, versions]) => `| \`${name}\` | ${versions.join(', ')} | ${cells} |`.replace(/\| {2}(?=\|)/g, '| '));
  });
  return [
    '| shim | kata-deploy | architectures | TEE | overhead (CPU / memory) | snapshotter | pull type (CRI-O) |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The page with the table as it should be. */
export function pageWithTable(page: string): string {
  return page.replace(MARKS, `<!-- shims -->\n${shimTable()}\n<!-- /shims -->`);
}

if (require.main === module) writeFileSync(PAGE, pageWithTable(readFileSync(PAGE, 'utf8')));
