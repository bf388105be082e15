import { NodeFeatureDiscovery } from '../kata-runtime-options';
import { KataSettings } from './settings';
import { clusterObjectNeed, definitionsNeed, Need } from '../../common/private/needs';

/** What a runtime needs in its cluster, beyond what its objects say. */
export function runtimeNeeds({ props }: KataSettings): Need[] {
  if ((props.nodeFeatureDiscovery ?? NodeFeatureDiscovery.ABSENT) === NodeFeatureDiscovery.ABSENT) return [];
  return [definitionsNeed('Node Feature Discovery', 'labels nodes, and counts what they have', ['nodefeaturerules.nfd.k8s-sigs.io'])];
}

/** What a runtime that something else installed must have brought. */
export function importedNeeds(runtimeClassNames: readonly string[]): Need[] {
  return runtimeClassNames.map((name) => clusterObjectNeed('RuntimeClass', name, 'leads pods to a runtime that something else installed'));
}
