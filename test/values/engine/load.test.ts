import { problemLine } from '../../../src/values/engine/findings';
import { loadValues } from '../../../src/values/engine/load';

test('nothing said is no values', () => {
  expect(loadValues({})).toEqual({
    values: {}, problems: [], sources: new Map(), afterComma: new Set(), bySet: new Set(), anchorKeys: [],
  });
});

test('later files win over earlier ones, --set over files, --set-string over --set', () => {
  const { values, problems } = loadValues({
    files: [{ name: 'a.yaml', text: 'a: {x: 1, v: 1, z: 1}\nl: [{b: 1}, {b: 2}]' }, { name: 'b.yaml', text: 'a: {v: 2}' }],
    set: ['a.z=3,l[1].b=3', 'w=1'],
    setString: ['w=2'],
  });
  expect(values).toEqual({ a: { x: 1, v: 2, z: 3 }, l: [{ b: 1 }, { b: 3 }], w: '2' });
  expect(problems).toEqual([]);
});

test('all problems come at once', () => {
  const { problems } = loadValues({
    files: [{ name: 'a.yaml', text: '' }, { name: 'b.yaml', text: 'a: 1\na: 2' }],
    set: ['x'],
  });
  expect(problems.map(problemLine)).toEqual([
    'a.yaml: empty; write {} to say that there are no values',
    'b.yaml:2:1: the key a appears twice (first on line 1), and Helm would silently take the last; keep one of them',
    '--set: cannot read the expression: a key has no value; write key=value, or "\\," for a comma in a value',
  ]);
});

test('the texts of numbers follow the values', () => {
  const { values, sources } = loadValues({
    files: [
      { name: 'a.yaml', text: 'kept: 1.10\nover: 1.10\nset: 1234567\nmap: {x: 1.10}\nlist: [1.10, 2.10, 3.10]\nitem: [1.10, 2.10]' },
      { name: 'b.yaml', text: 'over: 1.2\nmap: text\nlist: [1.10, 2.2]\nnew: 0x10' },
    ],
    set: ['set=1234567,item[1]=3'],
  });
  // From --set, 1234567 is an int64 and prints so; from a file it is a float64 and prints 1.234567e+06.
  expect(values).toEqual({ kept: 1.1, over: 1.2, set: 1234567, map: 'text', list: [1.1, 2.2], item: [1.1, 3], new: 16 });
  expect([...sources]).toEqual([['kept', '1.10'], ['item[0]', '1.10'], ['list[0]', '1.10'], ['new', '0x10']]);
});
