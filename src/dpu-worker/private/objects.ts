import { ignitionFile, unitObject } from './ignition';
import { DpuWorkerModel } from './model';
import { Emission } from '../../common/private/emission';
import { configMap, Meta, metadata } from '../../common/private/manifest';
import {
  DPU_WORKER_LABEL, DPU_WORKER_ROLE, HARDWARE_OFFLOAD, IGNITION_VERSION, MACHINE_CONFIG, NETWORK_OPERATOR, NODE_IDENTITY, PART_OF,
  ROLE_LABEL, WORKER_ROLE,
} from '../catalogue/names';
import { NODE_FILES, NODE_UNITS } from '../catalogue/node-files';

const MACHINE_CONFIGURATION = 'machineconfiguration.openshift.io/v1';

/** The objects. The MachineConfig comes last: when nodes reboot for it, the rest is there. */
export function dpuWorkerObjects(model: DpuWorkerModel): Emission[] {
  return [
    { id: 'HardwareOffloadConfig', manifest: ovnConfigMap(model, HARDWARE_OFFLOAD) },
    { id: 'NetworkNodeIdentity', manifest: ovnConfigMap(model, NODE_IDENTITY) },
    ...(model.singleNode ? [] : [{ id: 'MachineConfigPool', manifest: pool(model) }]),
    { id: 'Resource', manifest: machineConfig(model) },
  ];
}

/** Common labels win, as in the chart. */
function meta(model: DpuWorkerModel, name: string, own: Readonly<Record<string, string>> = {}): Meta {
  const { appName, instance, release, commonLabels, commonAnnotations } = model;
  return {
    name,
    labels: {
      ...own,
      'app.kubernetes.io/name': appName,
      'app.kubernetes.io/instance': instance,
      'app.kubernetes.io/version': release.appVersion,
      'app.kubernetes.io/part-of': PART_OF,
      ...commonLabels,
    },
    annotations: commonAnnotations,
  };
}

function ovnConfigMap(model: DpuWorkerModel, { name, data }: typeof HARDWARE_OFFLOAD | typeof NODE_IDENTITY) {
  return configMap({ ...meta(model, name), namespace: NETWORK_OPERATOR }, data);
}

/** Its nodes are workers, too: the pool takes what is for either role. */
function pool(model: DpuWorkerModel) {
  return {
    apiVersion: MACHINE_CONFIGURATION,
    kind: 'MachineConfigPool',
    metadata: metadata(meta(model, DPU_WORKER_ROLE)),
    spec: {
      machineConfigSelector: { matchExpressions: [{ key: ROLE_LABEL, operator: 'In', values: [WORKER_ROLE, DPU_WORKER_ROLE] }] },
      maxUnavailable: model.maxUnavailable,
      nodeSelector: { matchLabels: { [DPU_WORKER_LABEL]: '' } },
      paused: model.paused,
    },
  };
}

function machineConfig(model: DpuWorkerModel) {
  const role = model.singleNode ? WORKER_ROLE : DPU_WORKER_ROLE;
  return {
    apiVersion: MACHINE_CONFIGURATION,
    kind: 'MachineConfig',
    metadata: metadata(meta(model, MACHINE_CONFIG, { [ROLE_LABEL]: role })),
    spec: {
      config: {
        ignition: { version: IGNITION_VERSION },
        storage: { files: NODE_FILES.map(ignitionFile) },
        systemd: { units: NODE_UNITS.map(unitObject) },
      },
    },
  };
}
