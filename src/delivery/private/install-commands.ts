import { AppObject } from './app-objects';
import { ClusterPart, fileOptions } from './cluster-parts';
import { inNamespace, quoted, resourceName } from './kubectl';
import { WrittenFile } from './written-files';
import { isClusterWide } from '../../common/private/cluster-wide';
import { isDefinition } from '../../common/private/definitions-first';
import { groupOf } from '../../common/private/delivery-annotations';

/**
 * The commands that install an app in a cluster, or upgrade it. Each succeeds as it stands, and in this order.
 *
 * Definitions go first, and are waited for: kubectl knows no kind that was not there when it started. So do namespaces, where
 * objects of theirs stand before them in the files.
 */
export function installCommands(part: ClusterPart): string[] {
  const { files, options } = part;
  if (options === undefined) return [mixed(part)];
  const objects = files.flatMap((file) => file.objects);
  const definitions = objects.filter(isDefinition);
  const early = new Set([...definitions, ...objects.filter((one) => isLateNamespace(one, objects))]);
  const first = files.filter((file) => file.objects.some((one) => early.has(one)));
  return [
    ...(first.length ? [applyFirst(part, first)] : []),
    ...(definitions.length ? [`kubectl wait --for=condition=Established ${definitions.map(({ name }) => `crd/${name}`).join(' ')} --timeout=1m`] : []),
    `kubectl apply ${options}`,
    ...part.objects.filter(({ own }) => own).flatMap(waiting),
  ];
}

/** What is printed in place of commands: one file has objects of several clusters, or one replaced another. */
export function mixed({ cluster, files }: ClusterPart): string {
  return `# ${files[0].path} has objects of other clusters than ${cluster ?? 'this one'}: take YamlOutputType.FILE_PER_CHART`;
}

function applyFirst(part: ClusterPart, first: readonly WrittenFile[]): string {
  const apply = `kubectl apply ${first.length === part.files.length ? part.options! : fileOptions(part, first)}`;
  // Of such files, kubectl applies what it can, and fails for the rest.
  return isComplete(first) ? apply : `${apply} || true # the next commands apply what is refused here`;
}

/** Whether files can be applied as a whole, before all others. */
function isComplete(files: readonly WrittenFile[]): boolean {
  const objects = files.flatMap((file) => file.objects);
  const groups = objects.filter(isDefinition).map(({ name }) => name.slice(name.indexOf('.') + 1));
  return !objects.some((one) => groups.includes(groupOf(one.apiVersion)) || isLateNamespace(one, objects));
}

/** Whether an object of a namespace stands before it. */
function isLateNamespace(object: AppObject, all: readonly AppObject[]): boolean {
  if (!isNamespace(object)) return false;
  return all.slice(0, all.indexOf(object)).some((one) => one.namespace === object.name && !isClusterWide(one));
}

export const isNamespace = ({ kind, apiVersion }: Pick<AppObject, 'kind' | 'apiVersion'>) => kind === 'Namespace' && apiVersion === 'v1';

/** How to wait until a workload does what it is there for. */
function waiting(object: AppObject): string[] {
  const { kind, namespace, node } = object;
  const name = quoted(resourceName(object));
  if (kind === 'Job') return [completion(name, namespace)];
  const onDelete = kind === 'DaemonSet' && node.toJson().spec.updateStrategy?.type === 'OnDelete'; // kubectl cannot tell
  return (kind === 'DaemonSet' && !onDelete) || kind === 'Deployment' ? [rollout(name, namespace)] : [];
}

export const completion = (name: string, namespace?: string) => `kubectl wait --for=condition=complete ${name}${inNamespace(namespace)} --timeout=1h`;
export const rollout = (name: string, namespace?: string) => `kubectl rollout status ${name}${inNamespace(namespace)} --timeout=1h`;
