import { Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { rendering } from '../cli/rendering';
import { Random } from '../support/random';
import { rounds, share, Strides } from '../support/stride';
import { Manifest } from '../support/synth';

/*
 * What the chart pastes between double quotes reaches the container as it was given, where it can stand there and where not.
 */
const AWKWARD = ['"', '\'', '$', '\\', '\\n', '$(HOME)', '{{ x }}', '<no value>', '\n', '\r\n', '\t', ' ', ': ', ' #', '- ', '|', '{', ']', 'null', 'true', 'no', '1234567',
  '0x1F', '1e6', 'ü', '漢', '🔑', '\u00a0', '\u2028', '\ufeff', '---', '<<'];

/** As kubectl reads what the command prints: by the rules of YAML 1.1. */
const read = (objects: Manifest[]): Manifest[] => parseAllDocuments(Yaml.stringify(...objects), { version: '1.1' }).map((document) => document.toJS());

/** What stands in ConfigMap and Secret, from a values file. */
function seen(yaml: string): unknown[] {
  const { objects } = rendering('peerpods@0.4.0', `{provider: gcp, providerConfigs: {gcp: {VALUE: ${yaml}}}, providerSecrets: {gcp: {VALUE: ${yaml}}}, `
    + 'resourceCtrl: {enabled: false}, webhook: {enabled: false}}');
  const found = read(objects);
  return [found.find(({ kind }) => kind === 'ConfigMap')!.data.VALUE, found.find(({ kind }) => kind === 'Secret')!.stringData.VALUE];
}

const RANDOM: Strides = { gate: 1, loop: 12 };

test(`texts, put together at random${share(RANDOM)}`, () => {
  const random = new Random(11);
  for (let round = 0; round < rounds(40, RANDOM); round++) {
    const text = Array.from({ length: 1 + random.below(8) }, () => (random.below(3) ? random.pick(AWKWARD) : random.below(1e7).toString(36))).join('');
    // A values file must not hold the marks themselves.
    const yaml = JSON.stringify(text).replace(/[\u2028\ufeff]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16)}`);
    expect(seen(yaml)).toEqual([text, text]);
  }
});

test('the key file of a service account of Google Cloud, as people paste it', () => {
  const file = `${JSON.stringify({ type: 'service_account', private_key: '-----BEGIN PRIVATE KEY-----\nMII\\E"v\'$x\n-----END' }, undefined, 2)}\n`;
  expect(seen(JSON.stringify(file))).toEqual([file, file]);
  const { objects } = rendering('peerpods@0.4.0', 'provider: gcp\nproviderConfigs: {}\nproviderSecrets:\n  gcp:\n    GCP_CREDENTIALS: |\n'
    + `${file.replace(/^(?=.)/gm, '      ')}`);
  expect(JSON.parse(read(objects).find(({ kind }) => kind === 'Secret')!.stringData.GCP_CREDENTIALS)).toEqual(JSON.parse(file));
});

test.each([
  ['1234567', '1234567'], ['999999', '999999'], ['123456789012', '123456789012'], ['-1234567', '-1234567'], ['0.00001', '0.00001'], ['0.5', '0.5'],
  ['1e3', '1000'], ['0x10', '16'], ['3.20', '3.2'], ['1234567.5', '1234567.5'], ['true', 'true'], ['off', 'false'], ['null', ''], ['1e21', '1e+21'],
])('the plain scalar %s', (yaml, text) => {
  expect(seen(yaml)).toEqual([text, text]);
});
