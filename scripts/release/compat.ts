/*
 * Compares the public API with that of the last release. Something that breaks users is allowed only if a commit since then
 * says so (`feat!: ...`, or a paragraph `BREAKING CHANGE: ...`).
 */
import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { commitsSince, lastTag } from './commits';

const ROOT = join(__dirname, '..', '..');
const bin = (name: string) => join(ROOT, 'node_modules', '.bin', name);

function run(command: string, args: readonly string[], cwd: string): { readonly failed: boolean; readonly output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error) throw error;
  return { failed: status !== 0, output: `${stdout}${stderr}` };
}

function mustRun(command: string, args: readonly string[], cwd: string): void {
  const { failed, output } = run(command, args, cwd);
  if (failed) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
}

function compare(tag: string): void {
  const before = mkdtempSync(join(tmpdir(), 'cdk8s-coco-compat-'));
  try {
    mustRun('git', ['worktree', 'add', '--detach', before, tag], ROOT);
    symlinkSync(join(ROOT, 'node_modules'), join(before, 'node_modules'));
    for (const folder of [before, ROOT]) mustRun(bin('jsii'), ['--silence-warnings=reserved-word'], folder);
    const { failed, output } = run(bin('jsii-diff'), [before, ROOT, '--keys', '--error-on=all'], ROOT);
    const announced = commitsSince(tag).flatMap(({ hash, breaking }) => (breaking === undefined ? [] : [`${hash} ${breaking}`]));
    console.log(output.trim() || `The API has all that ${tag} had.`);
    if (failed && announced.length) console.log(`Announced by ${announced.length} commits:\n${announced.join('\n')}`);
    else if (failed) process.exitCode = 1;
  } finally {
    run('git', ['worktree', 'remove', '--force', before], ROOT);
    rmSync(before, { recursive: true, force: true });
  }
}

const tag = lastTag();
if (tag) compare(tag);
else console.log('There is no release yet (no tag such as v0.1.0): nothing to compare with.');
