import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import { installAccess } from './access';
import { cleanupDaemonSet } from './cleanup-daemon-set';
import { cleanupDispatcher } from './cleanup-dispatcher';
import { mountedConfigMaps, state } from './config-maps';
import { daemonSets } from './daemon-set';
import { installFolder } from './folders';
import { installJob, lateNodes } from './install-job';
import { jobTemplates } from './job-templates';
import { monitor } from './monitor';
import { nodeFeatureRules } from './node-feature-rules';
import { customRuntimeClasses, runtimeClasses } from './runtime-classes';
import { verification } from './verification';
import { ContainerImage, NodeGate } from '../../../common';
import { Emission } from '../../../common/private/emission';
import { KataModel } from '../model';
import { objectNames, suffixed } from '../names';
import { waitUninstalledScript } from '../uninstall-script';

/** The objects that install Kata and keep it installed. */
export function install(model: KataModel, namespace: string): Emission[] {
  const { installer, emissions } = workload(model, namespace);
  return [
    ...installAccess(model, namespace),
    ...state(model, namespace),
    ...mountedConfigMaps(model, objectNames(model).configMaps, namespace),
    ...nodeFeatureRules(model),
    ...runtimeClasses(model),
    ...customRuntimeClasses(model),
    ...emissions,
    ...monitor(model, namespace),
    ...verification(model, namespace, installer),
  ];
}

/** The objects that remove Kata from every node that has it. */
export function uninstall(model: KataModel, namespace: string): Emission[] {
  return model.release.jobs ? cleanupDispatcher(model, namespace) : cleanupDaemonSet(model, namespace);
}

/** How others wait until Kata is gone from their node. */
export function uninstalledGate(model: KataModel, image: ContainerImage): NodeGate {
  return {
    name: suffixed('wait-for-kata-uninstall', model.suffix),
    image,
    script: waitUninstalledScript(),
    environment: { COCO_KATA_DIR: installFolder(model), COCO_CONTAINERD_DIR: model.containerd.configDir },
  };
}

interface Workload {
  /** What installs Kata, or the first of it. */
  readonly installer: DaemonSet | Job;
  /** All of it, with what it needs. */
  readonly emissions: Emission[];
}

function workload(model: KataModel, namespace: string): Workload {
  if (model.mode === 'daemonset') {
    const [installer, ...others] = daemonSets(model, namespace);
    return {
      installer,
      emissions: [
        { id: 'Resource', manifest: installer },
        ...others.map((manifest, index) => ({ id: `Resource-${model.architectures[index + 1]}`, manifest })),
      ],
    };
  }
  const { manifest, mounted } = jobTemplates(model, namespace);
  const installer = installJob(model, namespace, mounted);
  const forLateNodes = lateNodes(model, namespace, mounted, installer.metadata!.name!);
  return {
    installer,
    emissions: [
      { id: 'JobTemplates', manifest },
      { id: 'Resource', manifest: installer },
      ...(forLateNodes ? [{ id: 'LateNodes', manifest: forLateNodes }] : []),
    ],
  };
}
