import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { checkCollisions } from './collisions';

/**
 * Adds an object that lies in no namespace. At synth, it may not be in its cluster twice.
 *
 * cdk8s gives every object the namespace of its chart and offers no way to take it back; on a cluster-wide object it is
 * wrong, and GitOps engines report it as a difference for ever.
 *
 * @param owner whose object it is, where it is not the construct that it is below
 */
export function clusterWide(scope: Construct, id: string, props: ApiObjectProps, owner: IConstruct = scope): ApiObject {
  const object = new ApiObject(scope, id, props);
  (object.metadata as { namespace?: string }).namespace = undefined;
  checkCollisions(object, scope, owner);
  return object;
}
