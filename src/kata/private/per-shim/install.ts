import { installAccess } from './access';
import { mountedConfigMaps } from './config-maps';
import { customRuntimeClasses } from './custom-runtimes';
import { daemonSet } from './daemon-set';
import { installJob, lateNodes } from './install-job';
import { jobTemplates } from './job-templates';
import { PerShimModel } from './model';
import { monitor } from './monitor';
import { perShimNames } from './names';
import { nodeFeatureRules } from './node-feature-rules';
import { runtimeClasses } from './runtime-classes';
import { state } from './state';
import { verification } from './verification';
import { Emission } from '../../../common/private/emission';

/** The objects that install Kata and keep it installed, for releases that are told everything shim by shim. */
export function install(settings: PerShimModel, namespace: string): Emission[] {
  return [
    ...installAccess(settings, namespace),
    ...state(settings, namespace),
    ...mountedConfigMaps(settings, perShimNames(settings).configMaps, namespace),
    ...nodeFeatureRules(settings),
    ...runtimeClasses(settings),
    ...customRuntimeClasses(settings),
    ...workload(settings, namespace),
    ...monitor(settings, namespace),
    ...verification(settings, namespace),
  ];
}

/** The names of the DaemonSets that install Kata; none where Jobs do. */
export function daemonSetNames(settings: PerShimModel): string[] {
  return settings.mode === 'daemonset' ? [perShimNames(settings).base] : [];
}

function workload(settings: PerShimModel, namespace: string): Emission[] {
  if (settings.mode === 'daemonset') return [{ id: 'Resource', manifest: daemonSet(settings, namespace) }];
  const forLateNodes = lateNodes(settings, namespace);
  return [
    { id: 'JobTemplates', manifest: jobTemplates(settings, namespace) },
    { id: 'Resource', manifest: installJob(settings, namespace) },
    ...(forLateNodes ? [{ id: 'LateNodes', manifest: forLateNodes }] : []),
  ];
}
