import { posix } from 'node:path';

const FORGE = 'https://github.com/cdk8s-coco/cdk8s-coco';

/** Where a file of the repository is on the site, as a path below its pages; undefined for files that the site does not have. */
export function pageOf(file: string): string | undefined {
  if (file === 'README.md') return 'index.md';
  if (file === 'API.md') return 'api/index.md';
  if (file === 'CHANGELOG.md') return 'changelog.md';
  if (file === 'examples/README.md' || file === 'examples') return 'examples/index.md';
  const example = /^examples\/([\w-]+)(\/README\.md)?$/.exec(file);
  if (example) return `examples/${example[1]}.md`;
  if (file === 'docs/decisions/README.md' || file === 'docs/decisions') return 'decisions/index.md';
  return /^docs\/.+\.(md|svg)$/.test(file) ? file.replace(/^docs\//, '') : undefined;
}

/** A link of a page in the repository, as the page of the site has it. Files that the site does not have are on the forge. */
export function siteLink(from: string, link: string): string {
  if (/^(\w+:|#)/.test(link)) return link;
  const [path, anchor] = link.split('#');
  const file = posix.normalize(posix.join(posix.dirname(from), path)).replace(/\/$/, '');
  const page = pageOf(file);
  const target = page === undefined ? `${FORGE}/blob/main/${file}` : posix.relative(posix.dirname(pageOf(from)!), page);
  return `${/^(\w+:|\.)/.test(target) ? target : `./${target}`}${anchor ? `#${anchor}` : ''}`;
}

/** A page with all links and pictures as the site has them; code stays as it is. */
export function sitePage(from: string, markdown: string): string {
  return markdown.split(/(^ *```[^]*?^ *```$|`[^`\n]+`)/m).map((part, index) => (
    index % 2 ? part : part.replace(/\]\(([^)\s]+)\)/g, (_, link: string) => `](${siteLink(from, link)})`))).join('');
}

/** The anchor of a heading, as the forge makes it, so that links to headings work at both places. */
export function forgeAnchor(heading: string): string {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, '').replace(/ /g, '-');
}
