import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAVIGATION } from '../../site/navigation';
import { ApiPages, ApiType, ROOMS } from '../../site/scripts/api';
import { forgeAnchor, siteLink, sitePage } from '../../site/scripts/links';
import { anchors } from '../support/markdown';
import { REPOSITORY } from '../support/repository';

describe('the menu of the site', () => {
  const pages = NAVIGATION.flatMap(({ pages: entries }) => entries.map(([page]) => page));

  test('has each page of docs/, and the changelog, once', () => {
    const files = readdirSync(join(REPOSITORY, 'docs')).filter((file) => file.endsWith('.md')).map((file) => file.replace(/\.md$/, ''));
    expect([...pages].sort()).toEqual([...files, 'decisions/README', 'changelog'].sort());
  });

  test('has a page of the API for each folder of the library with public types', () => {
    const exported = readFileSync(join(REPOSITORY, 'src', 'index.ts'), 'utf8').matchAll(/from '\.\/([\w-]+)'/g);
    expect(Object.keys(ROOMS).sort()).toEqual([...exported].map(([, folder]) => folder).sort());
  });
});

test.each([
  ['README.md', 'docs/kata-runtime.md#shims', './kata-runtime.md#shims'],
  ['README.md', 'API.md', './api/index.md'],
  ['CHANGELOG.md', 'docs/upgrading.md', './upgrading.md'],
  ['README.md', 'LICENSE', 'https://github.com/cdk8s-coco/cdk8s-coco/blob/main/LICENSE'],
  ['docs/kata-runtime.md', '../README.md#install', './index.md#install'],
  ['docs/kata-runtime.md', 'decisions/0010-one-gate.md', './decisions/0010-one-gate.md'],
  ['docs/kata-runtime.md', 'decisions/README.md', './decisions/index.md'],
  ['docs/kata-runtime.md', '../examples/fleet/', './examples/fleet.md'],
  ['docs/decisions/0010-one-gate.md', '../render.md', '../render.md'],
  ['docs/kata-runtime.md', '../src/kata/uninstall.sh', 'https://github.com/cdk8s-coco/cdk8s-coco/blob/main/src/kata/uninstall.sh'],
  ['examples/fleet/README.md', '../../docs/fleets.md', '../fleets.md'],
  ['docs/x.md', '#here', '#here'],
  ['docs/x.md', 'https://example.com/a.md', 'https://example.com/a.md'],
])('on the site, %s links %s as %s', (from, link, expected) => {
  expect(siteLink(from, link)).toBe(expected);
});

test('links in code stay as they are', () => {
  const page = '[a](../README.md) `[b](../README.md)`\n\n```md\n[c](../README.md)\n```\n![d](overview.svg)\n';
  expect(sitePage('docs/x.md', page)).toBe('[a](./index.md) `[b](../README.md)`\n\n```md\n[c](../README.md)\n```\n![d](./overview.svg)\n');
});

test.each(['1. Set up a project', 'From 3.22.0 to 3.23.0', 'plan: what a change does', 'A b_c & more'])('the heading "%s" has the anchor of the forge', (heading) => {
  expect(forgeAnchor(heading)).toBe(anchors(`# ${heading}`)[0]);
});

test('a page of the API has props with their defaults, and links to types of other pages', () => {
  const filename = (folder: string) => ({ filename: `src/${folder}/x.ts` });
  const types: ApiType[] = [
    { fqn: 'cdk8s-coco.Level', name: 'Level', kind: 'enum', locationInModule: filename('common'), members: [{ name: 'LOW', docs: { summary: 'Little.' } }] },
    {
      fqn: 'cdk8s-coco.KataRuntimeProps',
      name: 'KataRuntimeProps',
      kind: 'interface',
      datatype: true,
      locationInModule: filename('kata'),
      properties: [
        { name: 'level', type: { fqn: 'cdk8s-coco.Level' }, docs: { summary: 'A <level> | or none.' } },
        { name: 'names', type: { collection: { kind: 'array', elementtype: { primitive: 'string' } } }, optional: true, docs: { default: '- none' } },
      ],
    },
  ];
  const pages = new ApiPages({ name: 'cdk8s-coco', types: Object.fromEntries(types.map((type) => [type.fqn, type])) }).all();
  expect(pages['api/kata.md']).toContain('| `level` **required** | [Level](./common.md#level) |  | A &lt;level> \\| or none. |');
  expect(pages['api/kata.md']).toContain('| `names` | string[] | none |');
  expect(pages['api/common.md']).toContain('| `LOW` | Little. |');
  expect(pages['api/index.md']).toContain('[KataRuntimeProps](./kata.md#kataruntimeprops)');
});

test('the lockfile of the site names no registry', () => {
  expect(existsSync(join(REPOSITORY, 'site', 'package-lock.json'))).toBe(true);
  expect(readFileSync(join(REPOSITORY, 'site', 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"/);
});
