import { Yaml } from 'cdk8s';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { UnwritableError } from '../../../src/common/private/yaml/unwritable';
import { yamlStream } from '../../../src/common/private/yaml/write';
import { awkwardStrings, MISREAD } from '../../support/awkward';
import { Random } from '../../support/random';
import { rounds, share, Strides } from '../../support/stride';

/* Readers of Go and Python are in test/yaml-readers. */
const READERS: Record<string, (text: string) => unknown> = {
  'yaml 1.1': (text) => parse(text, { version: '1.1', logLevel: 'silent' }),
  'yaml 1.2': (text) => parse(text, { version: '1.2', logLevel: 'silent' }),
  'js-yaml': load,
};

/** What cdk8s prints, before this library takes its place. */
const cdk8s = Yaml.stringify.bind(Yaml);

function readBack(text: string): unknown[] {
  return Object.values(READERS).map((read) => read(text));
}

test.each(MISREAD)('%j is quoted, as a value and as a key', (text) => {
  expect(yamlStream([{ [text]: text }])).toBe(`"${text}": "${text}"\n`);
});

test.each([
  'a', 'yesterday', 'Nope', 'enabled', 'e2e', 'v1.2.3', '1.2.3', '10.0.0.1', '10.0.0.0/8', '100m', '16Mi', '1h30m', '0o', '0o8', '0b2', '0x', '-', 'a:b', 'a#b', 'a-b', '-a', '?a', ':a', '...',
  '---', '2001-13-45x', '00:1A:2B', 'https://a.example:8080/x?y=z&w', 'é', '漢字', '🔑', '$(HOME)', '+', '_1', '1,000', 'a\u00a0b', '^a$', '/usr/bin', 'y ', 'a\nb', '\n', 'a\n\n', '  a\nb',
  'true\n', ' ', '"', "'", 'a"b', '#a', '@a', 'a: b',
])('%j is written as cdk8s writes it', (text) => {
  const document = { metadata: { [text]: text, list: [text, [text], { [text]: text }] } };
  expect(yamlStream([document])).toBe(cdk8s(document));
});

test.each([
  ['tab', 'a\tb', '"a\\tb"'],
  ['delete', 'a\x7f', '"a\\x7f"'],
  ['C1', '\x80', '"\\x80"'],
  ['next line', 'a\x85b', '"a\\Nb"'],
  ['line separator', 'a\u2028b', '"a\\Lb"'],
  ['paragraph separator', 'a\u2029b', '"a\\Pb"'],
  ['byte order mark', '\ufeffa', '"\\ufeffa"'],
  ['noncharacters', '\ufffe\uffff', '"\\ufffe\\uffff"'],
  ['null', '\0', '"\\0"'],
  ['return', 'a\r\nb', '"a\\r\\nb"'],
  ['first line of a block starts with a tab', '\ta\nb', '"\\ta\\nb"'],
  ['nothing but whitespace', '  \n', '" \\ \\n"'],
])('%s: an escape', (_, text, written) => {
  expect(yamlStream([{ key: text }])).toBe(`key: ${written}\n`);
  expect(readBack(`key: ${written}\n`)).toEqual(Object.keys(READERS).map(() => ({ key: text })));
});

test.each([
  [1, '1'], [-1.5, '-1.5'], [-0, '-0'], [1e21, '1.0e+21'], [1.5e21, '1.5e+21'], [1e-7, '1.0e-7'], [-1e-7, '-1.0e-7'], [2 ** 53, '9007199254740992'],
  [true, 'true'], [false, 'false'], [null, 'null'], [undefined, 'null'], [[], '[]'], [{}, '{}'],
])('%p', (value, written) => {
  expect(yamlStream([{ key: value }])).toBe(`key: ${written}\n`);
});

test('documents, lists in lists, maps in lists', () => {
  const documents = [{ a: [[1, [2]], [], {}, { b: { c: [{}] }, d: null }] }, [], undefined, { e: {} }, [{ f: 1, g: ['x\ny'] }]];
  expect(yamlStream(documents)).toBe(cdk8s(...documents));
  expect(yamlStream([])).toBe('');
});

const RANDOM: Strides = { gate: 1, loop: 15 };

test(`random documents: every reader reads them, and cdk8s writes the same where it writes no misread string${share(RANDOM)}`, () => {
  const next = awkwardStrings(new Random(11));
  let same = 0;
  for (let round = 0; round < rounds(1500, RANDOM); round++) {
    const [key, text, other] = [next(), next(), next()];
    const document = { m: { ...Object.fromEntries([[key, text]]), l: [text, [other], { k: other }] }, [`x${other}`]: 1 };
    const written = yamlStream([document]);
    expect(readBack(written)).toEqual(Object.keys(READERS).map(() => document));
    if (written === cdk8s(document)) same++;
  }
  expect(same).toBeGreaterThan(rounds(400, RANDOM));
});

test('half of a surrogate pair is refused: the object and every field', () => {
  const object = {
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'coco-system', annotations: { 'example.com/x': 'a\ud800' } },
    data: { 'x\udc00': 'y', 'list': ['ok 🔑', ['\ude00\ud83d']] },
  };
  const write = () => yamlStream([{ kind: 'Namespace' }, object]);
  expect(write).toThrow(UnwritableError);
  const lines = ['metadata.annotations."example.com/x"', 'the key data."x\\udc00"', 'data.list[1][0]'].map((field) => (
    `ConfigMap settings in the namespace coco-system: ${field}: holds half of a surrogate pair, which UTF-8 cannot encode; `
    + 'allowed: Unicode text. Cut strings between characters, not inside them'));
  expect(write).toThrow(lines.join('\n'));
});
