/*
 * Writes the pages of the site to site/pages/: those of docs/, the changelog and the examples, with links of the site, and the
 * API from .jsii.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ApiPages } from './api';
import { pageOf, sitePage } from './links';

const ROOT = join(__dirname, '..', '..');
const OUT = join(ROOT, 'site', 'pages');

function write(page: string, text: string): void {
  mkdirSync(dirname(join(OUT, page)), { recursive: true });
  writeFileSync(join(OUT, page), text);
}

function main(): void {
  if (!existsSync(join(ROOT, '.jsii'))) throw new Error('there is no .jsii: run npm run compile before');
  rmSync(OUT, { recursive: true, force: true });
  const files = ['README.md', 'CHANGELOG.md', 'examples/README.md', ...(readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[]).map((file) => `docs/${file}`)];
  for (const file of files) {
    const page = pageOf(file);
    if (file.endsWith('.md')) write(page!, sitePage(file, readFileSync(join(ROOT, file), 'utf8')));
    if (file.endsWith('.svg')) {
      mkdirSync(OUT, { recursive: true });
      copyFileSync(join(ROOT, file), join(OUT, page!));
    }
  }
  for (const name of readdirSync(join(ROOT, 'examples'))) {
    const [readme, program] = ['README.md', 'main.ts'].map((file) => join(ROOT, 'examples', name, file));
    if (!existsSync(readme)) continue;
    const text = sitePage(`examples/${name}/README.md`, readFileSync(readme, 'utf8'));
    write(`examples/${name}.md`, `${text.trimEnd()}\n\n## Program\n\n\`\`\`ts\n${readFileSync(program, 'utf8').trimEnd()}\n\`\`\`\n`);
  }
  const pages = new ApiPages(JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'))).all();
  for (const [page, text] of Object.entries(pages)) write(page, text);
}

main();
