import { App, Chart, Duration } from 'cdk8s';
import { ExternalSecretProps, SecretSource, SecretStore } from 'cdk8s-coco';
import * as kplus from 'cdk8s-plus-28';
import { Problems } from '../../src/common/private/problems';
import { emitSecret } from '../../src/common/private/secret-objects';
import { checkSecretSource, SecretNeeds } from '../../src/common/private/secret-source-rules';
import { FOREIGN } from '../support/annotations';

const NEEDS: SecretNeeds = { prop: 'credentials', keys: ['username', 'password'] };
const VAULT = SecretStore.clusterWide('vault');

function problems(source: unknown, needs: SecretNeeds = NEEDS): string[] {
  const found = new Problems();
  checkSecretSource(source as SecretSource, needs, found);
  return found.all.map(({ path, message }) => `${path}: ${message}`);
}

function emitted(source: SecretSource): { name: string; objects: unknown[]; told: string } {
  const chart = new Chart(new App(), 'test');
  const name = emitSecret(chart, 'Secret', source, { name: 'bmc-admin', namespace: 'redfish', type: 'kubernetes.io/basic-auth' });
  const write = jest.spyOn(console, 'error').mockReturnValue();
  chart.node.findAll().forEach((one) => { one.node.validate(); one.node.validate(); });
  const told = write.mock.calls.map(([text]) => text).join('\n');
  write.mockRestore();
  return { name, objects: chart.toJson(), told };
}

test('a reference emits nothing, and its name is what pods refer to', () => {
  const secret = kplus.Secret.fromSecretName(new Chart(new App(), 'test'), 'Ref', 'made-elsewhere');
  expect(emitted(SecretSource.fromSecret(secret))).toEqual({ name: 'made-elsewhere', objects: [], told: '' });
  expect(problems(SecretSource.fromSecret(secret))).toEqual([]);
});

test('an external secret becomes an ExternalSecret, whose Secret has the type that is needed', () => {
  const source = SecretSource.externalSecret({
    store: VAULT,
    keys: { username: { key: 'bmc/admin', property: 'user' }, password: { key: 'bmc/admin', property: 'pass', version: '3' } },
    refreshInterval: Duration.minutes(15),
  });
  expect(problems(source)).toEqual([]);
  expect(emitted(source)).toEqual({
    name: 'bmc-admin',
    told: '',
    objects: [{
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'bmc-admin', namespace: 'redfish', annotations: FOREIGN },
      spec: {
        refreshInterval: '15m',
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        target: { name: 'bmc-admin', creationPolicy: 'Owner', template: { type: 'kubernetes.io/basic-auth' } },
        data: [
          { secretKey: 'password', remoteRef: { key: 'bmc/admin', property: 'pass', version: '3' } },
          { secretKey: 'username', remoteRef: { key: 'bmc/admin', property: 'user' } },
        ],
      },
    }],
  });
});

test.each([[0, '0h'], [1500, '1500ms'], [90_000, '90s'], [7_200_000, '2h']])('asks the store every %d ms', (milliseconds, text) => {
  const source = SecretSource.externalSecret({ store: VAULT, keys: { a: { key: 'b' } }, refreshInterval: Duration.millis(milliseconds) });
  expect(emitted(source).objects).toMatchObject([{ spec: { refreshInterval: text } }]);
});

test('inline values stand in a Secret that says so, with one warning that does not print them', () => {
  const source = SecretSource.unsafeInline({ username: 'admin', password: 'correct horse' });
  const { objects, told } = emitted(source);
  expect(objects).toEqual([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'bmc-admin', namespace: 'redfish', annotations: { 'cdk8s-coco/unsafe-inline': 'true' } },
    type: 'kubernetes.io/basic-auth',
    stringData: { password: 'correct horse', username: 'admin' },
  }]);
  expect(told).toMatch(/^warning: test\/Secret: the Secret bmc-admin holds its values in plain text/);
  expect(told.match(/warning/g)).toHaveLength(1);
  expect(told + String(source)).not.toContain('correct horse');
});

test('keys that are missing, and keys that nothing reads, are told without values', () => {
  expect(problems(SecretSource.unsafeInline({ username: 'admin', passwort: 'correct horse' }))).toEqual([
    'credentials.values: lacks the key "password"; needed: username, password. Add it.',
    'credentials.values: has the key "passwort", which nothing reads; allowed: username, password. Take it out.',
  ]);
  expect(problems(SecretSource.externalSecret({ store: VAULT, keys: { username: { key: 'a' } } }))).toEqual([
    'credentials.keys: lacks the key "password"; needed: username, password. Add it.',
  ]);
  expect(() => SecretSource.unsafeInline({ username: 'a', password: 52525 as unknown as string })).toThrow(new Error(
    'SecretSource.unsafeInline: values["password"]: got a value that is not printed here; allowed: a string. It is of the type number. Put it in quotes.'));
});

test('a reference without a name, and a string in its place, which is never printed', () => {
  expect(() => SecretSource.fromSecret({} as kplus.ISecret)).toThrow('SecretSource.fromSecret: secret: got an object; allowed: a Secret of cdk8s-plus.');
  expect(() => SecretSource.fromSecret('correct horse' as never)).toThrow(new Error(
    'SecretSource.fromSecret: secret: got a value that is not printed here; allowed: a Secret of cdk8s-plus. It is of the type string.'));
});

test('every problem of an external secret is told at once', () => {
  const props = { store: 'vault', keys: { 'user name': { key: '' } }, refreshIntervall: 5 } as unknown as ExternalSecretProps;
  expect(() => SecretSource.externalSecret(props)).toThrow(new Error(`SecretSource.externalSecret: 2 problems with the arguments
  - props.refreshIntervall: there is no such prop. Did you mean "refreshInterval"?
  - props.store: got "vault"; allowed: a SecretStore. It is of the type string. Take SecretStore.clusterWide(...) or SecretStore.named(...).`));
  expect(problems(SecretSource.externalSecret({ store: VAULT, keys: { 'user name': { key: '' } } }), { prop: 'tls', keys: [], open: true })).toEqual([
    expect.stringMatching(/^tls.keys: got a value that is not printed here/),
    expect.stringMatching(/^tls.keys\["user name"\].key: got ""/),
  ]);
});

test.each(['', 'Vault', 'a b', '-a'])('a store named %p is refused', (name) => {
  expect(() => SecretStore.named(name)).toThrow(/SecretStore.named: name: got .*allowed: the name of an object/);
});
