/*
 * A newcomer: does what the pages say, in empty folders, with the packed library. docs/getting-started.md is done step by step.
 * Of the other pages and the READMEs of examples, all programs run, and all commands that need neither a cluster nor a network.
 *
 * `node --import tsx test/consumer/newcomer.ts [PART]`: with PART, only pages whose path has it, after the first steps.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Block, blocksOf, localCommands, outputPaths } from './page-blocks';
import { Page, pages } from './pages';
import { run, UserError } from '../support/command';
import { compile, REPOSITORY } from '../support/repository';

const ENV = {
  ...process.env,
  GIT_AUTHOR_NAME: 'Newcomer',
  GIT_AUTHOR_EMAIL: 'newcomer@example.com',
  GIT_COMMITTER_NAME: 'Newcomer',
  GIT_COMMITTER_EMAIL: 'newcomer@example.com',
  npm_config_fund: 'false',
  npm_config_audit: 'false',
  npm_config_prefer_offline: 'true',
};

/** An app with a committed release of Kata, and a newer one in the folder. */
const APP = `import { App, Chart } from 'cdk8s';
import { KataRelease, KataRuntime } from 'cdk8s-coco';

const app = new App();
new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: KataRelease.V4_0_0 });
app.synth();
`;
const CDK8S_YAML = 'language: typescript\napp: node --import tsx main.ts\noutput: dist\n';

let passed = 0;
let failed = 0;

/** Runs one step of a page, and prints how it ended. */
function step(page: string, line: number, what: string, action: () => void): void {
  const start = Date.now();
  try {
    action();
    passed++;
    console.log(`ok   ${page}:${line} ${squeeze(what).slice(0, 110)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${page}:${line} ${squeeze(what)}\n${(error as Error).message}`);
  }
}

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Runs a shell script; fails unless it ends with an allowed exit status. Returns what it printed. */
function shell(script: string, cwd: string, allowed: readonly number[] = [0]): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], { cwd, env: ENV, encoding: 'utf8', input: '' });
  if (!allowed.includes(status ?? -1)) throw new UserError(`exit code ${status}\n${stdout}${stderr}`);
  return `${stdout}${stderr}`;
}

/** docs/getting-started.md: each block is a step, up to the heading of what is not one. Returns the folder of the project. */
function firstSteps(work: string, tarball: string): string {
  const path = 'docs/getting-started.md';
  const [steps] = readFileSync(join(REPOSITORY, path), 'utf8').split('## Next steps');
  let folder = work;
  let output = '';
  for (const { line, language, special, text, file } of blocksOf(steps).filter((block) => block.special !== 'cluster')) {
    step(path, line, file ? `write ${file}` : text, () => {
      if (language === 'sh') {
        output = shell(text.replace('npm install cdk8s-coco ', `npm install ${tarball} `), folder, special === 'fails' ? [1] : [0]);
        if (/^cd (\w+)$/m.test(text)) folder = join(folder, /^cd (\w+)$/m.exec(text)![1]);
      } else if (language === 'text') {
        if (!squeeze(output).includes(squeeze(text))) throw new UserError(`the commands above do not print this. They print:\n${output}`);
      } else {
        if (!file) throw new UserError('the paragraph before this block does not say "Write `FILE`"');
        writeFileSync(join(folder, file), text);
      }
    });
  }
  return folder;
}

/** The folder in which a page is read, with what the reader has already. */
function prepare(work: string, modules: string, { path, files = {}, outputs = {}, hasApp }: Page): string {
  const example = path.startsWith('examples/') ? dirname(path) : undefined;
  const folder = join(work, path.replace(/\W+/g, '-'));
  if (example) cpSync(join(REPOSITORY, example), folder, { recursive: true, filter: (from) => !/(?:dist|dist-[\w-]+|tsconfig\.json)$/.test(from) });
  else mkdirSync(folder);
  symlinkSync(modules, join(folder, 'node_modules'));
  const written = { 'package.json': '{"private": true}\n', '.gitignore': 'node_modules\n', ...(example ? {} : { 'cdk8s.yaml': CDK8S_YAML }), ...files };
  for (const [file, text] of Object.entries(written)) writeFileSync(join(folder, file), text);
  for (const [file, command] of Object.entries(outputs)) shell(`${command} > ${file}`, folder);
  if (hasApp) {
    writeFileSync(join(folder, 'main.ts'), APP);
    shell('node --import tsx main.ts; git init --quiet; git add .; git commit --quiet -m app; git update-ref refs/remotes/origin/main HEAD', folder);
    writeFileSync(join(folder, 'main.ts'), APP.replace('V4_0_0', 'V4_1_0'));
    shell('node --import tsx main.ts', folder);
  }
  return folder;
}

/** Runs the programs and the local commands of a page. */
function read(page: Page, folder: string): void {
  const text = readFileSync(join(REPOSITORY, page.path), 'utf8');
  for (const block of blocksOf(text)) {
    if (block.language === 'ts') runProgram(page, folder, block, text);
    else if (block.file) step(page.path, block.line, `write ${block.file}`, () => writeFileSync(join(folder, block.file!), block.text));
    else if (['sh', 'commands'].includes(block.language)) runCommands(page, folder, block);
  }
}

function runProgram({ path }: Page, folder: string, block: Block, page: string): void {
  // Fragments and tests of jest do not run alone.
  if (/^(?:declare |test\()/m.test(block.text)) return;
  step(path, block.line, 'program', () => {
    for (const output of ['dist', 'dist-uninstall']) rmSync(join(folder, output), { recursive: true, force: true });
    writeFileSync(join(folder, block.file ?? 'main.ts'), block.text);
    shell(`node --import tsx ${block.file ?? 'main.ts'}`, folder);
    const missing = outputPaths(page, block).filter((output) => !existsSync(join(folder, output)));
    if (missing.length) throw new UserError(`the page says that the program writes ${missing.join(', ')}`);
  });
}

function runCommands({ path, skipped = {} }: Page, folder: string, block: Block): void {
  const commands = localCommands(block).filter((command) => !Object.keys(skipped).some((part) => command.includes(part)));
  if (!commands.some((command) => !command.startsWith('cd '))) return;
  // Without a network, cdk8s-cli cannot look for a newer version of itself. 3: a difference was found.
  const script = commands.join('\n').replace(/npx cdk8s synth/g, '$& --no-check-upgrade');
  step(path, block.line, script, () => shell(script, folder, /--fail-on|--from-manifest/.test(script) ? [0, 3] : [0]));
}

function main([part = '']: readonly string[]): void {
  const work = mkdtempSync(join(tmpdir(), 'cdk8s-coco-newcomer-'));
  try {
    compile();
    const packed = run('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', work], { cwd: REPOSITORY });
    const begin = Date.now();
    const project = firstSteps(work, join(work, JSON.parse(packed)[0].filename));
    console.log(`     ${Math.round((Date.now() - begin) / 1000)} s for docs/getting-started.md`);
    if (passed < 10) throw new UserError(`only ${passed} steps in docs/getting-started.md`);
    for (const page of pages().filter(({ path }) => path.includes(part))) read(page, prepare(work, join(project, 'node_modules'), page));
    if (!part && passed + failed < 90) throw new UserError(`only ${passed + failed} steps in all pages`);
  } catch (error) {
    failed++;
    console.log(error instanceof UserError ? error.message : error);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

main(process.argv.slice(2));
