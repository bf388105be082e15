import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import {
  Architecture, CocoConstruct, IPrerequisites, IUninstallable, IUninstallPreconditions, Lifecycle, NodeGate, Prerequisite,
  UninstallPrecondition,
} from '../common';
import { KataRelease } from './kata-release';
import { KataRuntimeClass } from './kata-runtime-class';
import { KataRuntimeProps } from './kata-runtime-props';
import { KataShim } from './kata-shim';
import { checkGate, gateTarget } from './private/check-gate';
import { claims } from './private/claims';
import { requestedShims, resolve } from './private/from-props';
import { KataModel } from './private/model';
import { defaultClassName, objectNames, runtimeClassName } from './private/names';
import { daemonSetNames } from './private/objects/daemon-set';
import { install as installObjects, uninstall as uninstallObjects, uninstalledGate } from './private/objects/phases';
import { importedPrerequisites, runtimePrerequisites } from './private/prerequisites';
import { confidential, nvidiaGpu, remote } from './private/presets';
import { resolvedAtSynth } from './private/resolved-at-synth';
import { workloads } from './private/workloads';
import { Tee } from './tee';
import { checked } from '../common/private/checked';
import { claim } from '../common/private/claims';
import { CocoError } from '../common/private/coco-error';
import { construction } from '../common/private/construction';
import { emit } from '../common/private/emit';
import { inLifecycle, setLifecycle } from '../common/private/lifecycles';
import { isNodeStep } from '../common/private/node-steps';
import { recordOrder } from '../common/private/order';
import { prerequisitesOf } from '../common/private/prerequisites';
import { checkNamespace, Problems } from '../common/private/problems';
import { podsOfRuntimeClasses } from '../common/private/runtime-class-users';
import { warnAtSynth } from '../common/private/warnings';

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

/** Attributes of a Kata runtime that something else installed. */
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
abstract class KataRuntimeBase extends CocoConstruct implements IKataRuntime {
  public abstract readonly runtimeClassNames: string[];

  /** @internal */
  protected abstract readonly _shimNames: readonly string[];

  /** @internal */
  protected abstract readonly _suffix?: string;

  public runtimeClass(shim: KataShim): KataRuntimeClass {
    if (!this._shimNames.includes(shim.name)) {
      throw new CocoError(this.node.path, `runtimeClass: got the shim ${shim}; allowed: those that this runtime installs: ${this._shimNames.join(', ')}. `
        + 'Add it to `shims`, or take another one.');
    }
    const name = runtimeClassName(shim.name, this._suffix);
    return KataRuntimeClass._of(name, name, this._architecturesOf(shim.name));
  }

  /** @internal */
  protected _architecturesOf(_shim: string): Architecture[] | undefined {
    return undefined;
  }
}

checked(KataRuntimeBase, 'IKataRuntime');

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
 * import { Architecture, KataRelease, KataRuntime, KataShim } from 'cdk8s-coco';
 *
 * const app = new App();
 * const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
 * const runtime = new KataRuntime(chart, 'Kata', {
 *   release: KataRelease.V4_1_0, architectures: [Architecture.X86_64, Architecture.S390X],
 * });
 * runtime.runtimeClass(KataShim.QEMU_SNP).name; // kata-qemu-snp
 */
export class KataRuntime extends KataRuntimeBase implements IUninstallable, IUninstallPreconditions, IPrerequisites {
  /**
   * Confidential Containers on the nodes of one TEE: the shims that need it, on the architecture that has it.
   *
   * @param tee the trusted execution environment of the nodes
   * @param overrides props in place of those of the preset, or beside them
   * @throws where the release has no shim for the TEE, with those that have
   */
  public static confidential(scope: Construct, id: string, tee: Tee, overrides: KataRuntimeProps): KataRuntime {
    return new KataRuntime(scope, id, { ...confidential(tee, overrides), ...overrides });
  }

  /**
   * Pods with NVIDIA GPUs, confidential ones too, as upstream sets them up: by Jobs, with EROFS.
   *
   * @param overrides props in place of those of the preset, or beside them
   * @see
   * https://github.com/kata-containers/kata-containers/blob/4.1.0/tools/packaging/kata-deploy/helm-chart/kata-deploy/try-kata-nvidia-gpu.values.yaml
   *
   */
  public static nvidiaGpu(scope: Construct, id: string, overrides: KataRuntimeProps): KataRuntime {
    return new KataRuntime(scope, id, { ...nvidiaGpu(overrides), ...overrides });
  }

  /**
   * Peer pods: the RuntimeClass `kata-remote`, whose pods are virtual machines elsewhere.
   *
   * `CocoRelease` has releases of Kata and of peer pods that fit together: the newest Kata may have no adaptor yet.
   *
   * @param overrides props in place of those of the preset, or beside them
   */
  public static remote(scope: Construct, id: string, overrides: KataRuntimeProps): KataRuntime {
    return new KataRuntime(scope, id, { ...remote(), ...overrides });
  }

