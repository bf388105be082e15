import { Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { CocoConstruct, INodeStep, IPrerequisites, IUninstallable, Lifecycle, NodeGate } from '../common';
import { CustomContainerdInstallerProps } from './custom-containerd-installer-props';
import { check } from './private/check';
import { ContainerdModel, resolve } from './private/model';
import { names, STATE_FOLDER } from './private/names';
import { cleanupDaemonSet, gate as gateOf, installerDaemonSet } from './private/objects';
import { checked } from '../common/private/checked';
import { claim, folder, objects } from '../common/private/claims';
import { construction } from '../common/private/construction';
import { Emission } from '../common/private/emission';
import { emit } from '../common/private/emit';
import { KATA_LABEL, NO_NODE_YET } from '../common/private/kata-label';
import { inLifecycle, setLifecycle } from '../common/private/lifecycles';
import { Manifest } from '../common/private/manifest';
import { checkNamespace, Problems } from '../common/private/problems';
import { mayHoldSecret } from '../common/private/redact';
import { warnAtSynth } from '../common/private/warnings';

/**
 * Installs a containerd of your choice on every selected node. Each node verifies the checksum, swaps the files at once,
 * watches containerd and kubelet for a while, and rolls back by itself if one of them does not work.
 *
 * Replaces `customContainerd` of the umbrella chart, whose Job reaches only one node.
 *
 * @see https://github.com/confidential-containers/charts#custom-containerd-installation-optional
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { ContainerdTarball, CustomContainerdInstaller, KataRelease, KataRuntime } from 'cdk8s-coco';
 *
 * const chart = new Chart(new App(), 'coco', { namespace: 'coco-system' });
 * const containerd = new CustomContainerdInstaller(chart, 'Containerd', {
 *   tarballs: [ContainerdTarball.forAllNodes(
 *     'https://mirror.example.com/containerd-2.1.4-linux-amd64.tar.gz',
 *     '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
 *   )],
 * });
 * new KataRuntime(chart, 'Kata', { release: KataRelease.V4_1_0 }).installAfter(containerd);
 */
export class CustomContainerdInstaller extends CocoConstruct implements INodeStep, IUninstallable, IPrerequisites {
  /** Lets a pod wait until this containerd is on its node. */
  public readonly gate: NodeGate;

  /** The names of the DaemonSets that install containerd: one. */
  public readonly installWorkloads: string[];

  /** The name of the DaemonSet of the uninstall phase. */
  public readonly uninstallWorkload: string;

  /** The namespace of all objects. */
  public readonly namespace: string;

  private readonly model: ContainerdModel;

  private readonly uninstallGates: NodeGate[] = [];

  constructor(scope: Construct, id: string, props: CustomContainerdInstallerProps) {
    super(...construction('CustomContainerdInstaller', scope, id, props));
    const problems = new Problems(this, 'CustomContainerdInstaller');
    check(props, problems);
    checkNamespace(Chart.of(this).namespace, problems);
    problems.throwIfAny();

    this.model = resolve(props);
    this.namespace = Chart.of(this).namespace!;
    const installer = installerDaemonSet(this.model, this.namespace);
    const lifecycle = setLifecycle(this, props.lifecycle);
    if (lifecycle !== Lifecycle.ABSENT) {
      claim(this, [
        { prop: 'name', claims: objects([installer, cleanupDaemonSet(this.model, this.namespace, [])]) },
        {
          prop: 'nodeSelector',
          claims: [folder(STATE_FOLDER, props.nodeSelector)],
          repair: 'A node has one containerd: give the two installers different values of the same label',
        },
      ], problems);
    }
    problems.throwIfAny();
    this.installWorkloads = [`daemonset/${names(this.model.name).installer}`];
    this.uninstallWorkload = `daemonset/${names(this.model.name).cleanup}`;
    this.gate = gateOf(this.model);
    emit(this, inLifecycle(lifecycle, [{ id: 'Resource', manifest: installer }], this.cleanup()));
    if (lifecycle !== Lifecycle.PRESENT) return;
    if (props.tarballs.some(({ url }) => url !== undefined && mayHoldSecret(url))) {
      warnAtSynth(this, 'the URL of a tarball is in plain text in the DaemonSet, as unsafeUrlInPlainText requests, and may contain a secret; '
        + 'use ContainerdTarball.fromSecretUrl');
    }
    if (KATA_LABEL in (props.nodeSelector ?? {})) warnAtSynth(this, `nodeSelector["${KATA_LABEL}"]: ${NO_NODE_YET}`);
  }

  /**
   * Makes the cleanup wait, on each node, until the constructs that were installed after this containerd are removed from the
   * node.
   *
   * @param gate how its pods find that out; `KataRuntime.installAfter` calls this
   */
  public uninstallAfter(gate: NodeGate): void {
    this.uninstallGates.push(gate);
  }

  /**
   * Emits the DaemonSet that puts the original containerd back on every node.
   *
   * Its pods wait while an installer is on their node, restore the files from before the first installation, and then become
   * ready.
   */
  public emitUninstall(scope: Construct): void {
    emit(scope, this.cleanup(), this);
  }

  /** What its pods wait for is known at synth. */
  private cleanup(): Emission[] {
    const manifest = () => cleanupDaemonSet(this.model, this.namespace, this.uninstallGates);
    return [{ id: 'Resource', manifest: { ...manifest(), spec: Lazy.any({ produce: () => manifest().spec }) } as Manifest }];
  }
}

checked(CustomContainerdInstaller, 'CustomContainerdInstaller');
