import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anchors, linkProblems, tableProblems } from '../support/markdown';
import { REPOSITORY } from '../support/repository';

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'SECURITY.md', 'SUPPORT.md', ...['docs', 'examples', 'test'].flatMap((folder) => (
  (readdirSync(join(REPOSITORY, folder), { recursive: true }) as string[]).filter((file) => file.endsWith('.md')).map((file) => join(folder, file))))];

test('all pages are looked at', () => {
  expect(PAGES).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/peer-pods.md', 'docs/render.md', 'examples/dpf-ha/README.md']));
});

test.each(PAGES)('%s: its tables are whole, and its links lead somewhere', (page) => {
  expect([...tableProblems(readFileSync(join(REPOSITORY, page), 'utf8')), ...linkProblems(REPOSITORY, page)]).toEqual([]);
});

describe('the checks themselves', () => {
  test.each<[string, string, string[]]>([
    ['a whole table', '\n| a | b |\n|---|---|\n| `x\\|y` | 2 |\n', []],
    ['none in code', '```\n| a\n```\n\n    | a\n', []],
    ['a bar in code', '\n| a | b |\n|---|---|\n| `x|y` | 2 |\n', ['line 4: 3 cells, the table has 2']],
    ['a cell too few', '\n| a | b |\n|---|---|\n| 1 |\n| 1 | 2 |\n', ['line 4: 1 cells, the table has 2']],
    ['no bar at the end', '\n| a | b |\n|---|---|\n| 1 | 2\n', ['line 4: the row does not end with a bar']],
    ['no line below the head', '\n| a | b |\n| 1 | 2 |\n| 1 | 2 |\n', ['line 2: the table has no line of dashes below its head']],
    ['no empty line before', 'Text\n| a | b |\n|---|---|\n| 1 | 2 |\n', ['line 2: no empty line before the table']],
    ['no rows', '\n| a | b |\n|---|---|\n', ['line 2: the table has no rows']],
  ])('tables: %s', (_, text, expected) => {
    expect(tableProblems(text)).toEqual(expected);
  });

  test('anchors are those of GitHub', () => {
    expect(anchors('# `KataRuntime`: what, and why?\n## A b_c\n## A b_c\n```\n# no\n```\n### [Link](x) & more')).toEqual(
      ['kataruntime-what-and-why', 'a-b_c', 'a-b_c-1', 'link--more']);
  });

  test('links', () => {
    const root = mkdtempSync(join(tmpdir(), 'cdk8s-coco-pages-'));
    try {
      writeFileSync(join(root, 'other.md'), '# Here\n');
      writeFileSync(join(root, 'page.md'), [
        '# Top', '[a](other.md) [b](other.md#here) [c](#top) [d](https://example.com/x) `[e](none.md)`',
        '[f](none.md)', '![g](none.svg)', '[h](other.md#there)', '[i](#bottom)', '[j](../page.md)',
      ].join('\n'));
      expect(linkProblems(root, 'page.md')).toEqual([
        'line 3: none.md is not there', 'line 4: none.svg is not there', 'line 5: other.md#there is no heading of that page',
        'line 6: #bottom is no heading of that page', 'line 7: ../page.md is not there',
      ]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
