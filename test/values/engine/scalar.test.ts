import { readPlain, readTagged } from '../../../src/values/engine/scalar';

// All rows were read by Helm 3.22 in the same way.
test.each([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((text) => [text, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((text) => [text, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, null] as const),
  ...['yEs', 'tRUE', 'oN', 'nUll', 'nil', 'none', '~~'].map((text) => [text, text] as const),
])('%j is read as %j', (text, value) => {
  expect(readPlain(text)).toEqual({ value });
});

test.each([
  ['0', 0],
  ['-0', 0],
  ['+5', 5],
  ['-5', -5],
  ['017', 15],
  ['-017', -15],
  ['0o17', 15],
  ['0O17', 15],
  ['0x1F', 31],
  ['-0x1f', -31],
  ['0b101', 5],
  ['1_000', 1000],
  ['1__0', 10],
  ['0_7', 7],
  ['9007199254740993', 9007199254740992],
  ['18446744073709551615', 18446744073709551615],
  ['0xFFFFFFFFFFFFFFFF', 18446744073709551615],
  ['-9223372036854775808', -9223372036854775808],
])('%s is the whole number %d', (text, value) => {
  expect(readPlain(text)).toEqual({ value, whole: true });
});

test.each([
  ['3.20', 3.2],
  ['22.0', 22],
  ['1.', 1],
  ['.5', 0.5],
  ['+.5', 0.5],
  ['-.5', -0.5],
  ['.5_0', 0.5],
  ['1_000.5', 1000.5],
  ['1e3', 1000],
  ['1E-3', 0.001],
  ['08', 8], // not octal
  ['09.5', 9.5],
  ['-0.0', -0],
  ['18446744073709551616', 18446744073709551616], // more than 64 bits
  ['-9223372036854775809', -9223372036854775809],
  ['0777777777777777777777777', 777777777777777777777777], // octal, but more than 64 bits
  ['.inf', Infinity],
  ['+.Inf', Infinity],
  ['-.INF', -Infinity],
  ['.nan', NaN],
])('%s is the number %d', (text, value) => {
  expect(readPlain(text)).toEqual({ value });
});

test.each([
  '12:30:45', '190:20:30', // no sexagesimal numbers
  '2001-01-01', '2001-12-14t21:59:43.10-05:00', // no dates
  '1.2.3', 'v1', '1e400', '0x1FFFFFFFFFFFFFFFF', '0xG', '0o8', '0b2', '_1', '._5', '.', '-', '+', '--1', '1e', '0x', '0b', '1-2',
])('%s is text', (text) => {
  expect(readPlain(text)).toEqual({ value: text });
});

test.each([
  ['tag:yaml.org,2002:int', '5', 5],
  ['tag:yaml.org,2002:float', '3', 3],
  ['tag:yaml.org,2002:bool', 'yes', true],
  ['tag:yaml.org,2002:null', '', null],
  ['tag:yaml.org,2002:str', '5', '5'],
  ['tag:yaml.org,2002:timestamp', '2001-01-01', '2001-01-01'],
  ['!mine', '5', '5'],
  ['!', '5', '5'],
])('with the tag %s, %j is read as %j', (tag, text, value) => {
  expect(readTagged(tag, text)?.value).toBe(value);
});

test.each([
  ['int', 'x'],
  ['int', '1.5'],
  ['int', '08'],
  ['float', 'x'],
  ['bool', '1'],
  ['null', 'x'],
  ['binary', 'aGk='],
])('the tag !!%s does not fit %j', (type, text) => {
  expect(readTagged(`tag:yaml.org,2002:${type}`, text)).toBeUndefined();
});
