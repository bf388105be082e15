import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { IOrdered } from '../../common';
import { Definition, peerPodConfigCrd, peerPodCrd } from './private/crd';
import { checked } from '../../common/private/checked';
import { construction } from '../../common/private/construction';
import { emit } from '../../common/private/emit';
import { recordOrder } from '../../common/private/order';
import { Problems } from '../../common/private/problems';

/** The custom resources of peer pods. */
export enum PeerPodsResource {
  /** The VM behind a pod. The adaptor writes one per pod, the resource controller deletes the VM with it. */
  PEER_POD = 'PeerPod',
  /** Where the adaptor runs, for the PeerPodConfig controller. Legacy. */
  PEER_POD_CONFIG = 'PeerPodConfig',
}

/** Properties of `PeerPodsCrds`. */
export interface PeerPodsCrdsProps {
  /**
   * The custom resources that are defined.
   * @default [PeerPodsResource.PEER_POD]
   */
  readonly resources?: PeerPodsResource[];

  /**
   * Tell Argo CD and Flux to leave the definitions in the cluster when they disappear from their folder: with a definition,
   * all of its objects go, and with the PeerPods the knowledge of which VMs run.
   * @default true
   */
  readonly keep?: boolean;
}

const DEFINITIONS: Record<PeerPodsResource, () => Definition> = {
  [PeerPodsResource.PEER_POD]: peerPodCrd,
  [PeerPodsResource.PEER_POD_CONFIG]: peerPodConfigCrd,
};

/**
 * The custom resource definitions of peer pods, in a chart of their own: a file that is applied before those with their
 * objects. A cluster has them once; with several clusters in one app, assign each like an empty chart:
 * `Cluster.assign(new PeerPodsCrds(app, 'crds-1'), 'edge-1')`.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/main/src/peerpod-ctrl/chart/crds
 *
 * @example
 * import { App } from 'cdk8s';
 * import { PeerPodsCrds } from 'cdk8s-coco';
 *
 * const app = new App();
 * new PeerPodsCrds(app, 'crds');
 */
export class PeerPodsCrds extends Chart implements IOrdered {
  constructor(scope: Construct, id: string, props: PeerPodsCrdsProps = {}) {
    super(...construction('PeerPodsCrds', scope, id, props));
    new Problems(this, 'PeerPodsCrds').throwIfAny();
    const emissions = [...new Set(props.resources ?? [PeerPodsResource.PEER_POD])].map((resource) => ({
      id: resource, manifest: DEFINITIONS[resource](), keep: props.keep ?? true,
    }));
    emit(this, emissions);
  }

  /**
   * Installs the definitions after something else. They are never removed.
   *
   * @param other a construct or chart of the same app
   * @throws if the other one lies in this chart, or is part of another app
   */
  public installAfter(other: IConstruct): void {
    recordOrder(this, other);
  }
}

checked(PeerPodsCrds, 'PeerPodsCrds');
