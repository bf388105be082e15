import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { nameOf, textsOf } from './fields';
import { yamlStream } from './write';
import { ConstructProblem, reportByConstruct } from '../report-by-construct';

type Print = (...documents: unknown[]) => string;

const printer = Yaml as unknown as { stringify: Print & { readonly [OURS]?: Print } };

/** Marks a printer of this library, in each of its copies. What it holds is the printer of cdk8s. */
const OURS = Symbol.for('cdk8s-coco.printer');

const seen = new WeakSet<IConstruct>();

/**
 * Has cdk8s print what every reader understands. From the first construct of this library on, `Yaml.stringify` is the writer of
 * this library: `app.synth()`, `app.synthYaml()` and `Yaml.save` use it. cdk8s itself leaves strings such as `0o17`
 * without quotes, which kubectl reads as a number.
 *
 * An app of another copy of cdk8s has another printer, and so might an app of a future version: there, synth fails and names each
 * string that a reader would misread.
 */
export function printForAllReaders(root: IConstruct): void {
  if (seen.has(root)) return;
  seen.add(root);
  takeOver();
  reportByConstruct(root, () => (root instanceof App && isInUse() ? [] : misprints(root)));
}

function takeOver(): void {
  if (printer.stringify[OURS]) return;
  const cdk8s = printer.stringify.bind(Yaml);
  printer.stringify = Object.assign(
    (...documents: unknown[]) => documents.map((one) => (isOurs(one, cdk8s) ? yamlStream([one]) : cdk8s(one))).join('---\n'),
    { [OURS]: cdk8s },
  );
}

/** cdk8s goes on to print what is no plain data, and objects that stand in two places, which it gives anchors. */
function isOurs(document: unknown, cdk8s: Print): boolean {
  const shape = shapeOf(document);
  return shape === 'tree' || (shape === 'shared' && misprinted(document, cdk8s).length > 0);
}

type Shape = 'tree' | 'shared' | 'other';

function shapeOf(value: unknown, met = new Set<unknown>(), above = new Set<unknown>()): Shape {
  if (typeof value !== 'object' || value === null) {
    return ['string', 'number', 'boolean', 'undefined', 'object'].includes(typeof value) ? 'tree' : 'other';
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (above.has(value) || !(Array.isArray(value) || prototype === Object.prototype || prototype === null)) return 'other';
  let shape: Shape = met.has(value) ? 'shared' : 'tree';
  met.add(value);
  above.add(value);
  for (const inner of Object.values(value)) {
    const one = shapeOf(inner, met, above);
    if (one !== 'tree') shape = one;
    if (one === 'other') break;
  }
  above.delete(value);
  return shape;
}

/** The fields of a document that cdk8s prints in another way: so that some reader misreads them. */
function misprinted(document: unknown, cdk8s: Print): string[] {
  const differs = (one: object) => cdk8s(one) !== yamlStream([one]);
  return [...textsOf(document)].filter(({ text, isKey }) => differs(isKey ? { [text]: 0 } : { text })).map(({ field }) => field);
}

let inUse: boolean | undefined;

/** Whether apps really print with what is set above. */
function isInUse(): boolean {
  if (inUse === undefined) {
    const app = new App();
    new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'Probe', data: '0o17' });
    inUse = app.synthYaml().includes('data: "0o17"');
  }
  return inUse;
}

function misprints(root: IConstruct): ConstructProblem[] {
  const cdk8s = printer.stringify[OURS]!;
  return root.node.findAll().filter(ApiObject.isApiObject).flatMap((object) => {
    const document: unknown = object.toJson();
    return misprinted(document, cdk8s).map((field): ConstructProblem => [object,
      `${nameOf(document)}: ${field}: cdk8s prints this string so that some readers of YAML take it for a `
      + 'number, a date or another string, and this app does not print with the writer of cdk8s-coco. Use one copy of cdk8s for the '
      + 'app and for cdk8s-coco ("npm ls cdk8s" lists them), of a version that cdk8s-coco is tested with']);
  });
}
