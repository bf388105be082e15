/*
 * A newcomer: does what docs/getting-started.md says, in an empty folder, with the packed library, and tells how long it took.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, UserError } from '../support/command';
import { compile, REPOSITORY } from '../support/repository';

interface Block {
  readonly line: number;
  /** `sh`, `yaml`, `ts` or `text`; behind `sh`, what is special about it. */
  readonly kind: string;
  readonly text: string;
  /** The file that the sentence before a block names. */
  readonly file?: string;
}

/** The fenced blocks of a page, up to the heading of what is not a step. */
function blocksOf(page: string): Block[] {
  const steps = page.slice(0, page.indexOf('## Next steps'));
  return [...steps.matchAll(/^```(.+)\n([^]*?)^```$/gm)].map(({ 1: kind, 2: text, index }) => {
    const paragraph = steps.slice(0, index).trimEnd().split('\n\n').pop()!.replace(/\s+/g, ' ');
    return { line: steps.slice(0, index).split('\n').length, kind, text, file: /Write `([^`]+)`/.exec(paragraph)?.[1] };
  });
}

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

function main(): number {
  const work = mkdtempSync(join(tmpdir(), 'cdk8s-coco-newcomer-'));
  try {
    compile();
    const packed = run('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', work], { cwd: REPOSITORY });
    const tarball = join(work, JSON.parse(packed)[0].filename);
    const author = { GIT_AUTHOR_NAME: 'Newcomer', GIT_AUTHOR_EMAIL: 'newcomer@example.com' };
    const committer = { GIT_COMMITTER_NAME: 'Newcomer', GIT_COMMITTER_EMAIL: 'newcomer@example.com' };
    const env = { ...process.env, ...author, ...committer, npm_config_fund: 'false', npm_config_audit: 'false', npm_config_prefer_offline: 'true' };
    const begin = Date.now();
    let folder = work;
    let output = '';
    let steps = 0;
    for (const { line, kind, text, file } of blocksOf(readFileSync(join(REPOSITORY, 'docs', 'getting-started.md'), 'utf8'))) {
      const start = Date.now();
      const fail = (problem: string) => new UserError(`docs/getting-started.md, line ${line}: ${problem}`);
      const [language, special] = kind.split(' ');
      if (special === 'cluster') continue;
      if (language === 'sh') {
        const commands = text.replace('npm install cdk8s-coco ', `npm install ${tarball} `);
        const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', commands], { cwd: folder, env, encoding: 'utf8' });
        output = `${stdout}${stderr}`;
        if ((status === 0) !== (special !== 'fails')) throw fail(`exit code ${status}\n${output}`);
        if (/^cd (\w+)$/m.test(text)) folder = join(folder, /^cd (\w+)$/m.exec(text)![1]);
      } else if (language === 'text') {
        if (!squeeze(output).includes(squeeze(text))) throw fail(`the commands above do not print this. They print:\n${output}`);
      } else {
        if (!file) throw fail('the paragraph before this block does not say "Write `FILE`"');
        writeFileSync(join(folder, file), text);
      }
      steps++;
      console.log(`ok   line ${line}: ${file ? `writes ${file}` : squeeze(text).slice(0, 90)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    }
    console.log(`     ${Math.round((Date.now() - begin) / 1000)} s for all commands`);
    return steps;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

try {
  const steps = main();
  if (steps < 10) throw new UserError(`only ${steps} steps in docs/getting-started.md`);
  console.log(`${steps} passed, 0 failed`);
} catch (error) {
  console.log(error instanceof UserError ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
