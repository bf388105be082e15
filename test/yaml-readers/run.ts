/*
 * Sends random strings through everything that prints manifests, and reads the result with the libraries that read YAML in Go,
 * Python and JavaScript. See README.md.
 *
 *   npm run test:yaml
 *   npm run test:yaml -- --strings 50000 --seed 7
 */
import { parseArgs } from 'node:util';
import { ApiObject, App, Chart } from 'cdk8s';
import { emissions, Printed } from './emitters';
import { Misreading, readByGo, readByJavaScript, readByPython } from './readers';
import { PrivilegedNamespace } from '../../src';
import { awkwardStrings } from '../support/awkward';
import { Random } from '../support/random';

const BATCH = 500;
const READERS: Record<string, (documents: readonly Printed[]) => Misreading[]> = {
  Go: readByGo, Python: readByPython, JavaScript: readByJavaScript,
};

const { values: options } = parseArgs({ options: { strings: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } } });
const count = Number(options.strings);
const random = new Random(Number(options.seed));
const next = awkwardStrings(random);
console.error = () => undefined; // warnings at synth
let failed = 0;

const documents = new Map<string, Printed>();
const perEmitter = new Map<string, number>();
for (let done = 0; done < count; done += BATCH) {
  const strings = Array.from({ length: Math.min(BATCH, count - done) }, next);
  for (const { emitter, documents: printed } of emissions(strings)) {
    perEmitter.set(emitter, (perEmitter.get(emitter) ?? 0) + strings.length);
    for (const one of printed) documents.set(one.yaml, one); // each text is read once: emitters that agree print the same bytes
  }
}
for (const [emitter, sent] of perEmitter) console.log(`${String(sent).padStart(7)} strings through ${emitter}`);
console.log(`${String(documents.size).padStart(7)} different documents`);

for (const [language, read] of Object.entries(READERS)) {
  const misreadings = read([...documents.values()]);
  failed += misreadings.length;
  for (const { document, reader, what } of misreadings.slice(0, 5)) console.log(`${reader}: ${what}\n${document.yaml.slice(0, 2000)}`);
  console.log(`${language}: ${misreadings.length} documents read as something else`);
}

const refusals = Math.ceil(count / 10);
const accepted = Array.from({ length: refusals }, () => isRefused(halfPair())).filter((refused) => !refused).length;
failed += accepted;
console.log(`${refusals} strings with half of a surrogate pair: ${refusals - accepted} refused with object and field`);
console.log(`${failed ? 0 : 1} passed, ${failed ? 1 : 0} failed`);
process.exitCode = failed ? 1 : 0;

function halfPair(): string {
  const half = String.fromCharCode(0xd800 + random.below(0x800));
  return `${next()}x${half}x${next()}`;
}

function isRefused(text: string): boolean {
  const app = new App();
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  new PrivilegedNamespace(chart, 'Namespace');
  new ApiObject(chart, 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { key: text } });
  try {
    app.synthYaml();
    return false;
  } catch (error) {
    return (error as Error).message.startsWith('ConfigMap settings in the namespace coco-system: data.key: holds half of a surrogate pair');
  }
}
