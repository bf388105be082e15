import { Construct } from 'constructs';
import { DpuWorkerConfigProps } from './dpu-worker-config-props';
import { DpuWorkerRelease } from './dpu-worker-release';
import { CocoConstruct, IPrerequisites, IUninstallPreconditions, Lifecycle, Prerequisite, UninstallPrecondition } from '../common';
import { check, checkSafety } from './private/check';
import { resolve } from './private/model';
import { dpuWorkerObjects } from './private/objects';
import { dpuWorkerPrerequisites, POOL_NODES } from './private/prerequisites';
import { AppPrerequisite } from '../common/private/app-prerequisites';
import { checked } from '../common/private/checked';
import { claim, objects } from '../common/private/claims';
import { construction } from '../common/private/construction';
import { emit } from '../common/private/emit';
import { inLifecycle, setLifecycle } from '../common/private/lifecycles';
import { prerequisitesOf } from '../common/private/prerequisites';
import { Problems } from '../common/private/problems';

/**
 * Prepares the nodes of an OpenShift cluster that have BlueField DPUs: a MachineConfig with the network configuration of a DPU
 * host, the MachineConfigPool of these nodes, and the ConfigMaps by which the cluster network operator knows them.
 *
 * Replaces the chart dpu-worker-config. OpenShift drains and reboots the nodes, one at a time, to apply it.
 *
 * @see https://github.com/rh-ecosystem-edge/dpf-hcp-provisioner-operator
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { DpuWorkerConfig, DpuWorkerRelease } from 'cdk8s-coco';
 *
 * const chart = new Chart(new App(), 'dpu-workers');
 * const config = new DpuWorkerConfig(chart, 'DpuWorkers', { release: DpuWorkerRelease.V0_1_0 });
 * config.prerequisites; // what the cluster must have before
 */
export class DpuWorkerConfig extends CocoConstruct implements IPrerequisites, IUninstallPreconditions {
  /** The release. */
  public readonly release: DpuWorkerRelease;

  /** The name of the pool that takes the configuration: `worker-dpu`, or `worker` on a single node. */
  public readonly machineConfigPoolName: string;

  private readonly needs: readonly AppPrerequisite[];
  private readonly hasPool: boolean;

  /** @throws an error that lists every problem with the props */
  constructor(scope: Construct, id: string, props: DpuWorkerConfigProps) {
    super(...construction('DpuWorkerConfig', scope, id, props));
    const problems = new Problems(this, 'DpuWorkerConfig');
    check(props, problems);
    checkSafety(props, problems);
    problems.throwIfAny();

    const lifecycle = setLifecycle(this, props.lifecycle);
    const settings = resolve(lifecycle === Lifecycle.DRAINING ? { ...props, paused: false } : props);
    this.release = DpuWorkerRelease.of(settings.release.version);
    this.hasPool = !settings.singleNode && lifecycle !== Lifecycle.ABSENT;
    this.machineConfigPoolName = settings.singleNode ? 'worker' : 'worker-dpu';
    this.needs = lifecycle === Lifecycle.PRESENT ? dpuWorkerPrerequisites(settings) : [];
    const all = dpuWorkerObjects(settings);
    // Nodes leave the pool one by one, each with its whole configuration: nothing else changes until none is left.
    const emissions = inLifecycle(lifecycle, all, settings.singleNode ? [] : all);
    const manifests = emissions.map(({ manifest }) => manifest);
    claim(this, [{ prop: 'release', claims: objects(manifests), repair: 'Let one DpuWorkerConfig serve the whole cluster' }], problems);
    problems.throwIfAny();
    emit(this, emissions);
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this, this.needs);
  }

  /** Nodes must have left the pool before it is removed: OpenShift then takes their configuration back first. */
  public get uninstallPreconditions(): UninstallPrecondition[] {
    if (!this.hasPool) return [];
    return [{
      instruction: 'Take the label of DPU workers from the nodes, and wait until they have rebooted with the configuration of the pool worker. This must list none:',
      command: POOL_NODES,
    }];
  }
}

checked(DpuWorkerConfig, 'DpuWorkerConfig');
