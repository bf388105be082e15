import { didYouMean, editDistance } from '../../src/common/private/suggest';

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['shims', 'shims', 0],
  ['shim', 'shims', 1],
  ['sihms', 'shims', 1],
  ['distributon', 'distribution', 1],
  ['kitten', 'sitting', 3],
])('"%s" and "%s" are %i slips apart', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

test.each([
  ['qemu-sno', ['qemu-snp', 'qemu-se'], 'qemu-snp'],
  ['QEMU', ['clh', 'qemu'], 'qemu'],
  ['fx', ['fc', 'clh'], 'fc'],
  ['zz', ['fc', 'clh'], undefined],
  ['anything', [], undefined],
])('the name that "%s" is meant to be among %j is %s', (got, known, expected) => {
  expect(didYouMean(got, known)).toBe(expected);
});
