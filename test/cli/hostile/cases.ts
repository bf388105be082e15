import { EDITIONS, EditionEntry } from '../../../src/values/editions';
import { SchemaNode } from '../../../src/values/engine/schema';
import { Random } from '../../support/random';
import { at } from '../rendering';

/** A command line that nobody means. */
export interface HostileCase {
  readonly args: readonly string[];
  /** The text of a values file, which is given with `-f` at the end. */
  readonly values?: string | Buffer;
}

/** Stands in places for secrets. No message may have it. */
export const MARKER = 'zq7marker9X';

const KATA = 'kata-deploy@4.1.0';

/** Keys that every object of JavaScript has, each with a twin that none has. */
export const INHERITED: readonly (readonly [string, string])[] = [
  ['__proto__', '__prota__'], ['constructor', 'constructar'], ['toString', 'toStrang'], ['hasOwnProperty', 'hasOwnProparty'], ['valueOf', 'valueAf'],
];

const LONG = 100_000;
const repeat = (text: string, length = LONG) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Texts that no value is: long, with characters that terminals obey, or in the form of something else. */
export const TEXTS: readonly string[] = [
  '', ' ', '\u001b[31mred\u001b[0m', 'two\nlines', 'a\r\nb', '\u202egnp.exe', 'a\u2028b', '\0', '\u009b1m', '\ufeff', 'x\u200by', '\t', ';', '--', '-', '{}', '[]', '${x}', '$(id)',
  '`id`', '{{ .Values }}', '%s%n', '../../etc/passwd', 'constructor', '__proto__', 'toString', 'null', 'NaN', '1e400', '-0', '💥', 'ß', 'ﬀ', `http://u:${MARKER}@h/`,
  `-----BEGIN RSA PRIVATE KEY-----\n${MARKER}\n-----END RSA PRIVATE KEY-----`, `token=${MARKER}`,
  repeat('a'), repeat('a,'), repeat('a '), repeat('qemu '), repeat('/'), repeat(':'), repeat('a.'), repeat('-'), repeat('"'), repeat('\\'), repeat('pass'), repeat('://a'), repeat('\n'),
  repeat('@'), repeat('0'), repeat('TLS_'), repeat('a:b,'), repeat('http://'), repeat('[['), repeat('?#'),
];

const QUOTED = TEXTS.map((text) => JSON.stringify(text));
const AS_ARGUMENTS = TEXTS.map((text) => text.replace(/\0/g, ''));

/** A place of a schema, and what it may hold. */
export interface Place {
  readonly path: readonly string[];
  readonly node: SchemaNode;
}

/** Every place of a schema that the keys of maps lead to. */
export function places(node: SchemaNode, path: readonly string[] = []): Place[] {
  const inner = node.kind === 'object' ? Object.entries(node.fields).flatMap(([key, field]) => places(field, [...path, key])) : [];
  return [{ path, node }, ...inner];
}

const escaped = (path: readonly string[]) => path.map((key) => key.replace(/[.,=[\]{}\\]/g, '\\$&')).join('.');
export const set = (path: readonly string[], value: string) => ['--set', `${escaped(path)}=${value}`];

