import { problemLine } from '../../../src/values/engine/findings';
import { coalesce, coalesceDependency, mergeFiles, templateValues } from '../../../src/values/engine/merge';

describe('several --values files', () => {
  test.each([
    ['maps merge', { a: { b: 1, c: 1 } }, { a: { c: 2, d: 2 } }, { a: { b: 1, c: 2, d: 2 } }],
    ['lists do not', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['null stays, to delete a default of the chart', { a: { b: 1 } }, { a: { b: null } }, { a: { b: null } }],
    ['null takes the place of a map', { a: { b: 1 } }, { a: null }, { a: null }],
    ['a map takes the place of null', { a: null }, { a: { b: 1 } }, { a: { b: 1 } }],
    ['a scalar takes the place of a map', { a: { b: 1 } }, { a: 2 }, { a: 2 }],
    ['a map takes the place of a scalar', { a: 2 }, { a: { b: 1 } }, { a: { b: 1 } }],
  ])('%s', (_, earlier, later, merged) => {
    const before = JSON.stringify([earlier, later]);
    expect(mergeFiles(earlier, later)).toEqual(merged);
    expect(JSON.stringify([earlier, later])).toBe(before);
  });

  test('a key __proto__ is a key', () => {
    const evil = JSON.parse('{"__proto__": {"polluted": 1}}');
    expect(JSON.stringify(mergeFiles(evil, { a: 1 }))).toBe('{"__proto__":{"polluted":1},"a":1}');
    expect(JSON.stringify(coalesce({ a: 1 }, evil).values)).toBe('{"__proto__":{"polluted":1},"a":1}');
  });
});

describe('what the templates of a chart see', () => {
  const DEFAULTS = { name: 'x', nothing: null, list: [1, 2], image: { tag: '3.22', policy: 'Always', none: null, deep: { a: 1 } } };

  // Each row is what Helm 3.22 makes of the values, seen by a template that prints `.Values | toJson`.
  test.each([
    ['defaults fill in', {}, DEFAULTS],
    ['a value wins', { name: 'y' }, { ...DEFAULTS, name: 'y' }],
    ['maps merge', { image: { tag: '4' } }, { ...DEFAULTS, image: { ...DEFAULTS.image, tag: '4' } }],
    ['a list is replaced as a whole', { list: [] }, { ...DEFAULTS, list: [] }],
    ['null deletes a default', { name: null, image: { tag: null, deep: { a: null } } },
      { nothing: null, list: [1, 2], image: { policy: 'Always', none: null, deep: {} } }],
    ['null deletes a map', { image: null }, { name: 'x', nothing: null, list: [1, 2] }],
    ['at the top, null deletes a default that is null', { nothing: null }, { name: 'x', list: [1, 2], image: DEFAULTS.image }],
    ['below, null stays where the default is null', { image: { none: null } }, DEFAULTS],
    ['null stays where there is no default', { other: null, image: { other: null } },
      { ...DEFAULTS, other: null, image: { ...DEFAULTS.image, other: null } }],
    ['at the top, a scalar takes the place of a map without a warning', { image: 5 }, { ...DEFAULTS, image: 5 }],
  ])('%s', (_, user, values) => {
    const before = JSON.stringify([DEFAULTS, user]);
    expect(coalesce(DEFAULTS, user)).toEqual({ values, enabled: [], problems: [] });
    expect(JSON.stringify([DEFAULTS, user])).toBe(before);
  });

  // Helm warns "skipped value", "destination is a table" and "cannot overwrite table with non table", and takes the user's.
  test.each([
    ['a map for a scalar', { name: { a: 1 } }, { ...DEFAULTS, name: { a: 1 } },
      'name: the chart has a single value or a list here, and this map takes its place'],
    ['a map for a list', { list: { a: 1 } }, { ...DEFAULTS, list: { a: 1 } },
      'list: the chart has a single value or a list here, and this map takes its place'],
    ['a map for a scalar below', { image: { tag: { a: 1 } } }, { ...DEFAULTS, image: { ...DEFAULTS.image, tag: { a: 1 } } },
      'image.tag: the chart has a single value or a list here, and this map takes its place'],
    ['a scalar for a map below', { image: { deep: 'x' } }, { ...DEFAULTS, image: { ...DEFAULTS.image, deep: 'x' } },
      'image.deep: the chart has a map here, and this value takes the place of all its keys'],
  ])('%s: the user\'s value, and a warning', (_, user, values, line) => {
    const result = coalesce(DEFAULTS, user);
    expect(result.values).toEqual(values);
    expect(result.problems.map((problem) => `${problem.level} ${problemLine(problem)}`)).toEqual([`warning ${line}`]);
  });
});

describe('what the templates of a dependency see', () => {
  // The shape of the umbrella chart: its own section for the alias lies over the defaults of the dependency.
  const PARENT = { kata: { enabled: true, policy: 'Always', env: { shims: 'snp' } } };
  const OWN = { policy: 'IfNotPresent', env: { shims: 'all', debug: 'false' }, image: { tag: '' } };
  const MERGED = { enabled: true, policy: 'Always', env: { shims: 'snp', debug: 'false' }, image: { tag: '' }, global: {} };

  // Each row is what Helm 3.22 makes of the values, tried with confidential-containers 0.16.0 and its kata-deploy.
  test.each([
    ['parent over own defaults', {}, MERGED],
    ['user over both', { kata: { env: { shims: 'tdx' } } }, { ...MERGED, env: { shims: 'tdx', debug: 'false' } }],
    ['null for the section drops what the parent says, not the dependency', { kata: null }, { ...OWN, global: {} }],
    ['null for a map deletes the defaults of both', { kata: { env: null } },
      { enabled: true, policy: 'Always', image: { tag: '' }, global: {} }],
    ['null deletes the defaults of both', { kata: { policy: null, env: { shims: null }, image: { tag: null } } },
      { enabled: true, env: { debug: 'false' }, image: {}, global: {} }],
    ['null stays where only the parent has a default', { kata: { enabled: null } }, { ...MERGED, enabled: null }],
    ['null stays where nobody has a default', { kata: { env: { other: null } } },
      { ...MERGED, env: { shims: 'snp', debug: 'false', other: null } }],
    ['globals are handed down', { global: { a: 1 }, kata: { global: { b: 2 } } }, { ...MERGED, global: { a: 1, b: 2 } }],
    ['the globals of the parent win', { global: { a: 1, m: { x: 1 } }, kata: { global: { a: 2, m: { x: 2, y: 2 } } } },
      { ...MERGED, global: { a: 1, m: { x: 1, y: 2 } } }],
  ])('%s', (_, user, values) => {
    const before = JSON.stringify([PARENT, OWN, user]);
    expect(coalesceDependency(PARENT, OWN, user, 'kata')).toEqual({ values, enabled: ['kata'], problems: [] });
    expect(JSON.stringify([PARENT, OWN, user])).toBe(before);
  });

  test('a scalar for the section is refused', () => {
    expect(coalesceDependency(PARENT, OWN, { kata: 5 }, 'kata').problems.map(problemLine)).toEqual([
      'kata: the values of a dependency are not a map; allowed: a map; to do without its defaults, set its keys to null one by one',
    ]);
  });

  test('a scalar for a map within the section wins, with one warning', () => {
    const result = coalesceDependency(PARENT, OWN, { kata: { env: 'x', policy: { a: 1 } } }, 'kata');
    expect(result.values).toEqual({ ...MERGED, env: 'x', policy: { a: 1 } });
    expect(result.problems.map(problemLine).sort()).toEqual([
      'kata.env: the chart has a map here, and this value takes the place of all its keys',
      'kata.policy: the chart has a single value or a list here, and this map takes its place',
    ]);
  });

  test.each([
    ['its own is not a map', { global: { a: 1 }, kata: { global: 1 } }, 1, [
      'kata.global: the chart has a map here, and this value takes the place of all its keys',
      'kata.global: not a map, so no globals reach the dependency',
    ]],
    ['the one above is not a map', { global: 1, kata: {} }, {}, ['global: not a map, so no globals reach the dependency']],
    ['a map meets a scalar', { global: { a: { b: 1 } }, kata: { global: { a: 1 } } }, { a: 1 },
      ['kata.global.a: not a map, while the global of the chart above is; left as it is']],
    ['a scalar meets a map', { global: { a: 1 }, kata: { global: { a: { b: 1 } } } }, { a: { b: 1 } },
      ['kata.global.a: a map, while the global of the chart above is not; left as it is']],
  ])('globals stay as they are where %s', (_, user, globals, lines) => {
    const result = coalesceDependency(PARENT, OWN, user, 'kata');
    expect(result.values.global).toEqual(globals);
    expect(result.problems.map(problemLine)).toEqual(lines);
  });
});

describe('a chart with several dependencies', () => {
  const CHART = {
    values: { b: { on: true } },
    dependencies: { a: { values: { x: 1 }, condition: 'a.on' }, b: { values: { y: 1 }, condition: 'b.on' } },
  };

  test('sees the values of all', () => {
    expect(templateValues(CHART, {})).toEqual({
      values: { a: { x: 1, global: {} }, b: { on: true, y: 1, global: {} } }, enabled: ['a', 'b'], problems: [],
    });
  });

  test('false turns one off, and its defaults are gone', () => {
    expect(templateValues(CHART, { b: { on: false } })).toEqual({
      values: { a: { x: 1, global: {} }, b: { on: false } }, enabled: ['a'], problems: [],
    });
  });

  test.each([
    ['false', 'the string "false"'],
    [null, 'null'],
    [0, 'the number 0'],
  ])('%j does not turn it off, as it is no boolean', (on, got) => {
    const { enabled, problems } = templateValues(CHART, { b: { on } });
    expect(enabled).toEqual(['a', 'b']);
    expect(problems).toEqual([{
      path: 'b.on',
      level: 'warning',
      message: `got ${got}, which does not turn the dependency off; allowed: true or false, without quotes`,
    }]);
  });

  test('dependencies have dependencies', () => {
    const nested = { values: {}, dependencies: { a: { values: { c: { z: 2 } }, dependencies: { c: { values: { z: 1, w: 1 }, condition: 'c.on' } } } } };
    expect(templateValues(nested, { global: { g: 1 } }).values).toEqual({
      global: { g: 1 }, a: { global: { g: 1 }, c: { z: 2, w: 1, global: { g: 1 } } },
    });
    expect(templateValues(nested, { a: { c: { on: false } } }).values).toEqual({ a: { global: {}, c: { z: 2, on: false } } });
  });
});
