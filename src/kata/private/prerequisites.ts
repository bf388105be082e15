import { NodeFeatureDiscovery } from '../kata-runtime-options';
import { KataSettings } from './settings';
import { clusterObjectPrerequisite, definitionsPrerequisite, AppPrerequisite } from '../../common/private/app-prerequisites';

/** What a runtime needs in its cluster, beyond what its objects say. */
export function runtimePrerequisites({ props }: KataSettings): AppPrerequisite[] {
  if ((props.nodeFeatureDiscovery ?? NodeFeatureDiscovery.ABSENT) === NodeFeatureDiscovery.ABSENT) return [];
  return [definitionsPrerequisite('Node Feature Discovery', 'labels nodes, and counts what they have', ['nodefeaturerules.nfd.k8s-sigs.io'])];
}

/** What a runtime that something else installed must have brought. */
export function importedPrerequisites(runtimeClassNames: readonly string[]): AppPrerequisite[] {
  return runtimeClassNames.map((name) => clusterObjectPrerequisite('RuntimeClass', name, 'leads pods to a runtime that something else installed'));
}