/** Command lines about no chart in particular. */
export function argumentCases(): HostileCase[] {
  const odd = ['', ' ', ';', '\u001b[31m', 'a\nb', '\u202e', '--', '-', '---', '-;', '--;', '--=', '-=x', '__proto__', 'constructor', 'toString', repeat('x'), '\ufffd', '{a,b}', '*', '~',
    `${MARKER}=1`, `--${MARKER}=x`, `http://u:${MARKER}@h`, 'null', '0'];
  const options = ['--values', '--set', '--set-string', '--release-name', '--namespace', '--api-versions', '--phase', '--lenient', '-f', '-n', '-a', '-fx', '-nfa'];
  const charts = ['kata-deploy', 'kata-deploy@', '@4.1.0', '@', 'kata-deploy@4.1.0@4.1.0', 'KATA-DEPLOY@4.1.0', 'kata-deploy@v4.1.0', 'kata-deploy@4.1.0 ', 'kata-deploy@latest', 'oci://x/y',
    'oci://ghcr.io/kata-containers/kata-deploy-charts/kata-deploy:4.1.0', 'https://u:p@h/c-1.tgz', './x', '/', '~/x', 'x.tgz', 'repo/kata-deploy', 'repo/x@1', 'peerpods@0.9.9', 'peerpod',
    'file:///x', 'C:\\x', '..', 'a/b/c'];
  const helm = ['--version=4.1.0', '--create-namespace', '--dependency-update', '--set-file=a=b', '--set-json=a=1', '--set-literal=a=b', '--wait', '--atomic', '-g', '--include-crds', '--repo=x',
    '--kube-context=x', '--output-dir=/dev/null/x', '--show-only=x', '--dry-run', '--no-hooks', '--kube-version=1', '--reuse-values', '--skip-crds', '--debug', '--timeout=5m', '-o=json', '-i', '-l=a=b'];
  return [
    [], ['render'], ['charts', 'x'], ['help', 'x'], ['--version', 'x'], ['-v'], ['render', KATA, KATA], ['render', 'coco', KATA],
    ...odd.flatMap((text) => [[text], ['render', text], ['charts', text], ['render', KATA, text]]),
    ...options.flatMap((option) => [['render', KATA, option], ['render', KATA, option, option]]),
    ...options.slice(0, 7).flatMap((option) => odd.map((text) => ['render', KATA, `${option}=${text}`])),
    ...charts.map((chart) => ['render', chart]),
    ...helm.map((option) => ['render', KATA, option]),
    ['render', KATA, '-f', '/dev/zero'], ['render', KATA, '-f', '/dev/full'], ['render', KATA, '-f', '/dev/null'], ['render', KATA, '-f', '/dev/urandom'], ['render', KATA, '-f', '/'],
    ['render', KATA, '-f', '/proc/self/mem'], ['render', KATA, '-f', '/root/../etc'], ['render', KATA, '-f', '/dev/tty/x'], ['render', KATA, '-f', repeat('x,', 5000)],
    ...['', '/', '..', '../../../etc/passwd', '\u001b[31m', '__proto__', 'a\0b', repeat('x/')].map((path) => ['render', KATA, '-f', `chart:${path}`]),
    ['render', KATA, '-f', 'https://example.com/x.yaml'], ['render', KATA, '-f', 'a\0b'],
  ].map((args) => ({ args }));
}

/** Expressions of --set. */
export function setCases(): HostileCase[] {
  const chain = (step: string, times: number) => step.repeat(times);
  return [
    `affinity.a${chain('[65536]', 2)}=1`, `affinity.a${chain('[65536]', 1000)}=1`, 'tolerations[65536]=x', 'tolerations[65537]=x', 'affinity.a[65536]=1,affinity.b[65536]=1', 'affinity.a[99999999999999999999]=1',
    `affinity${chain('.a', 29)}=1`, `affinity${chain('.a', 31)}=1`, `affinity${chain('.a', 50_000)}=1`, `affinity.a${chain('[0]', 40)}=1`, `affinity.a${chain('[0]', 30_000)}=1`, `affinity.a${chain('[0].a', 30_000)}=1`,
    chain('a=1,', 30_000), chain('nodeSelector.a=1,', 6000), Array.from({ length: 19_000 }, (_, index) => `nodeSelector.k${index}=x`).join(','),
    Array.from({ length: 21_000 }, (_, index) => `nodeSelector.k${index}=x`).join(','), Array.from({ length: 19_000 }, (_, index) => `x${index}=x`).join(','), `affinity.a={${repeat('1,')}}`, `affinity.a={${repeat('{')}`, `affinity.a=${repeat('\\')}`,
    repeat('a'), repeat('.'), repeat('['), repeat('='), repeat(','), repeat('{'), repeat('\\'), repeat('a.'), repeat('a[0]'), 'a[', 'a]', 'a[]=1', 'a[x]=1', 'a[-1]=1', 'a..b=1', '.a=1', '=1', '=', 'a', 'a.=1', ',', 'a=1,,b=2',
    'a={x', 'a={x}}', '{a}=1', 'image=x', 'image.tag={a,b}', 'image.tag[0]=1', 'image.tag.x=1', 'image=null', 'null=null', 'shims=x', 'shims.qemu=null', 'shims={a}', 'shims[0]=x', 'tolerations=x', 'tolerations.x=1',
    'tolerations[0]=x', 'tolerations[0].key[0]=x', 'nodeSelector=x', 'nodeSelector[0]=x', 'nodeSelector.a=1', 'nodeSelector.a.b=x', 'nodeSelector.a\\.b/c=x', 'env=x', 'debug=maybe', 'image.tag=9007199254740993',
    'image.tag=\u001b[31m', '\u001b[31m=1', 'image.\u202egat=1', 'image.tag=a\nb', 'nodeSelector.a\nb=x', `${MARKER},x=1`, `image.tag=a,${MARKER}`, `shims.http://u:${MARKER}@h`, `shims.qemu.agent.httpsProxy=http://u:${MARKER}@h:1`,
  ].flatMap((expression) => [{ args: ['render', KATA, '--set', expression] }, { args: ['render', KATA, '--set-string', expression] }]);
}

