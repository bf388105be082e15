import { Random } from './random';

/** Strings that some reader of YAML takes for something else where they stand without quotes. */
export const MISREAD = [
  'y', 'N', 'yes', 'No', 'ON', 'off', 'true', 'FALSE', 'null', 'Null', '~', '', '=', '<<', '.inf', '-.INF', '+.Inf', '.nan', '.NaN',
  '0', '-1', '+1', '08', '017', '0o17', '-0o17', '0O17', '0o7_7', '0o755', '0X1F', '0x_', '0x1F', '-0xf', '0b1', '-0B1', '1_000', '0_x1', '+_1',
  '.', '1.', '.5', '+.5', '-.5', '1e3', 'e5', '1E-5', '1e_5', '.1_e5', '12:30:45', '1:30.5', '-1:30', '2001-01-01', '2001-1-1', '2001-12-14t21:59:43.10-05:00',
  '2001-12-14 21:59:43.10 -5', '2001-12-14 21:59:43,1', '2001-12-14T21:59:43.',
];

/** Strings that mean something to YAML in some places. */
const MARKS = [
  ' ', '\t', '\n', '\r', '\r\n', ':', ': ', '#', ' #', '-', '- ', '?', '? ', ',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '\\', '\\n', '$', '---', '...', '%YAML',
  '!!str', '&a', '*a', 'word', 'two words', '__proto__', 'constructor',
];

/** Characters that some reader refuses, drops or takes for the end of a line, and others that look like them. */
const RARE = [
  '\0', '\x07', '\x1b', '\x7f', '\x80', '\x85', '\x9f', '\xa0', '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff', '\ufffd', '\u3000', '\u200b', '\u202e', 'é', '漢', '🔑', '\u{1ffff}',
  '\u{10ffff}',
];
const DIGITS = [...'0179_.-+eExXoObB:fFaniT tZNIy,'];
const SPACES = [' ', ' ', '\n', '\n', '\t', 'a', '- x', '# y'];

/** Strings that writers and readers of YAML stumble over, the same in every run. None holds half of a surrogate pair. */
export function awkwardStrings(random: Random): () => string {
  const some = (items: readonly string[], most: number) => Array.from({ length: random.below(most) }, () => random.pick(items)).join('');
  const date = () => `${1900 + random.below(200)}-${random.below(14)}-${random.below(33)}${random.pick(['', 'T', 't', ' ', '  ', '\t'])}`
    + `${random.pick(['', '1:2:3', '23:59:59'])}${random.pick(['', '.', '.5', ',5'])}${random.pick(['', 'Z', ' Z', '+1', '-05:00'])}`;
  const line = () => ' '.repeat(random.below(4)) + some([...MARKS, ...MISREAD], 6);
  const kinds = [
    () => random.pick(MISREAD),
    () => some(DIGITS, 9),
    () => some(MARKS, 7),
    () => some(SPACES, 40),
    () => some(RARE, 6),
    () => some([...RARE, ...MARKS, ...SPACES], 30),
    () => random.pick(MISREAD) + random.pick([...MISREAD, ...MARKS, ...RARE]),
    () => String.fromCodePoint(random.below(0xd800)) + random.pick(MISREAD),
    date,
    () => 'x'.repeat(random.below(5) * 300) + some(MARKS, 3),
    () => Array.from({ length: random.below(12) }, line).join('\n') + '\n'.repeat(random.below(4)),
  ];
  return () => random.pick(kinds)();
}
