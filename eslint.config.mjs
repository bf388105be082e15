import stylistic from '@stylistic/eslint-plugin';
import typescript from '@typescript-eslint/eslint-plugin';
import parser from '@typescript-eslint/parser';
import imports from 'eslint-plugin-import';

/*
 * Directions between rooms: imports, common -> rooms -> delivery, fleet -> values -> cli.
 */
const rooms = ['kata', 'containerd', 'peer-pods', 'dpf-hcp', 'dpu-worker', 'redfish'];
const above = {
  common: [...rooms, 'releases', 'delivery', 'fleet', 'values', 'migrate', 'cli'],
  rooms: ['releases', 'delivery', 'fleet', 'values', 'migrate', 'cli'],
  delivery: ['values', 'migrate', 'cli'],
};
const zone = (target, from, message) => ({ target, from, message });
const zones = [
  ...above.common.map((room) => zone('./src/common', `./src/${room}`, 'src/common serves every room and knows none.')),
  ...rooms.flatMap((room) => [
    ...above.rooms.map((upper) => zone(`./src/${room}`, `./src/${upper}`, 'A room never reaches up: delivery, fleet, values and cli stand on it.')),
    ...rooms.filter((other) => other !== room).map((other) => zone(
      `./src/${room}`, `./src/${other}/private`, 'Rooms meet through their public interfaces.')),
  ]),
  ...['delivery', 'fleet'].flatMap((room) => above.delivery.map((upper) => zone(
    `./src/${room}`, `./src/${upper}`, 'Delivery stands below values and cli.'))),
  zone('./src/values', './src/cli', 'values is pure: reading files and arguments is for cli.'),
  zone('./src/values', './src/migrate', 'Programs are made of what values mean.'),
  zone('./src/migrate', './src/cli', 'migrate is pure: reading and writing files is for cli.'),
];

/** Start-up is most of the time of a command: what it does not need is not loaded. Bundles are loaded once they are made. */
const loadLazily = [
  'src/cli/main.ts', 'src/cli/commands.ts', 'src/cli/chosen-chart.ts', 'src/cli/render.ts', 'src/cli/report.ts', 'src/report/html/picture.ts',
  'src/values/editions.ts', 'src/common/private/toml.ts', 'src/fleet/private/read-inventory.ts', 'scripts/bundle.ts',
  'scripts/modules-in-use.ts', 'test/package/bundle.test.ts', 'test/migrate/run.ts', 'test/migrate/migrate.test.ts',
];

const layout = {
  '@stylistic/indent': ['error', 2],
  '@stylistic/quotes': ['error', 'single', { avoidEscape: true }],
  '@stylistic/comma-dangle': ['error', 'always-multiline'],
  '@stylistic/comma-spacing': ['error', { before: false, after: true }],
  '@stylistic/no-multi-spaces': ['error', { ignoreEOLComments: false }],
  '@stylistic/array-bracket-spacing': ['error', 'never'],
  '@stylistic/array-bracket-newline': ['error', 'consistent'],
  '@stylistic/object-curly-spacing': ['error', 'always'],
  '@stylistic/object-curly-newline': ['error', { multiline: true, consistent: true }],
  '@stylistic/object-property-newline': ['error', { allowAllPropertiesOnSameLine: true }],
  '@stylistic/keyword-spacing': ['error'],
  '@stylistic/brace-style': ['error', '1tbs', { allowSingleLine: true }],
  '@stylistic/space-before-blocks': ['error'],
  '@stylistic/member-delimiter-style': ['error'],
  '@stylistic/semi': ['error', 'always'],
  '@stylistic/max-len': ['error', { code: 130, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
  '@stylistic/quote-props': ['error', 'consistent-as-needed'],
  '@stylistic/key-spacing': ['error'],
  '@stylistic/no-multiple-empty-lines': ['error'],
  '@stylistic/no-trailing-spaces': ['error'],
};

export default [
  { ignores: ['imports/**', '**/*.d.ts', '**/node_modules/', 'lib/', '**/dist/', '**/*-uninstall/', 'coverage/', 'site/.vitepress/', 'site/pages/'] },
  {
    files: ['**/*.ts'],
    plugins: { '@stylistic': stylistic, '@typescript-eslint': typescript, 'import': imports },
    languageOptions: {
      parser,
      parserOptions: { projectService: { allowDefaultProject: ['.projenrc.ts', 'main.ts'], defaultProject: './tsconfig.json' } },
    },
    settings: {
      ...imports.flatConfigs.typescript.settings,
      'import/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import/resolver': { node: {}, typescript: { project: './tsconfig.json', alwaysTryTypes: true } },
    },
    rules: {
      ...layout,
      'curly': ['error', 'multi-line', 'consistent'],
      'dot-notation': ['error'],
      'no-bitwise': ['error'],
      '@typescript-eslint/no-require-imports': 'error',
      '@typescript-eslint/no-shadow': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/member-ordering': ['error', {
        default: [
          'public-static-field', 'public-static-method', 'protected-static-field', 'protected-static-method', 'private-static-field',
          'private-static-method', 'field', 'constructor', 'method',
        ],
      }],
      'import/no-extraneous-dependencies': ['error', {
        devDependencies: ['**/test/**', '**/examples/**', '**/bench/**', '**/scripts/**', 'site/**', '**/main.ts/**', '.projenrc.ts', 'projenrc/**/*.ts'],
        optionalDependencies: false,
        peerDependencies: true,
      }],
      'import/no-unresolved': ['error', { ignore: ['^cdk8s-coco(/jest)?$'] }], // the package by its own name: tsc resolves it
      // The package by its own name stands among other packages, whether it is compiled or not.
      'import/order': ['warn', { groups: ['builtin', ['external', 'internal']], alphabetize: { order: 'asc', caseInsensitive: true } }],
      'import/no-duplicates': ['error'],
      'import/no-restricted-paths': ['error', { zones }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'import/no-extraneous-dependencies': ['error', { devDependencies: true, peerDependencies: true }], // what is no peer is bundled
      'no-restricted-syntax': ['error', {
        selector: 'CallExpression[callee.name=/^mkdir/] Property[key.name=recursive]', message: 'It never ends below /proc and on some mounts: take makeFolders.',
      }],
    },
  },
  { files: loadLazily, rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    // Whatever touches the process or a file belongs to cli/.
    files: ['src/values/**/*.ts', 'src/migrate/**/*.ts', 'src/common/**/*.ts', ...rooms.map((room) => `src/${room}/**/*.ts`)],
    ignores: ['make-folders', 'output-folder', 'read-file', 'script'].map((name) => `src/common/private/${name}.ts`),
    rules: {
      'no-restricted-imports': ['error', { paths: ['fs', 'node:fs', 'process', 'node:process', 'child_process', 'node:child_process', 'net', 'http', 'https', 'os'] }],
      'no-restricted-globals': ['error', { name: 'process', message: 'Synthesis is a pure function of its props.' }],
      'no-restricted-properties': ['error',
        { object: 'Date', property: 'now', message: 'Synthesis has no clock.' },
        { object: 'Math', property: 'random', message: 'Synthesis has no randomness.' }],
    },
  },
];
