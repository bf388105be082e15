import { stringify } from 'yaml';
import { problemLine } from '../../../src/values/engine/findings';
import { parseValues } from '../../../src/values/engine/parse';
import { Random } from '../../support/random';

function lines(text: string): string[] {
  return parseValues(text, 'values.yaml').problems.map((problem) => `${problem.level} ${problemLine(problem)}`);
}

describe('what Helm reads', () => {
  // Each row is what Helm 3.22 makes of the text.
  test.each([
    ['{}', {}],
    ['a: 1', { a: 1 }],
    ['\ufeffa: 1', { a: 1 }],
    ['a: 1\r\nb: |\r\n  x\r\n  y\r\n', { a: 1, b: 'x\ny\n' }],
    ['a: yes\nb: "yes"\nc: off', { a: true, b: 'yes', c: false }],
    ['a: 017\nb: 1_000\nc: "017"\nd: 12:30:45\ne: 2001-01-01', { a: 15, b: 1000, c: '017', d: '12:30:45', e: '2001-01-01' }],
    ['a:\nb: ~\nc: {d, e: }', { a: null, b: null, c: { d: null, e: null } }],
    ['a: >-\n  3\nb: |-\n  true\nc:\n  1\n  2', { a: '3', b: 'true', c: '1 2' }],
    ['a: !!int "5"\nb: !!str 5\nc: !mine 5\nd: ! 5', { a: 5, b: '5', c: '5', d: '5' }],
    ['a:\tb', { a: 'b' }],
    ['a: [\n  1,\n]\nb:\n  c: {\n    d: 1\n  }', { a: [1], b: { c: { d: 1 } } }],
    ['8080: a\n"x y": b', { '8080': 'a', 'x y': 'b' }],
    ['a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['a: &x 1\nb: *x\nc: &x 2\nd: *x', { a: 1, b: 1, c: 2, d: 2 }],
    ['<<: {a: 1, b: 1}\na: 2', { a: 2, b: 1 }],
    ['b: &b {k: 1}\nc: &c {k: 2, j: 3}\nm:\n  <<: [*b, *c]', { b: { k: 1 }, c: { k: 2, j: 3 }, m: { k: 1, j: 3 } }],
    ['"<<": {a: 1}', { '<<': { a: 1 } }],
    ['--- # one document\na: 1\n...\n', { a: 1 }],
  ])('%j', (text, values) => {
    expect(parseValues(text, 'values.yaml')).toEqual({ values, problems: [], sources: expect.any(Map), anchorKeys: [] });
  });

  test.each([
    ['_a: &x 1\n_b: {c: [&y 2]}\nd: &z 3\n_e: *x\n_f: 1\n_g:\n', ['_a', '_b']],
    ['x-a: &x 1\n.b: {c: &y 2}\nxa: &z 3\nx-c: 1\n', ['x-a', '.b']],
    ['{}', []],
  ])('keys that hold anchors: %j', (text, keys) => {
    expect(parseValues(text, 'values.yaml').anchorKeys).toEqual(keys);
  });

  test('a key __proto__ is a key', () => {
    const { values } = parseValues('__proto__: {polluted: 1}', 'values.yaml');
    expect(Object.keys(values!)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('random trees come back as they were', () => {
    const random = new Random(2);
    const words = [
      'a', 'kernel', 'kubernetes.io/arch', 'x y', 'yes', 'on', '1', '0x1F', '017', '3.20', 'null', '~', 'true', '-', 'a: b', '#c', 'two\nlines\n',
      '  lead', 'trail ', 'tab\there', 'é', '😀', '"q"', "'s'", '@x', '%y', '*z', '&w', '!t', '|', '>', '2001-01-01', '12:30:00', '1e3', '{', '[a]', ',',
    ];
    const tree = (depth: number): unknown => {
      const kind = depth > 3 ? random.below(4) : random.below(8);
      switch (kind) {
        case 0: return random.below(1_000_000);
        case 1: return random.pick([true, false, null, -5, 0.25]);
        case 2: case 3: return random.pick(words);
        case 4: case 5: return Array.from({ length: random.below(4) }, () => tree(depth + 1));
        default: return Object.fromEntries(Array.from({ length: random.below(4) }, () => [random.pick(words), tree(depth + 1)]));
      }
    };
    for (let round = 0; round < 300; round++) {
      const values = { first: tree(0), second: tree(0) };
      const text = stringify(values, {
        version: '1.1',
        lineWidth: random.pick([0, 20, 80]),
        collectionStyle: random.pick(['any', 'flow', 'block'] as const),
        defaultStringType: random.pick(['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'] as const),
      });
      expect({ text, ...parseValues(text, 'values.yaml') }).toEqual({ text, values, problems: [], sources: new Map(), anchorKeys: [] });
    }
  });
});

describe('what is refused', () => {
  test.each([
    ['', 'error values.yaml: empty; write {} to say that there are no values'],
    [' \n\n', 'error values.yaml: empty; write {} to say that there are no values'],
    ['# only\n# comments\n', 'error values.yaml: only comments; write {} to say that there are no values'],
    ['---\n', 'error values.yaml: empty; write {} to say that there are no values'],
    ['~', 'error values.yaml: empty; write {} to say that there are no values'],
    ['---\n---\na: 1', 'error values.yaml: the first document is empty, and Helm reads only the first; write {} to say that there are no values'],
    ['[1]', 'error values.yaml:1:1: got a list; allowed: a map such as "key: value"'],
    ['# c\n- a', 'error values.yaml:2:1: got a list; allowed: a map such as "key: value"'],
    ['x', 'error values.yaml:1:1: got a single value; allowed: a map such as "key: value"'],
    ['a:\n\tb: 1', 'error values.yaml:2:1: a tab is used for indentation; YAML allows only spaces there'],
    ['a: b: c', 'error values.yaml:1:4: a value contains a second ": "; quote the value, or start a new line'],
    ['a: @b', 'error values.yaml:1:4: a string starts with a character that YAML reserves; quote the string'],
    ['a: "b', 'error values.yaml:1:6: a quoted string has no closing quote, or continues on a line that is not indented; close it, or indent the line'],
    ['a:\n  b: "c\nd"', 'error values.yaml:2:8: a quoted string has no closing quote, or continues on a line that is not indented; '
      + 'close it, or indent the line'],
    ['a: [b', 'error values.yaml:1:6: a "[" or "{" has no end, or what it holds is indented less than its key; '
      + 'close it, or indent the lines'],
    ['a: "b"#c', 'error values.yaml:1:7: not YAML: Comments must be separated from other tokens by white space characters'],
    // Helm reads {a: 1} from both, and no word about b.
    ['  a: 1\nb: 2', 'error values.yaml:2:1: a line is indented less than the first one, or follows a closed map or list; '
      + 'Helm would silently ignore the rest'],
    ['{a: 1}\nb: 2', 'error values.yaml:2:1: a line is indented less than the first one, or follows a closed map or list; '
      + 'Helm would silently ignore the rest'],
    ['a: \u0007', 'error values.yaml:1:4: an invisible control character, which YAML does not allow; remove it'],
    ['a: 1\n# \u0085', 'error values.yaml:2:3: an invisible control character, which YAML does not allow; remove it'],
    ['a\0:\0', 'error values.yaml:1:2: an invisible control character, which YAML does not allow; if it was written by PowerShell, save it as UTF-8'],
    ['a: 1\nb: 2\n"a": 3', 'error values.yaml:3:1: the key a appears twice (first on line 1), and Helm would silently take the last; keep one of them'],
    ['x:\n- y.z: 1\n  y.z: 2', 'error values.yaml:3:3: the key x[0]."y.z" appears twice (first on line 2), and Helm would silently take the last; keep one of them'],
    ['1: a\n"1": b', 'error values.yaml:2:1: the key 1 appears twice (first on line 1), and Helm would silently take the last; keep one of them'],
    ['~: 1', 'error values.yaml:1:1: a key is missing before the ":", or it is null; quote it if it is a string'],
    ['? [a]\n: b', 'error values.yaml:1:3: a list or a map is used as a key; allowed: a string'],
    ['18446744073709551615: a', 'error values.yaml:1:1: the key "18446744073709551615" has too many digits for a number; quote it'],
    ['a: 9007199254740993', 'error values.yaml:1:4: a is a whole number with more digits than Helm keeps; quote it'],
    ['a: 99999999999999999999', 'error values.yaml:1:4: a is a whole number with more digits than Helm keeps; quote it'],
    ['a: .inf', 'error values.yaml:1:4: a is .inf, which Helm cannot carry; quote it if it is a string'],
    ['a: !!int x', 'error values.yaml:1:10: the value is not what its tag !!int says; remove the tag'],
    ['a: *nope', 'error values.yaml:1:4: an alias (*name) has no anchor (&name) above it; quote it if it is a string'],
    ['a: &x [*x]', 'error values.yaml:1:8: an anchor (&name) contains itself by an alias (*name); write the value out'],
    ['a: 1\n<<: 3', 'error values.yaml:2:5: the merge key << needs a map or a list of maps, such as <<: *name'],
  ])('%j', (text, line) => {
    expect(lines(text)).toEqual([line]);
    expect(parseValues(text, 'values.yaml').values).toBeUndefined();
  });

  test('all duplicates at once', () => {
    expect(lines('a: 1\na: 2\nb: {c: 1, c: 2}')).toEqual([
      'error values.yaml:2:1: the key a appears twice (first on line 1), and Helm would silently take the last; keep one of them',
      'error values.yaml:3:11: the key b.c appears twice (first on line 3), and Helm would silently take the last; keep one of them',
    ]);
  });

  test('aliases that unfold to very many values', () => {
    const row = (name: string, item: string) => `${name}: &${name} [${Array(9).fill(item).join(', ')}]`;
    const bomb = [row('a', 'x'), ...'bcdefghijk'.split('').map((name, index) => row(name, `*${'abcdefghijk'[index]}`))].join('\n');
    expect(lines(bomb)).toEqual([
      'error values.yaml:1:1: the aliases (*name) unfold to far more values than the file holds; write them out',
    ]);
  });

  test.each([
    ['lists', '['.repeat(20_000)],
    ['closed lists', `a: ${'['.repeat(3000)}${']'.repeat(3000)}`],
    ['maps', '{a: '.repeat(8000)],
    ['block lists', '- '.repeat(20_000)],
  ])('very deep %s, without a stack trace', (_, text) => {
    expect(lines(text)).toEqual([expect.stringMatching(/^error values\.yaml(:1:\d+)?: the maps and lists are nested too deeply$/)]);
  });

  test('no message quotes the file where a password may stand', () => {
    for (const text of ['p: "hunter2" hunter2', 'p: [hunter2', 'p: hunter2: hunter2', 'p: {hunter2]', 'p: |hunter2', 'p: "hunter2', '%hunter2']) {
      const all = lines(text).join();
      expect(all).toMatch(/^error /);
      expect(all).not.toContain('hunter2');
    }
  });
});

describe('what is worth a warning', () => {
  test.each([
    ['a: 1\n---\nb: 2', ['warning values.yaml:3:1: Helm reads only the first YAML document of a file; what follows the first "---" is ignored; '
      + 'move it to a file of its own'], { a: 1 }],
    ['a: 1\n---\n: : bad [', ['warning values.yaml:3:1: Helm reads only the first YAML document of a file; what follows the first "---" is ignored; '
      + 'move it to a file of its own'], { a: 1 }],
    ['a: 1\n---\n', [], { a: 1 }],
    ['on: 1', ['warning values.yaml:1:1: YAML reads the key "on" as true; quote it to keep it'], { true: 1 }],
    ['1.50: 1', ['warning values.yaml:1:1: YAML reads the key "1.50" as 1.5; quote it to keep it'], { 1.5: 1 }],
    ['0x10: 1', ['warning values.yaml:1:1: YAML reads the key "0x10" as 16; quote it to keep it'], { 16: 1 }],
    // Helm applies a merge key where it stands: here it wins over the line above.
    ['a: 2\n<<: {a: 1}', ['warning values.yaml:2:1: the merge key << overrides a of line 1, as it stands below it; '
      + 'move << to the top of its map'], { a: 1 }],
  ])('%j', (text, expected, values) => {
    expect(lines(text)).toEqual(expected);
    expect(parseValues(text, 'values.yaml').values).toEqual(values);
  });
});

describe('the texts of numbers that print in another way', () => {
  test('are kept by path', () => {
    const { sources } = parseValues('a: 3.20\nb: 22\nc: [1234567, 1.5]\nd: {"e.f": 0x1F}\ng: "3.20"\nh: 1e3', 'values.yaml');
    expect([...sources]).toEqual([['a', '3.20'], ['c[0]', '1234567'], ['d."e.f"', '0x1F'], ['h', '1e3']]);
  });

  test('are found where aliases and merge keys put them, and not where something else took their place', () => {
    const { values, sources } = parseValues('x: &x {a: 3.20, b: 4.10, c: 5.0}\nz:\n  <<: *x\n  b: 4.2\n  c: text', 'values.yaml');
    expect(values).toEqual({ x: { a: 3.2, b: 4.1, c: 5 }, z: { a: 3.2, b: 4.2, c: 'text' } });
    expect([...sources]).toEqual([['x.a', '3.20'], ['x.b', '4.10'], ['x.c', '5.0'], ['z.a', '3.20']]);
  });
});
