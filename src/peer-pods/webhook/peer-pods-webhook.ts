import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { PeerPodsWebhookProps, WebhookFailurePolicy } from './peer-pods-webhook-props';
import { check } from './private/check';
import { resolve } from './private/from-props';
import { WebhookModel } from './private/model';
import { serviceName } from './private/names';
import { webhookObjects } from './private/objects';
import { CocoConstruct, IPrerequisites, Prerequisite } from '../../common';
import { checked } from '../../common/private/checked';
import { construction } from '../../common/private/construction';
import { emit } from '../../common/private/emit';
import { prerequisitesOf } from '../../common/private/prerequisites';
import { Problems } from '../../common/private/problems';
import { warnAtSynth } from '../../common/private/warnings';
import { PeerPodsRelease } from '../peer-pods-release';
import { VM_RESOURCE } from '../private/extended-resource';
import { claimManager } from '../private/manager/claims';
import { warnAboutMetrics } from '../private/manager/from-props';
import { accountName } from '../private/manager/model';
import { KUBERNETES_1_28 } from '../private/prerequisites';

/**
 * The webhook of peer pods: pods of the RuntimeClass take one VM of the extended resource in place of CPU and memory of
 * a node, and say in annotations how large their VM is to be.
 *
 * Only pods of the RuntimeClass depend on it: the API server looks at `runtimeClassName` before it calls. That takes
 * Kubernetes 1.28 or newer.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/main/src/webhook
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { PeerPodsRelease, PeerPodsWebhook, WebhookCertificate } from 'cdk8s-coco';
 *
 * const chart = new Chart(new App(), 'peer-pods', { namespace: 'confidential-containers-system' });
 * new PeerPodsWebhook(chart, 'Webhook', {
 *   release: PeerPodsRelease.V0_22_0, certificate: WebhookCertificate.openshiftServiceCa(), replicas: 3,
 * });
 */
export class PeerPodsWebhook extends CocoConstruct implements IPrerequisites {
  /** The release of the webhook. */
  public readonly release: PeerPodsRelease;

  /** The namespace of its objects. */
  public readonly namespace: string;

  /** The name of the RuntimeClass whose pods are peer pods. */
  public readonly runtimeClassName: string;

  /** The extended resource of which each peer pod takes one. */
  public readonly extendedResource: string;

  /** The name of the Deployment. */
  public readonly deploymentName: string;

  /** The name of the Service that the API server calls. */
  public readonly serviceName: string;

  /** The name of the Secret with `tls.crt` and `tls.key`. */
  public readonly certificateSecretName: string;

  constructor(scope: Construct, id: string, props: PeerPodsWebhookProps) {
    super(...construction('PeerPodsWebhook', scope, id, props));
    const problems = new Problems(this, 'PeerPodsWebhook');
    check(props, problems);
    problems.throwIfAny();
    const model = resolve(props, Chart.of(this).namespace);
    const emissions = webhookObjects(model);
    claimManager(this, 'webhook for peer pods', emissions, problems);
    problems.throwIfAny();
    this.release = props.release;
    this.namespace = model.namespace;
    this.runtimeClassName = model.targetRuntimeClass;
    this.extendedResource = model.extendedResource;
    this.deploymentName = accountName(model);
    this.serviceName = serviceName(model);
    this.certificateSecretName = model.certificateSecret;
    emit(this, emissions);
    warn(this, model);
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this, [KUBERNETES_1_28]);
  }
}

checked(PeerPodsWebhook, 'PeerPodsWebhook');

/** What is allowed, and costs something. */
function warn(webhook: PeerPodsWebhook, model: WebhookModel): void {
  if (model.extendedResource !== VM_RESOURCE) {
    warnAtSynth(webhook, `the adaptor announces ${VM_RESOURCE} only: peer pods stay pending until something else announces `
      + `${model.extendedResource} on the nodes.`);
  }
  if (model.failurePolicy === WebhookFailurePolicy.IGNORE) {
    warnAtSynth(webhook, 'peer pods that are made while no replica answers do not count against the limit of VMs.');
  }
  warnAboutMetrics(webhook, model);
}
