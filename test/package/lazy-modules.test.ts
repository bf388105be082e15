import { asCommonJs, loadedWhenUsed } from '../../scripts/lazy-modules';

/** What a module exports, and which others were loaded on the way, in their order. */
function load(text: string, use: (exports: Record<string, any>) => unknown): { loaded: string[]; result: unknown } {
  const loaded: string[] = [];
  const exports = {};
  const require = (name: string) => {
    loaded.push(name);
    return { Base: class { public readonly base = name; }, value: name, twice: (text_: string) => text_ + text_ };
  };
  new Function('exports', 'require', loadedWhenUsed(text))(exports, require);
  return { loaded, result: use(exports) };
}

const IMPORTS = 'const one_1 = require("./one");\nconst two_1 = require("two");\n';

test.each<[string, string, (exports: Record<string, any>) => unknown, string[], unknown]>([
  ['nothing is used', 'exports.a = () => one_1.value;', () => undefined, [], undefined],
  ['a value, twice: it is loaded once', 'exports.a = () => one_1.value + one_1.value;', ({ a }) => a(), ['./one'], './one./one'],
  ['a function', 'exports.a = (text) => (0, two_1.twice)(text);', ({ a }) => a('x'), ['two'], 'xx'],
  ['a class', 'exports.a = () => new one_1.Base().base;', ({ a }) => a(), ['./one'], './one'],
  ['a class with arguments over a class', 'class A extends one_1.Base {}\nexports.a = () => new A(two_1.value).base;', ({ a }) => a(), ['./one', 'two'], './one'],
  ['an export that is handed on', 'Object.defineProperty(exports, "value", { enumerable: true, get: function () { return two_1.value; } });',
    ({ value }) => value, ['two'], 'two'],
  ['names that only end alike', 'const my_one_1 = { value: 3 };\nexports.a = () => my_one_1.value;', ({ a }) => a(), [], 3],
])('%s', (_, text, use, loaded, result) => {
  expect(load(IMPORTS + text, use)).toEqual({ loaded, result });
});

test('a module that is handed on as a whole is loaded at once', () => {
  expect(load('const one_1 = require("./one");\nexports.all = { ...one_1 };', ({ all }) => all.value)).toEqual({ loaded: ['./one'], result: './one' });
});

test('lines keep their numbers, for source maps', () => {
  const text = `"use strict";\n${IMPORTS}\nexports.a = () => new one_1.Base();\n`;
  expect(loadedWhenUsed(text).split('\n')).toHaveLength(text.split('\n').length);
});

test('a module of TypeScript exports functions, classes, constants and what others export; functions before anything runs', () => {
  const text = asCommonJs(`
    import { value, type Kind } from './one';
    export { twice as again } from './two';
    interface Shape { readonly kind: Kind }
    const early = Object.keys(module.exports).sort();
    export const limit: number = 3;
    export enum Level { HIGH = 'high' }
    export class Own { public constructor(public readonly kind: Kind) {} }
    export function kindOf(shape: Shape): Kind { return shape.kind; }
    export async function later() { return value; }
    export { early as atStart, limit as most };
  `);
  expect(text).not.toContain('__toCommonJS');
  const module_ = { exports: {} as Record<string, any> };
  const loaded: string[] = [];
  const require = (name: string) => {
    loaded.push(name);
    return { value: 1, twice: (one: string) => one + one };
  };
  new Function('module', 'exports', 'require', loadedWhenUsed(text))(module_, module_.exports, require);
  const { exports } = module_;
  expect(Object.keys(exports).sort()).toEqual(['Level', 'Own', 'again', 'atStart', 'kindOf', 'later', 'limit', 'most']);
  expect(exports.atStart).toEqual(['again', 'kindOf', 'later']);
  expect([exports.limit, exports.most, exports.Level.HIGH, exports.kindOf(new exports.Own('a'))]).toEqual([3, 3, 'high', 'a']);
  expect(loaded).toEqual([]);
  expect(exports.again('x')).toBe('xx');
  expect(loaded).toEqual(['./two']);
});
