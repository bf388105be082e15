import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { NAVIGATION } from '../navigation';
import { ROOMS } from '../scripts/api';
import { forgeAnchor } from '../scripts/links';

const pages = join(import.meta.dirname, '..', 'pages');

/** The pages of a folder, by their headings. */
const folder = (name: string) => readdirSync(join(pages, name)).filter((file) => file !== 'index.md').sort().map((file) => ({
  text: /^# (.+)$/m.exec(readFileSync(join(pages, name, file), 'utf8'))![1].replace(/`/g, ''),
  link: `/${name}/${file.replace(/\.md$/, '')}`,
}));

export default defineConfig({
  title: 'cdk8s-coco',
  description: 'Confidential Containers on Kubernetes as typed cdk8s constructs that emit plain manifests',
  lang: 'en',
  base: process.env.SITE_BASE ?? '/cdk8s-coco/',
  srcDir: 'pages',
  cleanUrls: true,
  ignoreDeadLinks: false,
  markdown: { anchor: { slugify: forgeAnchor } },
  head: [['meta', { name: 'referrer', content: 'no-referrer' }]],
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Getting started', link: '/getting-started' }, { text: 'Examples', link: '/examples/' }, { text: 'API', link: '/api/' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
    ],
    socialLinks: [{ icon: 'github', link: 'https://github.com/cdk8s-coco/cdk8s-coco' }],
    sidebar: [
      { text: 'Overview', link: '/' },
      ...NAVIGATION.map(({ text, pages: entries }) => ({
        text, items: entries.map(([page, title]) => ({ text: title, link: `/${page.replace(/README$/, '')}` })),
      })),
      { text: 'API', link: '/api/', collapsed: true, items: Object.entries(ROOMS).map(([room, text]) => ({ text, link: `/api/${room}` })) },
      { text: 'Examples', link: '/examples/', collapsed: true, items: folder('examples') },
      { text: 'Decisions', link: '/decisions/', collapsed: true, items: folder('decisions') },
    ],
    footer: { message: 'Apache-2.0', copyright: 'The cdk8s-coco authors' },
  },
});
