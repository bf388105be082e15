import { rmSync } from 'fs';
import { dirname, join, relative } from 'path';
import { build, BuildOptions, Metafile, Plugin } from 'esbuild';

/** The name of the part that a module is in, by its path from the root. */
export type PartOf = (file: string) => string | undefined;

/** Where a module is taken from another file of the bundle. */
const ELSEWHERE = 'another-part';

/** Marks what the plug-in asks of esbuild itself. */
const ASKED = {};

/**
 * Writes a bundle as several files: its entry, and in a folder of the same name one file per part, which is loaded when a module
 * of it is used for the first time. Node.js reads only what a program needs, and each module exists once.
 *
 * @param options `stdin` and `outfile` say what the entry is; modules of no part are in it, and no part may need them
 * @param isBundled tells of a module, by its path from the root, whether it is in the bundle at all
 */
export async function bundleInParts(
  options: BuildOptions & { readonly absWorkingDir: string; readonly outfile: string },
  partOf: PartOf,
  isBundled: (file: string) => boolean = () => true,
): Promise<Metafile[]> {
  const root = options.absWorkingDir;
  const folder = options.outfile.replace(/\.js$/, '');
  rmSync(folder, { recursive: true, force: true }); // parts of sources that have changed since
  const { metafile: { inputs } } = await build({ ...options, write: false, metafile: true });
  const wanted = new Map<string, Set<string>>();
  for (const [file, { imports }] of Object.entries(inputs)) {
    for (const { path, external } of imports) {
      if (external || !isBundled(file) || !isBundled(path) || partOf(path) === partOf(file)) continue;
      const part = partOf(path);
      if (part === undefined) throw new Error(`${file} is in a part of ${options.outfile}, and needs ${path}, which is in none`);
      wanted.set(part, (wanted.get(part) ?? new Set()).add(path));
    }
  }
  const write = async (part: string | undefined, entry: BuildOptions, outfile: string) => {
    const elsewhere = (file: string) => isBundled(file) && partOf(file) !== part; // an empty module can be anywhere
    const plugins = [fromOtherParts(root, elsewhere, partOf, dirname(outfile), folder), ...options.plugins ?? []];
    return (await build({ ...options, ...entry, outfile, plugins, metafile: true })).metafile;
  };
  const files = [...wanted].map(([part, modules]) => {
    const table = [...modules].sort().map((file) => `exports[${JSON.stringify(file)}] = () => require(${JSON.stringify(`./${file}`)});\n`);
    return write(part, { stdin: { contents: table.join(''), resolveDir: root, sourcefile: `${part}.js` } }, join(folder, `${part}.js`));
  });
  return Promise.all([write(undefined, {}, options.outfile), ...files]);
}

/** Has the modules of other parts taken from their files. */
function fromOtherParts(
  root: string, isElsewhere: (file: string) => boolean, partOf: PartOf, here: string, folder: string,
): Plugin {
  return {
    name: 'parts',
    setup: ({ onResolve, onLoad, resolve }) => {
      onResolve({ filter: /./ }, async ({ path, importer, resolveDir, kind, namespace, pluginData }) => {
        if (pluginData === ASKED || namespace === ELSEWHERE || kind === 'entry-point') return undefined;
        const found = await resolve(path, { importer, resolveDir, kind, namespace, pluginData: ASKED });
        const module = relative(root, found.path);
        if (found.external || found.errors.length || !isElsewhere(module)) return found;
        return { path: module, namespace: ELSEWHERE };
      });
      onLoad({ filter: /./, namespace: ELSEWHERE }, ({ path }) => {
        const file = relative(here, join(folder, `${partOf(path)}.js`));
        return { contents: `module.exports = require(${JSON.stringify(file.startsWith('.') ? file : `./${file}`)})[${JSON.stringify(path)}]();` };
      });
      onResolve({ filter: /./, namespace: ELSEWHERE }, ({ path }) => ({ path, external: true }));
    },
  };
}
