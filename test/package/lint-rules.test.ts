import { run } from '../support/command';
import { REPOSITORY } from '../support/repository';

/** Lints texts as if they were files of the repository, without types. */
const PROGRAM = `
import { ESLint } from 'eslint';
const untyped = ['no-floating-promises', 'return-await'].map((rule) => ['@typescript-eslint/' + rule, 'off']);
const eslint = new ESLint({ overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } }, rules: Object.fromEntries(untyped) }] });
const found = [];
for (const [filePath, text] of JSON.parse(process.argv[1])) {
  const [{ messages }] = await eslint.lintText(text, { filePath });
  found.push(messages.map(({ ruleId, message }) => ruleId ?? message));
}
console.log(JSON.stringify(found));
`;

const PATHS = 'import/no-restricted-paths';
const REQUIRE = '@typescript-eslint/no-require-imports';

const CASES: ReadonlyArray<readonly [file: string, text: string, rules: readonly string[]]> = [
  ['src/common/units.ts', "export * from '../kata';\n", [PATHS]],
  ['src/kata/kata-runtime.ts', "export * from '../delivery';\n", [PATHS]],
  ['src/kata/kata-runtime.ts', "export * from '../containerd/private/check';\n", [PATHS]],
  ['src/kata/kata-runtime.ts', "export * from '../common';\n", []],
  ['src/delivery/delivery.ts', "export * from '../values/editions';\n", [PATHS]],
  ['src/fleet/fleet.ts', "export * from '../cli/main';\n", [PATHS]],
  ['src/values/editions.ts', "export * from '../cli/main';\n", [PATHS]],
  ['src/migrate/program.ts', "export * from '../cli/main';\n", [PATHS]],
  ['src/cli/main.ts', "export * from '../kata';\n", []],
  ['src/kata/kata-runtime.ts', "export const text = require('../common');\n", [REQUIRE]],
  ['src/cli/main.ts', "export const text = require('./render');\n", []], // in the list of what is loaded lazily
  ['src/cli/plan.ts', "export const text = require('./render');\n", [REQUIRE]],
  ['src/values/editions.ts', "export * from 'node:fs';\n", ['no-restricted-imports']],
  ['src/kata/kata-runtime.ts', 'export const now = () => Date.now() + process.pid;\n', ['no-restricted-properties', 'no-restricted-globals']],
  ['src/common/private/script.ts', "export * from 'node:fs';\n", []],
  ['src/cli/new-folder.ts', "export const make = () => mkdirSync('a', { recursive: true });\n", ['no-restricted-syntax']],
  ['src/kata/kata-runtime.ts', "export * from 'left-pad';\n", ['import/no-unresolved']],
  ['test/kata/x.test.ts', 'export const x = "double"\n', ['@stylistic/quotes', '@stylistic/semi']],
];

test('what the linter refuses: wrong directions between rooms, require, clocks, files in pure code', () => {
  const program = [process.execPath, '--input-type=module', '--eval', PROGRAM, JSON.stringify(CASES.map(([file, text]) => [file, text]))];
  const found = JSON.parse(run(program[0], program.slice(1), { cwd: REPOSITORY })) as string[][];
  expect(CASES.map(([file, text], index) => [file, text, found[index]])).toEqual(CASES);
});
