import { ApiObject, JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { CocoConstruct } from '../../common/coco-construct';
import { CocoError } from '../../common/private/coco-error';
import { listAt, part } from '../../common/private/part';
import { show } from '../../common/private/redact';
import { isObject } from '../../common/private/types';

const TEMPLATE = ['spec', 'template', 'spec'];

/** Where Kubernetes' own kinds keep the spec of their pods, by API group and kind. */
const POD_SPECS: ReadonlyMap<string, readonly string[]> = new Map([
  ['core/Pod', ['spec']],
  ['core/PodTemplate', ['template', 'spec']],
  ['core/ReplicationController', TEMPLATE],
  ['apps/Deployment', TEMPLATE],
  ['apps/StatefulSet', TEMPLATE],
  ['apps/DaemonSet', TEMPLATE],
  ['apps/ReplicaSet', TEMPLATE],
  ['batch/Job', TEMPLATE],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
]);

const ALLOWED = 'a workload of any version of cdk8s-plus, or an ApiObject with a pod template: a Pod, Deployment, StatefulSet, DaemonSet, '
  + 'Job, CronJob, or a custom resource with spec.template.spec.containers';

/** Pods that are no VM's: Kata refuses the network of the node, and gives nothing of the other two. */
const NODE_NAMESPACES = ['hostNetwork', 'hostPID', 'hostIPC'];

/**
 * Sets a field in the spec of the pods that a workload makes, where they can run in a VM.
 *
 * @param repair what to do if that is impossible: the end of the error message
 * @throws if the workload has no pod template, its pods need what is on their node, or its class does not write the field
 */
export function setInPodSpec(workload: IConstruct, field: string, value: string, repair: string): void {
  const object = apiObjectOf(workload, repair);
  const known = POD_SPECS.get(`${object.apiGroup}/${object.kind}`);
  const path = known ?? TEMPLATE;
  const refuse = (reason: string) => {
    throw new CocoError(workload.node.path, `got the kind ${object.kind}, which ${reason}; allowed: ${ALLOWED}. ${repair}`);
  };

  // A class that writes its object later, as those of cdk8s-plus do, is not asked for it now: it will write a pod template.
  const isWrittenLater = known && workload !== object;
  if (!isWrittenLater && !hasPodSpec(object, path, known !== undefined)) refuse(known ? `has no ${path.join('.')}` : 'has no pod template');

  const isOurs = workload instanceof CocoConstruct;
  const spec: unknown = isWrittenLater && !isOurs ? workload : at(toJson(object), path);
  const found = [
    ...NODE_NAMESPACES.filter((name) => part(spec, name) === true),
    ...(isOurs && listAt(spec, 'volumes').some((volume) => part(volume, 'hostPath')) ? ['folders of their node'] : []),
  ];
  if (found.length) {
    throw new CocoError(workload.node.path, `got pods with ${found.join(' and ')}; allowed: pods that a VM can run, apart from its node. `
      + 'Leave that out, or run them without Kata.');
  }

  object.addJsonPatch(JsonPatch.add(`/${[...path, field].join('/')}`, value));

  // Generated classes drop the fields that their schema does not have, without an error.
  if (!isWrittenLater && !hasField(object, [...path, field])) refuse(`does not write ${[...path, field].join('.')}`);
}

function apiObjectOf(workload: IConstruct, repair: string): ApiObject {
  if (!isObject(workload) || !isObject(workload.node)) throw new CocoError('KataRuntimeClass.applyTo', `workload: got ${show(workload)}; allowed: ${ALLOWED}. ${repair}`);
  try {
    return ApiObject.of(workload);
  } catch {
    throw new CocoError(workload.node.path || '(root)', `got a construct without an object of its own, such as a chart; allowed: ${ALLOWED}. ${repair}`);
  }
}

function hasPodSpec(object: ApiObject, path: readonly string[], isKnown: boolean): boolean {
  const rendered = toJson(object);
  if (rendered === undefined) return isKnown;
  const spec = at(rendered, path);
  return isObject(spec) && (isKnown || Array.isArray(spec.containers));
}

function hasField(object: ApiObject, path: readonly string[]): boolean {
  const rendered = toJson(object);
  return rendered === undefined || at(rendered, path) !== undefined;
}

/** The object as it would be written now; nothing if it cannot be written yet, for instance because of a `Lazy` value. */
function toJson(object: ApiObject): unknown {
  try {
    return object.toJson();
  } catch {
    return undefined;
  }
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (isObject(found) ? found[key] : undefined), value);
}
