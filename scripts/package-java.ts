/*
 * Packs the library for Maven into artifacts/java/. What it needs and Maven does not have is made from node_modules/ before.
 */
import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { check, provideBelow } from '../test/languages/java';
import { cacheFolder } from '../test/languages/packages';
import { bin, REPOSITORY } from '../test/support/repository';

const work = mkdtempSync(join(tmpdir(), 'cdk8s-coco-java-'));
try {
  check();
  provideBelow(work);
  const { status } = spawnSync(bin('jsii-pacmak'), ['-v', '--no-npmignore', '--target', 'java', '--maven-local-repository', cacheFolder('maven')], {
    cwd: REPOSITORY, stdio: 'inherit', env: { ...process.env, npm_config_ignore_scripts: 'true' }, // it packs the package, which is compiled
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