/** Values files of any chart. */
export function fileCases(): HostileCase[] {
  const mib = 1024 * 1024;
  const keys = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('');
  const deep = (open: string, close: string, times: number) => `affinity: ${open.repeat(times)}${close.repeat(times)}`;
  const laughs = (depth: number) => `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${keys(depth, (index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]\n`)}affinity: *a${depth}\n`;
  const texts: (string | Buffer)[] = [
    '', ' ', '#', '---', '...', '---\n---\n', '%YAML 1.2\n---\n{}', '%YAML 9.9\n---\n{}', '{', '}', '[', '- a', 'a', '"', "'", '|', '>', '? a', '? [a]\n: b', ': a', '&a', '*a', '&a [*a]', '!!int x', '!!binary aaaa', '!<x> y', '<<: 1', '<<: [1]',
    '<<: *x', 'a: 1\na: 2', 'a: b: c', 'a:\n\tb: 1', '\tb: 1', 'a: @x', 'a: `x`', 'a: %x', '\0', '\ufeff{}', 'a: \u001b[31m', '"\u001b[31m": 1', 'a: "\\u001b[31m"', '"a\\nb": 1', '"\\u202eb": 1', 'a: \u2028', '\u0085', 'a: "\ud800"', '"\\ud800": 1',
    Buffer.from([0xff, 0xfe, 0x61, 0]), Buffer.from([0x61, 0x3a, 0x20, 0xff]), Buffer.from([0xc0, 0x80]), 'null', '~', '1', 'true', '{a: {b: {c: 1}}}', '{__proto__: {a: 1}}', '{constructor: {prototype: 1}}', '"__proto__": 1', 'toString: 1',
    'affinity: {__proto__: {x: 1}}', 'nodeSelector: {constructor: x}', 'podAnnotations: {toString: x, valueOf: y}', 'shims: {__proto__: {enabled: true}}', '<<: {__proto__: {x: 1}}', 'x: &x {constructor: 1}\naffinity: {<<: *x}', '.nan: 1', '.inf: 1',
    '1.0: x', 'affinity: {1: x, 1.5: y, true: z, ~: q}', 'affinity: {a: .nan}', 'affinity: {a: .inf}', 'affinity: {a: 1e400}', 'affinity: {a: 123456789012345678901234567890}', `password: *${MARKER}`, `password: [${MARKER}`, `a: "${MARKER}`, `${MARKER}: 1`,
    `shims: {qemu: {agent: {httpsProxy: "http://u:${MARKER}@h:1: x"}}}`, `authentication: {users: [{password: ${MARKER}}]}`, `image: {tag: "http://u:${MARKER}@h"}`,
    Buffer.alloc(mib + 1, '#'), Buffer.alloc(mib, '#'), Buffer.alloc(mib, '\n'), Buffer.alloc(mib, ' '), Buffer.alloc(mib, '['), Buffer.alloc(mib, '{'), Buffer.alloc(mib, '-'), Buffer.alloc(mib, '"'), Buffer.alloc(mib, 'a'), Buffer.alloc(mib, '?'),
    Buffer.alloc(50_000, '['), Buffer.alloc(50_000, '{'), Buffer.alloc(49_000, '"'), Buffer.alloc(49_000, ','), repeat('- ', 49_000), repeat('? ', 49_000), repeat('a: ', 49_000), repeat('&a ', 49_000), repeat('! ', 49_000), repeat('%a\n', 49_000),
    repeat('}\n', 49_000), repeat('a: ]\n', 49_000), repeat('\ta: b\n', 49_000), repeat('---\n', 49_000), repeat('#\n', 49_000), repeat('- a\n', 49_000), `[${repeat(',', 49_000)}`, `a: [${repeat('1,', 90_000)}1]`, `a: [${repeat('{},', 49_000)}1]`,
    `a: &a x\nb: [${repeat('*a,', 49_000)}*a]`, keys(24_000, (index) => `k${index}: v\n`), keys(24_000, () => 'a: 1\n'), `nodeSelector:\n${keys(24_000, (index) => ` k${index}: v\n`)}`, `podAnnotations:\n${keys(24_000, (index) => ` k${index}: v\n`)}`,
    `nodeSelector:\n${keys(24_000, (index) => ` k${index}: 1\n`)}`, `shims:\n${keys(12_000, (index) => ` s${index}: {}\n`)}`, `tolerations:\n${keys(20_000, () => ' - {}\n')}`, `affinity:\n${keys(24_000, (index) => ` k${index}: v\n`)}`,
    `x: &x |\n${keys(20_000, () => ' line of a text\n')}customRuntimes:\n runtimes:\n${keys(3000, (index) => `  r${index}: {runtimeClass: *x}\n`)}`,
    deep('{a: ', '}', 99), deep('{a: ', '}', 101), deep('{a: ', '}', 5000), deep('[', ']', 99), deep('[', ']', 5000), keys(2000, (index) => `${' '.repeat(index)}a:\n`), laughs(3), laughs(5), laughs(9), laughs(60),
    `${keys(3000, (index) => `a${index}: &a${index} {${index ? `<<: *a${index - 1}, ` : ''}k: 1}\n`)}`, `a0: &a0 {}\n${keys(3000, (index) => `a${index + 1}: &a${index + 1} [*a${index}]\n`)}`, `affinity: "${repeat('\\n', 900_000)}"`,
    `affinity:\n a: |\n${keys(30_000, () => '  x\n')}`, `? ${repeat('k', 900_000)}\n: 1`, `"${repeat('k', 900_000)}": 1`, `image: {tag: ${repeat('t', 900_000)}}`, `affinity: {"${repeat('a.', 500_000)}": 1.50}`,
  ];
  return [KATA, 'peerpods@0.4.0', 'confidential-containers@0.16.0', 'kubevirt-redfish@0.2.1', 'dpf-hcp-provisioner-operator@0.1.0']
    .flatMap((chart, index) => texts.filter((_, position) => index === 0 || position % 7 === index).map((values) => ({ args: ['render', chart], values })));
}

