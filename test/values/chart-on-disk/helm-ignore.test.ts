import { helmIgnore } from '../../../src/values/chart-on-disk/helm-ignore';

test.each([
  ['*.bak', 'a.bak', true],
  ['*.bak', 'templates/a.bak', true],
  ['*.bak', 'a.bak2', false],
  ['.git/', '.git', false], // a file
  ['ci/*.yaml', 'ci/a.yaml', true],
  ['ci/*.yaml', 'x/ci/a.yaml', false],
  ['ci/*.yaml', 'ci/x/a.yaml', false],
  ['/a.yaml', 'a.yaml', true],
  ['/a.yaml', 'x/a.yaml', false],
  ['a?[bc].yaml', 'axc.yaml', true],
  ['a[^b].yaml', 'ab.yaml', false],
  ['a.yaml', 'aXyaml', false],
  ['\\*.yaml', 'a.yaml', false],
  ['# *.yaml', 'a.yaml', false],
  ['', 'templates/.a.yaml', true],
  ['', 'templates/a.yaml', false],
  ['!*.yaml', 'a.md', true], // Helm leaves out what a negated rule does not match
  ['!*.yaml', 'a.yaml', false],
])('%j and %s: %p', (rules, path, ignored) => {
  expect(helmIgnore(rules)(path, false)).toBe(ignored);
});

test('folders', () => {
  expect(helmIgnore('.git/\r\n').call(undefined, '.git', true)).toBe(true);
  expect(() => helmIgnore('a/**')).toThrow('.helmignore: has a pattern with "**"; allowed: "*", as in Helm');
});
