/*
 * Opens pages of `report --html` in headless Chromium, at the width of a phone and of a desk, light and dark, and looks at them
 * with axe. Fails where axe finds something serious.
 *
 *   npm run test:report                       the pages of some charts
 *   npm run test:report -- FILE.html …        these pages
 *   CHROMIUM=PROGRAM npm run test:report
 */
import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run } from '../../../src/cli/main';

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: ReadonlyArray<{ readonly html: string }>;
}

const CHARTS = [
  ['kata-deploy@4.1.0', '-n', 'coco'],
  ['peerpods@0.4.0', '-f', 'chart:providers/aws.yaml', '-n', 'coco'],
  ['kubevirt-redfish@0.2.1', '-n', 'redfish'],
];
const WIDTHS = [500, 1400];
const SCHEMES = { dark: 0, light: 1 };

/** Runs axe in a copy of the page that may run scripts, and leaves what it found where the page ends. */
const SCRIPT = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => {
  const out = document.createElement('pre');
  out.id = 'axe-result';
  out.textContent = JSON.stringify(violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map(({ html }) => ({ html })) })));
  document.body.append(out);
});`;

const chromium = process.env.CHROMIUM ?? 'chromium';
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-axe-'));

function findings(page: string, width: number, scheme: number): Finding[] {
  const copy = join(folder, 'page.html');
  const open = page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  writeFileSync(copy, open.replace('</body>', () => `<script>${axe}</script><script>${SCRIPT}</script></body>`));
  const dom = execFileSync(chromium, [
    '--headless=new', '--no-sandbox', '--disable-gpu', `--blink-settings=preferredColorScheme=${scheme}`, `--window-size=${width},900`,
    '--virtual-time-budget=20000', '--dump-dom', `file://${copy}`,
  ], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 26 });
  const [, json] = /<pre id="axe-result">([^]*?)<\/pre>/.exec(dom) ?? [];
  if (json === undefined) throw new Error('axe said nothing');
  return JSON.parse(json.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')) as Finding[];
}

function rendered(args: readonly string[]): string {
  const printed = (...line: string[]) => {
    let text = '';
    const status = run(line, { print: (one) => { text += one; }, tell: () => undefined });
    if (status !== 0) throw new Error(`${line.join(' ')}: exit status ${status}`);
    return text;
  };
  const manifests = join(folder, 'manifests.yaml');
  writeFileSync(manifests, printed('render', ...args));
  return printed('report', manifests, '--html');
}

const counts = { passed: 0, failed: 0 };
try {
  const files = process.argv.slice(2);
  const pages = files.length ? files.map((file) => [file, readFileSync(file, 'utf8')]) : CHARTS.map((args) => [args[0], rendered(args)]);
  for (const [name, page] of pages) {
    for (const width of WIDTHS) {
      for (const [scheme, value] of Object.entries(SCHEMES)) {
        const found = findings(page, width, value);
        const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        counts[serious.length ? 'failed' : 'passed'] += 1;
        console.log(`${serious.length ? 'FAIL' : 'ok  '}  ${name}, ${width} wide, ${scheme}: ${found.length} findings, ${serious.length} serious`);
        for (const { id, impact, help, nodes } of found) console.log(`      ${impact} ${id}: ${help} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`);
      }
    }
  }
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  console.error(`error: there is no program ${chromium}; install Chromium, or name it by CHROMIUM`);
  counts.failed += 1;
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed ? 1 : 0;