  /**
   * A runtime that something else installed: its RuntimeClasses can be referred to, nothing is emitted.
   */
  public static fromKataRuntimeAttributes(scope: Construct, id: string, attributes: KataRuntimeAttributes): IKataRuntime {
    if (id === '') throw new CocoError('KataRuntime.fromKataRuntimeAttributes', 'id: got ""; allowed: a string that is not empty. Name the construct.');
    const { shims, multiInstallSuffix } = attributes;
    class Imported extends KataRuntimeBase implements IPrerequisites {
      public readonly runtimeClassNames = shims.map(({ name }) => runtimeClassName(name, multiInstallSuffix));
      protected readonly _shimNames = shims.map(({ name }) => name);
      protected readonly _suffix = multiInstallSuffix;
      public get prerequisites(): Prerequisite[] {
        return prerequisitesOf(this, importedPrerequisites(this.runtimeClassNames));
      }
    }
    return new Imported(scope, id);
  }

  /** The release of kata-deploy. */
  public readonly release: KataRelease;

  /** The names of its RuntimeClasses: one per shim and custom runtime, and `kata` where there is a default one. */
  public readonly runtimeClassNames: string[];

  /**
   * The workloads that install Kata, in kubectl's notation: one DaemonSet, or with kata-deploy 3.21.0 one per architecture.
   * With Jobs,
   * the CronJob for late nodes.
   */
  public readonly installWorkloads: string[];

  /** The name of the service account of kata-deploy. */
  public readonly serviceAccountName: string;

  /** The DaemonSet of the uninstall phase, or with kata-deploy 4.0.0 and later its Job, as kubectl names it. */
  public readonly uninstallWorkload: string;

  /** The namespace of all objects. */
  public readonly namespace: string;

  /** @internal */
  protected readonly _shimNames: readonly string[];

  /** @internal */
  protected readonly _suffix?: string;

  private readonly model: KataModel;

  private readonly lifecycle: Lifecycle;

  private readonly gates: NodeGate[] = [];

  constructor(scope: Construct, id: string, props: KataRuntimeProps) {
    super(...construction('KataRuntime', scope, id, props));
    const problems = new Problems(this, 'KataRuntime');
    const shims = requestedShims(props);
    this.model = { ...resolve(props, problems, shims), gates: this.gates };
    const { model } = this;
    this.namespace = Chart.of(this).namespace ?? '';
    checkNamespace(Chart.of(this).namespace, problems);
    problems.throwIfAny();
    const install = resolvedAtSynth(this.gates, () => installObjects(model, this.namespace));
    const uninstall = resolvedAtSynth(this.gates, () => uninstallObjects(model, this.namespace));
    this.lifecycle = setLifecycle(this, props.lifecycle);
    if (this.lifecycle !== Lifecycle.ABSENT) {
      claim(this, claims(model, [...install, ...uninstall].map(({ manifest }) => manifest)), problems);
    }
    problems.throwIfAny();

    this.release = props.release;
    this._shimNames = shims.map(({ name }) => name);
    this._suffix = model.suffix;
    this.runtimeClassNames = [
      ...this._shimNames.map((name) => runtimeClassName(name, model.suffix)),
      ...(props.customRuntimes ?? []).map(({ name }) => name),
      ...defaultClassName(model),
    ];
    this.installWorkloads = [...daemonSetNames(model).map((name) => `daemonset/${name}`), ...workloads(install, 'CronJob')];
    this.serviceAccountName = objectNames(model).serviceAccount;
    [this.uninstallWorkload] = [...workloads(uninstall, 'DaemonSet'), ...workloads(uninstall, 'Job')];
    emit(this, inLifecycle(this.lifecycle, install, uninstall));
    if (this.lifecycle === Lifecycle.PRESENT) problems.warnings.forEach(({ path, message }) => warnAtSynth(this, `${path}: ${message}`));
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this, runtimePrerequisites(this.model));
  }

  /** The pods of its RuntimeClasses must be gone before it is removed. */
  public get uninstallPreconditions(): UninstallPrecondition[] {
    return this.lifecycle === Lifecycle.ABSENT ? [] : [podsOfRuntimeClasses(this.runtimeClassNames)];
  }

  /**
   * Installs Kata after something else. Removal goes in the opposite direction.
   *
   * After a step on nodes, such as another containerd, kata-deploy's pod on each node waits until the step is done there. Other
   * nodes go on.
   *
   * @param other a construct or chart of the same app; a step on nodes must reach every node that this runtime is installed on
   * @throws if such a step does not reach all of these nodes, or is waited for already; if the other one contains this one,
   * lies
   * in it, or is part of another app
   */
  public installAfter(other: IConstruct): void {
    if (!isNodeStep(other)) {
      recordOrder(this, other);
      return;
    }
    const problems = new Problems(this, `installAfter(${other.node.path})`);
    checkGate(other.gate, gateTarget(this.model), problems);
    problems.throwIfAny();
    recordOrder(this, other, 'installAfter', true);
    this.gates.push(other.gate);
    // In the other direction, what was installed last goes first.
    other.uninstallAfter(uninstalledGate(this.model, other.gate.image));
  }

  /**
   * Emits the objects that remove Kata from every node that has it.
   *
   * Their pods wait until the install DaemonSet is gone, clean their node, and are then ready.
   */
  public emitUninstall(scope: Construct): void {
    emit(scope, uninstallObjects(this.model, this.namespace), this);
  }

  /** @internal */
  protected _architecturesOf(shim: string): Architecture[] | undefined {
    return this.model.shims.find(({ name }) => name === shim)?.architectures.map((one) => Architecture.of(one));
  }
}

checked(KataRuntime, 'KataRuntime');
