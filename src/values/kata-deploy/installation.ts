import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { INodeStep, IUninstallable, NodeGate } from '../../common';
import { emit } from '../../common/private/emit';
import { installStructured, StructuredSettings, uninstalledStructuredGate, uninstallStructured, workloads } from '../../kata/internal';

/** kata-deploy as its chart installs it: the objects of `KataRuntime`, from settings that typed code would refuse in part. */
export class KataDeployInstallation extends Construct implements IUninstallable {
  public readonly installWorkloads: string[];
  public readonly namespace: string;

  private readonly gates: NodeGate[] = [];
  private readonly settings: StructuredSettings;

  constructor(scope: Chart, id: string, settings: StructuredSettings) {
    super(scope, id);
    this.namespace = scope.namespace!;
    this.settings = { ...settings, gates: this.gates };
    const emissions = installStructured(this.settings, this.namespace);
    this.installWorkloads = [...workloads(emissions, 'DaemonSet'), ...workloads(emissions, 'CronJob')];
    emit(this, emissions);
  }

  /** Lets its pods wait, on each node, until a step is done there. */
  public installAfter(step: INodeStep): void {
    this.gates.push(step.gate);
    step.uninstallAfter(uninstalledStructuredGate(this.settings, step.gate.image));
  }

  public get uninstallWorkload(): string {
    const removal = this.removal();
    return [...workloads(removal, 'DaemonSet'), ...workloads(removal, 'Job')][0];
  }

  public emitUninstall(scope: Construct): void {
    emit(scope, this.removal(), this);
  }

  private removal() {
    return uninstallStructured(this.settings, this.namespace);
  }
}
