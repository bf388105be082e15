import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { Duration as NewestDuration, Size as NewestSize } from 'cdk8s-newest';
import { isDuration, isSize, kibibytesOf } from '../../src/common/private/units';

test('durations and sizes of any copy of cdk8s, and nothing else', () => {
  expect([Duration.seconds(1), NewestDuration.seconds(1)].map(isDuration)).toEqual([true, true]);
  expect([Size.kibibytes(1), NewestSize.kibibytes(1)].map(isSize)).toEqual([true, true]);
  for (const other of [undefined, null, 60, '60s', {}, { seconds: 60 }]) expect([isDuration(other), isSize(other)]).toEqual([false, false]);
  expect([isDuration(Size.kibibytes(1)), isSize(Duration.seconds(1))]).toEqual([false, false]);
});

test('sizes need not be whole', () => {
  expect(kibibytesOf(Size.gibibytes(2))).toBe(2 * 1024 ** 2);
  const odd = Size.kibibytes(1.5);
  expect(kibibytesOf(odd)).toBe(odd.toKibibytes({ rounding: SizeRoundingBehavior.NONE }));
});

test('an amount that is no number, or smaller than any program can be told, is no measure', () => {
  const amounts: any[] = ['..', NaN, Infinity, 10n];
  for (const amount of amounts) {
    expect([isDuration(Duration.seconds(amount)), isSize(Size.kibibytes(amount))]).toEqual([false, false]);
  }
  const durations = [Duration.millis(1500), Duration.seconds(0.25), Duration.minutes(1e-9), Duration.millis(0.5)];
  expect(durations.map(isDuration)).toEqual([true, true, false, false]);
});
