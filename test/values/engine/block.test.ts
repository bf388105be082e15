import { blockText } from '../../../src/values/engine/block';

test.each([
  ['a\n  b\n', 'a\n  b\n'],
  ['\n a\n', '\na\n'],
  ['  a\n  b', 'a\nb\n'],
  ['  a\n   b\n', 'a\n b\n'],
  [' a\n# no part of it\n', 'a\n'],
  ['é: 1\r\nb: 2\r\n', 'é: 1\nb: 2\n'],
  ['', ''],
  [' \n', '\n'],
])('%j is read as %j', (text, read) => {
  expect(blockText(text)).toBe(read);
});

test.each([' a\nb', '\ta', '\n  a\n b', '  \n a', 'a\0b'])('no YAML comes of %j', (text) => {
  expect(blockText(text)).toBeUndefined();
});
