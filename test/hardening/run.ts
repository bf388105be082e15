/*
 * What kube-score calls critical in what the examples emit, and how much of it has a reason in exceptions.ts.
 *
 *   npm run test:score                         # every example; docs/hardening.md must have the same figures
 *   npm run test:score -- --write              # writes them there
 *   npm run test:score -- examples/dpf-basic   # these alone
 *   npm run test:score -- --list               # every finding, with its reason
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { Critical, KubeScore } from './kube-score';
import { exceptionFor, sentence } from './verdict';
import { pageWith, table } from '../../scripts/markdown';
import { findApps, synthesize } from '../cluster/app';
import { isUninstallFile } from '../cluster/app-suites';
import { Report } from '../cluster/report';

const REPOSITORY = path.join(__dirname, '..', '..');
const PAGE = path.join(REPOSITORY, 'docs', 'hardening.md');

const { values: options, positionals } = parseArgs({
  options: { write: { type: 'boolean' }, list: { type: 'boolean' } }, allowPositionals: true,
});

async function main(): Promise<boolean> {
  const say = (line: string) => console.log(line);
  const score = await KubeScore.find(say);
  const report = new Report(say);
  const apps = findApps(REPOSITORY).filter(({ name }) => (positionals.length ? positionals.map((one) => one.replace(/\/$/, '')).includes(name) : name !== 'app'));
  const rows: string[][] = [];
  for (const app of apps) {
    const objects = (await synthesize(app)).filter(({ file }) => !isUninstallFile(file)).flatMap((one) => one.objects);
    const found = await score.criticals(objects);
    const reasons = found.map(exceptionFor);
    const byNature = reasons.filter((one) => one?.byNature).length;
    const without = found.filter((_, index) => !reasons[index]);
    rows.push([`\`${app.name}\``, String(found.length), String(byNature), String(found.length - byNature - without.length)]);
    report.line(without.length === 0, `${app.name}: ${found.length} criticals, ${byNature} by nature, ${without.length} without a reason`,
      (options.list ? found : without).map(printed));
  }
  if (apps.length === 0) report.line(false, 'no such example');
  else if (!positionals.length) comparePage(rows, report);
  report.summary();
  return report.ok;
}

const printed = (one: Critical) => `${sentence(one)} (${one.summary})${exceptionFor(one) ? `: ${exceptionFor(one)!.why}` : ''}`;

function comparePage(rows: readonly string[][], report: Report): void {
  const page = readFileSync(PAGE, 'utf8');
  const wanted = pageWith(page, 'criticals', table(['example', 'critical findings', 'by design', 'for another reason'], rows));
  if (options.write) writeFileSync(PAGE, wanted);
  else report.line(page === wanted, 'docs/hardening.md has these figures', page === wanted ? [] : ['npm run test:score -- --write']);
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
