import { CocoError } from '../../src/common/private/coco-error';
import { Problems } from '../../src/common/private/problems';
import { HIDDEN, isSecretForm, isSecretPlace, looksSecret, looksSecretKey, NOT_PRINTED, readKey, redact, show, showFile, showKey, showPath, withoutQuotes } from '../../src/common/private/redact';

const KEY = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n-----END OPENSSH PRIVATE KEY-----';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

describe('what looks like a secret is not printed', () => {
  test.each([
    KEY, JWT, 'Summer2024', 'P4ss!word', 'Pa$$w0rd', 'two\nlines', 'ssh-ed25519 AAAA', 'https://user:pw@host/', 'https://token@host/a', 'git@host:a/b',
    'https://host/a?token=x', 'postgres://host:pass', 'password=x', 'api-key: x', 'token: trueish', 'pass=0', 'Authorization: Bearer x', 'AKIAIOSFODNN7EXAMPLE',
    'glpat-abcdef', 'ghp_abcdef', 'hvs.CAESIJ', '0123456789abcdef0123456789abcdef', 'dGhpcyBpcyBhIHNlY3JldA', 'hunter22', 's3cr3t', 'my-token-1', 'qWeRtYuIoPaS',
    'QwErTyUiOpAs', 'dGhpcyBpcyBh', 'xKcDpQmZbRtLwVfJ',
  ])('%j', (text) => {
    expect(looksSecret(text)).toBe(true);
    expect(show(text)).toBe(NOT_PRINTED);
  });

  test.each([
    'automountServiceAccountToken: false', 'token=true', 'secret: null', '', 'kata-qemu', 'qemu-snp', '3.22.0', 'quay.io/kata-containers/kata-deploy:3.22.0', `a/b@sha256:${'0a'.repeat(32)}`, '10.0.0.0/8', 'unix:///run/x.sock',
    'http://host:8080/path', 'VersionTLS13', 'k8sDistribution', '1023Mi', 'a b', '$(id)', 'a;rm -rf /', '*/10 * * * *', '@hourly', 'Always', 'kata\n', 'my_secret',
    'node-role.kubernetes.io/control-plane', 'requiredDuringSchedulingIgnoredDuringExecution', 'Standard_DC2as_v5', 'us-east-1a', 'IfNotPresent', 'runAsNonRoot', 'runAsUserName', 'DoesNotExist', 'FileOrCreate', 'podInfoOnMount',
    'MicroK8s', 'defaultShimS390x', 'shimsPpc64le', '2001:db8::1',
  ])('%j is printed', (text) => {
    expect(looksSecret(text)).toBe(false);
    expect(show(text)).toBe(JSON.stringify(text));
  });
});

test.each<[unknown, string]>([
  [undefined, 'nothing'], [null, 'null'], [7, '7'], [NaN, 'NaN'], [7n, '7'], [true, 'true'], [[], 'an empty list'], [[1], 'a list'], [{}, 'an object'],
  [Symbol('x'), 'a symbol'], [() => 1, 'a function'], ['x'.repeat(81), 'a string of 81 characters'], [10n ** 30n, 'a bigint'],
  ['a\u2028b\u009bc\u202ed\ufeff', '"a\\u2028b\\u009bc\\u202ed\\ufeff"'], ['\ud800', '"\\ud800"'], ['\u001b[31m', '"\\u001b[31m"'],
])('%p is called %s', (value, text) => {
  expect(show(value)).toBe(text);
});

describe('places for secrets', () => {
  test.each([
    'password', 'users[0].password', 'users[0].passwordKey', 'credentials.x', 'sshKey', 'tls.key', 'keys["a"]', 'imagePullSecrets[0].name', 'accessToken',
    'auth', 'tlsCertificates', 'providerSecrets.aws.x', 'AWS_SECRET_ACCESS_KEY', 'apiKey', 'dbPassword.a[1]',
  ])('%s is one', (place) => {
    expect(isSecretPlace(place)).toBe(true);
    expect(show('plain', place)).toBe(NOT_PRINTED);
    expect(show(1234, place)).toBe(NOT_PRINTED);
    expect([show(undefined, place), show({ a: 1 }, place), show('', place)]).toEqual(['nothing', 'an object', '""']);
  });

  test.each([
    'name', 'tolerations[0].key', 'startupTaints[1].key', 'affinity.nodeAffinity.x.matchExpressions[0].key', 'authentication.enabled', 'certificate.kind',
    'nodeSelector["example.com/x"]', 'author', 'monkey', 'bypass', '',
  ])('%s is none', (place) => {
    expect(isSecretPlace(place)).toBe(false);
    expect(show('plain', place)).toBe('"plain"');
  });
});

