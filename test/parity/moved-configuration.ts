/*
 * The parity tool sees a ConfigMap missing and a Secret more where `render` moves the configuration of kubevirt-redfish.
 * This compares what stands in the two, over folders of reference cases:
 *
 *   node -r tsx/cjs test/parity/moved-configuration.ts FOLDER...
 *
 * Where the chart's text is no YAML (it escapes nothing), the server could not start, and the renderer says so.
 */
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { parse, parseAllDocuments } from 'yaml';
import { rendering } from '../cli/rendering';
import { Manifest } from '../support/synth';

const folders = process.argv.slice(2).flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((folder) => existsSync(join(folder, 'manifest.yaml')));
const counts = { equal: 0, unreadable: 0, different: 0, none: 0 };

for (const folder of folders) {
  const { chart, version, error } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Record<string, string>;
  if (error) continue;
  const { objects, lines } = rendering(`${chart}@${version}`, readFileSync(join(folder, 'values.yaml'), 'utf8'));
  const helm = parseAllDocuments(readFileSync(join(folder, 'manifest.yaml'), 'utf8'), { uniqueKeys: false }).map((one) => one.toJS() as Manifest);
  const text = helm.find((one) => one?.kind === 'ConfigMap')?.data['config.yaml'];
  const ours = objects.find(({ kind }) => kind === 'Secret')?.stringData ?? objects.find(({ kind }) => kind === 'ConfigMap')?.data;
  const mine = ours?.['config.yaml'];
  const verdict = text === undefined && mine === undefined ? 'none'
    : text === undefined || mine === undefined ? 'different' : compare(text, mine, lines);
  counts[verdict]++;
  if (verdict === 'different') console.log(`DIFFERENT ${folder}`);
}
console.log(Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`).join(', '));
process.exit(counts.different || !counts.equal ? 1 : 0);

function compare(theirs: string, ours: string, lines: readonly string[]): 'equal' | 'unreadable' | 'different' {
  let expected: unknown;
  try {
    expected = parse(theirs);
  } catch {
    return lines.some((line) => line.includes('the server could not read its file')) ? 'unreadable' : 'different';
  }
  return isDeepStrictEqual(withoutEmpty(parse(ours)), withoutEmpty(expected)) ? 'equal' : 'different';
}

/** Lists without items are written in two ways: as nothing, or as []. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length ? value.map(withoutEmpty) : undefined;
  if (typeof value !== 'object' || value === null) return value === null ? undefined : value;
  const inside = Object.entries(value).map(([key, inner]): [string, unknown] => [key, withoutEmpty(inner)]);
  return Object.fromEntries(inside.filter(([, inner]) => inner !== undefined));
}
