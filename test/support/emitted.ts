import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Manifest } from './synth';

/** Runs something that may write to standard error, and takes what it writes. */
function hear<T>(run: () => T): { readonly result: T; readonly said: string[] } {
  const said: string[] = [];
  const write = jest.spyOn(console, 'error').mockImplementation((text: string) => { said.push(`${text}\n`); });
  try {
    return { result: run(), said };
  } finally {
    write.mockRestore();
  }
}

/** What is emitted into a chart `peer-pods` of an app of its own. */
export function emitted(compose: (chart: Chart) => void, namespace?: string): Manifest[] {
  const chart = new Chart(new App(), 'peer-pods', { namespace, disableResourceNameHashes: true });
  compose(chart);
  return hear(() => chart.toJson()).result;
}

/** `Kind namespace/name` of each object, in their order. */
export function identities(objects: readonly Manifest[]): string[] {
  return objects.map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`);
}

/** The object of a kind, and of a name where there are several. */
export function one(objects: readonly Manifest[], kind: string, name?: string): Manifest {
  const found = objects.filter((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
  expect(found).toHaveLength(1);
  return found[0];
}

/** The lines of the error with which a construct refuses its props: a head, then one line per problem. */
export function problemsOf(compose: (chart: Chart) => Construct, namespace: string | undefined = 'peer-pods-ns'): string[] {
  try {
    compose(new Chart(new App(), 'peer-pods', { namespace }));
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  throw new Error('expected the props to be refused');
}

/** What an app says on standard error when it is synthesized. */
export function saidAtSynth(compose: (chart: Chart) => void, namespace?: string): string[] {
  const app = new App();
  compose(new Chart(app, 'peer-pods', { namespace }));
  return hear(() => app.synthYaml()).said;
}
