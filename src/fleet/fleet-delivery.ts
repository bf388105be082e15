import { FleetShard } from './fleet-shard';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { Problems } from '../common/private/problems';
import { ArgoCdDeliveryProps, FluxDeliveryProps, KubectlDeliveryProps } from '../delivery';
import { ClusterData } from './private/cluster-data';
import { checkArgoCd, checkFlux, checkKubectl, DeliveredTo } from '../delivery/private/check-delivery';
import { argoCdEngine } from '../delivery/private/engines/argo-cd';
import { Engine } from '../delivery/private/engines/engine';
import { fluxEngine } from '../delivery/private/engines/flux';
import { kubectlEngine } from '../delivery/private/engines/kubectl';

/** Makes the engine for the clusters of a fleet, and reports what is wrong with its props. */
type Plan = (clusters: readonly ClusterData[], to: readonly DeliveredTo[], problems: Problems) => Engine;

/**
 * How a fleet reaches its clusters: by kubectl, Argo CD or Flux. The objects are the same, in components and in the order of
 * `installAfter`, as `Delivery` writes them for one app. Namespaces and definitions of all blueprints are one component.
 *
 * Clusters of the fleet have the names that the inventory gives them, and its labels, by which rollout steps select.
 *
 * @example
 * import { ArgoCdApplications, ArgoCdGenerator, FleetDelivery } from 'cdk8s-coco';
 *
 * const delivery = FleetDelivery.argoCd({
 *   repoUrl: 'https://git.example.com/fleet.git',
 *   applications: ArgoCdApplications.PER_CLUSTER,
 *   applicationSet: {
 *     generator: ArgoCdGenerator.GIT,
 *     rollout: [{ labels: { stage: ['canary'] } }, { labels: { stage: ['production'] }, maxUpdate: '10%' }],
 *   },
 * });
 */
export class FleetDelivery {
  /** Numbered files and a kustomization for each cluster, for `kubectl apply -k`. */
  public static kubectl(props: KubectlDeliveryProps = {}): FleetDelivery {
    return new FleetDelivery('FleetDelivery.kubectl', (_, __, problems) => {
      checkKubectl(props, problems);
      return kubectlEngine(props);
    });
  }

  /** Applications of Argo CD, or an ApplicationSet, which can update some clusters before others. */
  public static argoCd(props: ArgoCdDeliveryProps): FleetDelivery {
    return new FleetDelivery('FleetDelivery.argoCd', (clusters, to, problems) => {
      const known = clusters.map(({ name, labels }) => {
        const given = props.clusters?.[name];
        return [name, { ...given, labels: { ...labels, ...given?.labels } }] as const;
      });
      const all = { ...props, clusters: { ...props.clusters, ...Object.fromEntries(known) } };
      checkArgoCd(all, to, problems);
      return argoCdEngine(all);
    });
  }

  /** Kustomizations of Flux for each cluster, and their source. */
  public static flux(props: FluxDeliveryProps): FleetDelivery {
    return new FleetDelivery('FleetDelivery.flux', (_, to, problems) => {
      checkFlux(props, to, problems);
      return fluxEngine(props);
    });
  }

  private constructor(private readonly call: string, private readonly plan: Plan) {}

  /**
   * @param clusters all of the fleet
   * @internal
   */
  public _engine(clusters: readonly ClusterData[], shard: FleetShard): Engine {
    const problems = new Problems(undefined, this.call);
    for (const { name } of clusters.filter((one) => !isFolder(one.name))) {
      problems.add('cluster', name, 'names of at most 63 characters that do not end in .yaml', 'Its name is a label, and a folder beside files: rename the cluster.');
    }
    const engine = this.plan(clusters, clusters.map(({ name }) => ({ name, cluster: name })), problems);
    problems.throwAt(this.call);
    if (engine.sharesComponents && shard.count > 1) {
      throw new CocoError(this.call, `shard: got ${shard.toString()}; allowed: the whole fleet, since this ApplicationSet tells the components of all clusters. `
        + 'Take ArgoCdApplications.PER_CLUSTER, or ArgoCdGenerator.GIT without a rollout.');
    }
    return engine;
  }
}

checked(FleetDelivery, 'FleetDelivery');

const isFolder = (name: string) => name.length <= 63 && !name.endsWith('.yaml');
