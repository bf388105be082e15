import { KataRuntimeProps, KataShim, Snapshotter } from 'cdk8s-coco';
import { STEPS } from '../support/fake-programs';
import { type Mode } from '../support/kata-config';
import { FakeNode, Outcome } from '../support/node';
import { container, daemonSet, env, NAMESPACE, uninstall } from '../support/synth';

export const PROPS: Partial<KataRuntimeProps> = { shims: [KataShim.QEMU_SNP], setupSnapshotters: [Snapshotter.NYDUS] };

const nodes = new Set<FakeNode>();
afterEach(() => {
  for (const one of nodes) one.remove();
  nodes.clear();
});

/** A node that runs what the manifests of the uninstall phase say; it is removed after the test. */
export function node(props: Partial<KataRuntimeProps> = {}, mode?: Mode, config?: string, namespace = NAMESPACE): FakeNode {
  const phase = daemonSet(uninstall({ ...PROPS, ...props }, namespace));
  const made = new FakeNode(container(phase).command, env(phase), mode, config);
  nodes.add(made);
  return made;
}

export const DONE = { code: 0, signal: null };
export const KILLED = { code: null, signal: 'SIGKILL' };
export const CLEAN = { ...DONE, changes: [], leftovers: [] };

/** How a run ended, and what it left of Kata on the node and in the API server. */
export function result(one: FakeNode, { code, signal }: Outcome) {
  return { code, signal, changes: one.changes(), leftovers: one.leftovers() };
}

/** Runs the script, and tells what it left. */
export async function run(one: FakeNode) {
  return result(one, await one.run());
}

export type Configuration = [mode: Mode, file: string];
export const CONFIGURATIONS = (['classic', 'drop-in'] as const).flatMap((mode) => (
  ['config.toml', 'config.toml.tmpl', 'containerd-template.toml'].map((file): Configuration => [mode, file])));

/** The steps of kata-deploy in a mode; dropping a file in, it removes none. */
export const stepsOf = (mode: Mode) => STEPS.filter((step) => mode === 'classic' || step !== 'config-removed');
