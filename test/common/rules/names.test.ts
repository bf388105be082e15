import {
  isAnnotationKey, isDataKey, isDnsLabel, isDnsName, isLabelKey, isLabelValue, isVariableName,
} from '../../../src/common/private/rules/names';

const long = (length: number) => 'a'.repeat(length);

// What apimachinery's validators take and refuse.
test.each<[(text: unknown) => boolean, readonly unknown[], readonly unknown[]]>([
  [isDnsLabel, ['a', 'a-1', '0', long(63)], ['', '-a', 'a-', 'A', 'a.b', 'a_b', long(64), 'a\n', 7, undefined]],
  [isDnsName, ['a', 'a.b', 'a-1.0', long(64), long(253), `${long(126)}.${long(126)}`],
    ['', '.a', 'a.', 'a..b', 'A', 'a_b', 'a.-b', long(254), 'a/b', null]],
  [isLabelKey, ['a', 'A_b.c-1', 'example.com/a', `${long(253)}/${long(63)}`],
    ['', '/', '/a', 'a/', 'a/b/c', 'Example.com/a', 'a b', '-a', 'a.', long(64), `${long(254)}/a`, 'a..b/c']],
  [isAnnotationKey, ['a', 'Example.com/note', 'example.com/Note'], ['', 'a b', 'Ex_ample.com/a', 'a/b/c', 7]],
  [isLabelValue, ['', 'a', 'A_b.c-1', long(63)], ['a b', '-a', 'a-', 'ä', long(64), true, 1, undefined]],
  [isVariableName, ['A', '_a1'], ['', '1A', 'A-B', 'A.B']],
  [isDataKey, ['a', '.a', '4.19.0-ec.5', long(253)], ['', '.', '..', '..a', 'a/b', 'a b', long(254)]],
])('%p', (rule, taken, refused) => {
  expect(taken.filter((text) => !rule(text))).toEqual([]);
  expect(refused.filter((text) => rule(text))).toEqual([]);
});
