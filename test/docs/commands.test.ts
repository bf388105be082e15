import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMON_OPTIONS } from '../../src/cli/command';
import { COMMANDS } from '../../src/cli/commands';
import { blocksOf, localCommands, outputPaths } from '../consumer/page-blocks';
import { pages } from '../consumer/pages';
import { REPOSITORY } from '../support/repository';

const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'SUPPORT.md', ...['docs', 'examples'].flatMap((folder) => (
  (readdirSync(join(REPOSITORY, folder), { recursive: true }) as string[]).filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
    .map((file) => join(folder, file))))];

const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };

/** The command lines of our program in a page: what follows its name, with lines that a backslash continues. */
function commandLines(page: string): string[] {
  const text = page.replace(/ *\\\n\s*/g, ' ');
  return [...text.matchAll(/(?:npx |bin\/|^ *(?:\$ )?)cdk8s-coco ((?:[a-z]|--)[^\n`|)>]*)/gm)].map(([, line]) => line.replace(/ #.*/, '').trim());
}

/** What is wrong with a command line: a command, or an option, that the program does not have. */
function problems(line: string): string[] {
  const [name, ...words] = line.split(/\s+/);
  if (name.startsWith('--')) return ['--version', '--help'].includes(name) ? [] : [`${line}: no option ${name}`];
  if (!Object.hasOwn(COMMANDS, name)) return [`${line}: no command ${name}`];
  const options = { ...COMMANDS[name].load().options, ...COMMON_OPTIONS };
  return words.filter((word) => /^--\w/.test(word)).map((word) => word.slice(2).replace(/=.*/, ''))
    .filter((option) => !Object.hasOwn(options, option)).map((option) => `${line}: no option --${option}`);
}

test('commands of the program that pages name exist, with their options', () => {
  const lines = PAGES.flatMap((page) => commandLines(readFileSync(join(REPOSITORY, page), 'utf8')).map((line) => `${page}\0${line}`));
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.flatMap((each) => {
    const [page, line] = each.split('\0');
    return problems(line).map((problem) => `${page}: ${problem}`);
  })).toEqual([]);
});

test('tasks of npm that pages name exist', () => {
  const tasks = PAGES.flatMap((page) => (
    [...readFileSync(join(REPOSITORY, page), 'utf8').matchAll(/npm run (?:--?\w+ )*([a-z][\w:-]*)/g)].map(([, task]) => `${page}: ${task}`)));
  expect(tasks.length).toBeGreaterThan(40);
  expect(tasks.filter((each) => !Object.hasOwn(scripts, each.split(': ')[1]))).toEqual([]);
});

test('npm run test:newcomer runs the commands of most pages', () => {
  const running = pages().filter(({ path }) => (
    blocksOf(readFileSync(join(REPOSITORY, path), 'utf8')).some((block) => block.language === 'ts' || localCommands(block).length)));
  expect(running.map(({ path }) => path)).toEqual(expect.arrayContaining([
    'README.md', 'docs/delivery-argo-cd.md', 'docs/fleets.md', 'docs/migrate.md', 'docs/plan.md', 'docs/render.md', 'docs/report.md', 'examples/fleet/README.md',
  ]));
  expect(pages().filter(({ path, skipped = {} }) => Object.keys(skipped).some((part) => !readFileSync(join(REPOSITORY, path), 'utf8').includes(part)))).toEqual([]);
});

test('blocks of a page, the commands that run without a cluster, and the files that a program writes', () => {
  const page = [
    '# A', '', 'Write `a.yaml`:', '', '```yaml', 'a: 1', '```', '', '1. Run it:', '', '       npx cdk8s-coco plan a \\', '         b', '       kubectl apply -f a', '',
    '```ts fails', 'f();', '```', '', '| path | holds |', '|---|---|', '| `dist/a.yaml` | it |', '', '```sh', 'npx cdk8s-coco render x | kubectl apply -f -', 'npm ci', '```', '',
  ].join('\n');
  const blocks = blocksOf(page);
  expect(blocks.map(({ line, language, special, file }) => [line, language, special, file])).toEqual([
    [5, 'yaml', undefined, 'a.yaml'], [11, 'commands', undefined, undefined], [15, 'ts', 'fails', undefined], [23, 'sh', undefined, undefined],
  ]);
  expect(blocks.map((block) => localCommands(block))).toEqual([[], ['npx cdk8s-coco plan a b'], [], []]);
  expect(outputPaths(page, blocks[2])).toEqual(['dist/a.yaml']);
  expect(outputPaths(page, blocks[0])).toEqual([]);
});

test('the checks themselves', () => {
  expect(commandLines('run `npx cdk8s-coco plan a b --json`, or\n\n    cdk8s-coco render x \\\n      --values y # z\n')).toEqual(['plan a b --json', 'render x --values y']);
  expect(['plan a b --json', 'plan --old a', 'plot a', '--version', 'render x --set=a=b'].flatMap(problems)).toEqual(
    ['plan --old a: no option --old', 'plot a: no command plot']);
});
