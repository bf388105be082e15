import { KataModel } from './model';
import { clusterObjectPrerequisite, definitionsPrerequisite, AppPrerequisite } from '../../common/private/app-prerequisites';

/** What a runtime needs in its cluster, beyond what its objects say. */
export function runtimePrerequisites({ nodeFeatures }: KataModel): AppPrerequisite[] {
  if (!nodeFeatures.present) return [];
  return [definitionsPrerequisite('Node Feature Discovery', 'labels nodes, and counts what they have', ['nodefeaturerules.nfd.k8s-sigs.io'])];
}

/** What a runtime that something else installed must have brought. */
export function importedPrerequisites(runtimeClassNames: readonly string[]): AppPrerequisite[] {
  return runtimeClassNames.map((name) => clusterObjectPrerequisite('RuntimeClass', name, 'leads pods to a runtime that something else installed'));
}
