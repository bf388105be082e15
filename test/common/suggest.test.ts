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
  ['nfd', ['nydus', 'node-feature-discovery'], 'node-feature-discovery'],
  ['qemu-dev', ['qemu', 'qemu-se', 'qemu-coco-dev-runtime-rs', 'qemu-coco-dev'], 'qemu-coco-dev'],
  ['qemu-snpp', ['qemu-snp', 'qemu-snp-runtime-rs'], 'qemu-snp'],
  ['', ['confidential-containers', ''], ''],
  ['', ['kata-deploy', 'a-b-c'], undefined],
  ['dev-qemu', ['qemu-coco-dev'], undefined],
  ['anything', [], undefined],
])('the name that "%s" is meant to be among %j is %s', (got, known, expected) => {
  expect(didYouMean(got, known)).toBe(expected);
});
