import { readFileSync } from 'fs';
import type { Plugin } from 'esbuild';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

/** How TypeScript writes an import, and with `var` an export of something imported. */
const IMPORT = /^(?:const|var) (\w+_\d+) = require\(("[^"]+")\);$/gm;

const COMMON_JS = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };

/**
 * A CommonJS module that loads another one when something of it is used for the first time. Modules with effects beyond their
 * exports must not depend on the order.
 *
 * @param text as TypeScript writes it; imports in another form stay as they are. Lines keep their numbers.
 */
export function loadedWhenUsed(text: string): string {
  const names: string[] = [];
  const changed = text.replace(IMPORT, (statement, name: string, module: string) => {
    const isAlone = [...text.matchAll(new RegExp(`\\b${name}\\b(?!\\.)`, 'g'))].length > 1;
    if (isAlone) return statement; // it is handed on as a whole
    names.push(name);
    return `let ${name}$; const ${name} = () => ${name}$ ??= require(${module});`;
  });
  return names.reduce((all, name) => all
    .replaceAll(new RegExp(`\\bnew ${name}\\.([\\w.]+)`, 'g'), `new (${name}().$1)`)
    .replaceAll(new RegExp(`\\b${name}\\.`, 'g'), `${name}().`), changed);
}

/** What is made of a file, which many parts of a bundle need. */
const made = new Map<string, string>();

function lazy(path: string): string {
  const text = readFileSync(path, 'utf8');
  return loadedWhenUsed(path.endsWith('.ts') ? transpileModule(text, { fileName: path, compilerOptions: COMMON_JS }).outputText : text);
}

/**
 * Has the modules of this package, in TypeScript or compiled, loaded when they are used.
 *
 * @param isUsed tells of a file whether anything uses it: others are left out, which nothing ever notices
 * @param before what a module does before anything else
 */
export function lazyModules(isUsed: (file: string) => boolean = () => true, before: (file: string) => string = () => ''): Plugin {
  return {
    name: 'lazy-modules',
    setup: (build) => {
      build.onLoad({ filter: /\.[jt]s$/, namespace: 'file' }, ({ path }) => {
        if (path.includes('/node_modules/')) return undefined;
        if (!isUsed(path)) return { contents: '' };
        if (!made.has(path)) made.set(path, lazy(path));
        return { contents: before(path) + made.get(path)!, loader: 'js' };
      });
    },
  };
}
