import { AppObject } from './app-objects';
import { ClusterPart } from './cluster-parts';
import { completion, isNamespace, mixed, rollout } from './install-commands';
import { deletion, deletions, quoted, resourceName } from './kubectl';
import { removeNamespace } from './namespace-commands';
import { isUninstallable, nodesOf, uninstallablesOf } from './tree';
import { IUninstallable, IUninstallPreconditions, UninstallPrecondition } from '../../common';
import { isDefinition } from '../../common/private/definitions-first';
import { EmittedObject } from '../../common/private/emit';

const WITHOUT_PHASE = '# Write the uninstall phase first, and give it to SynthSummary: UninstallPhase.of(app).synth(). Without it, nodes stay as they are.';

/**
 * The commands that remove from a cluster what constructs put there, and nothing else: what was installed last goes first, and
 * nodes are cleaned before the objects that hold their settings go.
 *
 * @param undo the same cluster in the uninstall phase
 */
export function uninstallCommands(part: ClusterPart, undo?: ClusterPart): string[] {
  if (part.options === undefined) return [mixed(part)];
  const constructs = part.charts.flatMap(uninstallablesOf).reverse();
  const own = [...part.objects].reverse().filter((object) => object.own);
  if (!own.length) return [];
  if (constructs.length && undo?.options === undefined) return [undo ? mixed(undo) : WITHOUT_PHASE];
  const rest = own.filter((object) => !isDefinition(object) && !isNamespace(object));
  const [first, others] = split(rest, ({ node }) => EmittedObject.is(node) && node.cleansUp);
  const [ofNodes, ofCluster] = split(others, ({ node }) => node.node.scopes.some(isUninstallable));
  const [kept, deleted] = split(ofCluster, ({ node }) => EmittedObject.is(node) && node.keep);
  return [
    ...uninstallPreconditions(part),
    ...deletions(first, ' --timeout=1h'), // their controllers clean up
    ...deletions(deleted),
    ...deletions(kept),
    ...(undo ? nodeCommands(constructs, undo, ofNodes) : deletions(ofNodes)),
    ...own.filter(isNamespace).flatMap((namespace) => removeNamespace(namespace.name, part)),
    ...definitionNote(own.filter(isDefinition)),
  ];
}

function split<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

/** What others made and must be gone, each once: pods before the VMs that are deleted with them, so in the order of the tree. */
export function uninstallPreconditions({ charts }: ClusterPart): string[] {
  const all = charts.flatMap(nodesOf).flatMap((node) => (node as Partial<IUninstallPreconditions>).uninstallPreconditions ?? []);
  const each = new Map<string, UninstallPrecondition>(all.map((one) => [one.command, one]));
  return [...each.values()].flatMap(({ instruction, command }) => [`# ${instruction}`, command]);
}

/** Cleans the nodes: the phase waits until nothing installs any more. */
function nodeCommands(constructs: readonly IUninstallable[], undo: ClusterPart, installed: readonly AppObject[]): string[] {
  const working = constructs.filter((one) => one.installWorkloads.length);
  const deleted = working.flatMap(({ installWorkloads, namespace }) => installWorkloads.map((name) => `${namespace} ${name}`));
  return [
    ...working.map(({ installWorkloads, namespace }) => deletion(installWorkloads, namespace)),
    `kubectl apply ${undo.options}`,
    ...new Set(constructs.flatMap(({ uninstallWorkload: name, namespace }) => (
      name.startsWith('job/') ? jobsOf(undo, namespace).map((job) => completion(quoted(job), namespace)) : [rollout(quoted(name), namespace)]))),
    ...deletions([...undo.objects].reverse()),
    ...deletions(installed.filter((object) => !deleted.includes(`${object.namespace} ${resourceName(object)}`))),
  ];
}

/** Jobs by the names that they are written with: a policy of images gives them others. */
const jobsOf = ({ objects }: ClusterPart, namespace: string) => (
  objects.filter((one) => one.kind === 'Job' && one.namespace === namespace).map(resourceName));

function definitionNote(definitions: readonly AppObject[]): string[] {
  if (!definitions.length) return [];
  return [`# Definitions stay, since all objects of their kinds would go with them: ${definitions.map(({ name }) => `crd/${name}`).join(' ')}`];
}
