const { transformSync } = require('esbuild');

/** Turns TypeScript into what Node runs, without a type-check: that is another task. */
module.exports = {
  process: (source, path) => transformSync(source, {
    loader: 'ts', format: 'cjs', target: 'node20', platform: 'node', sourcemap: 'external', sourcesContent: false, sourcefile: path,
  }),
};
