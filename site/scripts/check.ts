/*
 * Follows every link of the built site: pages, files and headings are there. VitePress itself looks at pages only.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

const OUT = join(__dirname, '..', '.vitepress', 'dist');
const BASE = process.env.SITE_BASE ?? '/cdk8s-coco/';

const pages = (readdirSync(OUT, { recursive: true }) as string[]).filter((file) => file.endsWith('.html') && file !== '404.html');
const text = new Map(pages.map((page) => [page, readFileSync(join(OUT, page), 'utf8')]));
const headings = new Map(pages.map((page) => [page, new Set([...text.get(page)!.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]));

/** The file of a path on the site, as the server of the forge finds it. */
function fileOf(path: string): string | undefined {
  const candidates = [path, `${path}.html`, posix.join(path, 'index.html')];
  return candidates.find((file) => existsSync(join(OUT, file)) && statSync(join(OUT, file)).isFile());
}

const problems: string[] = [];
let links = 0;
for (const page of pages) {
  for (const [, href] of text.get(page)!.matchAll(/ (?:href|src)="([^"]+)"/g)) {
    if (/^(\w+:|\/\/)/.test(href)) continue;
    links++;
    const { pathname, hash } = new URL(href.replace(/&amp;/g, '&'), `http://site${BASE}${page}`);
    const file = pathname.startsWith(BASE) ? fileOf(decodeURIComponent(pathname.slice(BASE.length)) || 'index.html') : undefined;
    const id = decodeURIComponent(hash.slice(1));
    if (!file) problems.push(`${page}: ${href} is not there`);
    else if (id && headings.has(file) && !headings.get(file)!.has(id)) problems.push(`${page}: ${href} is no heading of that page`);
  }
}
for (const problem of problems) console.error(problem);
console.log(`${pages.length} pages, ${links} links, ${problems.length} problems`);
process.exitCode = problems.length || pages.length < 50 ? 1 : 0;
