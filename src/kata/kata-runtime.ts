import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { INodeStep, IUninstallable, NodeGate } from '../common';
import { KataRelease } from './kata-release';
import { KataRuntimeClass } from './kata-runtime-class';
import { KataRuntimeProps, RuntimeClasses } from './kata-runtime-props';
import { KataShim } from './kata-shim';
import { checkGate } from './private/check-gate';
import { INSTALLERS } from './private/installers';
import { emit } from './private/manifest';
import { resolve } from './private/resolve';
import { KataSettings, objectNames, runtimeClassName } from './private/settings';
import { claim } from '../common/private/claims';
import { checkNamespace, Problems } from '../common/private/problems';

/** A Kata runtime in a cluster: one of this app, or one that something else installed. */
export interface IKataRuntime extends IConstruct {
  /** The names of its RuntimeClasses, one per shim. */
  readonly runtimeClassNames: string[];

  /**
   * The RuntimeClass of a shim.
   *
   * @param shim one of the installed shims
   * @throws where the shim is not installed, with those that are
   */
  runtimeClass(shim: KataShim): KataRuntimeClass;
}

/** What is known of a Kata runtime that something else installed. */
export interface KataRuntimeAttributes {
  /** Its shims. */
  readonly shims: KataShim[];

  /**
   * Its multi-install suffix.
   * @default - none
   */
  readonly multiInstallSuffix?: string;
}

/** What both kinds of runtime can do. */
abstract class KataRuntimeBase extends Construct implements IKataRuntime {
  public abstract readonly runtimeClassNames: string[];

  /** @internal */
  protected abstract readonly _shimNames: readonly string[];

  /** @internal */
  protected abstract readonly _suffix?: string;

  public runtimeClass(shim: KataShim): KataRuntimeClass {
    if (!this._shimNames.includes(shim.name)) {
      throw new Error(`${this.node.path}: got the shim ${shim}; allowed: those that this runtime installs: ${this._shimNames.join(', ')}. `
        + 'Add it to `shims`, or take another one.');
    }
    const name = runtimeClassName(shim.name, this._suffix);
    return KataRuntimeClass._of(name, name);
  }
}

/**
 * Kata Containers on every selected node: the runtimes of Confidential Containers, peer pods and plain Kata.
 *
 * Replaces the umbrella chart of Confidential Containers and the chart kata-deploy. Objects have upstream's names and
 * selectors, so that a Helm release can be adopted in place.
 *
 * @see https://github.com/confidential-containers/charts
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Architecture, KataRuntime, KataShim } from 'cdk8s-coco';
 *
 * const app = new App();
 * const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
 * const runtime = new KataRuntime(chart, 'Kata', { architectures: [Architecture.X86_64, Architecture.S390X] });
 * runtime.runtimeClass(KataShim.QEMU_SNP).name; // kata-qemu-snp
 */
export class KataRuntime extends KataRuntimeBase implements IUninstallable {
  /**
   * A runtime that something else installed: its RuntimeClasses can be referred to, nothing is emitted.
   */
  public static fromKataRuntimeAttributes(scope: Construct, id: string, attributes: KataRuntimeAttributes): IKataRuntime {
    const { shims, multiInstallSuffix } = attributes;
    class Imported extends KataRuntimeBase {
      public readonly runtimeClassNames = shims.map(({ name }) => runtimeClassName(name, multiInstallSuffix));
      protected readonly _shimNames = shims.map(({ name }) => name);
      protected readonly _suffix = multiInstallSuffix;
    }
    return new Imported(scope, id);
  }

  /** The release of kata-deploy. */
  public readonly release: KataRelease;

  /** The names of its RuntimeClasses, one per shim, and `kata` where there is a default one. */
  public readonly runtimeClassNames: string[];

  /** The names of the DaemonSets that install Kata: one, or with kata-deploy 3.21.0 one per architecture. */
  public readonly daemonSetNames: string[];

  /** The name of the service account of kata-deploy. */
  public readonly serviceAccountName: string;

  /** The name of the DaemonSet of the uninstall phase. */
  public readonly uninstallDaemonSetName: string;

  /** The namespace of all objects. */
  public readonly namespace: string;

  /** @internal */
  protected readonly _shimNames: readonly string[];

  /** @internal */
  protected readonly _suffix?: string;

  private readonly settings: KataSettings;

  private readonly gates: NodeGate[] = [];

  constructor(scope: Construct, id: string, props: KataRuntimeProps = {}) {
    super(scope, id);
    const problems = new Problems(this, 'KataRuntime');
    this.settings = { ...resolve(props, problems), gates: this.gates };
    this.namespace = Chart.of(this).namespace ?? '';
    checkNamespace(Chart.of(this).namespace, problems);
    const { settings } = this;
    const names = objectNames(settings);
    const emitted = [
      `DaemonSet ${names.daemonSet}`,
      ...(settings.runtimeClasses === RuntimeClasses.BY_MANIFEST ? settings.shims : [])
        .map(({ name }) => `RuntimeClass ${runtimeClassName(name, settings.suffix)}`),
    ];
    if (!problems.all.length) claim(this, 'multiInstallSuffix', emitted, problems);
    problems.throwIfAny();

    this.release = KataRelease._ofFacts(settings.release);
    this._shimNames = settings.shims.map(({ name }) => name);
    this._suffix = settings.suffix;
    this.runtimeClassNames = [
      ...this._shimNames.map((name) => runtimeClassName(name, settings.suffix)),
      ...(settings.createDefaultRuntimeClass ? ['kata'] : []),
    ];
    const installer = INSTALLERS[settings.release.interface];
    this.daemonSetNames = installer.workloads(settings);
    this.serviceAccountName = names.serviceAccount;
    this.uninstallDaemonSetName = names.cleanup.daemonSet;
    emit(this, installer.install(settings, this.namespace));
  }

  /**
   * Lets kata-deploy's pod on each node wait until something else is done there, such as another containerd.
   *
   * @param step what is waited for; it must reach every node that this runtime is installed on
   * @throws where the step does not reach all of these nodes, and where such a step is waited for already
   */
  public installAfter(step: INodeStep): void {
    const problems = new Problems(this, `installAfter(${step.node.path})`);
    checkGate(step.gate, this.settings, problems);
    problems.throwIfAny();
    this.gates.push(step.gate);
    // In the other direction, what was installed last goes first.
    step.uninstallAfter(INSTALLERS[this.settings.release.interface].uninstalledGate(this.settings, step.gate.image));
  }

  /**
   * Emits the objects that remove Kata from every node that has it.
   *
   * Their pods wait until the install DaemonSet is gone, clean their node, and are then ready.
   */
  public emitUninstall(scope: Construct): void {
    emit(scope, INSTALLERS[this.settings.release.interface].uninstall(this.settings, this.namespace));
  }
}
