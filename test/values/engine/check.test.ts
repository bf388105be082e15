import { check } from '../../../src/values/engine/check';
import { problemLine } from '../../../src/values/engine/findings';
import { anything, bool, either, Infer, int, list, map, object, oneOf, SchemaNode, string } from '../../../src/values/engine/schema';
import { hasPath } from '../../../src/values/engine/unknown-key';

const TOLERATION = object({
  key: string(), operator: string({ allowed: ['Exists', 'Equal'] }), effect: string(), value: string(),
}, { required: ['operator'] });

const SCHEMA = object({
  'architecture': string({ description: 'the architecture of the nodes' }),
  'customContainerd': object({
    enabled: bool(),
    tarballUrl: string({ pattern: /^https?:\/\//, format: 'a URL such as "https://example.com/containerd.tar.gz"', orEmpty: true }),
    image: either([string(), object({ repository: string(), tag: string() })]),
    nodeSelector: map(string()),
    tolerations: list(TOLERATION),
  }),
  'kata-as-coco-runtime': object({
    imagePullPolicy: oneOf(['Always', 'IfNotPresent', 'Never']),
    k8sDistribution: string({ allowed: ['k8s', 'k3s', 'rke2', 'k0s', 'microk8s'] }),
    env: object({ debug: bool({ orText: true }), defaultShim: string(), shims: string() }),
    port: int({ min: 1, max: 65535 }),
    limit: int({ min: 0, orText: true }),
    affinity: anything(),
  }),
  'auth': object({
    password: string({ secret: true }),
    pin: int({ secret: true }),
    keys: map(string(), { secret: true }),
    tokens: list(string(), { secret: true }),
  }),
  'version': string({ orNumber: true, nullable: false }),
  'extra': object({ known: bool() }, { open: string() }),
});

function lines(values: unknown, schema: SchemaNode = SCHEMA): string[] {
  return check(schema, values).map((problem) => `${problem.level} ${problemLine(problem)}`);
}

test('nothing is wrong with values that fit', () => {
  const values: Infer<typeof SCHEMA> = {
    'architecture': 'x86_64',
    'customContainerd': {
      enabled: false,
      tarballUrl: '',
      image: { repository: 'alpine', tag: '3.22' },
      nodeSelector: { 'kubernetes.io/arch': 'amd64', 'gone': null },
      tolerations: [{ operator: 'Exists' }],
    },
    'kata-as-coco-runtime': {
      imagePullPolicy: 'Never', k8sDistribution: 'k3s', env: { debug: 'true', shims: null }, port: 8090, limit: '10', affinity: [{ a: 1 }],
    },
    'auth': { password: 'x', pin: 1, keys: { a: 'b' }, tokens: ['c'] },
    'version': '3',
    'extra': { known: true },
  };
  expect(lines(values)).toEqual([]);
  expect(lines({ customContainerd: null, version: 3, extra: { other: null, more: 'x' } })).toEqual([]);
});

describe('wrong values', () => {
  test.each([
    [{ architecture: 3 }, 'architecture: got the number 3; allowed: a string; write "3"'],
    [{ architecture: true }, 'architecture: got the boolean true; allowed: a string; write "true"'],
    [{ architecture: {} }, 'architecture: got a map; allowed: a string'],
    [{ version: null }, 'version: got null; allowed: a string'],
    [{ customContainerd: 'yes' }, 'customContainerd: got the string "yes"; allowed: a map with the keys enabled, tarballUrl, image, nodeSelector, tolerations'],
    [{ customContainerd: { enabled: 'true' } }, 'customContainerd.enabled: got the string "true"; allowed: true or false; write true'],
    [{ customContainerd: { enabled: 'off' } }, 'customContainerd.enabled: got the string "off"; allowed: true or false; write false'],
    [{ customContainerd: { enabled: 'maybe' } }, 'customContainerd.enabled: got the string "maybe"; allowed: true or false'],
    [{ customContainerd: { enabled: 1 } }, 'customContainerd.enabled: got the number 1; allowed: true or false'],
    [{ customContainerd: { tarballUrl: 'ftp://x' } },
      'customContainerd.tarballUrl: got the string "ftp://x"; allowed: a URL such as "https://example.com/containerd.tar.gz", or ""'],
    [{ customContainerd: { image: 3 } }, 'customContainerd.image: got the number 3; allowed: a string, or a map with the keys repository, tag'],
    [{ customContainerd: { image: { tag: 3 } } }, 'customContainerd.image.tag: got the number 3; allowed: a string; write "3"'],
    [{ customContainerd: { nodeSelector: { 'kubernetes.io/arch': 1 } } },
      'customContainerd.nodeSelector."kubernetes.io/arch": got the number 1; allowed: a string; write "1"'],
    [{ customContainerd: { nodeSelector: ['a'] } }, 'customContainerd.nodeSelector: got a list; allowed: a map'],
    [{ customContainerd: { tolerations: 'a' } }, 'customContainerd.tolerations: got the string "a"; allowed: a list; write it as a list: ["a"]'],
    [{ customContainerd: { tolerations: { operator: 'Exists' } } }, 'customContainerd.tolerations: got a map; allowed: a list'],
    [{ customContainerd: { tolerations: [null] } }, 'customContainerd.tolerations[0]: got null; allowed: a map with the keys key, operator, effect, value'],
    [{ customContainerd: { tolerations: [{ key: 'a' }] } }, 'customContainerd.tolerations[0].operator: missing; allowed: "Exists", "Equal"; add the key'],
    [{ 'kata-as-coco-runtime': { imagePullPolicy: 'always' } },
      'kata-as-coco-runtime.imagePullPolicy: got the string "always"; allowed: "Always", "IfNotPresent", "Never"; did you mean "Always"?'],
    [{ 'kata-as-coco-runtime': { k8sDistribution: 'openshift' } },
      'kata-as-coco-runtime.k8sDistribution: got the string "openshift"; allowed: "k8s", "k3s", "rke2", "k0s", "microk8s"'],
    [{ 'kata-as-coco-runtime': { env: { debug: 'yes' } } },
      'kata-as-coco-runtime.env.debug: got the string "yes"; allowed: true or false, also in quotes, or ""; write true'],
    [{ 'kata-as-coco-runtime': { port: '8090' } }, 'kata-as-coco-runtime.port: got the string "8090"; allowed: a whole number from 1 to 65535; write 8090'],
    [{ 'kata-as-coco-runtime': { port: 0 } }, 'kata-as-coco-runtime.port: got the number 0; allowed: a whole number from 1 to 65535'],
    [{ 'kata-as-coco-runtime': { limit: 1.5 } }, 'kata-as-coco-runtime.limit: got the number 1.5; allowed: a whole number from 0 up, also in quotes'],
    [{ extra: { known: 'x' } }, 'extra.known: got the string "x"; allowed: true or false'],
    [{ extra: { other: 1 } }, 'extra.other: got the number 1; allowed: a string; write "1"'],
    [[1], 'got a list; allowed: a map with the keys architecture, customContainerd, kata-as-coco-runtime, auth, version, extra'],
  ])('%j', (values, line) => {
    expect(lines(values)).toEqual([`error ${line}`]);
  });

  test('secrets are not printed', () => {
    expect(lines({ auth: { password: 123456, pin: '123456', keys: { a: 123456 }, tokens: '123456' } })).toEqual([
      'error auth.password: got the number (hidden); allowed: a string',
      'error auth.pin: got the string (hidden); allowed: a whole number',
      'error auth.keys.a: got the number (hidden); allowed: a string',
      'error auth.tokens: got the string (hidden); allowed: a list; write it as a list',
    ]);
  });

  test('nor is what stands in the place of a map that holds some, or in that of a key', () => {
    expect(lines({ auth: 'hunter2' })).toEqual(['error auth: got the string (hidden); allowed: a map with the keys password, pin, keys, tokens']);
    expect(lines({ auth: true })).toEqual(['error auth: got the boolean true; allowed: a map with the keys password, pin, keys, tokens']);
    expect(lines({ auth: { 'password:http://u:hunter2@p': 1 } })).toEqual(['error auth.(hidden): unknown key; allowed: password, pin, keys, tokens']);
  });

  test('a number is printed, and quoted, as its file writes it', () => {
    const sources = new Map([['architecture', '3.20']]);
    expect(check(SCHEMA, { architecture: 3.2 }, { sources })).toEqual([
      { path: 'architecture', message: 'got the number 3.20; allowed: a string; write "3.20"', level: 'error', place: ['architecture'] },
    ]);
  });

  test('quotes are the repair only where they make the value fit', () => {
    const schema = object({ a: string({ allowed: ['1', '2'] }), b: string({ pattern: /^[0-9]+m$/ }), c: oneOf([1, 'x']) });
    expect(lines({ a: 2, b: 500, c: '1' }, schema)).toEqual([
      'error a: got the number 2; allowed: "1", "2"; write "2"',
      'error b: got the number 500; allowed: a string that matches ^[0-9]+m$',
      'error c: got the string "1"; allowed: 1, "x"; write 1',
    ]);
  });

  test('all problems come at once', () => {
    expect(lines({ architecture: 1, nonsense: 1, customContainerd: { enabled: 1, tolerations: [{ operator: 'x' }, 1] } })).toHaveLength(5);
  });
});

describe('unknown keys', () => {
  test.each([
    // near to a key of the same map
    [{ customContainerd: { enabeld: true } }, 'customContainerd.enabeld: unknown key; did you mean enabled?'],
    [{ customContainerd: { NodeSelector: {} } }, 'customContainerd.NodeSelector: unknown key; did you mean nodeSelector?'],
    [{ customContainerd: { 'node-selector': {} } }, 'customContainerd.node-selector: unknown key; did you mean nodeSelector?'],
    // the right key at the wrong level
    [{ debug: 'true' }, 'debug: unknown key; did you mean kata-as-coco-runtime.env.debug?'],
    [{ 'kata-as-coco-runtime': { Debug: 'true' } }, 'kata-as-coco-runtime.Debug: unknown key; did you mean kata-as-coco-runtime.env.debug?'],
    [{ 'kata-as-coco-runtime': { nodeSelector: {} } },
      'kata-as-coco-runtime.nodeSelector: unknown key; did you mean customContainerd.nodeSelector?'],
    // a path as a key
    [{ 'customContainerd.enabled': true },
      '"customContainerd.enabled": unknown key; dots do not nest in a values file: write customContainerd.enabled as nested maps'],
    // nothing near
    [{ auth: { db_password_prod: 'hunter2' } }, 'auth.db_password_prod: unknown key; allowed: password, pin, keys, tokens'],
    [{ customContainerd: { tolerations: [{ operator: 'Exists', nonsense: 1 }] } },
      'customContainerd.tolerations[0].nonsense: unknown key; allowed: key, operator, effect, value'],
  ])('%j', (values, line) => {
    expect(lines(values)).toEqual([`error ${line}`]);
  });

  test('the hint lists ten keys at most, and none where there are none', () => {
    const many = object(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`number${index}00000`, bool()])));
    expect(lines({ x: 1 }, many)[0]).toMatch(/^error x: unknown key; allowed: number000000, .*number900000 and 2 more$/);
    expect(lines({ x: 1 }, object({}))).toEqual(['error x: unknown key; no keys are allowed here']);
  });

  test('another edition may have the key', () => {
    const editionsWith = (path: ReadonlyArray<string | number>) => path.join('.') === 'runtime.crio' ? ['confidential-containers@0.16.0'] : [];
    const schema = object({ runtime: object({ shims: string() }) });
    expect(check(schema, { runtime: { crio: 1, shimz: 1 } }, { editionsWith })).toEqual([
      { path: 'runtime.crio', message: 'unknown key; this edition does not have it, confidential-containers@0.16.0 does', level: 'error' },
      { path: 'runtime.shimz', message: 'unknown key; did you mean shims?', level: 'error' },
    ]);
    expect(check(schema, { shims: 1 }, { editionsWith: () => ['a@1', 'a@2'] })).toEqual([{
      path: 'shims',
      level: 'error',
      message: 'unknown key; this edition does not have it, a@1 and a@2 do; did you mean runtime.shims?',
    }]);
  });

  test('lenient: warnings, while wrong values stay errors', () => {
    expect(check(SCHEMA, { debug: 'true', architecture: 3 }, { lenient: true })).toEqual([
      { path: 'debug', message: 'unknown key; did you mean kata-as-coco-runtime.env.debug?; ignored', level: 'warning' },
      { path: 'architecture', message: 'got the number 3; allowed: a string; write "3"', level: 'error', place: ['architecture'] },
    ]);
  });

  test('what every object inherits is no known key', () => {
    expect(lines({ toString: 1, constructor: 1 }, object({ a: bool() }))).toEqual([
      'error toString: unknown key; allowed: a', 'error constructor: unknown key; allowed: a',
    ]);
    expect(lines(JSON.parse('{"__proto__": 1}'), object({ a: bool() }))).toEqual(['error __proto__: unknown key; allowed: a']);
  });
});

test.each([
  [['customContainerd', 'enabled'], true],
  [['customContainerd', 'tolerations', 0, 'key'], true],
  [['customContainerd', 'nodeSelector', 'any'], true],
  [['customContainerd', 'image', 'tag'], true],
  [['kata-as-coco-runtime', 'affinity', 'a', 0], true],
  [['extra', 'any'], true],
  [['customContainerd', 'nonsense'], false],
  [['architecture', 'x'], false],
  [['customContainerd', 'tolerations', 'key'], false],
])('the schema knows the path %j: %s', (path, known) => {
  expect(hasPath(SCHEMA, path)).toBe(known);
});
