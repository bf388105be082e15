import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { homedir } from 'os';
import { join } from 'path';
import { run, UserError } from '../test/support/command';

const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-coco');

const HELM = 'helm.sh/helm/v3/cmd/helm@v3.18.6';

/** Programs to compare with, where other ones are wanted than those that are found. */
export interface Programs {
  readonly helm?: string;
  /** A folder with upstream's charts, each in a folder of its own: `coco-0.16.0`, `peerpods-0.4.0`. */
  readonly charts?: string;
  /** The chart that a fleet is compared with. */
  readonly chart?: string;
  /** Where a fleet is written: the folder decides on the disk. */
  readonly out?: string;
  /** Node.js 24. */
  readonly node24?: string;
  /** Where the benchmark of order draws its plot. */
  readonly plot?: string;
}

/** Helm: the one that is given, installed, or built by Go, which takes some minutes once. */
export function helm({ helm: given }: Programs): string {
  if (given) return given;
  if (!spawnSync('helm', ['version']).error) return 'helm';
  const built = join(CACHE, 'helm', 'helm');
  if (existsSync(built)) return built;
  if (spawnSync('go', ['version']).error) throw new UserError('there is neither helm nor go; install one of the two, or give --helm PROGRAM');
  console.error(`building ${HELM}`);
  run('go', ['install', HELM], { env: { GOBIN: join(CACHE, 'helm') } });
  return built;
}

/** Node.js 24: this one, the one that is given, or that of npm's package `node`. */
export function node24({ node24: given }: Programs): string {
  if (given) return given;
  if (process.version.startsWith('v24.')) return process.execPath;
  const installed = join(CACHE, 'node-24');
  const program = join(installed, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(program)) return program;
  console.error('installing node@24');
  run('npm', ['install', '--prefix', installed, '--no-audit', '--no-fund', 'node@24']);
  if (!existsSync(program)) throw new UserError('the package node@24 brings no program for this machine; give --node24 PROGRAM');
  return program;
}

/** The folder of a chart of upstream. */
export function chart({ charts = join(__dirname, '..', '..', 'shared', 'charts') }: Programs, name: string): string {
  const folder = join(charts, name);
  if (!existsSync(folder)) throw new UserError(`there is no chart ${folder}; give --charts FOLDER, with upstream's charts in it`);
  return folder;
}
