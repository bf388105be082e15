import { problemLine } from '../../../src/values/engine/findings';
import { setValues, SetOption } from '../../../src/values/engine/set';
import { copy, Values } from '../../../src/values/engine/tree';
import { Random } from '../../support/random';

/** What an expression makes of a copy of values. */
function applied(expression: string, option: SetOption = '--set', below: Values = {}) {
  const values = copy(below);
  return { values, problems: setValues(values, expression, option) };
}

// Each row is what Helm 3.22 makes of the expression.
test.each([
  ['a=b', { a: 'b' }],
  ['a.b=c,d=e', { a: { b: 'c' }, d: 'e' }],
  ['a.b=1,a.c=2', { a: { b: 1, c: 2 } }],
  ['a={x,y}', { a: ['x', 'y'] }],
  ['a={x,1,null},b=c', { a: ['x', 1, null], b: 'c' }],
  ['a={}', { a: [''] }], // not an empty list
  ['a[0].b=c', { a: [{ b: 'c' }] }],
  ['a[1]=x', { a: [null, 'x'] }],
  ['a[0][1]=x', { a: [[null, 'x']] }],
  ['a[0]={x,y}', { a: [['x', 'y']] }],
  ['a[0].b=1,a[0].c=2', { a: [{ b: 1, c: 2 }] }],
  ['a[0]', { a: [] }],
  ['a=x\\,y', { a: 'x,y' }],
  ['nodeSelector.kubernetes\\.io/arch=amd64', { nodeSelector: { 'kubernetes.io/arch': 'amd64' } }],
  ['a\\=b=c=d', { 'a=b': 'c=d' }],
  ['a=x\\\\y', { a: 'x\\y' }],
  ['a={x\\},y\\,z}', { a: ['x}', 'y,z'] }],
  ['a=', { a: '' }],
  ['a=,b=', { a: '', b: '' }],
  ['a=b,', { a: 'b' }],
  ['', {}],
  ['a=null,b=NULL,c="null"', { a: null, b: null, c: '"null"' }],
  ['a=true,b=FALSE,c=yes', { a: true, b: false, c: 'yes' }],
  ['a=0,b=1,c=-5,d=+7,e=1234567', { a: 0, b: 1, c: -5, d: 7, e: 1234567 }],
  ['a=007,b=0x1F,c=1_000,d=-0', { a: '007', b: '0x1F', c: '1_000', d: 0 }],
  ['a=1.5,b=1e3,c=3.20', { a: '1.5', b: '1e3', c: '3.20' }],
  ['a=99999999999999999999', { a: '99999999999999999999' }], // more than 64 bits: text
  ['a= b ,c =d', { 'a': ' b ', 'c ': 'd' }],
  ['__proto__.x=1', JSON.parse('{"__proto__":{"x":1}}')],
])('--set %s', (expression, values) => {
  expect(applied(expression)).toEqual({ values, problems: [] });
});

test('--set-string makes every value text', () => {
  expect(applied('a=1,b=true,c=null,d={1,x},e=', '--set-string')).toEqual({
    values: { a: '1', b: 'true', c: 'null', d: ['1', 'x'], e: '' }, problems: [],
  });
});

test.each([
  [{ a: [{ b: 1 }, { b: 2 }] }, 'a[1].c=3', { a: [{ b: 1 }, { b: 2, c: 3 }] }],
  [{ a: ['x'] }, 'a[0].b=1', { a: [{ b: 1 }] }],
  [{ a: { b: 1, c: 2 } }, 'a.b=null', { a: { b: null, c: 2 } }],
  [{ a: { b: 1 } }, 'a=x', { a: 'x' }],
  [{ a: [1, 2, 3] }, 'a={x}', { a: ['x'] }],
])('over %j, --set %s', (below, expression, values) => {
  expect(applied(expression, '--set', below)).toEqual({ values, problems: [] });
});

test.each([
  ['a', '--set: cannot read the expression: a key has no value; write key=value, or "\\," for a comma in a value'],
  ['a,b=1', '--set: cannot read the expression: a key has no value before the ","; write key=value, or "\\," for a comma in a value'],
  ['a.=1', '--set: cannot read "a.=...": a key is empty, and Helm would ignore its value; write a.b=value, or "\\." for a dot in a key'],
  ['a={x', '--set: cannot read "a=...": a list that starts with "{" must end with "}"'],
  ['a[x]=1', '--set: cannot read "a[...]=...": the index between "[" and "]" is not a whole number'],
  ['a[-1]=1', '--set: cannot read "a[-1]=...": the index [-1] is out of range; allowed: 0 to 65536'],
  ['a[65537]=1', '--set: cannot read "a[65537]=...": the index [65537] is out of range; allowed: 0 to 65536'],
  ['a[0', '--set: cannot read the expression: a "[" has no "]"'],
  ['=x', '--set: cannot read "=...": a key is empty, and Helm would ignore its value; write a.b=value, or "\\." for a dot in a key'],
  ['.image.tag=x', '--set: cannot read ".image.tag=...": a key is empty, and Helm would ignore its value; write a.b=value, or "\\." for a dot in a key'],
  ['a[0].=1', '--set: cannot read "a[0].=...": a key is empty, and Helm would ignore its value; write a.b=value, or "\\." for a dot in a key'],
  ['a[0]b=1', '--set: cannot read "a[0]b=...": unexpected text after [0]; allowed: "=", "." or "["'],
  ['one.b=1', '--set: cannot read "one.b=...": the key one is a single value in the values below, so it has no keys; set it as a whole'],
  ['none.b=1', '--set: cannot read "none.b=...": the key none is null in the values below, so it has no keys; set it as a whole'],
  ['map[0]=1', '--set: cannot read "map[0]=...": the key map is a map in the values below, not a list; set it as a whole'],
  ['list.b=1', '--set: cannot read "list.b=...": the key list is a list in the values below, so it has no keys; set it as a whole'],
  ['list[0][0]=1', '--set: cannot read "list[0][0]=...": the item [0] is a single value in the values below, not a list'],
  ['a=9007199254740993', '--set: cannot read "a=...": the integer has more than 15 digits; use --set-string to set it as a string'],
  [`${'a.'.repeat(31)}b=1`, `--set: cannot read "${'a.'.repeat(31)}b=...": the key has more than 30 levels`],
])('--set %s is refused', (expression, line) => {
  const { problems } = applied(expression, '--set', { one: 1, none: null, map: {}, list: [1] });
  expect(problems.map(problemLine)).toEqual([line]);
});

test('the rest of a password behind a comma is not printed', () => {
  expect(applied('password=abc,hunter2').problems.map(problemLine)).toEqual([
    '--set: cannot read "password=...": a key has no value; write key=value, or "\\," for a comma in a value',
  ]);
});

test('escaped keys and values come back as they were', () => {
  const random = new Random(3);
  const text = () => Array.from({ length: 1 + random.below(5) }, () => random.pick(['a', 'B', '.', ',', '=', '[', ']', '{', '}', '\\', ' ', 'é', '😀'])).join('');
  const escape = (part: string) => part.replace(/[.,=[\]{}\\]/g, '\\$&');
  for (let round = 0; round < 500; round++) {
    const [outer, inner, value] = [text(), text(), text()];
    const expression = `${escape(outer)}.${escape(inner)}=${escape(value)}`;
    expect({ expression, ...applied(expression, '--set-string') })
      .toEqual({ expression, values: { [outer]: { [inner]: value } }, problems: [] });
  }
});