test('keys in paths', () => {
  expect(['a', 'existingSecret', 'example.com/x', 'k8sDistributon'].map(showKey)).toEqual(['a', 'existingSecret', 'example.com/x', 'k8sDistributon']);
  expect(['Summer2024', 'password=x', 'a\nb', 'x'.repeat(81), 'https://u:p@h'].map(showKey)).toEqual(Array(5).fill(HIDDEN));
  expect(looksSecretKey('my-token-1')).toBe(false);
  expect(showPath('labels["a"].b["Summer2024"].c["d"]["e:\nf"]')).toBe(`labels["a"].b["${HIDDEN}"].c["d"]["${HIDDEN}"]`);
  expect(showPath('affinity.https://u:pw@host/a?token=x')).toBe(`affinity.${HIDDEN}`);
  expect(showPath('resources["a"].users[0].Summer2024')).toBe('resources["a"].users[0].Summer2024');
  expect(showPath('(chart) namespace')).toBe('(chart) namespace');
});

test('keys in paths are read as they were before they were printed', () => {
  const keys = ['pool', 'example.com/x', '"pool"', 'a\\b', 'tab\there'];
  expect(keys.map(showKey).map(readKey)).toEqual(keys);
  expect(readKey('a"b')).toBe('a"b');
});

test('manifests that refer to secrets hold none', () => {
  expect(isSecretForm('spec:\n  automountServiceAccountToken: false\n  volumes:\n    - secret:\n        secretName: x\n')).toBe(false);
  expect(isSecretForm('env:\n  - name: A\n    password: hunter\n')).toBe(true);
  expect(isSecretForm('env:\n  - name: A\n    password: |\n      hunter\n')).toBe(true);
});

test('whole messages: what has the form of a secret, whoever put it there', () => {
  expect(redact(`a ${KEY} b`)).toBe(`a ${HIDDEN} b`);
  expect(redact(`a ${JSON.stringify(KEY)} b`)).not.toContain('b3BlbnNz');
  expect(redact('a "-----BEGIN X KEY-----\\nab,c\\n-----END X KEY-----" b')).toBe(`a "${HIDDEN}" b`);
  expect(redact(`take ${JWT}, say`)).toBe(`take ${HIDDEN}, say`);
  expect(redact('see https://u:pw@host/x and http://host/@y')).toBe(`see https://${HIDDEN}@host/x and http://host/@y`);
  expect(redact('see https://host/x?a=1&token=Winter22&b=2 and ?sig=abc "?password=x"')).toBe(
    `see https://host/x?a=1&token=${HIDDEN}&b=2 and ?sig=${HIDDEN} "?password=${HIDDEN}"`);
  expect(redact('It starts with -----BEGIN CERTIFICATE-----. Give it.')).toBe('It starts with -----BEGIN CERTIFICATE-----. Give it.');
  expect(withoutQuotes('Cannot read properties of undefined (reading \'Winter\'), "Winter" or `Winter`, don\'t')).toBe(
    `Cannot read properties of undefined (reading ${HIDDEN}), ${HIDDEN} or ${HIDDEN}, don't`);
});

test('names of files', () => {
  const plain = ['/tmp/Abc123xyz/values.yaml', 'values.yaml', './secrets-1.yaml', 'user@corp/values.yaml', 'https://host/values.yaml', 'C:\\values.yaml', 'values'];
  expect(plain.map(showFile)).toEqual(plain.map((name) => JSON.stringify(name).slice(1, -1)));
  expect(['Summer2024', 'https://u:pw@host/v.yaml', 'https://host/v.yaml?token=x', 'password=x.yaml', KEY].map(showFile)).toEqual(Array(5).fill(HIDDEN));
});

test('the error says its name, and Node prints nothing of it but the stack', () => {
  const error = new CocoError('coco/Kata', 'shims: got nothing');
  expect([error.name, error.message, error.reason]).toEqual(['CocoError', 'coco/Kata: shims: got nothing', 'shims: got nothing']);
  expect(`${error}`).toBe('CocoError: coco/Kata: shims: got nothing');
  expect(Object.keys(error)).toEqual([]);
  expect(error.stack).toContain('CocoError: coco/Kata');
});

test('problems print what they may', () => {
  const problems = new Problems();
  problems.add('name', 'A_b', 'a-z', 'Rename it.');
  problems.add('password', 'plain', 'a-z', 'Rename it.');
  problems.add('labels["Summer2024"]', KEY, 'a-z', 'Rename it.');
  expect(problems.all).toEqual([
    { level: 'error', path: 'name', message: 'got "A_b"; allowed: a-z. Rename it.' },
    { level: 'error', path: 'password', message: `got ${NOT_PRINTED}; allowed: a-z. Rename it.` },
    { level: 'error', path: `labels["${HIDDEN}"]`, message: `got ${NOT_PRINTED}; allowed: a-z. Rename it.` },
  ]);
});
