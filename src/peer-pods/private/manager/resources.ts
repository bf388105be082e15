import type { ContainerResources } from 'cdk8s-plus-28';
import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { Problems } from '../../../common/private/problems';
import { checkResources } from '../../../common/private/resource-rules';
import { resourcesOver } from '../../../common/private/resources';

/** Resources as they are on the wire: what is given for one of them replaces request and limit of its default. */
export function resourceRequirements(given: ContainerResources = {}, defaults: ResourceRequirements = {}): ResourceRequirements {
  const problems = new Problems();
  checkResources('resources', given, problems);
  if (problems.all.length) return defaults; // it is reported elsewhere, together with all else
  return resourcesOver(defaults, given);
}
