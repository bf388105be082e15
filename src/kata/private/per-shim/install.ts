import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
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
  const { installer, emissions } = workload(settings, namespace);
  return [
    ...installAccess(settings, namespace),
    ...state(settings, namespace),
    ...mountedConfigMaps(settings, perShimNames(settings).configMaps, namespace),
    ...nodeFeatureRules(settings),
    ...runtimeClasses(settings),
    ...customRuntimeClasses(settings),
    ...emissions,
    ...monitor(settings, namespace),
    ...verification(settings, namespace, installer),
  ];
}

/** The names of the DaemonSets that install Kata; none where Jobs do. */
export function daemonSetNames(settings: PerShimModel): string[] {
  return settings.mode === 'daemonset' ? [perShimNames(settings).base] : [];
}

interface Workload {
  /** What installs Kata. */
  readonly installer: DaemonSet | Job;
  /** The same with what it needs. */
  readonly emissions: Emission[];
}

function workload(settings: PerShimModel, namespace: string): Workload {
  if (settings.mode === 'daemonset') {
    const installer = daemonSet(settings, namespace);
    return { installer, emissions: [{ id: 'Resource', manifest: installer }] };
  }
  const { manifest, mounted } = jobTemplates(settings, namespace);
  const installer = installJob(settings, namespace, mounted);
  const forLateNodes = lateNodes(settings, namespace, mounted, installer.metadata!.name!);
  return {
    installer,
    emissions: [
      { id: 'JobTemplates', manifest },
      { id: 'Resource', manifest: installer },
      ...(forLateNodes ? [{ id: 'LateNodes', manifest: forLateNodes }] : []),
    ],
  };
}
