import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { CocoConstruct, IPrerequisites, Lifecycle, Prerequisite, SecretSource } from '../common';
import { API_VERSION, KIND, PULL_SECRET_KEY, PULL_SECRET_SUFFIX, SSH_KEY, SSH_KEY_SUFFIX } from './catalogue/provisioner';
import { DpfHcpProvisionerProps } from './dpf-hcp-provisioner-props';
import { DpfHcpRelease } from './dpf-hcp-release';
import { checkManifest, checkProvisioner, checkSpec } from './private/check-provisioner';
import { provisionerNeeds } from './private/provisioner-prerequisites';
import { warnOfSharing, warnOfSpec } from './private/provisioner-warnings';
import { AppPrerequisite } from '../common/private/app-prerequisites';
import { checked } from '../common/private/checked';
import { claim, objects } from '../common/private/claims';
import { construction } from '../common/private/construction';
import { emit } from '../common/private/emit';
import { setLifecycle } from '../common/private/lifecycles';
import { prerequisitesOf } from '../common/private/prerequisites';
import { Problems } from '../common/private/problems';
import { emitSecret } from '../common/private/secret-objects';
import { sortedMap } from '../common/private/sorted-map';

/**
 * A hosted control plane for the DPUs of one DPUCluster: the custom resource DPFHCPProvisioner.
 *
 * Objects that the API server would refuse are errors here: wrong formats, missing fields, and violated rules between fields.
 * Put it into a separate chart: if you delete it together with its operator, nothing tears the hosted cluster down.
 *
 * @see https://github.com/rh-ecosystem-edge/dpf-hcp-provisioner-operator
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { DpfHcpAvailabilityPolicy, DpfHcpProvisioner, DpfHcpRelease, SecretSource } from 'cdk8s-coco';
 *
 * const chart = new Chart(new App(), 'clusters', { namespace: 'my-dpu-clusters' });
 * new DpfHcpProvisioner(chart, 'Rack1', {
 *   release: DpfHcpRelease.V0_1_0,
 *   name: 'rack1',
 *   baseDomain: 'clusters.example.com',
 *   dpuClusterRef: { name: 'rack1', namespace: 'dpf-operator-system' },
 *   dpuDeploymentRef: { name: 'ovn-hbn', namespace: 'dpf-operator-system' },
 *   ocpReleaseImage: 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64',
 *   pullSecret: SecretSource.fromSecretName('my-pull-secret'),
 *   sshKey: SecretSource.fromSecretName('my-ssh-key'),
 *   controlPlaneAvailabilityPolicy: DpfHcpAvailabilityPolicy.SINGLE_REPLICA,
 * });
 */
export class DpfHcpProvisioner extends CocoConstruct implements IPrerequisites {
  /**
   * For what an API server would refuse to create a DPFHCPProvisioner, as it stands in a manifest: nothing, where it would
   * not. Unknown fields count, as they do for kubectl.
   *
   * @param manifest the whole object
   * @param release the edition whose definition decides; the newest if left out
   * @returns a sentence for each problem
   */
  public static checkManifest(manifest: any, release?: DpfHcpRelease): string[] {
    return checkManifest((release ?? DpfHcpRelease.latest())._facts, manifest);
  }

  /**
   * For what an API server would refuse to put a DPFHCPProvisioner in the place of an earlier one: also for changes of fields
   * that cannot change. A field that was not there may be added, and one may be taken away.
   *
   * @param before the whole object as it was
   * @param after the whole object as it shall be
   * @param release the edition whose definition decides; the newest if left out
   * @returns a sentence for each problem
   */
  public static checkUpdate(before: any, after: any, release?: DpfHcpRelease): string[] {
    return checkManifest((release ?? DpfHcpRelease.latest())._facts, after, before ?? {});
  }

  /** The name of the object and of the hosted cluster. */
  public readonly name: string;

  /** The namespace of the object and of its Secrets. */
  public readonly namespace: string;

  private readonly needs: readonly AppPrerequisite[];

  constructor(scope: Construct, id: string, props: DpfHcpProvisionerProps) {
    super(...construction('DpfHcpProvisioner', scope, id, props));
    const problems = new Problems(this, 'DpfHcpProvisioner');
    checkProvisioner(props, Chart.of(this).namespace, problems);
    const { _facts: release } = props.release;
    this.name = props.name;
    this.namespace = props.namespace ?? Chart.of(this).namespace ?? '';
    // Secrets are checked already, under their own names.
    const trial = this.manifest(props, props.pullSecret?._kind?.existing ?? '', props.sshKey?._kind?.existing ?? '');
    checkSpec(release, trial, problems);
    const lifecycle = setLifecycle(this, props.lifecycle);
    if (!problems.all.length && lifecycle !== Lifecycle.ABSENT) claim(this, [{ prop: 'name', claims: objects([trial]) }], problems);
    problems.throwIfAny();

    this.needs = [];
    if (lifecycle === Lifecycle.ABSENT) return;
    const secret = (childId: string, source: SecretSource, suffix: string) => (
      emitSecret(this, childId, source, { name: `${this.name}-${suffix}`, namespace: this.namespace }));
    const pullSecret = secret('PullSecret', props.pullSecret, PULL_SECRET_SUFFIX);
    const manifest = this.manifest(props, pullSecret, secret('SshKey', props.sshKey, SSH_KEY_SUFFIX));
    if (lifecycle === Lifecycle.DRAINING) return;
    emit(this, [{ id: 'Resource', manifest, cleansUp: true }]);
    const secrets = { [PULL_SECRET_KEY]: props.pullSecret, [SSH_KEY]: props.sshKey };
    this.needs = provisionerNeeds(release, props, this, secrets);
    warnOfSpec(this, manifest);
    warnOfSharing(this, manifest);
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this, this.needs);
  }

  private manifest(props: DpfHcpProvisionerProps, pullSecret: string, sshKey: string) {
    const { nodeSelector } = props;
    const spec = {
      baseDomain: props.baseDomain,
      dpuClusterRef: props.dpuClusterRef,
      dpuDeploymentRef: props.dpuDeploymentRef,
      etcdStorageClass: props.etcdStorageClass,
      ocpReleaseImage: props.ocpReleaseImage,
      pullSecretRef: { name: pullSecret },
      sshKeySecretRef: { name: sshKey },
      virtualIP: props.virtualIp,
      controlPlaneAvailabilityPolicy: props.controlPlaneAvailabilityPolicy,
      nodeSelector: typeof nodeSelector === 'object' && nodeSelector && !Array.isArray(nodeSelector) ? sortedMap(nodeSelector) : nodeSelector,
      flannelEnabled: props.flannelEnabled,
      machineOSURL: props.machineOsUrl,
      networking: props.networking,
    };
    const annotations = sortedMap(props.annotations);
    const labels = sortedMap(props.labels);
    return {
      apiVersion: API_VERSION,
      kind: KIND,
      metadata: {
        name: this.name,
        namespace: this.namespace,
        ...(Object.keys(labels).length ? { labels } : {}),
        ...(Object.keys(annotations).length ? { annotations } : {}),
      },
      spec: Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined && value !== null)),
    };
  }
}

checked(DpfHcpProvisioner, 'DpfHcpProvisioner');
