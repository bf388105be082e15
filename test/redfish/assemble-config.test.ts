import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { guarded, nodeTools } from '../support/node-tools';
import { Random } from '../support/random';
import { Manifest } from '../support/synth';

const SCRIPT = join(__dirname, '..', '..', 'src', 'redfish', 'assemble-config.sh');
const TEMPLATE = 'server:\n  port: 8443\n';
const PROGRAMS = ['awk', 'cat', 'mv', 'od', 'rm', 'tail', 'tr'];
let folder: string;
let programs: string;

/** The programs of an image of busybox, and no others. */
beforeAll(() => {
  programs = mkdtempSync(join(tmpdir(), 'busybox-'));
  for (const name of PROGRAMS) symlinkSync(join(nodeTools().folder, name), join(programs, name));
});
afterAll(() => rmSync(programs, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redfish-'));
  for (const name of ['passwords', 'config']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'template.yaml'), TEMPLATE);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the script under the shell of nodes. */
function run(passwords: Record<string, string | Buffer>, users = Object.keys(passwords).map((name) => `${name}:lab`).join(' '), hashed?: string) {
  for (const [name, password] of Object.entries(passwords)) writeFileSync(join(folder, 'passwords', name), password);
  const { status, stdout, stderr } = spawnSync(...guarded(nodeTools().shell, SCRIPT), {
    encoding: 'utf8',
    env: {
      PATH: programs,
      REDFISH_TEMPLATE: join(folder, 'template.yaml'),
      REDFISH_USERS: users,
      ...(hashed === undefined ? {} : { REDFISH_HASHED: hashed }),
      REDFISH_PASSWORDS: join(folder, 'passwords'),
      REDFISH_CONFIG: join(folder, 'config', 'config.yaml'),
    },
  });
  return { status, said: `${stdout}${stderr}`, files: readdirSync(join(folder, 'config')) };
}

const written = () => readFileSync(join(folder, 'config', 'config.yaml'), 'utf8');
const passwords = () => (parse(written()) as Manifest).authentication.users.map(({ password }: Manifest) => password as string);

test('the template, and behind it each user with password and chassis', () => {
  expect(run({ ironic: 'battery staple', Ops_2: 'correct-horse' }, 'ironic:lab,prod Ops_2:prod')).toEqual({ status: 0, said: '', files: ['config.yaml'] });
  expect(written().startsWith(TEMPLATE)).toBe(true);
  expect(parse(written())).toEqual({
    server: { port: 8443 },
    authentication: {
      users: [
        { username: 'ironic', password: 'battery staple', chassis: ['lab', 'prod'] },
        { username: 'Ops_2', password: 'correct-horse', chassis: ['prod'] },
      ],
    },
  });
  expect((statSync(join(folder, 'config', 'config.yaml')).mode % 0o1000).toString(8)).toBe('600');
});

const AWKWARD = [
  '"double" \'single\'', 'back\\slash\\n', '$(touch /tmp/x) `id` ${HOME}', ': # - ? ! & * | > % @', '{"json": [1]}', '  spaces  ', '\ttab\r\n',
  'true', 'null', '0o1234567', '1e10000', '12345678', '%s%d%n', 'é ü €', '\u{1F600}\u{10FFFF}', '\0\u0001\u007f\u0085\u2028\ufeff', '-n -e --', 'x'.repeat(5000), '---\n...',
];

test('passwords of every awkward kind arrive as they are', () => {
  const longEnough = AWKWARD.map((one) => one.padEnd(8, '!'));
  const all = Object.fromEntries(longEnough.map((password, index) => [`user-${index}`, password]));
  expect(run(all).status).toBe(0);
  expect(passwords()).toEqual(longEnough);
});

test('random texts arrive as they are', () => {
  const random = new Random(20);
  const ranges = [[0, 0x80], [0, 0x800], [0x800, 0xd800], [0xe000, 0x110000]];
  const texts = Array.from({ length: 40 }, () => Array.from({ length: 6 + random.below(40) }, () => {
    const [from, to] = random.pick(ranges);
    return String.fromCodePoint(from + random.below(to - from));
  }).join(''));
  expect(run(Object.fromEntries(texts.map((password, index) => [`u${index}`, password]))).status).toBe(0);
  expect(passwords()).toEqual(texts);
});

test('a line break at the end belongs to the password, and is spoken of', () => {
  const { status, said } = run({ ironic: 'battery staple\n', other: 'battery\nstaple' });
  expect([status, said]).toEqual([0, 'user ironic: the password ends with a line break, which is part of it; was the Secret made with echo?\n']);
  expect(passwords()).toEqual(['battery staple\n', 'battery\nstaple']);
});

test('nothing is written where a password is missing, too short or no UTF-8; all of it is said at once, without the password', () => {
  const bad = (bytes: number[]) => Buffer.from([...Buffer.from('secret'), ...bytes, ...Buffer.from('secret')]);
  const result = run({
    short: 'abcde',
    empty: '',
    six: '123456',
    latin: bad([0xe9]),
    overlong: bad([0xc0, 0xaf]),
    surrogate: bad([0xed, 0xa0, 0x80]),
    high: bad([0xf4, 0x90, 0x80, 0x80]),
    cut: Buffer.from([...Buffer.from('secret'), 0xe2, 0x82]),
  }, 'short:a empty:a six:a latin:a overlong:a surrogate:a high:a cut:a missing:a');
  const short = 'the password is shorter than the 6 characters that the server takes; choose a longer one';
  const utf8 = 'the password is not UTF-8; choose one that is';
  expect(result.status).toBe(1);
  expect(result.files).toEqual([]);
  expect(result.said.trim().split('\n')).toEqual([
    `user short: ${short}`, `user empty: ${short}`, `user latin: ${utf8}`, `user overlong: ${utf8}`, `user surrogate: ${utf8}`, `user high: ${utf8}`, `user cut: ${utf8}`,
    'user missing: there is no password; does the Secret have the key, and may the pod read it?',
  ]);
  expect(result.said).not.toMatch(/abcde|secret(?! )/);
});

const HASH = '$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy';

test('a hash stands where the server looks for one, without the line breaks that htpasswd puts behind it', () => {
  const outcome = run({ a: HASH, b: `${HASH.replace('2y', '2a')}\n\n`, c: `${HASH.replace('2y', '2b')}\r\n`, d: 'correct-horse', ab: '123456' }, undefined, 'a b c');
  expect(outcome).toEqual({ status: 0, said: '', files: ['config.yaml'] });
  expect(passwords()).toEqual([{ hash: HASH }, { hash: HASH.replace('2y', '2a') }, { hash: HASH.replace('2y', '2b') }, 'correct-horse', '123456']);
});

test('what is no hash is refused, and not printed', () => {
  const bad = ['correct-horse', '', HASH.slice(1), `${HASH}x`, HASH.slice(0, -1), HASH.replace('2y', '2x'), HASH.replace('10', 'ab'), HASH.replace('N9', 'N"'), `${HASH.slice(0, 30)}\n"${HASH.slice(31)}`];
  const all = Object.fromEntries(bad.map((hash, index) => [`u${index}`, hash]));
  const { status, said, files } = run(all, undefined, Object.keys(all).join(' '));
  expect([status, files]).toEqual([1, []]);
  expect(said.trim().split('\n')).toEqual(bad.map((_, index) => (
    `user u${index}: what should be the bcrypt hash of the password is none; make it with htpasswd -nbB "" PASSWORD | cut -d: -f2`)));
});

test('an earlier file stays where the new one cannot be made', () => {
  writeFileSync(join(folder, 'config', 'config.yaml'), 'old');
  expect(run({ ironic: 'abc' }).status).toBe(1);
  expect(written()).toBe('old');
  expect(existsSync(join(folder, 'config', 'config.yaml.new'))).toBe(false);
});

test('a template that is not there is an error', () => {
  rmSync(join(folder, 'template.yaml'));
  expect(run({ ironic: 'battery staple' }).status).not.toBe(0);
  expect(existsSync(join(folder, 'config', 'config.yaml'))).toBe(false);
});
