import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run } from '../test/support/command';
import { compile, REPOSITORY } from '../test/support/repository';

/** Peers of the package. */
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

/**
 * Does something with a project that has the package as users get it: packed, and installed beside its peers.
 *
 * @param action gets the folder of the project
 */
export function withPackage<T>(action: (project: string) => T): T {
  const project = mkdtempSync(join(tmpdir(), 'cdk8s-coco-bench-'));
  try {
    if (compile()) console.error('compiled first');
    const options = ['--json', '--silent', '--ignore-scripts', '--pack-destination', project];
    const [{ filename }] = JSON.parse(run('npm', ['pack', ...options], { cwd: REPOSITORY })) as [{ filename: string }];
    const installed = join(project, 'node_modules', 'cdk8s-coco');
    mkdirSync(installed, { recursive: true });
    run('tar', ['-xzf', join(project, filename), '--strip-components=1', '-C', installed]);
    for (const peer of PEERS) symlinkSync(join(REPOSITORY, 'node_modules', peer), join(project, 'node_modules', peer));
    return action(project);
  } finally {
    rmSync(project, { recursive: true });
  }
}
