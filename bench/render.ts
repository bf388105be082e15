import { spawnSync } from 'child_process';
import { join } from 'path';
import { compare, processOf, Result } from './compare';

const ROOT = join(__dirname, '..');
const BIN = join(ROOT, 'bin', 'cdk8s-coco');

/** What Helm is, and the chart to render, where they are at hand. */
export interface HelmOptions {
  readonly helm?: string;
  readonly chart?: string;
}

/** A cold `render` of a compiled package, beside Node by itself and beside Helm. */
export function render({ helm, chart }: HelmOptions): Result[] {
  compile();
  const ours = processOf('render', [process.execPath, BIN, 'render', 'confidential-containers@0.16.0']);
  const results = [compare({
    what: 'cold render, beside Node itself', a: processOf('node -e 0', [process.execPath, '-e', '0']), b: ours, rounds: 15,
  })];
  if (!helm || !chart) {
    console.error('render: not compared with Helm; give --helm PROGRAM and --chart FOLDER of confidential-containers 0.16.0');
    return results;
  }
  return [...results, compare({
    what: 'cold render, beside Helm', a: ours, b: processOf('helm template', [helm, 'template', 'release-name', chart]), rounds: 15,
  })];
}

/** The command runs what is compiled only where that is newer than the sources. */
function compile(): void {
  const loaded = spawnSync(process.execPath, ['-e', `
    process.argv = [process.argv[0], ${JSON.stringify(BIN)}, '--version'];
    require(${JSON.stringify(BIN)});
    process.exit(Object.keys(require.cache).some((file) => file.endsWith('main.ts')) ? 1 : 0);
  `], { stdio: 'ignore' });
  if (loaded.status === 0) return;
  console.error('render: compiling first');
  const { status } = spawnSync('npx', ['jsii', '--silence-warnings=reserved-word'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('jsii failed');
}
