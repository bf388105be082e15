import { App, Chart } from 'cdk8s';
import { PeerPodsProvider, SecretSource } from 'cdk8s-coco';
import { parseAllDocuments } from 'yaml';
import { compose, GCP, LIBVIRT, NAMESPACE } from './support';
import { Random } from '../support/random';
import { Manifest } from '../support/synth';

/*
 * A value goes through YAML, the API server (which keeps Secrets in base64) and the kubelet (which hands variables of envFrom
 * over as they are) before a container sees it. It must be the same at the end.
 */
const AWKWARD = ['"', '\'', '$', '\\', '$(HOME)', '$$', '`', '\n', '\r\n', '\t', ' ', '  ', ':', ': ', '#', ' #', '- ', '|', '>', '%', '@', '&', '*', '!', '{', '}',
  '[', ']', ',', '?', '~', 'null', 'true', 'no', '1234567', '0x1F', '1e6', '1_000', '.5', 'ü', '漢', '🔑', '\u00a0', '\u2028', '\ufeff', '\u0085', '---', '...', '<<', '='];

/** As kubectl reads YAML: by the rules of 1.1, by which `no` is false. */
const read = (text: string): Manifest[] => parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS());

/** What a container sees of texts that go through a Secret and through the ConfigMap. */
function seen(texts: readonly string[]): { secret: string[]; config: string[] } {
  const app = new App();
  const named = Object.fromEntries(texts.map((text, index) => [`TEXT_${index}`, text]));
  const quiet = jest.spyOn(console, 'error').mockReturnValue();
  compose(new Chart(app, 'peer-pods', { namespace: NAMESPACE }), {
    provider: PeerPodsProvider.libvirt(LIBVIRT),
    sshKey: SecretSource.unsafeInline({ id_rsa: '', ...named }),
    additionalConfig: named,
    webhookEnabled: false,
    resourceControllerEnabled: false,
  });
  const objects = read(app.synthYaml());
  quiet.mockRestore();
  const { stringData } = objects.find(({ kind }) => kind === 'Secret')!;
  const { data } = objects.find(({ kind }) => kind === 'ConfigMap')!;
  const stored = (name: string) => Buffer.from(stringData[name], 'utf8').toString('base64');
  return {
    secret: Object.keys(named).map((name) => Buffer.from(stored(name), 'base64').toString('utf8')),
    config: Object.keys(named).map((name) => data[name]),
  };
}

test('alone', () => {
  expect(seen(AWKWARD)).toEqual({ secret: AWKWARD, config: AWKWARD });
});

test('joined at random', () => {
  const random = new Random(7);
  const piece = () => (random.below(5) < 2 ? random.below(1e7).toString(36) : random.pick(AWKWARD));
  const texts = Array.from({ length: 500 }, () => Array.from({ length: 1 + random.below(12) }, piece).join(''));
  expect(seen(texts)).toEqual({ secret: texts, config: texts });
});

test('the key file of a service account of Google Cloud', () => {
  const file = `${JSON.stringify({
    type: 'service_account', project_id: '1234567', private_key: '-----BEGIN PRIVATE KEY-----\nMII\\E"v\'$x\n-----END PRIVATE KEY-----\n', client_email: 'ü@example.com',
  }, undefined, 2)}\n`;
  const app = new App();
  const quiet = jest.spyOn(console, 'error').mockReturnValue();
  compose(new Chart(app, 'peer-pods', { namespace: NAMESPACE }), {
    provider: PeerPodsProvider.gcp(GCP),
    credentials: SecretSource.unsafeInline({ GCP_CREDENTIALS: file }),
    webhookEnabled: false,
    resourceControllerEnabled: false,
  });
  const { GCP_CREDENTIALS } = read(app.synthYaml()).find(({ kind }) => kind === 'Secret')!.stringData;
  quiet.mockRestore();
  expect(GCP_CREDENTIALS).toBe(file);
  expect(JSON.parse(GCP_CREDENTIALS).private_key).toContain('\\E"v\'$x\n');
});
