import { spawnSync } from 'child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { median, Result } from './compare';
import { chart, helm, Programs } from './programs';

const ROOT = join(__dirname, '..');

const FLEET = 1000;
const LARGE = 10_000;
const ROUNDS = 3;
const HELM_RUNS = 30;
const APPS = [25, 50, 100];
/** How much smaller the fleet is where nothing is shared: its time for each cluster is the same. */
const UNSHARED = 5;

const LEAST_TO_HELM = 30;
const LEAST_TO_APP = 50;
const MOST_OF_LARGE = 11;
const MOST_MEGABYTES = 400;
const MOST_UNCHANGED = 0.5;
const DELIVERIES = ['kubectl', 'argo-cd', 'flux'];

interface Took {
  /** From the start of the process to its end. */
  readonly milliseconds: number;
  /** Without what Node.js and the library take to start. */
  readonly inside: number;
  readonly megabytes: number;
}

/** A fleet beside Helm and beside one app of cdk8s, a large one beside a smaller one, and a run that changes nothing. */
export function fleet(programs: Programs): Result[] {
  const work = mkdtempSync(join(programs.out ?? tmpdir(), 'cdk8s-coco-bench-'));
  try {
    return measure(programs, work);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function measure(programs: Programs, work: string): Result[] {
  const program = join(work, 'lib', 'program.js');
  for (const name of ['src', 'package.json']) symlinkSync(join(ROOT, name), join(work, name)); // a bundle reads data of its package
  buildSync({
    entryPoints: [join(__dirname, 'fleet-program.ts')], outfile: program, bundle: true, platform: 'node', external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
  });
  let folders = 0;
  const run = (mode: string, clusters: number, folder = join(work, `run-${folders++}`), ...engine: string[]): Took => {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, mode, String(clusters), folder, ...engine], {
      encoding: 'utf8', env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') },
    });
    if (status !== 0) throw new Error(`${mode}: exit status ${status}\n${stderr}`);
    const milliseconds = performance.now() - start;
    const told = JSON.parse(stdout) as { readonly milliseconds: number; readonly megabytes: number };
    return { milliseconds, inside: told.milliseconds, megabytes: told.megabytes };
  };
  const fresh = (mode: string, clusters: number, ...engine: string[]): Took => {
    const folder = join(work, `run-${folders++}`);
    const took = run(mode, clusters, folder, ...engine);
    rmSync(folder, { recursive: true });
    return took;
  };
  const kept = Object.fromEntries(['distinct', 'typical'].map((mode) => [mode, join(work, mode)]));
  Object.entries(kept).forEach(([mode, folder]) => run(mode, FLEET, folder));
  const size = sizeOf(join(kept.distinct, 'clusters', 'edge-0'));

  // Turn by turn: other work on the machine slows all of them.
  const times: Record<string, number[]> = {};
  const note = (what: string, milliseconds: number) => { (times[what] ??= []).push(milliseconds); };
  const template = helmRun(programs, work);
  for (let round = 0; round < ROUNDS; round++) {
    for (const mode of ['distinct', 'typical']) {
      const { milliseconds, inside } = fresh(mode, FLEET);
      note(mode, milliseconds);
      note(`${mode} inside`, inside);
    }
    for (const engine of DELIVERIES) note(`typical ${engine}`, fresh('typical', FLEET, engine).milliseconds);
    note('unshared', fresh('unshared', FLEET / UNSHARED).milliseconds * UNSHARED);
    for (const mode of ['distinct', 'typical']) note(`${mode} unchanged`, run(mode, FLEET, kept[mode]).inside);
    for (let turn = 0; turn < HELM_RUNS / ROUNDS; turn++) note('helm', template.run());
    for (const clusters of APPS) note(`app ${clusters}`, fresh('app', clusters).milliseconds);
  }
  const large = fresh('distinct', LARGE);
  const time = (what: string) => median(times[what]);

  const helmTime = time('helm') * FLEET;
  const appTime = extrapolated(APPS.map((clusters): [number, number] => [clusters, time(`app ${clusters}`)]), FLEET);
  const about = `${FLEET} clusters of ${size.objects} objects, ${Math.round(size.bytes / 1024)} KiB`;
  const row = (what: string, a: string, b: string, ratio: number, bar?: readonly ['least' | 'most', number]): Result => ({
    what,
    a,
    b,
    ratio,
    bar: bar ? `at ${bar[0]} ${bar[1]}` : '',
    isMissed: bar !== undefined && (bar[0] === 'least' ? ratio < bar[1] : ratio > bar[1]),
  });
  const unchanged = (mode: string, bar?: readonly ['most', number]) => {
    const [full, again] = [time(`${mode} inside`), time(`${mode} unchanged`)];
    return row(`${mode}, nothing changed, without Node's start`, `fleet ${seconds(full)}`, `fleet ${seconds(again)}`, again / full, bar);
  };
  const ours = (mode: string) => `fleet ${seconds(time(mode))}`;
  const helmText = `helm ${seconds(helmTime)} (${HELM_RUNS} runs, ${template.objects} objects, times ${FLEET})`;
  const appText = `one App ${seconds(appTime)} (fit of ${APPS.join(', ')} clusters)`;
  return [
    row(`${about}: all distinct`, ours('distinct'), helmText, helmTime / time('distinct'), ['least', LEAST_TO_HELM]),
    row('the same: 12 blueprints typical of regions and pools', ours('typical'), helmText, helmTime / time('typical'), ['least', LEAST_TO_HELM]),
    row(`the same: one blueprint that reads the name, nothing shared (${FLEET / UNSHARED} clusters, times ${UNSHARED})`, ours('unshared'), helmText, helmTime / time('unshared')),
    row('all distinct', ours('distinct'), appText, appTime / time('distinct'), ['least', LEAST_TO_APP]),
    row('nothing shared', ours('unshared'), appText, appTime / time('unshared')),
    row(`all distinct, ${LARGE} clusters`, ours('distinct'), `${LARGE} clusters ${seconds(large.milliseconds)}`, large.milliseconds / time('distinct'), ['most', MOST_OF_LARGE]),
    row(`peak memory of ${LARGE} clusters`, `${MOST_MEGABYTES} MB`, `${large.megabytes.toFixed(0)} MB`, large.megabytes / MOST_MEGABYTES, ['most', 1]),
    ...DELIVERIES.map((engine) => (
      row(`typical, delivered by ${engine}`, ours('typical'), `fleet ${seconds(time(`typical ${engine}`))}`, time(`typical ${engine}`) / time('typical')))),
    unchanged('typical', ['most', MOST_UNCHANGED]),
    unchanged('distinct'),
  ];
}

