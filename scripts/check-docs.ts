/*
 * Type-checks every TypeScript block of README.md and docs/, as a user's program that imports the library by its name, and every
 * `new X(...)` within a sentence.
 */
import { readdirSync, readFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import ts from 'typescript';

const root = dirname(__dirname);
const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md')).map((file) => join('docs', file))];

/** By the name of a file that is not on disk: the text of a block, with lines before it so that numbers fit the page. */
const blocks = new Map<string, string>();
for (const page of pages) {
  const text = readFileSync(join(root, page), 'utf8');
  for (const match of text.matchAll(/^( *)```ts\n([^]*?)^ *```/gm)) {
    const line = text.slice(0, match.index).split('\n').length;
    blocks.set(join(root, 'examples', `${page.replace(/\W/g, '_')}_${line}.ts`), `${'\n'.repeat(line)}${match[2]}\nexport {};\n`);
  }
  for (const { 1: expression, index } of text.matchAll(/`(new [A-Z]\w+\([^`]*\))`/g)) {
    const line = text.slice(0, index).split('\n').length;
    const names = [...new Set(expression.replace(/'[^']*'/g, '').match(/\b(?<!\.)[A-Z]\w*/g))];
    const imports = names.map((name) => `import { ${name} } from '${/^(?:App|Chart)$/.test(name) ? 'cdk8s' : 'cdk8s-coco'}';`).join(' ');
    const program = `${imports} declare const app: any, chart: any, operator: any, id: any, namespace: any; ${expression.replace(/\s+/g, ' ')}; export {};\n`;
    blocks.set(join(root, 'examples', `${page.replace(/\W/g, '_')}_${line}_${index}.ts`), `${'\n'.repeat(line - 1)}${program}`);
  }
}

const config = ts.getParsedCommandLineOfConfigFile(join(root, 'examples', 'tsconfig.json'), { noUnusedLocals: false }, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (diagnostic) => { throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')); },
})!;
const options = { ...config.options, noUnusedLocals: false, noUnusedParameters: false };
const host = ts.createCompilerHost(options);
const { fileExists, readFile, getSourceFile } = host;
host.fileExists = (file) => blocks.has(file) || fileExists(file);
host.readFile = (file) => blocks.get(file) ?? readFile(file);
host.getSourceFile = (file, language, ...rest) => (
  blocks.has(file) ? ts.createSourceFile(file, blocks.get(file)!, language) : getSourceFile(file, language, ...rest));

const program = ts.createProgram([...blocks.keys()], options, host);
const found = ts.getPreEmitDiagnostics(program).filter(({ file }) => file && blocks.has(file.fileName));
for (const { file, start, messageText } of found) {
  const { line } = file!.getLineAndCharacterOfPosition(start!);
  console.error(`${relative(root, file!.fileName)}: line ${line + 1} of the page: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}
console.log(`${blocks.size} blocks in ${pages.length} pages, ${found.length} problems`);
process.exitCode = found.length || !blocks.size ? 1 : 0;
