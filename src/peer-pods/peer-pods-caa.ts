import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { PeerPodController } from './controller/peer-pod-controller';
import { PeerPodsCaaProps } from './peer-pods-caa-props';
import { PeerPodsIdentityBinding } from './peer-pods-identity';
import { PeerPodsRelease } from './peer-pods-release';
import {
  CocoConstruct, IPrerequisites, IUninstallPreconditions, Lifecycle, Prerequisite, UninstallPrecondition,
} from '../common';
import { adaptorObjects } from './private/adaptor-objects';
import { unfitRuntime } from './private/check-cluster';
import { resolve } from './private/from-props';
import { identityBindings } from './private/identity-bindings';
import { PeerPodsModel } from './private/model';
import { NAMES } from './private/names';
import { adaptorPrerequisites, KUBERNETES_1_30 } from './private/prerequisites';
import { refusePods } from './private/refuse-pods';
import { PeerPodsWebhook } from './webhook/peer-pods-webhook';
import { checked } from '../common/private/checked';
import { claim, objects } from '../common/private/claims';
import { construction } from '../common/private/construction';
import { emit } from '../common/private/emit';
import { lifecycleOf, setLifecycle } from '../common/private/lifecycles';
import { prerequisitesOf } from '../common/private/prerequisites';
import { checkNamespace, Problems } from '../common/private/problems';
import { podsOfRuntimeClasses } from '../common/private/runtime-class-users';
import { emitSecret } from '../common/private/secret-objects';
import { warnAtSynth } from '../common/private/warnings';

/**
 * Confidential pods as VMs of a cloud ("peer pods"): the Cloud API Adaptor on each node, with its webhook and its resource
 * controller.
 *
 * Replaces the chart peerpods. Objects have upstream's names and selectors, so that a Helm release can be adopted in place.
 * Kata itself is a `KataRuntime` with the shim `remote`, and the custom resources come from `PeerPodsCrds`.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease, SecretSource } from 'cdk8s-coco';
 *
 * const app = new App();
 * new PeerPodsCrds(app, 'crds');
 * const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
 * new PeerPodsCAA(chart, 'PeerPods', {
 *   release: PeerPodsRelease.V0_22_0,
 *   provider: PeerPodsProvider.aws({ imageId: 'ami-0123456789abcdef0', region: 'eu-west-1' }),
 *   credentials: SecretSource.fromSecretName('aws-keys'),
 *   limit: 20,
 * });
 */
export class PeerPodsCAA extends CocoConstruct implements IPrerequisites, IUninstallPreconditions {
  /** The release of adaptor, webhook and resource controller. */
  public readonly release: PeerPodsRelease;

  /** The namespace of adaptor and resource controller. */
  public readonly namespace: string;

  /** The name of the RuntimeClass of pods that become VMs. */
  public readonly runtimeClassName: string;

  /** The name of the adaptor's DaemonSet. */
  public readonly daemonSetName: string = NAMES.daemonSet;

  /** The name of the adaptor's service account. */
  public readonly serviceAccountName: string = NAMES.serviceAccount;

  /** The name of the ConfigMap with the adaptor's settings. */
  public readonly configMapName: string = NAMES.configMap;

  /** The webhook, if it is emitted. */
  public readonly webhook?: PeerPodsWebhook;

  /** The resource controller, if it is emitted. */
  public readonly resourceController?: PeerPodController;

  /** The trust that the cloud needs with `identity`: a subject for the adaptor, and one for the resource controller. */
  public readonly identityBindings: PeerPodsIdentityBinding[];

  private readonly model: PeerPodsModel;

  constructor(scope: Construct, id: string, props: PeerPodsCaaProps) {
    super(...construction('PeerPodsCAA', scope, id, props));
    const lifecycle = setLifecycle(this, props.lifecycle);
    const problems = new Problems(this, 'PeerPodsCAA');
    const { namespace = '' } = Chart.of(this);
    checkNamespace(Chart.of(this).namespace, problems);
    this.model = resolve(props, namespace, problems);
    const { adaptor, identity, runtimeClassName, secrets, warnings } = this.model;
    if (!problems.all.length && lifecycle !== Lifecycle.ABSENT) {
      const daemonSet = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: NAMES.daemonSet, namespace } };
      claim(this, [{ prop: '(name)', claims: objects([daemonSet]), repair: 'Leave one of the two out' }], problems);
    }
    problems.throwIfAny();

    this.namespace = namespace;
    this.release = PeerPodsRelease.of(adaptor.release.version);
    this.runtimeClassName = runtimeClassName;
    this.identityBindings = [];
    if (lifecycle === Lifecycle.ABSENT) return;
    const { labels } = adaptor;
    for (const { id: secretId, name, source } of secrets) emitSecret(this, secretId, source, { name, namespace, labels });
    emit(this, adaptorObjects(adaptor));
    this.node.defaultChild = this.node.findChild('DaemonSet');
    if (lifecycle === Lifecycle.DRAINING) emit(this, refusePods(runtimeClassName));

    const { webhook, resourceController } = this.model;
    if (webhook && lifecycle === Lifecycle.PRESENT) this.webhook = new PeerPodsWebhook(this, 'Webhook', webhook);
    if (resourceController) this.resourceController = new PeerPodController(this, 'ResourceController', resourceController);
    this.identityBindings = [
      ...identityBindings(this, identity, namespace, this.serviceAccountName),
      ...this.resourceController?.identityBindings ?? [],
    ];
    if (!this.model.knownRuntime) warnAtSynth(this, () => unfitRuntime(this, adaptor.release));
    for (const text of warnings) warnAtSynth(this, text);
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this, [
      ...lifecycleOf(this) === Lifecycle.DRAINING ? [KUBERNETES_1_30] : [],
      ...adaptorPrerequisites(this.model),
    ]);
  }

  /** Peer pods must be gone before the adaptor is removed: it deletes their VMs. */
  public get uninstallPreconditions(): UninstallPrecondition[] {
    return lifecycleOf(this) === Lifecycle.ABSENT ? [] : [podsOfRuntimeClasses([this.runtimeClassName])];
  }
}

checked(PeerPodsCAA, 'PeerPodsCAA');
