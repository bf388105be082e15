import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, VERSIONS } from './packages';
import { need, run } from '../support/command';

const REPAIR = 'Install Python 3.10 or newer with its module venv (Debian: python3 and python3-venv).';

export function check(): void {
  need('python3', ['-c', 'import sys, venv, ensurepip; assert sys.version_info >= (3, 10)'], REPAIR);
}

/** Builds the wheel from the generated sources, installs it into a virtual environment, and runs main.py there. */
export function execute(generated: string, work: string, outdir: string): void {
  const python = join(environment(generated), 'bin', 'python');
  const wheels = join(work, 'wheels');
  run(python, ['-m', 'pip', 'wheel', '--no-input', '--no-index', '--no-deps', '--no-build-isolation', '--wheel-dir', wheels, generated]);
  const wheel = readdirSync(wheels).map((name) => join(wheels, name));
  run(python, ['-m', 'pip', 'install', '--no-input', '--no-index', '--no-deps', '--force-reinstall', ...wheel]);
  run(python, ['-m', 'pip', 'check']); // what the wheel asks for is there
  run(python, [join(__dirname, 'python', 'main.py')], { cwd: work, env: { CDK8S_OUTDIR: outdir } });
}

/** The virtual environment with everything but the wheel; made once. */
function environment(generated: string): string {
  const setuptools = /"(setuptools[^"]*)"/.exec(readFileSync(join(generated, 'pyproject.toml'), 'utf8'))![1];
  const requirements = [setuptools, 'publication', ...Object.entries(VERSIONS).map(([name, version]) => `${name}==${version}`)];
  const version = run('python3', ['-c', 'import sys; print(sys.version, sys.prefix)']);
  const folder = cacheFolder('python', version, ...requirements);
  const complete = join(folder, 'complete');
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    run('python3', ['-m', 'venv', folder]);
    run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--no-input', ...requirements]);
    writeFileSync(complete, requirements.join('\n'));
  }
  return folder;
}