/** Renders a chart as people do who have no fleet: a process for each cluster, whose output is a file. */
function helmRun(programs: Programs, work: string): { readonly objects: number; readonly run: () => number } {
  const program = helm(programs);
  const folder = programs.chart ?? chart(programs, 'kata-deploy-4.1.0');
  const file = join(work, 'helm.yaml');
  const once = () => {
    const output = openSync(file, 'w');
    const start = performance.now();
    const { status, stderr } = spawnSync(program, ['template', 'release-name', folder], { stdio: ['ignore', output, 'pipe'], encoding: 'utf8' });
    const milliseconds = performance.now() - start;
    closeSync(output);
    if (status !== 0) throw new Error(`helm: exit status ${status}\n${stderr}`);
    return milliseconds;
  };
  once();
  return { objects: readFileSync(file, 'utf8').match(/^kind:/gm)?.length ?? 0, run: once };
}

/** The time of a larger app: a parabola through the origin that fits the measured ones, by least squares. */
function extrapolated(points: readonly [number, number][], at: number): number {
  const [start] = points;
  const rest = points.slice(1).map(([clusters, time]): [number, number] => [clusters - start[0], time - start[1]]);
  const sum = (f: (n: number, t: number) => number) => rest.reduce((all, [n, t]) => all + f(n, t), 0);
  const [s2, s3, s4] = [2, 3, 4].map((power) => sum((n) => n ** power));
  const [t1, t2] = [1, 2].map((power) => sum((n, t) => n ** power * t));
  const determinant = s2 * s4 - s3 ** 2;
  const linear = (t1 * s4 - t2 * s3) / determinant;
  const square = (t2 * s2 - t1 * s3) / determinant;
  const more = at - start[0];
  return start[1] + Math.max(linear, 0) * more + Math.max(square, 0) * more ** 2;
}

function sizeOf(folder: string): { readonly bytes: number; readonly objects: number } {
  const paths = (readdirSync(folder, { recursive: true }) as string[]).map((name) => join(folder, name));
  const texts = paths.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path, 'utf8'));
  return { bytes: texts.join('').length, objects: texts.join('\n').match(/^kind:/gm)?.length ?? 0 };
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 0)} s`;
