import * as fc from 'fast-check';

/** Values that most places do not take: types, ends of ranges, names and texts. */
export const WRONG = fc.oneof(
  fc.constantFrom<unknown>(
    null, undefined, true, false, 0, -1, 1.5, 2 ** 31, 2 ** 53, NaN, Infinity, 10n, {}, [], [[]], { nonsense: 1 },
    () => 1, new Date(0),
  ),
  fc.constantFrom('', ' ', '-', '.', '..', 'a b', 'A_', 'ü', '\ud800', '\0', 'a\n', '../x', 'x'.repeat(64), 'x'.repeat(254), '99%', '1Gi', 'true', '__proto__', 'constructor'),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.integer(),
  fc.double(),
);
