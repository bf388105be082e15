import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';

/**
 * Adds an object that lies in no namespace.
 *
 * cdk8s gives every object the namespace of its chart and offers no way to take it back; on a cluster-wide object it is
 * wrong, and GitOps engines report it as a difference for ever.
 */
export function clusterWide(scope: Construct, id: string, props: ApiObjectProps): ApiObject {
  const object = new ApiObject(scope, id, props);
  (object.metadata as { namespace?: string }).namespace = undefined;
  return object;
}