/** Values whose text is a document of its own: manifests of RuntimeClasses and pods in YAML, and drop-ins in TOML. */
export function documentCases(): HostileCase[] {
  const values = ['3', '{a: 1}', '[a]', '~', '"\\u001b[31m"', '"[object Object]"', `"http://u:${MARKER}@h/"`, '"two\\nlines"', '{toString: x}'];
  const manifests = [...TEXTS, ...values, '- a', '{kind: *x}', 'a: 1\na: 2', '{{ .Values.x }}'];
  const fields = ['apiVersion', 'kind', 'metadata', 'handler', 'overhead', 'scheduling', 'spec'];
  const good = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: '{name: x}', handler: 'kata-x' };
  const changed = fields.flatMap((field) => values.map((value) => (
    Object.entries({ ...good, [field]: value }).map(([key, text]) => `${key}: ${text}\n`).join(''))));
  const dropIns = [...TEXTS, '[hypervisor.qemu]\ndefault_memory = "x"', 'a = 1\na = 2', '[a]\n[a]', '[[a]]\n[a]', 'a = {', 'a = 1e400', 'a = 99999999999999999999', '__proto__ = 1',
    '[__proto__]\na = 1', `password = ${MARKER}`, repeat('[a]\n', 40_000), repeat('a.', 40_000), `a = ${repeat('[', 40_000)}`, `a = ${repeat('{a=', 40_000)}`];
  const runtime = (fieldsOf: object) => ({ args: ['render', KATA], values: JSON.stringify({ customRuntimes: { enabled: true, runtimes: { x: { baseConfig: 'qemu', ...fieldsOf } } } }) });
  return [
    ...[...manifests, ...changed].map((runtimeClass) => runtime({ runtimeClass })),
    ...[...manifests, ...changed].map((pod) => ({ args: ['render', KATA], values: JSON.stringify({ verification: { pod } }) })),
    ...dropIns.map((dropIn) => runtime({ runtimeClass: 'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nhandler: kata-x\nmetadata: {name: x}\n', dropIn })),
  ];
}

/** What the schema of each edition says, and not: every key with values of other kinds, and hostile texts. */
export function schemaCases(editions: readonly EditionEntry[] = EDITIONS): HostileCase[] {
  const random = new Random(12);
  const kinds = ['null', 'true', '3', '1.50', '-1', '1e9', '"x"', '""', '[]', '{}', '[[1]]', '[null]', '{a: {b: 1}}', '{toString: x}', '{constructor: [1]}', '[{__proto__: 1}]'];
  const all = editions.flatMap(({ name, load }) => places(load().schema).map(({ path }) => ({ name, path })));
  return all.filter(({ path }) => path.length).flatMap(({ name, path }): HostileCase[] => [
    { args: ['render', name], values: at(path, random.pick(kinds)) },
    { args: ['render', name], values: at(path, random.pick(QUOTED)) },
    { args: ['render', name], values: at([...path, random.pick(INHERITED)[0]], random.pick(kinds)) },
    { args: ['render', name], values: at(path, `{${random.pick(QUOTED)}: ${random.pick(kinds)}}`) },
    { args: ['render', name], values: at(path, `[${random.pick(QUOTED)}]`) },
    { args: ['render', name, ...set(path, random.pick(AS_ARGUMENTS))] },
  ]);
}
