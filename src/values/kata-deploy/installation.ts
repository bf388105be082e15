import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { IUninstallable } from '../../common';
import { emit } from '../../common/private/emit';
import { installStructured, StructuredSettings, uninstallStructured, workloads } from '../../kata/internal';

/** kata-deploy as its chart installs it: the objects of `KataRuntime`, from settings that typed code would refuse in part. */
export class KataDeployInstallation extends Construct implements IUninstallable {
  public readonly installWorkloads: string[];
  public readonly namespace: string;

  constructor(scope: Chart, id: string, private readonly settings: StructuredSettings) {
    super(scope, id);
    this.namespace = scope.namespace!;
    const emissions = installStructured(settings, this.namespace);
    this.installWorkloads = [...workloads(emissions, 'DaemonSet'), ...workloads(emissions, 'CronJob')];
    emit(this, emissions);
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
