import { printable } from '../../src/common/private/printable';

test.each([
  ['plain text, ü and 👩', 'plain text, ü and 👩'],
  ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
  ['two\nlines\r\n', 'two\\nlines\\r\\n'],
  ['a\tb', 'a\\tb'],
  ['\0\x07\x7f\x85\x9b', '\\u0000\\u0007\\u007f\\u0085\\u009b'],
  ['abc\u202edcba\u2066x\u2069', 'abc\\u202edcba\\u2066x\\u2069'],
  ['a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
  ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
  ['half \ud800 a pair', 'half \\ud800 a pair'],
  ['a tag \u{e0041}', 'a tag \\u{e0041}'],
])('%j is printed as %s', (text, printed) => {
  expect(printable(text)).toBe(printed);
});

test('long texts are cut', () => {
  expect(printable('x'.repeat(11), 10)).toBe(`${'x'.repeat(10)}...`);
  expect(printable('x'.repeat(10), 10)).toBe('x'.repeat(10));
});
