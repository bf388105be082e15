import { readFileSync } from 'fs';
import { Plugin, transformSync } from 'esbuild';

/** How TypeScript and esbuild write an import, and TypeScript with `var` an export of something imported. */
const IMPORT = /^(?:const|var) (\w+_\d+|import_\w+) = require\(("[^"]+")\);$/gm;

/** How esbuild writes what a module exports, behind functions for it. */
const EXPORTS = /^[^]*^__export\(\w+_exports, \{\n([^]*?)\n\}\);\nmodule\.exports = __toCommonJS\(\w+_exports\);$/m;

/** What esbuild adds for those who import the module as one of ECMAScript. */
const ANNOTATION = /^\/\/ Annotate the CommonJS export names [^]*/m;

/**
 * A CommonJS module that loads another one when something of it is used for the first time. Modules with effects beyond their
 * exports must not depend on the order.
 *
 * @param text as TypeScript or esbuild writes it; imports in another form stay as they are. Lines keep their numbers.
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

/**
 * A module of TypeScript as one of CommonJS, without what esbuild repeats in each module for its exports. Functions are exported
 * before anything runs: modules that need each other find them.
 */
export function asCommonJs(text: string): string {
  const { code } = transformSync(text, { loader: 'ts', format: 'cjs', target: 'node20', platform: 'node' });
  const table = EXPORTS.exec(code);
  if (!table || /\b__(toESM|reExport)\(/.test(code)) return code;
  const body = code.slice(table[0].length).replace(ANNOTATION, '');
  const functions = new Set([...body.matchAll(/^(?:async )?function\*? (\w+)/gm)].map(([, name]) => name));
  const lines = { before: '', after: '' };
  for (const [, name, value] of table[1].matchAll(/^ {2}(\w+): \(\) => ([\w.]+),?$/gm)) {
    if (value.includes('.')) lines.before += `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => ${value} });\n`;
    else lines[functions.has(value) ? 'before' : 'after'] += `exports.${name} = ${value};\n`;
  }
  return lines.before + body + lines.after;
}

/** What is made of a file, which many parts of a bundle need. */
const made = new Map<string, string>();

function lazy(path: string): string {
  const text = readFileSync(path, 'utf8');
  return loadedWhenUsed(path.endsWith('.ts') ? asCommonJs(text) : text);
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
