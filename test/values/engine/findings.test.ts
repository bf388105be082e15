import { describe as describeValue, error, formatPath, yamlLiteral, problemLine, warning } from '../../../src/values/engine/findings';

test.each([
  [[], ''],
  [['kata-as-coco-runtime', 'env', 'debug'], 'kata-as-coco-runtime.env.debug'],
  [['customContainerd', 'tolerations', 0, 'key'], 'customContainerd.tolerations[0].key'],
  [['nodeSelector', 'kubernetes.io/arch'], 'nodeSelector."kubernetes.io/arch"'],
  [['a', ''], 'a.""'],
  [['a"b'], '"a\\"b"'],
  [[0, 1], '[0][1]'],
])('the path %j is printed %s', (path, text) => {
  expect(formatPath(path)).toBe(text);
});

test.each([
  [null, 'null'],
  [undefined, 'null'],
  [3, 'the number 3'],
  [-0, 'the number -0'],
  [true, 'the boolean true'],
  ['a "c"\n', 'the string "a \\"c\\"\\n"'],
  ['a\nb', 'the string (hidden)'],
  [[1], 'a list'],
  [{ a: 1 }, 'a map'],
])('the value %j is called %s', (value, text) => {
  expect(describeValue(value)).toBe(text);
});

test('a secret is named by its type only', () => {
  expect(describeValue('admin123', true)).toBe('the string (hidden)');
  expect(describeValue(123, true)).toBe('the number (hidden)');
});

test('long texts are cut', () => {
  expect(yamlLiteral('x'.repeat(61))).toBe(`"${'x'.repeat(60)}..."`);
  expect(yamlLiteral('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
});

test('keys that look like secrets are not in the place of a problem, and names of files are', () => {
  const line = (path: string) => problemLine(error(path, 'unknown key'));
  expect(line(formatPath(['a', 0, 'kubernetes.io/arch', 'b']))).toBe('a[0]."kubernetes.io/arch".b: unknown key');
  expect(line(formatPath(['gcp', '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', 'x']))).toBe('gcp.(hidden).x: unknown key');
  expect(line(formatPath(['nodeSelector', 'first\nsecond']))).toBe('nodeSelector.(hidden): unknown key');
  expect(line(formatPath(['aws', 'AKIAIOSFODNN7EXAMPLE']))).toBe('aws.(hidden): unknown key');
  expect(line('/tmp/x-Ab3dE6gH9/values.yaml:1:2')).toBe('/tmp/x-Ab3dE6gH9/values.yaml:1:2: unknown key');
});

test('a problem is printed on one line, behind its place', () => {
  expect(problemLine(error('a.b', 'unknown key'))).toBe('a.b: unknown key');
  expect(problemLine(warning('', 'nothing to do'))).toBe('nothing to do');
});
