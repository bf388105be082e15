import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  CocoConstruct, IPrerequisites, IUninstallPreconditions, Lifecycle, Prerequisite, UninstallPrecondition,
} from '../common';
import { DpfHcpCrds } from './dpf-hcp-crds';
import { DpfHcpOperatorProps } from './dpf-hcp-operator-props';
import { DpfHcpProvisioner } from './dpf-hcp-provisioner';
import { DpfHcpRelease } from './dpf-hcp-release';
import { check } from './private/check-operator';
import { resolve } from './private/from-props';
import { DpfHcpModel } from './private/model';
import { operatorObjects } from './private/objects';
import { operatorPrerequisites } from './private/prerequisites';
import { checked } from '../common/private/checked';
import { claim, objects } from '../common/private/claims';
import { clusterName } from '../common/private/cluster-names';
import { construction } from '../common/private/construction';
import { definitionsChart } from '../common/private/definitions-first';
import { emit } from '../common/private/emit';
import { lifecycleOf, lifecyclesOf, setLifecycle } from '../common/private/lifecycles';
import { Manifest } from '../common/private/manifest';
import { prerequisitesOf } from '../common/private/prerequisites';
import { Problems } from '../common/private/problems';

/**
 * The operator that provisions hosted control planes for NVIDIA BlueField DPUs: one for each `DpfHcpProvisioner`.
 *
 * Replaces the chart dpf-hcp-provisioner-operator. Objects have upstream's names and selectors, so that a Helm release can
 * be adopted in place. The definitions of its custom resources go into a chart and a file of their own, before all others.
 *
 * @see https://github.com/rh-ecosystem-edge/dpf-hcp-provisioner-operator
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { DpfHcpOperator, DpfHcpOperatorPreset, DpfHcpRelease } from 'cdk8s-coco';
 *
 * const app = new App();
 * const chart = new Chart(app, 'dpf', { namespace: 'dpf-hcp-provisioner-system' });
 * const operator = new DpfHcpOperator(chart, 'Operator', {
 *   release: DpfHcpRelease.V0_1_0, preset: DpfHcpOperatorPreset.HIGHLY_AVAILABLE,
 * });
 * operator.prerequisites; // what the cluster must have before
 */
export class DpfHcpOperator extends CocoConstruct implements IPrerequisites, IUninstallPreconditions {
  /** The edition of the operator. */
  public readonly release: DpfHcpRelease;

  /** The namespace of the operator. */
  public readonly namespace: string;

  /** The name of its Deployment. */
  public readonly deploymentName: string;

  /** The name of its service account. */
  public readonly serviceAccountName: string;

  /** The definitions of its custom resources, in a chart of their own; undefined with `installCrds: false`. */
  public readonly crds?: DpfHcpCrds;

  private readonly model: DpfHcpModel;

  constructor(scope: Construct, id: string, props: DpfHcpOperatorProps) {
    super(...construction('DpfHcpOperator', scope, id, props));
    const lifecycle = setLifecycle(this, props.lifecycle);
    const problems = new Problems(this, 'DpfHcpOperator');
    check(props, Chart.of(this).namespace, problems);
    problems.throwIfAny();

    this.model = resolve(props, Chart.of(this).namespace);
    const { model } = this;
    this.release = DpfHcpRelease._ofFacts(model.release);
    this.namespace = model.namespace;
    this.deploymentName = model.name;
    this.serviceAccountName = model.serviceAccountName;
    this.node.addValidation({ validate: () => laggards(this, lifecycle) });
    if (lifecycle === Lifecycle.ABSENT) return;
    const emissions = operatorObjects(model);
    claimObjects(this, emissions.map(({ manifest }) => manifest), problems);
    problems.throwIfAny();
    if (model.installCrds) this.crds = new DpfHcpCrds(definitionsChart(this), 'Definitions', { release: this.release });
    emit(this, emissions);
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return lifecycleOf(this) === Lifecycle.ABSENT ? [] : prerequisitesOf(this, operatorPrerequisites(this.model));
  }

  /** Provisioners must be gone before the operator is removed: nothing else tears their hosted clusters down. */
  public get uninstallPreconditions(): UninstallPrecondition[] {
    return lifecycleOf(this) === Lifecycle.ABSENT ? [] : [{
      instruction: 'Delete the provisioners of other apps: without the operator, nothing tears their hosted clusters down. '
        + 'This must list none but those that are deleted below:',
      command: 'kubectl get dpfhcpprovisioners.provisioning.dpu.hcp.io -A',
    }];
  }
}

checked(DpfHcpOperator, 'DpfHcpOperator');

/** A cluster has some of the objects once, whatever the operator is called. */
function claimObjects(operator: DpfHcpOperator, manifests: readonly Manifest[], problems: Problems): void {
  const isShared = ({ metadata }: Manifest) => metadata?.name === 'default' || metadata?.name === 'ocp-bluefield-images';
  claim(operator, [
    { prop: 'name', claims: objects(manifests.filter((one) => !isShared(one))) },
    { prop: 'release', claims: objects(manifests.filter(isShared)), repair: 'Let one operator serve the whole cluster' },
  ], problems);
}

const STATES = [Lifecycle.PRESENT, Lifecycle.DRAINING, Lifecycle.ABSENT];

/**
 * Provisioners that are not as far on their way out as their operator: without it, nothing tears their hosted clusters down.
 */
function laggards(operator: DpfHcpOperator, lifecycle: Lifecycle): string[] {
  return [...lifecyclesOf(operator.node.root)]
    .filter(([one, state]) => one instanceof DpfHcpProvisioner && clusterName(one) === clusterName(operator)
      && STATES.indexOf(state) < STATES.indexOf(lifecycle))
    .map(([one, state]) => `lifecycle: got ${lifecycle.toUpperCase()}, and that of ${one.node.path} is ${state.toUpperCase()}; allowed: provisioners go before `
      + `their operator. Set the lifecycle of ${one.node.path} to ${lifecycle.toUpperCase()}, too.`);
}
